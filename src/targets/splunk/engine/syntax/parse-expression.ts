/**
 * Expressions of eval and where. Binding, tightest first: `.`, `+` and `-`; comparisons; NOT; AND; OR (Search Reference,
 * where, Boolean expressions). Operators are in capitals. What has no documented reading is refused: `.` beside another
 * operator without parentheses, comparisons in a row, XOR, words for truth values.
 */
import type { Comparator } from "../run/compare.ts";
import { fail } from "../spl-error.ts";
import { expressionTokens, TokenReader } from "./tokens.ts";
import type { Assignment, Expression } from "./tree.ts";

const DEEPEST = 200;
const RESERVED = new Set([
  "AND",
  "OR",
  "NOT",
  "XOR",
  "LIKE",
  "IN",
  "and",
  "or",
  "not",
  "xor",
  "like",
  "true",
  "false",
  "null",
]);
const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ["=", "="],
  ["==", "="],
  ["!=", "!="],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

/** Reads the condition of a `where`. */
export function parseTest(text: string): Expression {
  const parser = new ExpressionParser(new TokenReader(expressionTokens(text), text));
  const test = parser.expression(0);
  parser.reader.wantEnd();
  return test;
}

/** Reads the assignments of an `eval`. */
export function parseAssignments(text: string): readonly Assignment[] {
  const parser = new ExpressionParser(new TokenReader(expressionTokens(text), text));
  const assignments = [parser.assignment()];
  while (parser.reader.takeSign(",")) assignments.push(parser.assignment());
  parser.reader.wantEnd();
  return assignments;
}

class ExpressionParser {
  constructor(readonly reader: TokenReader) {}

  assignment(): Assignment {
    const field = this.fieldName();
    this.reader.wantSign("=");
    return { field, value: this.expression(0) };
  }

  expression(depth: number): Expression {
    if (depth > DEEPEST) return fail("an expression is too deep");
    return this.logic("OR", depth, () => this.logic("AND", depth, () => this.negation(depth)));
  }

  private logic(operator: "AND" | "OR", depth: number, operand: () => Expression): Expression {
    if (depth > DEEPEST) return fail("an expression is too deep");
    const operands = [operand()];
    while (this.reader.takeWord(operator)) operands.push(operand());
    return operands.length === 1 ? (operands[0] as Expression) : { kind: "logic", operator, operands };
  }

  private negation(depth: number): Expression {
    if (depth > DEEPEST) return fail("an expression is too deep");
    if (!this.reader.takeWord("NOT")) return this.comparison(depth);
    return { kind: "not", operand: this.negation(depth + 1) };
  }

  private comparison(depth: number): Expression {
    const left = this.joined(depth);
    const operator = this.comparator();
    if (!operator) return left.node;
    const right = this.joined(depth);
    if (this.comparator()) return this.reader.refuse("comparisons in a row");
    if (left.isBareJoin || right.isBareJoin) return this.reader.refuse("`.` beside a comparison wants parentheses");
    return { kind: "compare", operator, left: left.node, right: right.node };
  }

  private comparator(): Comparator | undefined {
    const { kind, text } = this.reader.peek();
    const comparator = kind === "sign" ? COMPARATORS.get(text) : undefined;
    if (comparator) this.reader.next();
    return comparator;
  }

  /** `a.b.c`, `a-b`, or one thing. */
  private joined(depth: number): { readonly node: Expression; readonly isBareJoin: boolean } {
    const parts = [this.primary(depth)];
    while (this.reader.takeSign(".")) parts.push(this.primary(depth));
    const { text, kind } = this.reader.peek();
    const isSum = kind === "sign" && (text === "+" || text === "-");
    if (parts.length > 1) {
      if (isSum) return this.reader.refuse("`.` beside `+` or `-` wants parentheses");
      return { node: { kind: "join", parts }, isBareJoin: true };
    }
    return { node: isSum ? this.sum(parts[0] as Expression, depth) : (parts[0] as Expression), isBareJoin: false };
  }

  private sum(first: Expression, depth: number): Expression {
    let left = first;
    for (;;) {
      const operator = this.reader.takeSign("+") ? "+" : this.reader.takeSign("-") ? "-" : undefined;
      if (!operator) break;
      left = { kind: "sum", operator, left, right: this.primary(depth) };
    }
    if (this.reader.peek().text === ".") return this.reader.refuse("`.` beside `+` or `-` wants parentheses");
    return left;
  }

  private primary(depth: number): Expression {
    const token = this.reader.next();
    switch (token.kind) {
      case "string":
        return { kind: "string", raw: token.text };
      case "number":
        return { kind: "number", value: Number(token.text) };
      case "quotedName":
        return { kind: "field", name: token.text };
      case "word":
        return this.named(token.text, depth);
      case "sign":
        if (token.text === "(") return this.inParentheses(depth);
        if (token.text === "-") return this.negative();
        return this.reader.refuse(`a value is wanted at \`${token.text}\``);
      default:
        return this.reader.refuse("a value is wanted at the end");
    }
  }

  private inParentheses(depth: number): Expression {
    const inside = this.expression(depth + 1);
    this.reader.wantSign(")");
    return inside;
  }

  private negative(): Expression {
    const token = this.reader.next();
    if (token.kind !== "number") return this.reader.refuse("`-` before what is no number");
    return { kind: "number", value: -Number(token.text) };
  }

  private named(name: string, depth: number): Expression {
    if (!this.reader.takeSign("(")) {
      if (RESERVED.has(name)) return this.reader.refuse(`the word \`${name}\` where a value is wanted`);
      return { kind: "field", name };
    }
    const args: Expression[] = [];
    if (!this.reader.takeSign(")")) {
      do args.push(this.expression(depth + 1));
      while (this.reader.takeSign(","));
      this.reader.wantSign(")");
    }
    return { kind: "call", name, args };
  }

  private fieldName(): string {
    const token = this.reader.next();
    if (token.kind === "quotedName" || (token.kind === "word" && !RESERVED.has(token.text))) return token.text;
    return this.reader.refuse("a field name is wanted before `=`");
  }
}
