/** What a program that uses Tocsin as a library sees: plain data, apart from the compiler's own trees. */

/**
 * Rule files, and lists (`lists/tools.txt`), by their path from the rules' root (`aws/iam/user.tocsin`); a text alone is
 * one rule file, `rule.tocsin`.
 */
export type Sources = string | { readonly [path: string]: string };

export interface CompileOptions {
  /** Ids of targets (`panther`, `elastic`, `splunk`); all without it. */
  readonly targets?: readonly string[];
  /** What the packs call themselves, as `pack:` in a project's configuration does. */
  readonly pack?: {
    /** `[a-z0-9_]+` */
    readonly name?: string;
    /** `1.2.3` */
    readonly version?: string;
    /** For rules that name none. */
    readonly author?: string;
    readonly license?: string;
  };
}

/** A place in a source: lines and columns from 1, offsets from 0, all in UTF-16 units. */
export interface Place {
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number; readonly offset: number };
  readonly end: { readonly line: number; readonly column: number; readonly offset: number };
}

export interface Problem extends Place {
  /** `D2001`: stable, explained by `tocsin explain`. */
  readonly code: string;
  readonly slug: string;
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
  readonly help?: string;
  readonly related: readonly (Place & { readonly message: string })[];
  /** The text to put at the place, for a repair. */
  readonly fixes: readonly (Place & { readonly title: string; readonly text: string })[];
}

/** How near an emitted rule comes to the language's verdict. */
export type Fidelity = "exact" | "aligned" | "wider" | "narrower" | "different" | "impossible";

/** One file of a pack; the path is relative to the pack's folder, `/`-separated. */
export interface EmittedFile {
  readonly path: string;
  readonly content: string;
}

/** What one target makes of one rule. Where it can't say the rule, or refuses a text, `files` is empty. */
export interface Emitted {
  readonly target: string;
  readonly fidelity: Fidelity;
  /** Why it is not exact, part by part. */
  readonly reasons: readonly string[];
  /** The condition alone, as it is printed for the platform. */
  readonly query: string;
  readonly files: readonly EmittedFile[];
}

/** A rule without errors. Hand it to `evaluate`. */
export interface CompiledRule {
  readonly id: string;
  readonly title: string;
  readonly severity: "info" | "low" | "medium" | "high" | "critical";
  readonly path: string;
  readonly emitted: readonly Emitted[];
}

export interface Compilation {
  /** No error was found; warnings and hints may be there. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly rules: readonly CompiledRule[];
  /** All files by target: those of the rules and those that the pack has beside them. */
  readonly packs: { readonly [target: string]: readonly EmittedFile[] };
}

/** A CloudTrail record: its JSON text, or what `JSON.parse` made of it. Only the text keeps numbers past 2^53 exact. */
export type Event = string | object;

export interface Verdict {
  readonly alerts: boolean;
  /** What the alert says, where there is one. */
  readonly alert?: {
    readonly title: string;
    readonly description?: string;
    readonly severity: "info" | "low" | "medium" | "high" | "critical";
    /** What makes two alerts the same. */
    readonly key: readonly string[];
  };
}

export interface Formatted {
  /** The one form of the file; the text as it was where it can't be read. */
  readonly text: string;
  readonly problems: readonly Problem[];
}
