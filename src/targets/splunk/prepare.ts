/**
 * Law-tested rewrites before lowering, IR to IR, for what SPL says better in another way:
 * derived fields become their definitions, `all` becomes `not any not`, and a quantifier over one positive test
 * becomes the plain path, which Splunk holds as a field. The verdict stays the same for every event.
 */
import { expandDerived } from "../../ir/expand-derived.ts";
import type { Path } from "../../ir/path.ts";
import type { Predicate, PredicateOf } from "../../ir/predicate.ts";
import { isAtom } from "../../ir/predicate.ts";
import { simplify } from "../../ir/simplify.ts";
import { mapAtoms } from "../../ir/walk.ts";

const readsElement = (path: Path, variable: string) => path.root.kind === "element" && path.root.variable === variable;

/** Does the condition read the variable's element? */
function reads(condition: Predicate, variable: string): boolean {
  switch (condition.kind) {
    case "constant":
      return false;
    case "all":
    case "any":
      return condition.operands.some((one) => reads(one, variable));
    case "not":
      return reads(condition.operand, variable);
    case "some":
    case "every":
      return readsElement(condition.list, variable) || reads(condition.condition, variable);
    default: {
      const subjects = condition.kind === "fieldCompare" ? [condition.subject, condition.other] : [condition.subject];
      return subjects.some((one) => one.kind === "path" && readsElement(one, variable));
    }
  }
}

/** A path inside an element as a path from where the list starts. */
function onList(path: Path, list: Path): Path {
  return { ...path, root: list.root, steps: [...list.steps, ...path.steps] };
}

/** `any x in l[] (x.a == "v")` is `l[].a == "v"`, for a positive test of the element alone. */
function plainTest(some: PredicateOf<"some">): Predicate | undefined {
  const { condition, variable, list } = some;
  // JSON in an element is opened inside `mvmap` only.
  if (isAtom(condition) && condition.subject.kind === "path" && condition.subject.steps.some((step) => step.kind === "json")) return undefined;
  if (!isAtom(condition) || condition.subject.kind !== "path" || !readsElement(condition.subject, variable)) return undefined;
  if (condition.kind === "fieldCompare") {
    const { other } = condition;
    if (other.kind !== "path" || readsElement(other, variable)) return undefined;
  }
  return { ...condition, subject: onList(condition.subject, list) };
}

/** Inside a quantifier over `list`, another over a list of its elements that became plain is a test already. */
function rewriteSome(some: PredicateOf<"some">): Predicate {
  const condition = rewrite(some.condition);
  const plain = plainTest({ ...some, condition });
  if (plain) return plain;
  if (condition.kind === "any" && condition.operands.every((one) => reads(one, some.variable))) {
    const arms = condition.operands.map((one) => plainTest({ ...some, condition: one }));
    if (arms.every((one) => one !== undefined)) return { ...condition, operands: arms };
  }
  if (condition.kind === "all") {
    // What doesn't read the element stands outside, as long as something inside still asks for an element.
    const outer = condition.operands.filter((one) => !reads(one, some.variable));
    const inner = condition.operands.filter((one) => reads(one, some.variable));
    if (outer.length > 0 && inner.length > 0) {
      const rest = rewriteSome({ ...some, condition: simplify({ ...condition, operands: inner }) });
      return { ...condition, operands: [...outer, rest] };
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

/**
 * `json(f).l[].m[] == "v"` is `any x in json(f).l[] (x.m[] == "v")`: the JSON functions open one list at a time.
 * The variable's name cannot be a rule's own: it has a blank in it.
 */
function openJsonLists(predicate: Predicate): Predicate {
  return mapAtoms(predicate, (atom) => {
    if (atom.subject.kind !== "path" || atom.subject.root.kind !== "event") return atom;
    const { steps } = atom.subject;
    const json = steps.findLastIndex((step) => step.kind === "json");
    const lists = steps.flatMap((step, index) => (index > json && step.kind === "each" ? [index + 1] : []));
    const [first] = lists;
    if (json < 0 || lists.length < 2 || first === undefined) return atom;
    const variable = "element of the list";
    const subject: Path = { ...atom.subject, root: { kind: "element", variable }, steps: steps.slice(first) };
    const list: Path = { ...atom.subject, steps: steps.slice(0, first), type: "unknown" };
    return { kind: "some", variable, list, condition: { ...atom, subject }, origin: atom.origin };
  });
}

/** The condition as it is judged and lowered. */
export function prepare(condition: Predicate): Predicate {
  return simplify(openJsonLists(simplify(rewrite(expandDerived(condition)))));
}
