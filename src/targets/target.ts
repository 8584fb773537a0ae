/**
 * What every target is: an object that turns checked rules into a platform's files, and says how exact they are.
 * A fourth target is one folder and one line in `index.ts`.
 */
import type { Diagnostic } from "../diagnostics/problem.ts";
import type { Validator } from "../diagnostics/validator.ts";
import type { Subject } from "../ir/path.ts";
import type { PredicateKind, PredicateOf } from "../ir/predicate.ts";
import type { Rule } from "../ir/rule.ts";
import type { DataSchema } from "../schema/data-schema.ts";
import type { Span } from "../source/source.ts";
import type { Engine } from "./engine.ts";

/**
 * How near an emitted rule comes to the language's verdict. `aligned` is for rules over several events only;
 * `wider` may alert on more, `narrower` may miss, `different` both.
 */
export type Fidelity = "exact" | "aligned" | "wider" | "narrower" | "different" | "impossible";

/** What a target can do with one node in positive position. `reason` is a sentence for the user, wanted unless exact. */
export interface Answer {
  readonly fidelity: Fidelity;
  readonly reason?: string;
}

/** A target's table: one answer per kind of node, so that a forgotten kind does not compile. */
export type Capabilities = {
  readonly [K in Exclude<PredicateKind, "all" | "any" | "not" | "constant">]: (node: PredicateOf<K>) => Answer;
};

/** A part of a rule that isn't exact, and why. */
export interface Finding {
  readonly fidelity: Fidelity;
  readonly reason: string;
  readonly span: Span;
}

export interface Judgement {
  readonly fidelity: Fidelity;
  readonly findings: readonly Finding[];
}

/** What an alert looks like on the platform: `title`, `key`, `suppress`, `severity`, `context`, … */
export interface Carried {
  readonly part: string;
  readonly how: "carried" | "rounded" | "left out";
  /** To what it is rounded, or why it is left out. */
  readonly note?: string;
}

/** A file of a pack. The path is relative to the pack's folder, `/`-separated; a text ends in a line break. */
export interface PackFile {
  readonly path: string;
  readonly content: string;
  /** Which rule's lines these are, for a validator's complaint: emitted line (from 1) to the rule's text. */
  readonly origins?: readonly { readonly line: number; readonly span: Span }[];
}

/** One rule as one target sees it. Where it is impossible or refused, `files` is empty. */
export interface TargetRule {
  readonly rule: Rule;
  readonly judgement: Judgement;
  readonly files: readonly PackFile[];
  readonly carried: readonly Carried[];
  readonly diagnostics: readonly Diagnostic[];
  /** The printed condition alone (`return …`, the EQL or KQL, the `where`), for `tocsin explain`. */
  readonly query: string;
  /** What `pack` needs of this rule, known only to the target. */
  readonly payload: unknown;
}

/** What the project's configuration says to every target. */
export interface PackSettings {
  /** The pack's own name, `[a-z0-9_]+`: app id, file headings. */
  readonly name: string;
  /** `1.2.3` */
  readonly version: string;
  readonly author: string;
}

/** Where a platform can't see what the language sees, whatever is emitted: a closed list, in the docs and in `cases/`. */
export type DeviationId =
  | "shape"
  | "bare-object"
  | "void-text"
  | "null-text"
  | "fraction"
  | "type"
  | "misfit"
  | "folding"
  | "key-case"
  | "dotted-key"
  | "long-value"
  | "long-record"
  | "odd-address"
  | "bracket-text"
  | "character-bytes";

/** Where a platform keeps a field. */
export interface FieldPlace {
  /** As the platform's own rules call it; none where it has no field for it. */
  readonly names: readonly string[];
  /** A sentence on the names, or why there are none. */
  readonly note?: string;
}

/** A member of a block's JSON Schema, as far as people are told of it. */
export interface BlockOption {
  readonly description: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type?: string; readonly enum?: readonly string[] };
}

/** What people are told of a target, beside what it does. */
export interface TargetDescription {
  /** Sentences: what is written, where, and how it gets onto the platform. */
  readonly about: readonly string[];
  /** The options of the platform's block by name. */
  readonly options: { readonly [name: string]: BlockOption };
  /** Where the platform keeps a field; how faithfully it can be asked is what `compile` judges. */
  describeField(subject: Subject): FieldPlace;
}

export interface Target {
  /** The folder in `dist-rules/`, the name of the block in rules and of the target on the command line. */
  readonly id: string;
  /** As people write it: `Panther`. */
  readonly name: string;
  /** The declared deviations that this platform has. */
  readonly deviations: readonly DeviationId[];
  /** What runs an emitted rule again; loaded only when it is wanted. */
  engines(): Promise<readonly Engine[]>;
  /** Checks the platform's block (a validator compiled from the JSON Schema beside it). */
  readonly validateBlock: Validator;
  /** That JSON Schema, for whoever proposes or explains the block's keys; loaded only when it is wanted. */
  blockSchema(): Promise<DataSchema>;
  /** Lowers and prints one rule. Pure. */
  compile(rule: Rule, settings: PackSettings): TargetRule;
  /**
   * The files that the pack has beside the rules' own, and pack-wide checks (clashing names). Pure. `leftOut` are the
   * rules that are for other targets only, as this one would have them: the pack's README says why they aren't there.
   */
  pack(
    rules: readonly TargetRule[],
    settings: PackSettings,
    leftOut?: readonly TargetRule[],
  ): { readonly files: readonly PackFile[]; readonly diagnostics: readonly Diagnostic[] };
  /** For `tocsin explain`; loaded only when it is wanted. */
  describe(): Promise<TargetDescription>;
  /** The target's own query tree of a condition as text, for `tocsin dump --stage ID`. */
  dump(rule: Rule): string;
}
