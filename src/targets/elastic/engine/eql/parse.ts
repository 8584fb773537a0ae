/**
 * In: an EQL query. Out: its condition, or an Error. Read is exactly what Tocsin prints: one event query on `any`, with
 * `or`, `and`, `not` in that order of strength, and tests of one field each. All else is refused, valid EQL included.
 */
import { type Token, tokensOf, wrong } from "./tokens.ts";
import type { ComparisonSign, Condition, FieldName, Literal } from "./tree.ts";

const DEEPEST = 400;

export function parseEql(query: string): Condition {
  const parser = new Parser(tokensOf(query));
  parser.word("any");
  parser.word("where");
  const condition = parser.or(0);
  parser.end();
  return condition;
}

class Parser {
  #next = 0;

  constructor(readonly tokens: readonly Token[]) {}

  word(text: string): void {
    if (!this.#take("word", text)) throw this.#expected(`\`${text}\``);
  }

  end(): void {
    if (this.#token.kind !== "end") throw this.#expected("the end");
  }

  or(depth: number): Condition {
    return this.#joined("or", () => this.#and(depth));
  }

  #and(depth: number): Condition {
    return this.#joined("and", () => this.#not(depth));
  }

  #joined(kind: "and" | "or", operand: () => Condition): Condition {
    const operands = [operand()];
    while (this.#take("word", kind)) operands.push(operand());
    return operands.length === 1 ? (operands[0] as Condition) : { kind, operands };
  }

  #not(depth: number): Condition {
    if (depth > DEEPEST) throw wrong(this.#token.at, "conditions are nested too deeply");
    if (this.#take("word", "not")) return { kind: "not", operand: this.#not(depth + 1) };
    if (this.#take("sign", "(")) {
      const inner = this.or(depth + 1);
      this.#sign(")");
      return inner;
    }
    for (const text of ["true", "false"]) {
      if (this.#take("word", text)) return { kind: "constant", value: text === "true" };
    }
    return this.#token.kind === "function" ? this.#call() : this.#test(this.#field());
  }

  #field(): FieldName {
    const optional = this.#take("sign", "?") !== undefined;
    const name = this.#take("name");
    if (!name) throw this.#expected("a field");
    return { name: name.text, optional };
  }

  #call(): Condition {
    const { text, at } = this.#take("function") as Token;
    const name = text.replace("~", "");
    this.#sign("(");
    const field = this.#field();
    const texts: string[] = [];
    while (this.#take("sign", ",")) texts.push(this.#text());
    this.#sign(")");
    if (name === "cidrMatch" && text === name && texts.length > 0) return { kind: "cidrMatch", field, networks: texts };
    if (name !== "stringContains" && name !== "startsWith" && name !== "endsWith") {
      throw wrong(at, `the function \`${text}\` is not printed by Tocsin`);
    }
    if (texts.length !== 1) throw wrong(at, `\`${text}\` takes a field and one text`);
    if (texts[0] === "") throw wrong(at, `\`${text}\` with an empty text is documented one way and runs another`);
    return { kind: "call", name, field, ignoresCase: text !== name, text: texts[0] as string };
  }

  #test(field: FieldName): Condition {
    const token = this.#token;
    if (token.kind === "sign" && /^(?:==|!=|<=?|>=?)$/.test(token.text)) return this.#comparison(field);
    if (this.#take("sign", ":")) return this.#patterns("like", field, true);
    for (const kind of ["like", "regex"] as const) {
      if (this.#take("word", kind)) return this.#patterns(kind, field, false);
      if (this.#take("word", `${kind}~`)) return this.#patterns(kind, field, true);
    }
    if (this.#take("word", "not")) return { kind: "not", operand: this.#in(field) };
    if (token.kind === "word" && /^in~?$/.test(token.text)) return this.#in(field);
    throw this.#expected("an operator");
  }

  #comparison(field: FieldName): Condition {
    const { text: sign, at } = this.#take("sign") as Token;
    if (this.#take("word", "null")) {
      if (sign !== "==" && sign !== "!=") throw wrong(at, `\`${sign} null\` says nothing`);
      return sign === "==" ? { kind: "isNull", field } : { kind: "not", operand: { kind: "isNull", field } };
    }
    return { kind: "compare", field, sign: sign as ComparisonSign, value: this.#literal() };
  }

  #in(field: FieldName): Condition {
    const ignoresCase = this.#take("word", "in~") !== undefined;
    if (!ignoresCase) this.word("in");
    return { kind: "in", field, ignoresCase, values: this.#list(() => this.#literal()) };
  }

  #patterns(kind: "like" | "regex", field: FieldName, ignoresCase: boolean): Condition {
    const isList = this.#token.kind === "sign" && this.#token.text === "(";
    const patterns = isList ? this.#list(() => this.#text()) : [this.#text()];
    return { kind, field, ignoresCase, patterns };
  }

  #list<Item>(item: () => Item): Item[] {
    this.#sign("(");
    const items = [item()];
    while (this.#take("sign", ",")) items.push(item());
    this.#sign(")");
    return items;
  }

  #literal(): Literal {
    for (const text of ["true", "false"]) {
      if (this.#take("word", text)) return { kind: "boolean", value: text === "true" };
    }
    const minus = this.#take("sign", "-");
    const number = this.#take("number");
    if (number) return { kind: "number", value: Number(`${minus ? "-" : ""}${number.text}`) };
    if (minus) throw this.#expected("a number");
    return { kind: "text", text: this.#text() };
  }

  #text(): string {
    const token = this.#take("text");
    if (!token) throw this.#expected("a text");
    return token.text;
  }

  #sign(text: string): void {
    if (!this.#take("sign", text)) throw this.#expected(`\`${text}\``);
  }

  get #token(): Token {
    return this.tokens[this.#next] as Token;
  }

  #take(kind: Token["kind"], text?: string): Token | undefined {
    const token = this.#token;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) return undefined;
    this.#next++;
    return token;
  }

  #expected(what: string): Error {
    const token = this.#token;
    return wrong(token.at, `${what} is expected, not ${token.kind === "end" ? "the end" : `\`${token.text}\``}`);
  }
}
