/** In: a folder. Out: the project that it lies in: where its configuration is, and the folder that all paths start from. */
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

export const CONFIG_NAME = "tocsin.config.yaml";

export interface ConfigPlace {
  /** The project's root, links resolved. */
  readonly root: string;
  /** The configuration's absolute path; nothing where there is none, and the folder itself is the root. */
  readonly path?: string;
}

/** Looks for `tocsin.config.yaml` in the folder and in those above it; the nearest one counts. */
export function findConfig(folder: string): ConfigPlace {
  const start = realpathSync(folder);
  for (let at = start; ; at = dirname(at)) {
    const path = join(at, CONFIG_NAME);
    if (statSync(path, { throwIfNoEntry: false })) return { root: at, path };
    if (dirname(at) === at) return { root: start };
  }
}
