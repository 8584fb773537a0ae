/** A law-tested rewrite: the texts of which a field must have one for a condition to hold, as far as plain equality says so. */
import type { Subject } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";

/**
 * In: a condition and the name of a top-level field. Out: texts; where the condition holds for an event, the field is
 * there and its text is one of them. Nothing where the condition may hold whatever the field is: then it pins nothing.
 */
export function pinnedTexts(condition: Predicate, field: string): ReadonlySet<string> | undefined {
  switch (condition.kind) {
    case "constant":
      return condition.value ? undefined : new Set();
    case "equals":
      return isField(condition.subject, field) && !condition.nocase ? new Set(condition.texts) : undefined;
    case "all":
      return condition.operands.map((operand) => pinnedTexts(operand, field)).reduce(both, undefined);
    case "any":
      return condition.operands.map((operand) => pinnedTexts(operand, field)).reduce(either, new Set<string>());
    default:
      return undefined;
  }
}

type Pinned = ReadonlySet<string> | undefined;

const both = (one: Pinned, other: Pinned): Pinned =>
  one && other ? new Set([...one].filter((text) => other.has(text))) : (one ?? other);

const either = (one: Pinned, other: Pinned): Pinned => one && other && new Set([...one, ...other]);

function isField(subject: Subject, field: string): boolean {
  if (subject.kind !== "path" || subject.root.kind !== "event" || subject.steps.length !== 1) return false;
  const [step] = subject.steps;
  return step?.kind === "key" && step.name === field;
}
