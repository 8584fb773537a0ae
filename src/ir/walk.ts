/** Walking and mapping over predicates, written once. */
import type { Atom, Predicate } from "./predicate.ts";

/** Calls `visit` for the predicate and everything below it, parents first. Conditions of derived fields are not entered. */
export function walk(predicate: Predicate, visit: (node: Predicate) => void): void {
  visit(predicate);
  switch (predicate.kind) {
    case "all":
    case "any":
      for (const operand of predicate.operands) walk(operand, visit);
      return;
    case "not":
      walk(predicate.operand, visit);
      return;
    case "some":
    case "every":
      walk(predicate.condition, visit);
      return;
  }
}

/** The same predicate with each atom replaced by what `change` gives for it. */
export function mapAtoms(predicate: Predicate, change: (atom: Atom) => Predicate): Predicate {
  switch (predicate.kind) {
    case "constant":
      return predicate;
    case "all":
    case "any":
      return { ...predicate, operands: predicate.operands.map((operand) => mapAtoms(operand, change)) };
    case "not":
      return { ...predicate, operand: mapAtoms(predicate.operand, change) };
    case "some":
    case "every":
      return { ...predicate, condition: mapAtoms(predicate.condition, change) };
    default:
      return change(predicate);
  }
}
