/** In: a condition and an event on which something is wrong. Out: a smaller pair on which it still is. */
import type { JsonObject, JsonValue } from "../../../src/ir/json.ts";
import { isObject, setMember } from "../../../src/ir/json.ts";
import type { Atom, Predicate } from "../../../src/ir/predicate.ts";
import { isAtom } from "../../../src/ir/predicate.ts";

export interface Pair {
  readonly condition: Predicate;
  readonly event: JsonObject;
}

function smallerAtoms(atom: Atom): Predicate[] {
  if ("texts" in atom && atom.texts.length > 1) return atom.texts.map((text) => ({ ...atom, texts: [text] }));
  if (atom.kind === "like" && atom.patterns.length > 1)
    return atom.patterns.map((pattern) => ({ ...atom, patterns: [pattern] }));
  if (atom.kind === "inNetwork" && atom.networks.length > 1)
    return atom.networks.map((network) => ({ ...atom, networks: [network] }));
  return "nocase" in atom && atom.nocase ? [{ ...atom, nocase: false }] : [];
}

/** Conditions with one thing less in them. */
function smallerConditions(condition: Predicate): Predicate[] {
  if (isAtom(condition)) return smallerAtoms(condition);
  switch (condition.kind) {
    case "all":
    case "any": {
      const { operands } = condition;
      const without = operands.map(
        (_, at): Predicate => ({ ...condition, operands: operands.filter((_one, index) => index !== at) }),
      );
      const within = operands.flatMap((operand, at) =>
        smallerConditions(operand).map(
          (smaller): Predicate => ({
            ...condition,
            operands: operands.map((one, index) => (index === at ? smaller : one)),
          }),
        ),
      );
      return [...operands, ...(operands.length > 2 ? without : []), ...within];
    }
    case "not":
      return [
        condition.operand,
        ...smallerConditions(condition.operand).map((operand): Predicate => ({ ...condition, operand })),
      ];
    case "some":
    case "every":
      return smallerConditions(condition.condition).map((inner): Predicate => ({ ...condition, condition: inner }));
    default:
      return [];
  }
}

/** Does the condition read a variable that no quantifier of it binds? */
function isOpen(condition: Predicate, bound: ReadonlySet<string> = new Set()): boolean {
  const reads = (path: { readonly root: { readonly kind: string; readonly variable?: string } }) =>
    path.root.kind === "element" && !bound.has(path.root.variable ?? "");
  if (isAtom(condition)) {
    const subjects = condition.kind === "fieldCompare" ? [condition.subject, condition.other] : [condition.subject];
    return subjects.some((one) => one.kind === "path" && reads(one));
  }
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.operands.some((one) => isOpen(one, bound));
    case "not":
      return isOpen(condition.operand, bound);
    case "some":
    case "every":
      return reads(condition.list) || isOpen(condition.condition, new Set([...bound, condition.variable]));
    default:
      return false;
  }
}

function* smallerValues(value: JsonValue): Generator<JsonValue> {
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    for (let at = 0; at < list.length; at++) yield list.filter((_, index) => index !== at);
    for (let at = 0; at < list.length; at++)
      for (const smaller of smallerValues(list[at] as JsonValue))
        yield list.map((one, index) => (index === at ? smaller : one));
  } else if (isObject(value)) {
    const keys = Object.keys(value);
    const build = (change: (key: string) => JsonValue | undefined): JsonObject => {
      const made: Record<string, JsonValue> = {};
      for (const key of keys) {
        const held = change(key);
        if (held !== undefined) setMember(made, key, held);
      }
      return made;
    };
    for (const key of keys) yield build((one) => (one === key ? undefined : value[one]));
    for (const key of keys)
      for (const smaller of smallerValues(value[key] as JsonValue))
        yield build((one) => (one === key ? smaller : value[one]));
  } else if (typeof value === "string" && value.length > 1) {
    const half = value.length >> 1;
    yield value.slice(0, half);
    yield value.slice(half);
    yield value.slice(1);
    yield value.slice(0, -1);
  }
}

/** Tries smaller pairs as long as one is still wrong; at most so many tries. */
export async function shrinkPair(pair: Pair, isWrong: (pair: Pair) => Promise<boolean>, tries = 800): Promise<Pair> {
  let best = pair;
  let left = tries;
  for (let found = true; found && left > 0; ) {
    found = false;
    for (const candidate of candidates(best)) {
      if (left-- <= 0) break;
      if (await isWrong(candidate)) {
        best = candidate;
        found = true;
        break;
      }
    }
  }
  return best;
}

function* candidates({ condition, event }: Pair): Generator<Pair> {
  for (const smaller of smallerConditions(condition)) if (!isOpen(smaller)) yield { condition: smaller, event };
  for (const smaller of smallerValues(event)) yield { condition, event: smaller as JsonObject };
}
