/** In: a comparison as written. Out: its predicate, `!=` and `not …` as `not`, `??` folded into plain structure. */
import { type Subject, showSubject } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Comparison, Literal } from "../syntax/ast.ts";
import { noteLiterals } from "./check-operations-literals.ts";
import { compareWithField } from "./compare-fields.ts";
import { compareWithLiterals } from "./compare-literals.ts";
import type { FileCheck } from "./context.ts";
import { foldAlternatives, type MakeTest } from "./fold-alternatives.ts";
import type { Left } from "./literal-texts.ts";
import { nocaseNotHere, notEqualOverList, notOnFixedText } from "./problems-types.ts";
import { literalsOf } from "./resolve-let.ts";
import { resolvePath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";
import { mayBeFixedText, refuseObject, type Side, sideOf } from "./side.ts";

/** Operators that ask about texts, which `nocase` may stand behind. */
export const TAKES_NOCASE: ReadonlySet<string> = new Set([
  "==",
  "!=",
  "in",
  "contains",
  "contains all",
  "starts with",
  "ends with",
  "like",
  "matches",
]);
/** Operators whose meaning over a fixed text is plain; the others only ask about fields. */
const ON_FIXED_TEXT = new Set(["equals", "contains", "containsAll", "startsWith", "endsWith", "exists"]);

/** The type that literals are held against: of the one field, else of any kind. */
function leftOf(side: Side): Left {
  const only = side.alternatives.length === 1 ? side.alternatives[0] : undefined;
  if (!only || only.kind === "text") return { shown: side.shown, type: "unknown", field: undefined };
  return {
    shown: side.shown,
    type: only.type,
    field: side.field,
    ...(only.kind === "derived" ? { derived: only.name } : {}),
  };
}

function refuseFixedText(side: Side, make: MakeTest, comparison: Comparison, check: FileCheck): boolean {
  if (!mayBeFixedText(side) || ON_FIXED_TEXT.has(make(side.alternatives[0] as Subject).kind)) return false;
  check.report.add(notOnFixedText, { name: side.shown, operator: comparison.operator }, comparison.span);
  return true;
}

function hintNotEqualOverList(comparison: Comparison, side: Side, check: FileCheck): void {
  const [only] = side.alternatives;
  const overList = only?.kind === "path" && only.steps.some((step) => step.kind === "each");
  if (comparison.operator === "!=" && overList)
    check.report.add(notEqualOverList, { path: showSubject(only) }, comparison.span);
}

/** The literals on the right, lists and named lists opened; `undefined` where a field or value stands there. */
function rightLiterals(
  comparison: Comparison,
  scope: Scope,
  check: FileCheck,
): { literals: readonly Literal[]; isList: boolean } | "field" | undefined {
  const { right } = comparison;
  if (!right) return undefined;
  if (right.kind === "list") {
    const literals = literalsOf(right, scope, check);
    return literals && { literals, isList: true };
  }
  if (right.kind !== "path") return { literals: [right], isList: false };
  const name = "text" in right.start && right.parts.length === 0 ? scope.findLet(right.start.text) : undefined;
  if (!name) return "field";
  const resolved = resolvePath(right, scope, "compare", check);
  if (resolved.kind === "list") return { literals: resolved.literals, isList: true };
  return resolved.kind === "broken" ? undefined : "field";
}

function makerOf(comparison: Comparison, side: Side, scope: Scope, check: FileCheck): MakeTest | undefined {
  const { operator, span: origin } = comparison;
  if (operator === "exists" || operator === "missing") return (subject) => ({ kind: "exists", subject, origin });
  if (refuseObject(side, comparison.left, check)) return undefined;
  if (operator === "is ip") return (subject) => ({ kind: "isAddress", subject, origin });
  const right = rightLiterals(comparison, scope, check);
  if (right === undefined) return undefined;
  if (right === "field") return compareWithField(comparison, side, scope, check);
  noteLiterals(origin, right.literals);
  return compareWithLiterals(comparison, right.literals, right.isList, leftOf(side), check);
}

export function checkComparison(comparison: Comparison, scope: Scope, check: FileCheck): Predicate | undefined {
  const { operator } = comparison;
  const use = operator === "exists" || operator === "missing" ? "exists" : "compare";
  const side = sideOf(comparison.left, scope, use, check);
  if (comparison.nocase && !TAKES_NOCASE.has(operator)) {
    check.report.add(nocaseNotHere, { operator }, comparison.nocase);
    return undefined;
  }
  if (!side) {
    // The right side may have problems of its own.
    rightLiterals(comparison, scope, check);
    return undefined;
  }
  const make = makerOf(comparison, side, scope, check);
  if (!make) return undefined;
  hintNotEqualOverList(comparison, side, check);
  if (refuseFixedText(side, make, comparison, check)) return undefined;
  const predicate = foldAlternatives(side.alternatives, make);
  const negated = comparison.negated !== (operator === "!=" || operator === "missing");
  return negated ? { kind: "not", operand: predicate, origin: comparison.span } : predicate;
}
