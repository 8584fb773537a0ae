/** In: an expression. Out: its tree as text, a node a line, for people who look for a mistake. */
import type { Expression } from "./expression.ts";
import { textOf } from "./print.ts";

export function dumpExpression(expression: Expression, depth = 0): string {
  const indent = "  ".repeat(depth);
  switch (expression.kind) {
    case "and":
    case "or":
      return [`${indent}${expression.kind}`, ...expression.operands.map((one) => dumpExpression(one, depth + 1))].join(
        "\n",
      );
    case "not":
      return `${indent}not\n${dumpExpression(expression.operand, depth + 1)}`;
    case "generator": {
      const loops = expression.loops.map((loop) => `${indent}  for ${loop.variable} in ${textOf(loop.iterable)}`);
      return [`${indent}${expression.callee || "list"}`, ...loops, dumpExpression(expression.element, depth + 1)].join(
        "\n",
      );
    }
    default:
      return indent + textOf(expression);
  }
}
