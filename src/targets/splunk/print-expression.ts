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

const LINE = 100;

/** The expression after `| where`: its top conjunction one part a line, and long alternatives of a part one a line too. */
export function printCondition(expression: Expression): string {
  const parts = expression.kind === "and" ? expression.operands : [expression];
  return parts.map((part) => printPart(part, parts.length > 1)).join("\n    AND ");
}

function printPart(part: Expression, amongOthers: boolean): string {
  const inner = part.kind === "not" ? part.operand : part;
  const one = wrap(part, amongOthers ? BINDS.not : 0);
  if (one.length <= LINE || (inner.kind !== "or" && inner.kind !== "and")) return one;
  const joint = inner.kind === "and" ? "AND" : "OR";
  const lines = inner.operands.map((operand) => wrap(operand, BINDS.not)).join(`\n        ${joint} `);
  if (part.kind === "not") return `NOT (${lines})`;
  return amongOthers ? `(${lines})` : lines;
}
