/** In: a path or value `let` beside an operator. Out: what stands there, and whether the operator may ask about it. */
import type { FirstOf } from "../ir/path.ts";
import type { Field } from "../schema/record.ts";
import type { PathExpression } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { formNotForHere } from "./problems-names.ts";
import { objectCompared } from "./problems-types.ts";
import { resolvePath, shownPath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";

/** One side of a comparison: one subject, or several of which the first present one counts. */
export interface Side {
  readonly shown: string;
  readonly alternatives: FirstOf["alternatives"];
  /** What the schema knows, where there is one field. */
  readonly field: Field | undefined;
}

/** A path or value `let`, for either side; lists and conditions are reported. */
export function sideOf(
  path: PathExpression,
  scope: Scope,
  use: "compare" | "exists",
  check: FileCheck,
): Side | undefined {
  const resolved = resolvePath(path, scope, use, check);
  if (resolved.kind === "broken") return undefined;
  if (resolved.kind === "subject")
    return { shown: shownPath(path), alternatives: [resolved.subject], field: resolved.field };
  if (resolved.kind === "value")
    return { shown: shownPath(path), alternatives: resolved.alternatives, field: undefined };
  const what = resolved.kind === "list" ? "a list" : "a condition";
  const instead = resolved.kind === "list" ? "Write the field first: `field in list`." : "Write the name alone.";
  check.report.add(
    formNotForHere,
    { what: `\`${shownPath(path)}\`, ${what},`, where: "on the left of an operator", instead },
    path.span,
  );
  return undefined;
}

/** May stand for a text that the definition fixes: `outcome`, or a value with a fixed text at its end. */
export function mayBeFixedText(side: Side): boolean {
  return side.alternatives.some(
    (one) => one.kind === "text" || (one.kind === "derived" && one.cases.some((each) => each.value.kind !== "path")),
  );
}

/** Objects can only be asked whether they exist. Reports one at `path`; answers whether there is one. */
export function refuseObject(side: Side, path: PathExpression, check: FileCheck): boolean {
  const isObject = side.alternatives.some(
    (one) => one.kind === "path" && (one.type === "object" || one.type === "open"),
  );
  const members = [...(side.field?.members.keys() ?? [])];
  if (isObject) check.report.add(objectCompared, { path: side.shown, members }, path.span);
  return isObject;
}
