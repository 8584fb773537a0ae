/** What completion is handed: all that lies outside of the text itself. */
import type { CheckContext } from "../check/context.ts";
import type { LoadApiPart } from "../schema/api-model.ts";
import type { DataSchema } from "../schema/data-schema.ts";
import type { RuleFile } from "../syntax/ast.ts";

/** Keep it for as long as the other files stay the same: libraries are read once for each context. */
export interface CompletionContext {
  /** The parsed file at a path from the rules' root; nothing where there is none. */
  readonly fileAt: (path: string) => RuleFile | undefined;
  /** The list at such a path; without it what a `let` reads from a file is unknown. */
  readonly listAt?: CheckContext["listAt"];
  /** The paths of files that may be imported. */
  readonly libraries: readonly string[];
  /** The platforms by id, each with the JSON Schema of its block. */
  readonly platforms: ReadonlyMap<string, DataSchema>;
  /** The parts of the model of AWS's operations. */
  readonly loadApi: LoadApiPart;
}

const checks = new WeakMap<CompletionContext, CheckContext>();

/** The same for the checker, which resolves names; what it reports goes nowhere. */
export function checkContextOf(context: CompletionContext): CheckContext {
  let check = checks.get(context);
  if (!check) {
    const { fileAt, listAt, loadApi } = context;
    check = { fileAt, ...(listAt ? { listAt } : {}), platforms: new Map(), defaults: {}, loadApi };
    checks.set(context, check);
  }
  return check;
}
