/**
 * Law-tested rewrites before lowering, IR to IR, for what SPL says better in another way:
 * derived fields that are only a matter of conditions become these, `all` becomes `not any not`, and a quantifier over
 * one positive test becomes the plain path, which Splunk holds as a field. The verdict stays the same for every event.
 */
import { expandDerivedAtom } from "../../ir/expand-derived.ts";
import type { Path, Subject } from "../../ir/path.ts";
import { isAtom, type Predicate, type PredicateOf } from "../../ir/predicate.ts";
import { simplify } from "../../ir/simplify.ts";
import { mapAtoms } from "../../ir/walk.ts";
import { askExistence, asksWhole } from "./existence.ts";
import { type Facts, useFacts, useOwnFacts } from "./facts.ts";
import { readsElement, subjectsOf } from "./reads-element.ts";

const isOf = (path: Path, variable: string) => path.root.kind === "element" && path.root.variable === variable;

/** A path inside an element as a path from where the list starts. */
const onList = (path: Path, list: Path): Path => ({ ...path, root: list.root, steps: [...list.steps, ...path.steps] });

/** `any x in l[] (x.a == "v")` is `l[].a == "v"`, for a positive test of the element alone. */
function plainTest({ condition, variable, list }: PredicateOf<"some">): Predicate | undefined {
  if (!isAtom(condition) || condition.subject.kind !== "path" || !isOf(condition.subject, variable)) return undefined;
  // JSON in an element is opened inside `mvmap` only.
  if (condition.subject.steps.some((step) => step.kind === "json")) return undefined;
  if (condition.kind === "fieldCompare" && condition.other.kind === "path" && isOf(condition.other, variable))
    return undefined;
  return { ...condition, subject: onList(condition.subject, list) };
}

/** Has the condition a quantifier over a list of the variable's element? */
function opensElement(condition: Predicate, variable: string): boolean {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.operands.some((one) => opensElement(one, variable));
    case "not":
      return opensElement(condition.operand, variable);
    case "some":
    case "every":
      return isOf(condition.list, variable) || opensElement(condition.condition, variable);
    default:
      return false;
  }
}

/** `a and (b or c)` as `a and b or a and c`, for the one alternative that has to stand alone. */
function splitAlternatives(condition: PredicateOf<"all">, variable: string): Predicate | undefined {
  const choice = condition.operands.find((one) => one.kind === "any" && opensElement(one, variable));
  if (choice?.kind !== "any") return undefined;
  const rest = condition.operands.filter((one) => one !== choice);
  const arms = choice.operands.map((one): Predicate => ({ ...condition, operands: [...rest, one] }));
  return simplify({ kind: "any", operands: arms, origin: condition.origin });
}

/** Inside a quantifier over `list`, another over a list of its elements that became plain is a test already. */
function rewriteSome(some: PredicateOf<"some">): Predicate {
  const { variable } = some;
  const condition = rewrite(some.condition);
  const plain = plainTest({ ...some, condition });
  if (plain) return plain;
  const inner = (one: Predicate) => rewriteSome({ ...some, condition: one });
  if (condition.kind === "any") {
    const arms = condition.operands.map((one) => plainTest({ ...some, condition: one }));
    if (arms.every((one) => one !== undefined)) return { ...condition, operands: arms };
    // An inner list is opened in a field of its own, so what needs it is asked by itself.
    if (opensElement(condition, variable)) return { ...condition, operands: condition.operands.map(inner) };
  }
  if (condition.kind === "all") {
    const split = splitAlternatives(condition, variable);
    if (split) return inner(split);
    // What doesn't read the element stands outside, as long as something inside still asks for an element.
    const outer = condition.operands.filter((one) => !readsElement(one, variable));
    const own = condition.operands.filter((one) => readsElement(one, variable));
    if (outer.length > 0 && own.length > 0) {
      return { ...condition, operands: [...outer, inner(simplify({ ...condition, operands: own }))] };
    }
  }
  return { ...some, condition };
}

function rewrite(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case "all":
    case "any":
      return { ...predicate, operands: predicate.operands.map(rewrite) };
    case "not":
      return { ...predicate, operand: rewrite(predicate.operand) };
    case "some":
      return rewriteSome(predicate);
    case "every": {
      const { origin } = predicate;
      const condition = simplify({ kind: "not", operand: predicate.condition, origin });
      return { kind: "not", operand: rewriteSome({ ...predicate, kind: "some", condition }), origin };
    }
    default:
      return predicate;
  }
}

/** `not (a or b)` is `not a and not b`: one line each. */
function spreadNot(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case "all":
    case "any":
      return { ...predicate, operands: predicate.operands.map(spreadNot) };
    case "some":
    case "every":
      return { ...predicate, condition: spreadNot(predicate.condition) };
    case "not": {
      const operand = spreadNot(predicate.operand);
      if (operand.kind !== "any") return { ...predicate, operand };
      return { ...operand, kind: "all", operands: operand.operands.map((one) => ({ ...predicate, operand: one })) };
    }
    default:
      return predicate;
  }
}

/**
 * `json(f).l[].m[] == "v"` is `any x in json(f).l[] (x.m[] == "v")`: the JSON functions open one list at a time. They
 * read the record itself where an object is asked whether it exists.
 * The variable's name cannot be a rule's own: it has a blank in it.
 */
function openJsonLists(predicate: Predicate): Predicate {
  return mapAtoms(predicate, (atom) => {
    if (atom.subject.kind !== "path" || atom.subject.root.kind !== "event") return atom;
    const { steps } = atom.subject;
    const json = steps.findLastIndex((step) => step.kind === "json");
    const isWhole = atom.kind === "exists" && asksWhole(atom.subject);
    const lists = steps.flatMap((step, index) => (index > json && step.kind === "each" ? [index + 1] : []));
    const [first] = lists;
    if ((json < 0 && !isWhole) || lists.length < 2 || first === undefined) return atom;
    const variable = "element of the list";
    const subject: Path = { ...atom.subject, root: { kind: "element", variable }, steps: steps.slice(first) };
    const { api: _, ...start } = atom.subject;
    const list: Path = { ...start, steps: steps.slice(0, first), type: "unknown" };
    return { kind: "some", variable, list, condition: { ...atom, subject }, origin: atom.origin };
  });
}

/** A derived field whose value is read from the event is a column of its own; one of fixed texts is only its conditions. */
function isOfTexts(subject: Subject): boolean {
  return subject.kind === "derived" && subject.cases.every((one) => one.value.kind === "text");
}

function expandTexts(predicate: Predicate): Predicate {
  return mapAtoms(predicate, (atom) =>
    subjectsOf(atom).some(isOfTexts) && atom.kind !== "fieldCompare" ? expandDerivedAtom(atom) : atom,
  );
}

/**
 * The condition as it is judged and lowered: for a rule's own condition; for one that is asked of its events only, with
 * what the rule's condition says of them.
 */
export function prepare(condition: Predicate, facts?: Facts): Predicate {
  const known = facts ? useFacts(condition, facts) : useOwnFacts(simplify(condition));
  const expanded = simplify(expandTexts(known));
  const plain = simplify(openJsonLists(askExistence(simplify(rewrite(expanded)))));
  return simplify(spreadNot(plain));
}
