/**
 * Terms of the search command. Binding, tightest first: parentheses, NOT, OR, AND, which may be left out (Search Manual,
 * Boolean expressions). Of terms only `*` and `field=value` are known: words by themselves look into the raw text.
 */
import { fail, quote } from "../spl-error.ts";
import { readText } from "./strings.ts";
import { argumentTokens, type Token, TokenReader } from "./tokens.ts";
import type { SearchTerm } from "./tree.ts";

const DEEPEST = 100;
/** `10.0.0.0/8` in a search compares networks, not texts. */
const NETWORK = /^[0-9A-Fa-f.:]+\/[0-9]{1,3}$/;
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_.{}:/-]*$/;
const OPERATORS = new Set(["AND", "OR", "NOT", "XOR", "IN", "TERM", "CASE"]);

/** Reads the terms; none at all stand for everything. */
export function parseSearch(text: string): SearchTerm {
  const parser = new SearchParser(new TokenReader(argumentTokens(text), text));
  if (parser.reader.isAtEnd) return { kind: "everything" };
  const term = parser.all(0);
  parser.reader.wantEnd();
  return term;
}

class SearchParser {
  constructor(readonly reader: TokenReader) {}

  all(depth: number): SearchTerm {
    if (depth > DEEPEST) return fail("a search is too deep");
    const operands = [this.any(depth)];
    while (this.reader.takeWord("AND") || (!this.reader.isAtEnd && this.reader.peek().text !== ")"))
      operands.push(this.any(depth));
    return operands.length === 1 ? (operands[0] as SearchTerm) : { kind: "and", operands };
  }

  private any(depth: number): SearchTerm {
    const operands = [this.negation(depth)];
    while (this.reader.takeWord("OR")) operands.push(this.negation(depth));
    return operands.length === 1 ? (operands[0] as SearchTerm) : { kind: "or", operands };
  }

  private negation(depth: number): SearchTerm {
    if (depth > DEEPEST) return fail("a search is too deep");
    if (this.reader.takeWord("NOT")) return { kind: "not", operand: this.negation(depth + 1) };
    if (!this.reader.takeSign("(")) return this.term();
    const inside = this.all(depth + 1);
    this.reader.wantSign(")");
    return inside;
  }

  private term(): SearchTerm {
    const name = this.reader.next();
    if (name.kind === "word" && name.text === "*" && this.reader.peek().kind !== "sign") return { kind: "everything" };
    if (name.kind === "word" && OPERATORS.has(name.text))
      return this.reader.refuse(`\`${name.text}\` where a term is wanted`);
    const operator = this.reader.next();
    if (operator.kind !== "sign" || (operator.text !== "=" && operator.text !== "!="))
      return this.reader.refuse(`${quote(name.text)} by itself is a search in the raw text`);
    if (!FIELD_NAME.test(name.text)) return this.reader.refuse(`${quote(name.text)} is no field name`);
    return { kind: "field", name: name.text, operator: operator.text, value: this.value(this.reader.next()) };
  }

  private value(token: Token): string {
    if (token.kind !== "string" && token.kind !== "word") return this.reader.refuse("a value is wanted");
    const value = token.kind === "string" ? readText(token.text) : token.text;
    if (NETWORK.test(value)) return this.reader.refuse(`${quote(value)} compares as a network`);
    return value;
  }
}
