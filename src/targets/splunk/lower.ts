/**
 * In: a condition that `prepare` rewrote and `capabilities` judged sayable. Out: the expression of `| where`, and the
 * fields to compute before it, added to those that the search has already.
 */
import type { DerivedField } from "../../ir/path.ts";
import { isAtom, type Predicate, type PredicateOf } from "../../ir/predicate.ts";
import type { ComputedFields } from "./computed-fields.ts";
import { and, call, type Expression, field, isNotNull, isNull, match, not, number, or } from "./expression.ts";
import { lowerAtom } from "./lower-atom.ts";
import { isUnreadable, readElements, readInnerElements, type Scope } from "./reading.ts";
import { readsElement, subjectsOf } from "./reads-element.ts";
import { EMPTY_JSON } from "./void-text.ts";

/** Gives a derived field its column; how its value is made is known to `value-expression.ts`. */
export type DefineDerived = (derived: DerivedField, computed: ComputedFields) => void;

/** An element that counts as missing is none. */
const EMPTY_ELEMENT = `^${EMPTY_JSON}\\z`;

/** May the condition hold for an element that has no values at all? Then such an element must be kept out. */
function mayHoldOnNothing(condition: Predicate, variable: string): boolean {
  switch (condition.kind) {
    case "all":
      return condition.operands.every((one) => mayHoldOnNothing(one, variable));
    case "any":
      return condition.operands.some((one) => mayHoldOnNothing(one, variable));
    case "constant":
    case "not":
    case "some":
    case "every":
      return true;
    default:
      return !readsElement(condition, variable);
  }
}

/** `any x in l[] (a and any y in x.m[] (b))`: the part `a` about the outer element, and the quantifier over its list. */
export interface NestedLists {
  readonly outer: readonly Predicate[];
  readonly inner: PredicateOf<"some">;
}

/** The form in which a list inside an element can be opened: one of it, positive, and nothing in it reads the outer element. */
export function nestedLists({ condition, variable }: PredicateOf<"some">): NestedLists | undefined {
  const parts = condition.kind === "all" ? condition.operands : [condition];
  const opensHere = (one: Predicate): one is PredicateOf<"some"> =>
    one.kind === "some" && one.list.root.kind === "element" && one.list.root.variable === variable;
  const inner = parts.find(opensHere);
  if (!inner || readsElement(inner.condition, variable)) return undefined;
  return { outer: parts.filter((one) => one !== inner), inner };
}

class Lowering {
  constructor(
    readonly computed: ComputedFields,
    readonly define: DefineDerived,
    readonly scope: Scope,
  ) {}

  lower(predicate: Predicate, negated: boolean): Expression {
    switch (predicate.kind) {
      case "constant":
        return call(predicate.value ? "true" : "false");
      case "all":
        return and(predicate.operands.map((one) => this.lower(one, negated)));
      case "any":
        return or(predicate.operands.map((one) => this.lower(one, negated)));
      case "not": {
        const operand = this.lower(predicate.operand, true);
        return missingForm(operand) ?? not(operand);
      }
      case "some": {
        const elements = () => sayable(readElements(predicate.list));
        return this.#over(this.computed.elements(predicate.list, elements), predicate);
      }
      case "every":
        throw new Error("compiler bug: `all` was not rewritten");
      default: {
        if (!isAtom(predicate)) throw new Error("compiler bug: a condition that is no atom");
        for (const subject of subjectsOf(predicate))
          if (subject.kind === "derived") this.define(subject, this.computed);
        return sayable(lowerAtom(predicate, { scope: this.scope, negated }));
      }
    }
  }

  /** One row stays one row: `mvmap` gives a value for each element that fits, and nothing where none does. */
  #over(elements: string, some: PredicateOf<"some">): Expression {
    const inside = this.#within(some.variable, elements);
    const nested = nestedLists(some);
    if (nested) return this.#overNested(elements, some, nested);
    const condition = inside.lower(some.condition, false);
    const guard = mayHoldOnNothing(some.condition, some.variable) ? [not(match(field(elements), EMPTY_ELEMENT))] : [];
    return isNotNull(mapEach(elements, and([...guard, condition]), number("1")));
  }

  /** The elements that fit, then the lists in all of them as one (`mvmap` joins the values that it gets), then these. */
  #overNested(elements: string, some: PredicateOf<"some">, { outer, inner }: NestedLists): Expression {
    const condition = outer.map((one) => this.#within(some.variable, elements).lower(one, false));
    const left =
      condition.length === 0
        ? elements
        : this.computed.once(some.list, "left", mapEach(elements, and(condition), field(elements)));
    const lists = call("mvmap", field(left), sayable(readInnerElements(inner.list, left)));
    const list = { ...inner.list, root: some.list.root, steps: [...some.list.steps, ...inner.list.steps] };
    return this.#over(this.computed.once(list, "list", lists), inner);
  }

  #within(variable: string, elements: string): Lowering {
    const scope: Scope = { get: (name) => (name === variable ? elements : this.scope.get(name)) };
    return new Lowering(this.computed, this.define, scope);
  }
}

function mapEach(elements: string, condition: Expression, value: Expression): Expression {
  return call("mvmap", field(elements), call("if", condition, value, call("null")));
}

function sayable<Known extends object>(one: Known | { readonly reason: string }): Known {
  if (isUnreadable(one)) throw new Error(`compiler bug: judged sayable, but ${one.reason}`);
  return one;
}

/** `NOT (isnotnull(f) AND NOT in(f, …))` as people write it: `isnull(f) OR in(f, …)`. */
function missingForm(exists: Expression): Expression | undefined {
  if (exists.kind !== "and" || exists.operands.length !== 2) return undefined;
  const [present, notVoid] = exists.operands;
  if (present?.kind !== "call" || present.name !== "isnotnull" || notVoid?.kind !== "not") return undefined;
  const [value] = present.operands;
  return value && or([isNull(value), notVoid.operand]);
}

/** The condition's expression; fields that it needs are added to `computed`. */
export function lower(predicate: Predicate, computed: ComputedFields, define: DefineDerived): Expression {
  return new Lowering(computed, define, { get: () => undefined }).lower(predicate, false);
}
