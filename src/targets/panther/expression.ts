/**
 * Panther's query tree: the Python expressions that a rule's module is made of, and how they are put together.
 * Structure only. What stands in a text here is any text; `print.ts` writes it as Python.
 */

export type Comparator = "==" | "!=" | "in" | "not in" | "is" | "is not";

/** `for variable in iterable` */
export interface Loop {
  readonly variable: string;
  readonly iterable: Expression;
}

export type Expression =
  /** A name, a number, `None`: printed as it is. */
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  /** A regex, as a raw string. */
  | { readonly kind: "regex"; readonly pattern: string }
  /** `(True, "true")`: of two elements or more. */
  | { readonly kind: "tuple"; readonly elements: readonly Expression[] }
  | { readonly kind: "attribute"; readonly owner: Expression; readonly name: string }
  | {
      readonly kind: "call";
      readonly callee: Expression;
      readonly operands: readonly Expression[];
      readonly named?: Named;
    }
  /** `callee(element for x in y)`; with `callee` empty a list: `[element for x in y]`. */
  | {
      readonly kind: "generator";
      readonly callee: string;
      readonly element: Expression;
      readonly loops: readonly Loop[];
    }
  | { readonly kind: "compare"; readonly left: Expression; readonly operator: Comparator; readonly right: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "and" | "or"; readonly operands: readonly Expression[] };

export interface Named {
  readonly name: string;
  readonly value: Expression;
}

export const name = (text: string): Expression => ({ kind: "name", text });
export const text = (value: string): Expression => ({ kind: "text", value });

/** `callee(operands)`; the callee is a function's name. */
export function call(callee: string, ...operands: readonly Expression[]): Expression {
  return { kind: "call", callee: name(callee), operands };
}

/** `owner.method(operands)` */
export function method(owner: Expression, called: string, ...operands: readonly Expression[]): Expression {
  return { kind: "call", callee: { kind: "attribute", owner, name: called }, operands };
}

export function compare(left: Expression, operator: Comparator, right: Expression): Expression {
  return { kind: "compare", left, operator, right };
}

export const truth = (value: boolean): Expression => name(value ? "True" : "False");

const isTruth = (expression: Expression, value: boolean): boolean =>
  expression.kind === "name" && expression.text === (value ? "True" : "False");

/** `a and b and c`: one chain, whatever chains it is made of, without what is always so. */
export function chain(kind: "and" | "or", operands: readonly Expression[]): Expression {
  const flat = operands
    .flatMap((one) => (one.kind === kind ? one.operands : [one]))
    .filter((one) => !isTruth(one, kind === "and"));
  if (flat.some((one) => isTruth(one, kind === "or"))) return truth(kind === "or");
  if (flat.length === 0) return truth(kind === "and");
  return flat.length === 1 ? (flat[0] as Expression) : { kind, operands: flat };
}

/** `callee(element for …)`, or the element alone where there is no loop. */
export function over(callee: "any" | "all", element: Expression, loops: readonly Loop[]): Expression {
  return loops.length === 0 ? element : { kind: "generator", callee, element, loops };
}

const OPPOSITE: { readonly [C in Comparator]: Comparator } = {
  "==": "!=",
  "!=": "==",
  in: "not in",
  "not in": "in",
  is: "is not",
  "is not": "is",
};

/** The opposite, as people write it: `a != b` rather than `not a == b`. */
export function negate(expression: Expression): Expression {
  if (expression.kind === "compare") return { ...expression, operator: OPPOSITE[expression.operator] };
  if (isTruth(expression, true) || isTruth(expression, false)) return truth(isTruth(expression, false));
  return expression.kind === "not" ? expression.operand : { kind: "not", operand: expression };
}

/** The expression where only its truth counts (a test, an element of `any`): `bool(…)` around it says nothing there. */
export function truthOf(expression: Expression): Expression {
  if (expression.kind === "and" || expression.kind === "or")
    return { ...expression, operands: expression.operands.map(truthOf) };
  if (expression.kind !== "call" || expression.callee.kind !== "name" || expression.callee.text !== "bool")
    return expression;
  return expression.operands[0] as Expression;
}

/** How many tests an `if` holds, as pylint counts them. */
export function testsIn(expression: Expression): number {
  if (expression.kind === "and" || expression.kind === "or")
    return expression.operands.reduce((sum, one) => sum + testsIn(one), 0);
  return 1;
}
