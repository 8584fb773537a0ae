/** Comparisons of a field with another: `f == g`, `f contains g`. Both may be values of which the first present counts. */
import type { Subject } from "../ir/path.ts";
import type { Atom, FieldRelation, Predicate } from "../ir/predicate.ts";
import type { Comparison, PathExpression } from "../syntax/ast.ts";
import { foldAlternatives, type MakeAtom, type Side, sideOf } from "./check-comparison.ts";
import type { FileCheck } from "./context.ts";
import { fieldNotAList, notOnFixedText, objectCompared, orderOfFields, wrongRight } from "./problems-types.ts";
import { shownPath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";

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
  const fixed = side.alternatives.some(
    (one) => one.kind === "text" || (one.kind === "derived" && one.cases.some((each) => each.value.kind !== "path")),
  );
  if (fixed)
    check.report.add(
      notOnFixedText,
      { name: side.shown, operator: `${comparison.operator} with a field` },
      comparison.span,
    );
  return fixed;
}

export function compareWithField(
  comparison: Comparison,
  left: Side,
  scope: Scope,
  check: FileCheck,
): MakeAtom | Predicate | undefined {
  const right = comparison.right as PathExpression;
  if (refuseOperator(comparison, right, check)) return undefined;
  const other = sideOf(right, scope, "compare", check);
  if (!other || refuseFixed(left, comparison, check) || refuseFixed(other, comparison, check)) return undefined;
  const object = other.alternatives.find(
    (one) => one.kind === "path" && (one.type === "object" || one.type === "open"),
  );
  if (object) {
    check.report.add(
      objectCompared,
      { path: other.shown, members: [...(other.field?.members.keys() ?? [])] },
      right.span,
    );
    return undefined;
  }
  const relation = RELATIONS[comparison.operator] as FieldRelation;
  const nocase = comparison.nocase !== undefined;
  const compare = (subject: Subject, one: Subject): Atom => ({
    kind: "fieldCompare",
    subject,
    relation,
    other: one,
    nocase,
    origin: comparison.span,
  });
  if (other.alternatives.length === 1) return (subject) => compare(subject, other.alternatives[0] as Subject);
  return pairs(left, other, compare);
}

/** Every alternative of the left with every one of the right; on each side the first that exists decides. */
function pairs(left: Side, other: Side, compare: (a: Subject, b: Subject) => Atom): Predicate {
  const arms: Predicate[] = [];
  const missingLeft: Predicate[] = [];
  for (const a of left.alternatives as readonly Subject[]) {
    const inner = foldAlternatives(other.alternatives, (b) => compare(a, b));
    const origin = inner.origin;
    arms.push({ kind: "all", operands: [...missingLeft, inner], origin });
    missingLeft.push({ kind: "not", operand: { kind: "exists", subject: a, origin }, origin });
  }
  return { kind: "any", operands: arms, origin: (arms[0] as Predicate).origin };
}
