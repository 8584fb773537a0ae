/** What the checker is handed: other files, the platforms' block schemas, the project's defaults. */
import type { Report } from "../diagnostics/problem.ts";
import type { Validator } from "../diagnostics/validator.ts";
import type { LoadApiPart } from "../schema/api-model.ts";
import type { Source } from "../source/source.ts";
import type { RuleFile } from "../syntax/ast.ts";

/** What stands at the path of a list, or why it can't be read, with the paths of lists that may be meant. */
export type ListFile = { readonly source: Source } | { readonly reason: string; readonly nearest: readonly string[] };

export interface CheckContext {
  /** The parsed file at a path from the rules' root; nothing where there is none. */
  readonly fileAt: (path: string) => RuleFile | undefined;
  /** The list at a path from the rules' root; nothing where it can't be read and that was reported. Without it there are no lists. */
  readonly listAt?: (path: string) => ListFile | undefined;
  /** The platforms by id, each with the validator of its block. */
  readonly platforms: ReadonlyMap<string, Validator>;
  /** From the project's configuration. */
  readonly defaults: { readonly author?: string; readonly license?: string };
  /** The parts of the model of AWS's operations; without it names of operations and parameters aren't checked. */
  readonly loadApi?: LoadApiPart;
}

/** The context of one file, with the report that its problems go to. */
export interface FileCheck extends CheckContext {
  readonly report: Report;
  /** The files of lists that were used, noted here. */
  readonly lists: Set<Source>;
}
