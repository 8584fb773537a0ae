/**
 * A law-tested rewrite: `any x in list[] (c)` becomes a test of the plain path where that means the same.
 * Elasticsearch keeps the values of a list's elements in one bag per field, so it can ask only "does some element …",
 * and only one such question at a time. What doesn't fit stays a quantifier.
 */
import type { Path, Subject } from "../../ir/path.ts";
import type { Atom, Every, Predicate, Some } from "../../ir/predicate.ts";
import { isAtom } from "../../ir/predicate.ts";
import { simplify } from "../../ir/simplify.ts";

function isRootedAt(subject: Subject, variable: string): subject is Path {
  return subject.kind === "path" && subject.root.kind === "element" && subject.root.variable === variable;
}

function mentions(predicate: Predicate, variable: string): boolean {
  switch (predicate.kind) {
    case "constant":
      return false;
    case "all":
    case "any":
      return predicate.operands.some((operand) => mentions(operand, variable));
    case "not":
      return mentions(predicate.operand, variable);
    case "some":
    case "every":
      return isRootedAt(predicate.list, variable) || mentions(predicate.condition, variable);
    default:
      return (
        isRootedAt(predicate.subject, variable) ||
        (predicate.kind === "fieldCompare" && isRootedAt(predicate.other, variable))
      );
  }
}

/** The element's path put behind the list's. */
function behind(list: Path, element: Path): Path {
  return { ...element, root: list.root, steps: [...list.steps, ...element.steps] };
}

function flattenAtom(atom: Atom, variable: string, list: Path): Predicate | undefined {
  // Some value of one element and some of another could stand in the relation where no single element's do.
  if (atom.kind === "fieldCompare") return undefined;
  return isRootedAt(atom.subject, variable) ? { ...atom, subject: behind(list, atom.subject) } : undefined;
}

/** `∃x (a(x) and b)` is `b and ∃x a(x)`. */
function flattenAll(operands: readonly Predicate[], variable: string, list: Path): Predicate[] | undefined {
  const about = operands.filter((operand) => mentions(operand, variable));
  if (about.length !== 1) return undefined;
  const parts = operands.map((operand) => (operand === about[0] ? flattenBody(operand, variable, list) : operand));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function flattenBody(condition: Predicate, variable: string, list: Path): Predicate | undefined {
  if (isAtom(condition)) return flattenAtom(condition, variable, list);
  switch (condition.kind) {
    case "any": {
      const parts = condition.operands.map((operand) => flattenBody(operand, variable, list));
      return parts.every((part) => part !== undefined) ? { ...condition, operands: parts } : undefined;
    }
    case "all": {
      const parts = flattenAll(condition.operands, variable, list);
      return parts && { ...condition, operands: parts };
    }
    default:
      return undefined;
  }
}

/** `c` negated, the `not`s pushed down to the tests. */
function negate(condition: Predicate): Predicate {
  switch (condition.kind) {
    case "constant":
      return { ...condition, value: !condition.value };
    case "not":
      return condition.operand;
    case "all":
      return { ...condition, kind: "any", operands: condition.operands.map(negate) };
    case "any":
      return { ...condition, kind: "all", operands: condition.operands.map(negate) };
    default:
      return { kind: "not", operand: condition, origin: condition.origin };
  }
}

function flattenSome(node: Some): Predicate {
  const condition = flattenQuantifiers(node.condition);
  return flattenBody(condition, node.variable, node.list) ?? { ...node, condition };
}

/** `all x (not c)` is `not any x (c)`. */
function flattenEvery(node: Every): Predicate {
  const condition = flattenQuantifiers(node.condition);
  const refuted = flattenBody(simplify(negate(condition)), node.variable, node.list);
  return refuted ? { kind: "not", operand: refuted, origin: node.origin } : { ...node, condition };
}

/** The condition with every quantifier flattened that can be. */
export function flattenQuantifiers(condition: Predicate): Predicate {
  switch (condition.kind) {
    case "all":
    case "any":
      return { ...condition, operands: condition.operands.map(flattenQuantifiers) };
    case "not":
      return { ...condition, operand: flattenQuantifiers(condition.operand) };
    case "some":
      return flattenSome(condition);
    case "every":
      return flattenEvery(condition);
    default:
      return condition;
  }
}
