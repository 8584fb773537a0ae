/** In: an expression. Out: its text. Mechanical: parentheses come from binding strength, quotes from the context. */
import { unreachable } from "../../ir/predicate.ts";
import type { Expression } from "./expression.ts";
import { quoteEvalField, quoteRegex, quoteText } from "./quote.ts";

/**
 * Higher binds tighter (Splunk search manual, "Boolean expressions": parentheses, NOT, AND, OR).
 * `AND` inside `OR` gets parentheses that it does not need: `search` binds the other way round, and readers mix them up.
 */
const BINDS = { or: 0, and: 0, not: 2, compare: 3, joined: 4, minus: 5, one: 6 } as const;

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case "or":
    case "and":
    case "not":
    case "compare":
    case "joined":
    case "minus":
      return BINDS[expression.kind];
    case "field":
    case "text":
    case "regex":
    case "number":
    case "call":
      return BINDS.one;
    default:
      return unreachable(expression);
  }
}

function wrap(expression: Expression, least: number): string {
  const printed = printExpression(expression);
  return bindingOf(expression) < least ? `(${printed})` : printed;
}

/** The expression on one line. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "field":
      return quoteEvalField(expression.name);
    case "text":
      return quoteText(expression.text);
    case "regex":
      return quoteRegex(expression.pattern);
    case "number":
      return expression.text;
    case "call":
      return `${expression.name}(${expression.operands.map(printExpression).join(", ")})`;
    case "compare":
      return `${wrap(expression.left, BINDS.minus)}${expression.operator}${wrap(expression.right, BINDS.minus)}`;
    case "minus":
      return `${wrap(expression.left, BINDS.minus)}-${wrap(expression.right, BINDS.one)}`;
    case "joined":
      return expression.operands.map((one) => wrap(one, BINDS.minus)).join(".");
    case "not":
      return `NOT ${expression.operand.kind === "call" ? printExpression(expression.operand) : `(${printExpression(expression.operand)})`}`;
    case "and":
    case "or":
      return expression.operands.map((one) => wrap(one, BINDS.not)).join(expression.kind === "and" ? " AND " : " OR ");
    default:
      return unreachable(expression);
  }
}

const WIDTH = 100;
const STEP = "    ";

/** Operands one a line, each after its `AND` or `OR`. */
function layoutOperands(expression: Expression & { readonly kind: "and" | "or" }, indent: string): string {
  const joint = expression.kind === "and" ? "AND" : "OR";
  return expression.operands.map((one) => layoutWrapped(one, indent)).join(`\n${indent}${joint} `);
}

function layoutWrapped(expression: Expression, indent: string): string {
  const inner = `${indent}${STEP}`;
  return bindingOf(expression) < BINDS.not ? `(${layout(expression, inner)})` : layout(expression, inner);
}

/** A call whose operands don't fit: those that are long stand on lines of their own; `case` has a pair a line. */
function layoutCall(expression: Expression & { readonly kind: "call" }, indent: string): string {
  const inner = `${indent}${STEP}`;
  const { name, operands } = expression;
  if (name === "case") {
    const lines = operands.flatMap((one, index) =>
      index % 2 === 0 ? [`${layout(one, inner)}, ${layout(operands[index + 1] as Expression, inner)}`] : [],
    );
    return `case(\n${inner}${lines.join(`,\n${inner}`)})`;
  }
  const [only] = operands;
  if (operands.length === 1 && only) return `${name}(${layout(only, indent)})`;
  const printed = operands.map((one) => {
    const line = printExpression(one);
    if (line.length <= WIDTH) return line;
    const deeper = one.kind === "and" || one.kind === "or";
    return deeper ? `\n${inner}${layout(one, inner)}` : layout(one, indent);
  });
  return `${name}(${printed.join(", ").replaceAll(", \n", ",\n")})`;
}

/** The expression on one line where it fits, else over several, indented by `indent`. */
export function layout(expression: Expression, indent: string): string {
  const line = printExpression(expression);
  if (line.length <= WIDTH) return line;
  switch (expression.kind) {
    case "and":
    case "or":
      return layoutOperands(expression, indent);
    case "not":
      return expression.operand.kind === "call" ? `NOT ${layout(expression.operand, indent)}` : `NOT (${layout(expression.operand, `${indent}${STEP}`)})`;
    case "call":
      return layoutCall(expression, indent);
    default:
      return line;
  }
}

/** The expression after `| where`: its top conjunction one part a line. */
export function printCondition(expression: Expression): string {
  return expression.kind === "and" ? layoutOperands(expression, STEP) : layout(expression, STEP);
}
