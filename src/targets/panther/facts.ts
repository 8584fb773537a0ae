/**
 * A law-tested rewrite: what a rule's condition pins (`eventName == "DeleteTrail"`) is known wherever the rule's other
 * conditions and its hooks are asked, so the cases of a derived field that it rules out need not be printed.
 */
import type { DerivedField, Path, Subject } from "../../ir/path.ts";
import { showPath } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";

/** The texts that a path can have where the rule's condition holds, by the path as people write it. */
export type Facts = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_FACTS: Facts = new Map();

/** Has the path at most one value? */
const isSingle = (subject: Subject): subject is Path =>
  subject.kind === "path" && subject.root.kind === "event" && subject.steps.every((step) => step.kind === "key");

/** What the parts of a conjunction pin; where two speak of one path, the first. */
export function factsOf(condition: Predicate): Facts {
  const facts = new Map<string, ReadonlySet<string>>();
  for (const one of condition.kind === "all" ? condition.operands : [condition]) {
    if (one.kind !== "equals" || one.nocase || !isSingle(one.subject)) continue;
    const path = showPath(one.subject);
    if (!facts.has(path)) facts.set(path, new Set(one.texts));
  }
  return facts;
}

/** Can the condition not hold where the facts do? Only what is plain to see is said. */
function isRuledOut(condition: Predicate, facts: Facts): boolean {
  if (condition.kind === "all") return condition.operands.some((one) => isRuledOut(one, facts));
  if (condition.kind === "any") return condition.operands.every((one) => isRuledOut(one, facts));
  if (condition.kind !== "equals" || condition.nocase || !isSingle(condition.subject)) return false;
  const known = facts.get(showPath(condition.subject));
  return known !== undefined && !condition.texts.some((text) => known.has(text));
}

/** The field without the cases that the facts rule out; the very same one where that is none. */
export function narrowField(field: DerivedField, facts: Facts): DerivedField {
  if (facts.size === 0) return field;
  const cases = field.cases.filter(({ when }) => !when || !isRuledOut(when, facts));
  return cases.length === field.cases.length ? field : { ...field, cases };
}

/** The subject where the facts hold: a field that has only one case left, and that without condition, is its path. */
export function narrowSubject(subject: Subject, facts: Facts): Subject {
  if (subject.kind === "path") return subject;
  const narrowed = narrowField(subject, facts);
  const [first] = narrowed.cases;
  return first && !first.when && first.value.kind === "path" ? first.value.path : narrowed;
}
