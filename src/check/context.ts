/** What the checker is handed: other files, the platforms' block schemas, the project's defaults. */
import type { Report } from "../diagnostics/problem.ts";
import type { Validator } from "../diagnostics/validator.ts";
import type { LoadApiPart } from "../schema/api-model.ts";
import type { RuleFile } from "../syntax/ast.ts";

export interface CheckContext {
  /** The parsed file at a path from the rules' root; nothing where there is none. */
  readonly fileAt: (path: string) => RuleFile | undefined;
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
}
