/** In: an expression. Out: its tree as indented text, for `tocsin dump`. */
import type { Expression } from "./expression.ts";

function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
    case "joined":
    case "and":
    case "or":
      return expression.operands;
    case "not":
      return [expression.operand];
    case "compare":
    case "minus":
      return [expression.left, expression.right];
    default:
      return [];
  }
}

function label(expression: Expression): string {
  switch (expression.kind) {
    case "field":
    case "call":
      return `${expression.kind} ${expression.name}`;
    case "text":
    case "number":
      return `${expression.kind} ${JSON.stringify(expression.text)}`;
    case "regex":
      return `regex ${expression.pattern}`;
    case "compare":
      return `compare ${expression.operator}`;
    default:
      return expression.kind;
  }
}

export function dumpExpression(expression: Expression, indent = ""): string {
  return [
    `${indent}${label(expression)}`,
    ...children(expression).map((one) => dumpExpression(one, `${indent}  `)),
  ].join("\n");
}
