/**
 * In: the text of one command. Out: its tokens. Two ways of reading, since Splunk has two: expressions of eval and where
 * (names without dots, `'…'` around others), and the arguments of all other commands (bare words with dots and braces).
 */
import { fail, quote } from "../spl-error.ts";

export type TokenKind = "string" | "quotedName" | "number" | "word" | "sign" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** A string's and a quoted name's text stands without its quotes, its escapes unread. */
  readonly text: string;
}

const END: Token = { kind: "end", text: "" };

const SPACE = /\s+/y;
const STRING = /"((?:[^"\\]|\\[\s\S])*)"/y;
const QUOTED_NAME = /'([^'"\\`|\n\r]+)'/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.])/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const EXPRESSION_SIGN = /==|!=|<=|>=|[=<>(),.+-]/y;
/** What field names and unquoted values are made of outside expressions. */
const WORD = /[A-Za-z0-9_.{}:/*-]+/y;
const ARGUMENT_SIGN = /!=|[=(),]/y;

/** Control characters but tab; and line breaks, which savedsearches.conf can't keep within a string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNKEEPABLE = /[\0-\x08\x0a-\x1f\x7f]/;

export function expressionTokens(text: string): readonly Token[] {
  return tokens(text, [
    ["string", STRING],
    ["quotedName", QUOTED_NAME],
    ["number", NUMBER],
    ["word", NAME],
    ["sign", EXPRESSION_SIGN],
  ]);
}

export function argumentTokens(text: string): readonly Token[] {
  return tokens(text, [
    ["string", STRING],
    ["word", WORD],
    ["sign", ARGUMENT_SIGN],
  ]);
}

function tokens(text: string, kinds: readonly (readonly [TokenKind, RegExp])[]): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SPACE);
    if (at >= text.length) return found;
    const start = at;
    for (const [kind, pattern] of kinds) {
      const match = take(pattern);
      if (!match) continue;
      found.push({ kind, text: match[1] ?? match[0] });
      break;
    }
    if (at === start) return fail(`can't read ${quote(text.slice(at))}`);
    const last = found[found.length - 1] as Token;
    if (last.kind === "string") checkString(last.text);
  }
}

/** What can't be told apart from a macro, or from a token that a saved search or a drilldown fills in. */
function checkString(raw: string): void {
  if (UNKEEPABLE.test(raw)) fail(`a line break or control character within the string ${quote(raw)}`);
  if (raw.includes("$")) fail(`a dollar sign within the string ${quote(raw)}: \`$name$\` is a token`);
  if (raw.includes("`"))
    fail(`a backtick within the string ${quote(raw)}: whether macros are read there is not documented`);
}

/** Tokens one after the other, with what all parsers ask of them. */
export class TokenReader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? END;
  }

  next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  takeSign(sign: string): boolean {
    return this.take("sign", sign);
  }

  takeWord(word: string): boolean {
    return this.take("word", word);
  }

  wantSign(sign: string): void {
    if (!this.takeSign(sign)) this.refuse(`\`${sign}\` is wanted before ${quote(this.peek().text || "the end")}`);
  }

  wantEnd(): void {
    if (!this.isAtEnd) this.refuse(`${quote(this.peek().text)} is too much`);
  }

  refuse(why: string): never {
    return fail(`${why}, in ${quote(this.text)}`);
  }

  private take(kind: TokenKind, text: string): boolean {
    const token = this.peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.at++;
    return true;
  }
}
