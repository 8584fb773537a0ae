/** In: a condition as written. Out: what it means, in plain structure; nothing where it is wrong (reported). */
import type { Path } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import { derivedFields } from "../schema/derived.ts";
import { type Field, recordFields } from "../schema/record.ts";
import type { Span } from "../source/source.ts";
import type { Condition, Name, Quantified, Reference } from "../syntax/ast.ts";
import { checkComparison } from "./check-comparison.ts";
import type { FileCheck } from "./context.ts";
import { nameTaken, notACondition, nothingAfterLet } from "./problems-names.ts";
import { quantifierWantsList } from "./problems-types.ts";
import { resolvePath, shownPath } from "./resolve-path.ts";
import type { Scope } from "./scope.ts";

/** Words that operators are made of: a name of that kind would be misread. */
const OPERATOR_WORDS = new Set(
  "in contains starts ends with like matches cidr is ip exists missing nocase all any not and or json true false null".split(
    " ",
  ),
);

/** Why a `let`, a variable or a label may not have this name; nothing if it may. */
export function nameConflict(name: string, scope: Scope): { what: string; span?: Span } | undefined {
  if (OPERATOR_WORDS.has(name)) return { what: "a word of the language" };
  if (derivedFields.has(name)) return { what: "a derived field" };
  if (recordFields().has(name)) return { what: "a field of the record" };
  const variable = scope.findVariable(name);
  if (variable) return { what: "a name here", span: variable.span };
  const binding = scope.findLet(name);
  return binding && { what: "a name here", span: binding.declaration.name.span };
}

/** Reports a name that is taken; answers whether it was. */
export function refuseTakenName(name: Name, scope: Scope, check: FileCheck): boolean {
  const conflict = nameConflict(name.text, scope);
  if (!conflict) return false;
  const related = conflict.span ? [{ message: "first defined here", span: conflict.span }] : [];
  check.report.add(nameTaken, { name: name.text, what: conflict.what }, name.span, { related });
  return true;
}

function several(
  kind: "all" | "any",
  conditions: readonly Condition[],
  origin: Span,
  scope: Scope,
  check: FileCheck,
): Predicate | undefined {
  const operands = conditions.map((one) => checkCondition(one, scope, check));
  return operands.every((one) => one !== undefined) ? { kind, operands: operands as Predicate[], origin } : undefined;
}

function checkReference(reference: Reference, scope: Scope, check: FileCheck): Predicate | undefined {
  const resolved = resolvePath(reference.path, scope, "compare", check);
  if (resolved.kind === "condition") return resolved.predicate;
  if (resolved.kind === "broken") return undefined;
  const what = resolved.kind === "subject" ? "a field" : resolved.kind === "list" ? "a list" : "a value";
  check.report.add(notACondition, { name: shownPath(reference.path), what }, reference.span);
  return undefined;
}

/** The list of a quantifier: a path that ends in `[]`, and what the schema knows of its elements. */
function checkList(
  quantified: Quantified,
  scope: Scope,
  check: FileCheck,
): { path: Path; field: Field | undefined } | undefined {
  const { list } = quantified;
  const resolved = resolvePath(list, scope, "list", check);
  if (resolved.kind === "broken") return undefined;
  if (resolved.kind !== "subject" || resolved.subject.kind !== "path") {
    check.report.add(nothingAfterLet, { name: shownPath(list), what: "no list of an event" }, list.span);
    return undefined;
  }
  const path: Path = resolved.subject;
  if (path.steps.at(-1)?.kind !== "each") {
    const fixes = [{ title: "Add `[]`", span: { ...list.span, start: list.span.end }, text: "[]" }];
    check.report.add(quantifierWantsList, { path: shownPath(list) }, list.span, { fixes });
    return undefined;
  }
  return { path, field: resolved.field };
}

function checkQuantified(quantified: Quantified, scope: Scope, check: FileCheck): Predicate | undefined {
  const list = checkList(quantified, scope, check);
  const { variable } = quantified;
  const taken = refuseTakenName(variable, scope, check);
  const inner = scope.withVariable({ name: variable.text, span: variable.span, field: list?.field });
  const condition = checkCondition(quantified.condition, inner, check);
  if (!list || taken || !condition) return undefined;
  const kind = quantified.quantifier === "any" ? "some" : "every";
  return { kind, variable: variable.text, list: list.path, condition, origin: quantified.span };
}

export function checkCondition(condition: Condition, scope: Scope, check: FileCheck): Predicate | undefined {
  switch (condition.kind) {
    case "and":
      return several("all", condition.operands, condition.span, scope, check);
    case "or":
      return several("any", condition.operands, condition.span, scope, check);
    case "not": {
      const operand = checkCondition(condition.operand, scope, check);
      return operand && { kind: "not", operand, origin: condition.span };
    }
    case "grouped":
      return checkCondition(condition.inner, scope, check);
    case "comparison":
      return checkComparison(condition, scope, check);
    case "quantified":
      return checkQuantified(condition, scope, check);
    case "reference":
      return checkReference(condition, scope, check);
    case "broken":
      return undefined;
  }
}
