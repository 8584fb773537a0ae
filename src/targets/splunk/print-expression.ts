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
  const line = printExpression(expression);
  return bindingOf(expression) < least ? `(${line})` : line;
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

/** Lays one expression out over lines; asks of each part only once how long it is. */
class Layout {
  readonly #lines = new Map<Expression, string>();

  #line(expression: Expression): string {
    const known = this.#lines.get(expression);
    if (known !== undefined) return known;
    const line = printExpression(expression);
    this.#lines.set(expression, line);
    return line;
  }

  /** On one line where it fits, else over several, indented by `indent`. */
  print(expression: Expression, indent: string): string {
    const line = this.#line(expression);
    if (line.length <= WIDTH) return line;
    switch (expression.kind) {
      case "and":
      case "or":
        return this.operands(expression, indent);
      case "not":
        return expression.operand.kind === "call"
          ? `NOT ${this.print(expression.operand, indent)}`
          : `NOT (${this.print(expression.operand, indent + STEP)})`;
      case "call":
        return this.#call(expression, indent);
      default:
        return line;
    }
  }

  /** Operands one a line, each after its `AND` or `OR`. */
  operands(expression: Expression & { readonly kind: "and" | "or" }, indent: string): string {
    const joint = expression.kind === "and" ? "AND" : "OR";
    return expression.operands.map((one) => this.#wrapped(one, indent + STEP)).join(`\n${indent}${joint} `);
  }

  #wrapped(expression: Expression, indent: string): string {
    return bindingOf(expression) < BINDS.not ? `(${this.print(expression, indent)})` : this.print(expression, indent);
  }

  /** Operands that don't fit stand on lines of their own; `case` has a pair a line. */
  #call({ name, operands }: Expression & { readonly kind: "call" }, indent: string): string {
    const inner = indent + STEP;
    const [only] = operands;
    if (name === "case") {
      const pairs = operands.map((one, index) => this.print(one, inner) + (index % 2 === 0 ? ", " : `,\n${inner}`));
      return `case(\n${inner}${pairs.join("").slice(0, -inner.length - 2)})`;
    }
    if (operands.length === 1 && only) return `${name}(${this.print(only, indent)})`;
    const lines = operands.map((one) => {
      const line = this.#line(one);
      if (line.length <= WIDTH) return line;
      return one.kind === "and" || one.kind === "or" ? `\n${inner}${this.print(one, inner)}` : this.print(one, indent);
    });
    return `${name}(${lines.join(", ").replaceAll(", \n", ",\n")})`;
  }
}

/** The expression on one line where it fits, else over several, indented by `indent`. */
export function layout(expression: Expression, indent: string): string {
  return new Layout().print(expression, indent);
}

/** The expression after `| where`: its top conjunction one part a line. */
export function printCondition(expression: Expression): string {
  const all = new Layout();
  return expression.kind === "and" ? all.operands(expression, STEP) : all.print(expression, STEP);
}
