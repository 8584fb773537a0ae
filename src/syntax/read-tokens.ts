/**
 * In: a source. Out: its tokens with what they stand for, its comments, and reports on everything that is wrong with a
 * single token. Must not know the grammar.
 */
import type { IToken, TokenType } from "chevrotain";
import type { Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import type { Comment } from "./ast.ts";
import { replaceForbidden } from "./forbidden.ts";
import { decodeBlock, decodeQuoted } from "./literal-text.ts";
import { classifyNumeric } from "./numeric.ts";
import { parseRegex } from "./parse-regex.ts";
import {
  foreignComment,
  foreignSign,
  invalidAttack,
  nestedTooDeep,
  sourceTooLarge,
  unclosedRegex,
  unclosedText,
  unknownCharacter,
} from "./problems-text.ts";
import { madeUpToken, retype, tokenSpan } from "./token-span.ts";
import * as kinds from "./tokens.ts";

export interface TokenStream {
  readonly source: Source;
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  /** Offsets of tokens that were reported and are not what was meant: what follows from them is not reported again. */
  readonly spoiled: readonly number[];
}

const mostCharacters = 1024 * 1024;
const mostNesting = 64;

/** The tokens of a source, or nothing where it is too large or nested too deep; that was reported. */
export function readTokens(source: Source, report: Report): TokenStream | undefined {
  if (source.text.length > mostCharacters) {
    report.add(sourceTooLarge, { size: source.text.length, most: mostCharacters }, { source, start: 0, end: 0 });
    return undefined;
  }
  return new TokenReader(source, report).read();
}

type Settle = (reader: TokenReader, token: IToken) => void;

const opening = new Set<TokenType>([kinds.LeftBrace, kinds.LeftBracket, kinds.LeftParen]);
const closing = new Set<TokenType>([kinds.RightBrace, kinds.RightBracket, kinds.RightParen]);

/** Signs of other languages and what stands for them here; nothing: they are left out. */
const foreignSigns: Readonly<Record<string, readonly [instead: string, ...types: TokenType[]]>> = {
  "===": ["==", kinds.Equal],
  "!==": ["!=", kinds.NotEqual],
  "<>": ["!=", kinds.NotEqual],
  "=~": ["matches", kinds.Matches],
  "!~": ["not matches", kinds.Not, kinds.Matches],
  "=>": [">=", kinds.GreaterEqual],
  ":=": ["=", kinds.Assign],
  "&": ["and", kinds.And],
  "&&": ["and", kinds.And],
  "|": ["or", kinds.Or],
  "||": ["or", kinds.Or],
  "!": ["not", kinds.Not],
};

/** What each kind of scanned token still needs; the others are what they are. */
const settling = new Map<TokenType, Settle>([
  [kinds.Text, (reader, token) => reader.settleText(token)],
  [kinds.RawText, (_, token) => retype(token, kinds.RawText, token.image.slice(1, -1))],
  [kinds.BlockText, (reader, token) => reader.settleBlock(token)],
  [kinds.UnclosedText, (reader, token) => reader.settleUnclosed(token, kinds.Text, '"')],
  [kinds.UnclosedRawText, (reader, token) => reader.settleUnclosed(token, kinds.RawText, "'")],
  [kinds.RegexToken, (reader, token) => reader.settleRegex(token)],
  [kinds.UnclosedRegex, (reader, token) => reader.settleUnclosedRegex(token)],
  [kinds.Attack, (reader, token) => reader.settleAttack(token)],
]);

class TokenReader {
  readonly #tokens: IToken[] = [];
  readonly #spoiled: number[] = [];
  #depth = 0;
  #nots = 0;

  constructor(
    readonly source: Source,
    readonly report: Report,
  ) {}

  read(): TokenStream | undefined {
    const text = replaceForbidden(this.source, this.report);
    const scanned = kinds.getLexer().tokenize(text);
    this.#reportUnknown(scanned.errors);
    let previous: IToken | undefined;
    for (const token of scanned.tokens) {
      const type = token.tokenType;
      if (type === kinds.Identifier) {
        const word = kinds.wordType(token.image);
        if (word !== kinds.Identifier) retype(token, word);
        if (word === kinds.Not) this.#nots++;
        else this.#nots = 0;
        this.#tokens.push(token);
      } else if (type === kinds.Foreign) this.#replaceForeign(token);
      else if (type === kinds.ForeignComment) this.#dropComment(token);
      else {
        if (type === kinds.Numeric) this.#settleNumeric(token, previous);
        else settling.get(type)?.(this, token);
        if (type === kinds.LeftParen) this.#settleLines();
        if (opening.has(type)) this.#depth++;
        else if (closing.has(type)) this.#depth = Math.max(0, this.#depth - 1);
        this.#tokens.push(token);
      }
      if (this.#depth + this.#nots > mostNesting) {
        this.report.add(nestedTooDeep, { most: mostNesting }, this.#span(token));
        return undefined;
      }
      previous = token;
    }
    const comments = (scanned.groups.comments ?? []).map((comment) => this.#comment(comment));
    return { source: this.source, tokens: this.#tokens, comments, spoiled: this.#spoiled.sort((a, b) => a - b) };
  }

  #span(token: IToken): Span {
    return tokenSpan(this.source, token);
  }

  #comment(token: IToken): Comment {
    const { text } = this.source;
    let before = token.startOffset - 1;
    while (before >= 0 && (text[before] === " " || text[before] === "\t" || text.charCodeAt(before) === 0xfeff))
      before--;
    const trailing = before >= 0 && text[before] !== "\n" && text[before] !== "\r";
    return { text: token.image.trimEnd(), span: this.#span(token), trailing };
  }

  settleText(token: IToken): void {
    const start = token.startOffset;
    const inside = token.image.includes("\\")
      ? decodeQuoted(this.source, start + 1, start + token.image.length - 1, this.report)
      : this.source.text.slice(start + 1, start + token.image.length - 1);
    token.payload = inside;
  }

  settleBlock(token: IToken): void {
    const { image, startOffset } = token;
    const isClosed = image.length >= 6 && image.endsWith('"""');
    if (!isClosed) {
      const span = { source: this.source, start: startOffset, end: startOffset + 3 };
      this.report.add(unclosedText, { quote: '"""' }, span);
      this.#spoiled.push(startOffset);
    }
    token.payload = decodeBlock(this.source.text, startOffset + 3, startOffset + image.length - (isClosed ? 3 : 0));
  }

  settleUnclosed(token: IToken, type: TokenType, quote: string): void {
    this.report.add(unclosedText, { quote }, this.#span(token));
    this.#spoiled.push(token.startOffset);
    retype(token, type, token.image.slice(1));
  }

  settleRegex(token: IToken): void {
    const pattern = parseRegex(this.source, token.startOffset, token.startOffset + token.image.length, this.report);
    token.payload = pattern;
  }

  settleUnclosedRegex(token: IToken): void {
    this.report.add(unclosedRegex, {}, this.#span(token));
    this.#spoiled.push(token.startOffset);
    retype(token, kinds.RegexToken);
  }

  settleAttack(token: IToken): void {
    if (/^(?:TA[0-9]{4}(?::T[0-9]{4}(?:\.[0-9]{3})?)?|T[0-9]{4}(?:\.[0-9]{3})?)$/.test(token.image)) return;
    // After a dot and before one it is a part of a rule's id.
    if (beginsIdPart(this.#tokens[this.#tokens.length - 1]?.tokenType)) return retype(token, kinds.IdPart);
    this.report.add(invalidAttack, { text: token.image }, this.#span(token));
  }

  /** `= lines (`: a list from a file. */
  #settleLines(): void {
    const word = this.#tokens[this.#tokens.length - 1];
    const before = this.#tokens[this.#tokens.length - 2]?.tokenType;
    if (word?.image === "lines" && word.tokenType === kinds.Identifier && before === kinds.Assign)
      retype(word, kinds.Lines);
  }

  /** Nothing that follows a dot, `rule` or `tune` is a number: it belongs to an id. */
  #settleNumeric(token: IToken, previous: IToken | undefined): void {
    if (beginsIdPart(previous?.tokenType)) return retype(token, kinds.IdPart);
    classifyNumeric(token, this.#span(token), this.report);
  }

  #replaceForeign(token: IToken): void {
    const sign = token.image;
    const span = this.#span(token);
    const instead = Object.hasOwn(foreignSigns, sign) ? foreignSigns[sign] : undefined;
    if (sign === "?") {
      this.report.add(unknownCharacter, { text: sign, hint: "The first value that is present is `a ?? b`." }, span);
      this.#spoiled.push(token.startOffset);
      return;
    }
    const text = instead ? this.#spaced(instead[0], span) : "";
    const extras = { fixes: [{ title: instead ? `Write \`${instead[0]}\`` : `Remove \`${sign}\``, span, text }] };
    this.report.add(foreignSign, { sign, instead: instead?.[0] }, span, extras);
    if (!instead) return;
    const [, first, ...more] = instead;
    retype(token, first as TokenType);
    this.#tokens.push(token);
    if (first === kinds.Not) this.#nots++;
    for (const type of more) this.#tokens.push(madeUpToken(type, "matches", span.end));
  }

  /** The words with spaces where they would run into their neighbours. */
  #spaced(words: string, span: Span): string {
    const { text } = this.source;
    const before = /[\s([]/.test(text.charAt(span.start - 1) || " ") ? "" : " ";
    const after = /\s/.test(text.charAt(span.end) || " ") ? "" : " ";
    return before + words + after;
  }

  #dropComment(token: IToken): void {
    const mark = token.image.startsWith("#") ? "#" : "/*";
    const span = { source: this.source, start: token.startOffset, end: token.startOffset + mark.length };
    const fixes = mark === "#" ? [{ title: "Write `//`", span, text: "//" }] : [];
    this.report.add(foreignComment, { mark }, span, { fixes });
  }

  #reportUnknown(errors: readonly { readonly offset: number; readonly length: number }[]): void {
    let reported: string | undefined;
    let end = -1;
    for (const { offset, length } of errors) {
      this.#spoiled.push(offset);
      const text = this.source.text.slice(offset, offset + length);
      const hint = hintForUnknown(text);
      // One slip often brings two such characters: an opening and a closing quote.
      const sameLine = end >= 0 && !this.source.text.slice(end, offset).includes("\n");
      end = offset + length;
      if (sameLine && reported === hint) continue;
      reported = hint;
      const shown = [...text].slice(0, 20).join("");
      this.report.add(unknownCharacter, { text: shown, hint }, { source: this.source, start: offset, end });
    }
  }
}

/** Does a part of an id follow this kind of token? */
function beginsIdPart(before: TokenType | undefined): boolean {
  return before === kinds.Dot || before === kinds.Rule || before === kinds.Tune;
}

function hintForUnknown(text: string): string | undefined {
  if (/[\u2018-\u201F\u2039\u203A\u00AB\u00BB]/.test(text)) return 'Quotes are straight: `"`.';
  if (/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/.test(text)) {
    return "It is a space of a special kind; an ordinary one is meant.";
  }
  if (/\p{L}/u.test(text)) return 'A key that has other than ASCII letters stands in quotes after its dot: `a."…"`.';
  if (text === "$" || text === "@") return "Names are written as they are, without a sign before them.";
  return undefined;
}
