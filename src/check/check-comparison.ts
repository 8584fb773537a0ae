/** In: a comparison as written. Out: its predicate, `!=` and `not …` as `not`, `??` folded into plain structure. */
import { testOfText } from "../ir/expand-derived.ts";
import type { FirstOf, Subject } from "../ir/path.ts";
import { showSubject } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import type { Field } from "../schema/record.ts";
import type { Comparison, Literal } from "../syntax/ast.ts";
import { noteLiterals } from "./check-operations-literals.ts";
import { compareWithField } from "./compare-fields.ts";
import { compareWithLiterals } from "./compare-literals.ts";
import type { FileCheck } from "./context.ts";
import type { Left } from "./literal-texts.ts";
import { formNotForHere } from "./problems-names.ts";
import { nocaseNotHere, notEqualOverList, notOnFixedText, objectCompared } from "./problems-types.ts";
import { literalsOf } from "./resolve-let.ts";
import { resolvePath, shownPath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";

/** One side of a comparison: one subject, or several of which the first present one counts. */
export interface Side {
  readonly shown: string;
  readonly alternatives: FirstOf["alternatives"];
  /** What the schema knows, where there is one field. */
  readonly field: Field | undefined;
}

/** Makes the predicate for one subject; what is wrong was reported before. */
export type MakeAtom = (subject: Subject) => Atom;

const WANTS_TEXT = new Set([
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

/** A path or value `let`, for either side; lists and conditions are reported. */
export function sideOf(
  path: Comparison["left"],
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

/** May hold a text that the definition fixes: `outcome`, or a value with a fixed text at its end. */
function holdsFixedText(alternative: FirstOf["alternatives"][number]): boolean {
  if (alternative.kind === "text") return true;
  return alternative.kind === "derived" && alternative.cases.some((one) => one.value.kind !== "path");
}

/** `??` as plain structure: the first alternative that exists decides. */
export function foldAlternatives(alternatives: FirstOf["alternatives"], make: MakeAtom): Predicate {
  if (alternatives.length === 1 && alternatives[0]?.kind !== "text") return make(alternatives[0] as Subject);
  const first = make(alternatives.find((one) => one.kind !== "text") as Subject);
  // A value with a fixed text at its end is always there.
  if (first.kind === "exists" && alternatives.some((one) => one.kind === "text"))
    return { kind: "constant", value: true, origin: first.origin };
  const arms: Predicate[] = [];
  const missing: Predicate[] = [];
  for (const one of alternatives) {
    const test: Predicate = one.kind === "text" ? testOfText(first, one.text) : make(one);
    const origin = test.origin;
    arms.push(missing.length === 0 ? test : { kind: "all", operands: [...missing, test], origin });
    if (one.kind !== "text") missing.push({ kind: "not", operand: { kind: "exists", subject: one, origin }, origin });
  }
  return { kind: "any", operands: arms, origin: (arms[0] as Predicate).origin };
}

/** Objects can only be asked whether they exist. */
function refuseObject(side: Side, comparison: Comparison, check: FileCheck): boolean {
  for (const one of side.alternatives) {
    if (one.kind === "path" && (one.type === "object" || one.type === "open")) {
      check.report.add(
        objectCompared,
        { path: side.shown, members: [...(side.field?.members.keys() ?? [])] },
        comparison.left.span,
      );
      return true;
    }
  }
  return false;
}

function refuseFixedText(side: Side, make: MakeAtom, comparison: Comparison, check: FileCheck): boolean {
  const fixed = side.alternatives.some(holdsFixedText);
  if (!fixed) return false;
  const atom = make(side.alternatives[0] as Subject);
  if (atom.kind !== "fieldCompare" && ON_FIXED_TEXT.has(atom.kind)) return false;
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

function makerOf(comparison: Comparison, side: Side, scope: Scope, check: FileCheck): MakeAtom | Predicate | undefined {
  const { operator, span: origin } = comparison;
  if (operator === "exists" || operator === "missing") return (subject) => ({ kind: "exists", subject, origin });
  if (refuseObject(side, comparison, check)) return undefined;
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
  if (comparison.nocase && !WANTS_TEXT.has(operator)) {
    check.report.add(nocaseNotHere, { operator }, comparison.nocase);
    return undefined;
  }
  if (!side) {
    // The right side may have problems of its own.
    rightLiterals(comparison, scope, check);
    return undefined;
  }
  const made = makerOf(comparison, side, scope, check);
  if (!made) return undefined;
  hintNotEqualOverList(comparison, side, check);
  if (typeof made === "function" && refuseFixedText(side, made, comparison, check)) return undefined;
  const predicate = typeof made === "function" ? foldAlternatives(side.alternatives, made) : made;
  const negated = comparison.negated !== (operator === "!=" || operator === "missing");
  return negated ? { kind: "not", operand: predicate, origin: comparison.span } : predicate;
}
