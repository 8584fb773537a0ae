/**
 * In: a KQL query. Out: its condition, or an Error. The grammar is Kibana's (`kbn-es-query/grammar/grammar.peggy`), a
 * parsing expression grammar, and is followed to the letter where it shows: words are words by the white space around
 * them, an unquoted value takes all up to the next special sign or word, and is trimmed. Refused beside what Kibana
 * refuses is what Tocsin never prints: values without a field, nested queries, `null`.
 */
import type { Condition, RangeSign, Value } from "./tree.ts";

const DEEPEST = 400;
const SPACES = /[ \t\r\n\u00a0]*/y;
const OR = /[ \t\r\n\u00a0]+or[ \t\r\n\u00a0]+/iy;
const AND = /[ \t\r\n\u00a0]+and[ \t\r\n\u00a0]+/iy;
const NOT = /not[ \t\r\n\u00a0]+/iy;
/** `or` and `and` need white space before them, `not` only after it: also at the end of a longer word. */
const KEYWORD = /[ \t\r\n\u00a0]+(?:or|and)[ \t\r\n\u00a0]+|not[ \t\r\n\u00a0]+/iy;
const RANGE = /<=|>=|<|>/y;
const SPECIAL = /[\\():<>"*{}]/;
/** In Kibana's order, by which `\not` is a line break and `ot`. */
const UNQUOTED_ESCAPE = /\\(?:([trn])|([\\():<>"*{}])|u([0-9a-fA-F]{4})|([oO][rR]|[aA][nN][dD]|[nN][oO][tT]))/y;
const QUOTED_PART = /\\(?:([trn])|u([0-9a-fA-F]{4})|([\\"]))|([^"])/y;
const WHITE: { readonly [sign: string]: string } = { t: "\t", r: "\r", n: "\n" };

/** How an unquoted text is held until it is trimmed: its signs, `*` as `undefined`. */
type Signs = (string | undefined)[];

export function parseKql(query: string): Condition {
  return new Parser(query).query();
}

class Parser {
  #at = 0;

  constructor(readonly text: string) {}

  query(): Condition {
    this.#take(SPACES);
    const condition = this.#or(0);
    this.#take(SPACES);
    if (this.#at < this.text.length) throw this.#wrong("nothing may follow here");
    return condition;
  }

  #or(depth: number): Condition {
    return this.#joined("or", OR, () => this.#and(depth));
  }

  #and(depth: number): Condition {
    return this.#joined("and", AND, () => this.#not(depth));
  }

  #joined(kind: "and" | "or", word: RegExp, operand: () => Condition): Condition {
    const operands = [operand()];
    while (this.#take(word)) operands.push(operand());
    return operands.length === 1 ? (operands[0] as Condition) : { kind, operands };
  }

  #not(depth: number): Condition {
    if (depth > DEEPEST) throw this.#wrong("conditions are nested too deeply");
    return this.#take(NOT) ? { kind: "not", operand: this.#sub(depth) } : this.#sub(depth);
  }

  #sub(depth: number): Condition {
    if (!this.#sign("(")) return this.#expression(depth);
    this.#take(SPACES);
    const inner = this.#or(depth + 1);
    this.#take(SPACES);
    if (!this.#sign(")")) throw this.#wrong("`)` is expected");
    return inner;
  }

  #expression(depth: number): Condition {
    const name = this.#literal();
    if (name.kind === "pattern" || name.kind === "any") throw this.#wrong("a field's name has no `*` here");
    this.#take(SPACES);
    const sign = this.#take(RANGE);
    if (sign) {
      this.#take(SPACES);
      return { kind: "range", field: name.text, sign: sign[0] as RangeSign, value: this.#literal() };
    }
    if (!this.#sign(":")) throw this.#wrong("`:` is expected: a value always has its field here");
    this.#take(SPACES);
    return this.#values(name.text, depth);
  }

  #values(field: string, depth: number): Condition {
    if (depth > DEEPEST) throw this.#wrong("lists are nested too deeply");
    if (!this.#sign("(")) return { kind: "is", field, value: this.#literal() };
    this.#take(SPACES);
    const list = this.#joined("or", OR, () => this.#joined("and", AND, () => this.#listed(field, depth + 1)));
    this.#take(SPACES);
    if (!this.#sign(")")) throw this.#wrong("`)` is expected");
    return list;
  }

  #listed(field: string, depth: number): Condition {
    return this.#take(NOT) ? { kind: "not", operand: this.#values(field, depth) } : this.#values(field, depth);
  }

  #literal(): Value {
    return this.text[this.#at] === '"' ? this.#quoted() : this.#unquoted();
  }

  #quoted(): Value {
    const start = this.#at++;
    let text = "";
    for (let part = this.#take(QUOTED_PART); part; part = this.#take(QUOTED_PART)) {
      const [, white, hex, sign, plain] = part;
      text += white ? WHITE[white] : hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (sign ?? plain);
    }
    if (this.#sign('"')) return { kind: "quoted", text };
    this.#at = start;
    throw this.#wrong("a quoted value does not end");
  }

  #unquoted(): Value {
    const signs: Signs = [];
    for (let next = this.#unquotedSign(); next !== null; next = this.#unquotedSign()) signs.push(next);
    if (signs.length === 0) throw this.#wrong("a value is expected");
    return unquotedValue(signs, (why) => this.#wrong(why));
  }

  /** The next sign of an unquoted text, `undefined` for `*`, null at its end. */
  #unquotedSign(): string | undefined | null {
    const escaped = this.#take(UNQUOTED_ESCAPE);
    if (escaped) {
      const [, white, special, hex, word] = escaped;
      if (white !== undefined) return WHITE[white] as string;
      return hex === undefined ? ((special ?? word) as string) : String.fromCharCode(Number.parseInt(hex, 16));
    }
    if (this.#sign("*")) return undefined;
    const sign = this.text[this.#at];
    if (sign === undefined || SPECIAL.test(sign) || this.#stands(KEYWORD)) return null;
    this.#at++;
    return sign;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #stands(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.text);
  }

  #sign(sign: string): boolean {
    if (this.text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #wrong(why: string): Error {
    return new Error(`KQL, at ${this.#at} (\`${this.text.slice(this.#at, this.#at + 12)}\`): ${why}`);
  }
}

/** Trimmed as JavaScript trims; what is left inside must stand without white space, on which a query string splits. */
function unquotedValue(signs: Signs, wrong: (why: string) => Error): Value {
  const texts = [""];
  for (const sign of signs) {
    if (sign === undefined) texts.push("");
    else texts[texts.length - 1] += sign;
  }
  const last = texts.length - 1;
  texts[0] = (texts[0] as string).trimStart();
  texts[last] = (texts[last] as string).trimEnd();
  if (texts.some((text) => /\s/.test(text))) throw wrong("an unquoted value has white space inside");
  if (texts.length === 1) {
    const text = texts[0] as string;
    if (text === "null" || text === "") throw wrong(`\`${text}\` is no value here`);
    return { kind: "plain", text };
  }
  return texts.length === 2 && texts.every((text) => text === "") ? { kind: "any" } : { kind: "pattern", texts };
}
