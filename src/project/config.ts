/** What a project's configuration says, defaults filled in. Paths are relative to the project's root, `/`-separated. */

export interface Config {
  readonly rules: string;
  readonly out: string;
  /** Ids of targets; without it, all. */
  readonly targets?: readonly string[];
  readonly pack: {
    readonly name: string;
    readonly version: string;
    readonly author?: string;
    readonly license?: string;
  };
}

export const defaultConfig: Config = {
  rules: "rules",
  out: "dist-rules",
  pack: { name: "tocsin_rules", version: "0.1.0" },
};
