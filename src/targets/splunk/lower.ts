/**
 * In: a condition that `prepare` rewrote and `capabilities` judged sayable. Out: the expression of `| where`, and the
 * fields to compute before it: one for each list whose elements a quantifier binds.
 */
import { type Path, showPath } from "../../ir/path.ts";
import { isAtom, type Predicate, type PredicateOf } from "../../ir/predicate.ts";
import { and, call, type Expression, field, isNotNull, isNull, match, not, number, or } from "./expression.ts";
import { lowerAtom } from "./lower-atom.ts";
import { isUnreadable, readElements, type Scope } from "./reading.ts";
import { snakeCase } from "./snake-case.ts";

/** A field that `| eval` makes. */
export interface Computed {
  readonly name: string;
  readonly value: Expression;
}

/** The lists of one search, each computed once, whichever condition asks first. */
export class ElementFields {
  readonly #byPath = new Map<string, Computed>();

  /** The field that holds the list's elements. */
  fieldOf(list: Path): string {
    const shown = showPath(list);
    const known = this.#byPath.get(shown);
    if (known) return known.name;
    const value = readElements(list);
    if (isUnreadable(value)) throw new Error(`compiler bug: ${shown} was judged sayable`);
    const name = this.#freeName(list);
    this.#byPath.set(shown, { name, value });
    return name;
  }

  #freeName(list: Path): string {
    const keys = list.steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
    const taken = new Set([...this.#byPath.values()].map((one) => one.name));
    for (let count = 1; ; count++) {
      const name = `${snakeCase(keys.slice(-2).join(" "))}_list${count === 1 ? "" : `_${count}`}`;
      if (!taken.has(name)) return name;
    }
  }

  get all(): readonly Computed[] {
    return [...this.#byPath.values()];
  }
}

/**
 * An element that counts as missing, and so is none: null, an empty text, and JSON text that holds nothing but
 * brackets, keys, nulls and empty texts.
 */
const EMPTY_ELEMENT = "^(?:null|(?=[\\[{])(?:[\\[\\]{}:,\\s]|null|\\x22\\x22|\\x22(?:[^\\x22\\x5c]|\\x5c.)+\\x22\\s*:)*)?\\z";

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
    default: {
      const subjects = condition.kind === "fieldCompare" ? [condition.subject, condition.other] : [condition.subject];
      return !subjects.some((one) => one.kind === "path" && one.root.kind === "element" && one.root.variable === variable);
    }
  }
}

class Lowering {
  constructor(
    readonly lists: ElementFields,
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
      case "some":
        return this.#some(predicate);
      case "every":
        throw new Error("compiler bug: `all` was not rewritten");
      default: {
        const lowered = isAtom(predicate) ? lowerAtom(predicate, { scope: this.scope, negated }) : undefined;
        if (!lowered || isUnreadable(lowered)) throw new Error("compiler bug: an atom was judged sayable");
        return lowered;
      }
    }
  }

  /** One row stays one row: `mvmap` gives a value for each element that fits, and nothing where none does. */
  #some(some: PredicateOf<"some">): Expression {
    const name = this.lists.fieldOf(some.list);
    const inner = new Lowering(this.lists, new Map([[some.variable, name]]));
    const condition = inner.lower(some.condition, false);
    const guard = mayHoldOnNothing(some.condition, some.variable) ? [not(match(field(name), EMPTY_ELEMENT))] : [];
    return isNotNull(call("mvmap", field(name), call("if", and([...guard, condition]), number("1"), call("null"))));
  }
}

/** `NOT (isnotnull(f) AND NOT (in(f, …)))` as people write it: `isnull(f) OR in(f, …)`. */
function missingForm(exists: Expression): Expression | undefined {
  if (exists.kind !== "and" || exists.operands.length !== 2) return undefined;
  const [present, notVoid] = exists.operands;
  if (present?.kind !== "call" || present.name !== "isnotnull" || notVoid?.kind !== "not") return undefined;
  const [value] = present.operands;
  return value && or([isNull(value), notVoid.operand]);
}

/** The condition's expression; lists that it needs are added to `lists`. */
export function lower(predicate: Predicate, lists: ElementFields): Expression {
  return new Lowering(lists, new Map()).lower(predicate, false);
}
