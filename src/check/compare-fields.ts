/** Comparisons of a field with another: `f == g`, `f contains g`. Both may be values of which the first present counts. */
import type { FieldRelation } from "../ir/predicate.ts";
import type { Comparison, PathExpression } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { foldAlternatives, type MakeTest } from "./fold-alternatives.ts";
import { fieldNotAList, notOnFixedText, orderOfFields, wrongRight } from "./problems-types.ts";
import { shownPath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";
import { mayBeFixedText, refuseObject, type Side, sideOf } from "./side.ts";

const RELATIONS: { readonly [operator: string]: FieldRelation } = {
  "==": "equals",
  "!=": "equals",
  contains: "contains",
  "starts with": "startsWith",
  "ends with": "endsWith",
};

function refuseOperator(comparison: Comparison, right: PathExpression, check: FileCheck): boolean {
  const { operator } = comparison;
  if (RELATIONS[operator]) return false;
  if (["<", "<=", ">", ">="].includes(operator)) check.report.add(orderOfFields, { operator }, comparison.span);
  else if (operator === "in") check.report.add(fieldNotAList, { name: shownPath(right) }, right.span);
  else {
    const wanted =
      operator === "matches"
        ? "a regex between slashes"
        : operator === "in cidr"
          ? "networks in quotes"
          : "texts in quotes";
    check.report.add(wrongRight, { operator, wanted, found: "a field" }, right.span);
  }
  return true;
}

/** A fixed text can't stand in a comparison of fields: there would be nothing to compare it with on the platforms. */
function refuseFixed(side: Side, comparison: Comparison, check: FileCheck): boolean {
  const isFixed = mayBeFixedText(side);
  const operator = `${comparison.operator} with a field`;
  if (isFixed) check.report.add(notOnFixedText, { name: side.shown, operator }, comparison.span);
  return isFixed;
}

/** Every alternative of the left with every one of the right; on each side the first that exists decides. */
export function compareWithField(
  comparison: Comparison,
  left: Side,
  scope: Scope,
  check: FileCheck,
): MakeTest | undefined {
  const right = comparison.right as PathExpression;
  if (refuseOperator(comparison, right, check)) return undefined;
  const others = sideOf(right, scope, "compare", check);
  if (!others || refuseFixed(left, comparison, check) || refuseFixed(others, comparison, check)) return undefined;
  if (refuseObject(others, right, check)) return undefined;
  const relation = RELATIONS[comparison.operator] as FieldRelation;
  const nocase = comparison.nocase !== undefined;
  const origin = comparison.span;
  return (subject) =>
    foldAlternatives(others.alternatives, (other) => ({
      kind: "fieldCompare",
      subject,
      relation,
      other,
      nocase,
      origin,
    }));
}
