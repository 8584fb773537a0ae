/**
 * The target's own query tree: an expression of `eval` and `where`, with nothing left to decide for the printer.
 * Lowering makes it, printing reads it; it knows neither rules nor paths.
 */

export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Expression =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  /** A PCRE, which stands in a string; `pattern.ts` writes it so that it holds no quote and no bare backslash. */
  | { readonly kind: "regex"; readonly pattern: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Expression[] }
  | {
      readonly kind: "compare";
      readonly operator: CompareOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "minus"; readonly left: Expression; readonly right: Expression }
  /** Texts one after the other: `"a".b`. */
  | { readonly kind: "joined"; readonly operands: readonly Expression[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "and"; readonly operands: readonly Expression[] }
  | { readonly kind: "or"; readonly operands: readonly Expression[] };

export const field = (name: string): Expression => ({ kind: "field", name });
export const text = (value: string): Expression => ({ kind: "text", text: value });
export const number = (value: string): Expression => ({ kind: "number", text: value });
export const call = (name: string, ...operands: readonly Expression[]): Expression => ({
  kind: "call",
  name,
  operands,
});
export const match = (value: Expression, pattern: string): Expression =>
  call("match", value, { kind: "regex", pattern });
export const compare = (left: Expression, operator: CompareOperator, right: Expression): Expression => ({
  kind: "compare",
  operator,
  left,
  right,
});
export const joined = (...operands: readonly Expression[]): Expression => ({ kind: "joined", operands });
export const isNull = (value: Expression): Expression => call("isnull", value);
export const isNotNull = (value: Expression): Expression => call("isnotnull", value);

/** Is the value one of the texts? Never asked of a text that reads as a number. */
export function oneOf(value: Expression, texts: readonly string[]): Expression {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return compare(value, "=", text(only));
  return call("in", value, ...texts.map(text));
}

export function not(operand: Expression): Expression {
  return operand.kind === "not" ? operand.operand : { kind: "not", operand };
}

function nested(kind: "and" | "or", operands: readonly Expression[]): Expression {
  const flat: Expression[] = [];
  for (const one of operands) {
    if (one.kind === kind) flat.push(...one.operands);
    else flat.push(one);
  }
  const [only] = flat;
  if (flat.length === 1 && only) return only;
  return { kind, operands: flat };
}

export const and = (operands: readonly Expression[]): Expression => nested("and", operands);
export const or = (operands: readonly Expression[]): Expression => nested("or", operands);

/** The expression and all below it, parents first. */
export function visitExpression(expression: Expression, visit: (one: Expression) => void): void {
  visit(expression);
  switch (expression.kind) {
    case "call":
    case "joined":
    case "and":
    case "or":
      for (const operand of expression.operands) visitExpression(operand, visit);
      break;
    case "not":
      visitExpression(expression.operand, visit);
      break;
    case "compare":
    case "minus":
      visitExpression(expression.left, visit);
      visitExpression(expression.right, visit);
  }
}
