/** What all of the recovery shares: ranges of tokens, trying a rule of the grammar on one, and reporting what failed. */
import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import type { Extras, Problem } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import type { Broken } from "./ast.ts";
import { type Attempt, attempt, type Reading } from "./attempt.ts";
import type { TokenView } from "./boundaries.ts";
import { endExpected } from "./expected.ts";
import type { RuleParser } from "./parser.ts";
import { notSupportedYet, syntaxError } from "./problems-structure.ts";
import { tokenEnd, tokenSpan } from "./token-span.ts";
import * as kinds from "./tokens.ts";

/** Tokens from the first index up to, not with, the second. */
export type Range = readonly [from: number, to: number];

const openings = new Set<TokenType>([kinds.LeftBrace, kinds.LeftBracket, kinds.LeftParen]);
const closings = new Set<TokenType>([kinds.RightBrace, kinds.RightBracket, kinds.RightParen]);

export class RecoverBase implements TokenView {
  readonly source: Source;
  /** For each opening bracket, the index of its counterpart. */
  readonly #partners = new Map<number, number>();

  constructor(
    readonly reading: Reading,
    readonly tokens: readonly IToken[],
    readonly spoiled: readonly number[],
  ) {
    this.source = reading.source;
    const open: number[] = [];
    for (const [index, token] of tokens.entries()) {
      if (openings.has(token.tokenType)) open.push(index);
      else if (closings.has(token.tokenType)) this.#partners.set(open.pop() as number, index);
    }
  }

  // ---- ranges

  /** The index of the bracket that closes this one. */
  closeOf(open: number, otherwise: number): number {
    return this.#partners.get(open) ?? otherwise;
  }

  typeAt(index: number): TokenType | undefined {
    return this.tokens[index]?.tokenType;
  }

  /** Cuts the range before each token outside of brackets that begins something. */
  pieces(from: number, to: number, begins: (view: TokenView, index: number) => boolean): Range[] {
    const found: Range[] = [];
    let start = from;
    for (let index = from; index < to; index = this.next(index)) {
      if (index > start && begins(this, index)) {
        found.push([start, index]);
        start = index;
      }
    }
    if (start < to) found.push([start, to]);
    return found;
  }

  /** Cuts the range at each token outside of brackets that separates; the separators are left out. */
  split(from: number, to: number, separates: (index: number) => boolean): Range[] {
    const found: Range[] = [];
    let start = from;
    for (let index = from; index < to; index = this.next(index)) {
      if (separates(index)) {
        found.push([start, index]);
        start = index + 1;
      }
    }
    found.push([start, to]);
    return found;
  }

  /** The index after this token, or after what its bracket holds. */
  next(index: number): number {
    return (this.#partners.get(index) ?? index) + 1;
  }

  /** The first token of that type outside of brackets. */
  find(from: number, to: number, type: TokenType): number | undefined {
    for (let index = from; index < to; index = this.next(index)) if (this.typeAt(index) === type) return index;
    return undefined;
  }

  // ---- places

  spanOf(token: IToken): Span {
    return tokenSpan(this.source, token);
  }

  spanAcross(from: number, to: number): Span {
    const first = this.tokens[from];
    const last = this.tokens[to - 1];
    const start = first?.startOffset ?? this.source.text.length;
    return { source: this.source, start, end: Math.max(start, last ? tokenEnd(last) : start) };
  }

  /** The place just after the token before `index`. */
  placeBefore(index: number): Span {
    const before = this.tokens[index - 1];
    const at = before ? tokenEnd(before) : 0;
    return { source: this.source, start: at, end: at };
  }

  image(from: number, to: number): string {
    const { start, end } = this.spanAcross(from, to);
    return this.source.text.slice(start, end);
  }

  // ---- trying and reporting

  try<Result>(from: number, to: number, rule: (parser: RuleParser) => Result): Attempt<Result> {
    return attempt(this.reading, this.tokens.slice(from, to), rule);
  }

  tryTokens<Result>(tokens: readonly IToken[], rule: (parser: RuleParser) => Result): Attempt<Result> {
    return attempt(this.reading, tokens, rule);
  }

  add<Details>(kind: Problem<Details>, details: Details, span: Span, extras: Extras = {}): void {
    this.reading.report.add(kind, details, span, extras);
  }

  /** Was something in this range reported that makes the rest of it unreadable? */
  isSpoiled(from: number, to: number): boolean {
    const start = this.tokens[from]?.startOffset ?? this.source.text.length;
    const end = this.tokens[to]?.startOffset ?? this.source.text.length + 1;
    let low = 0;
    for (let high = this.spoiled.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.spoiled[middle] as number) < start) low = middle + 1;
      else high = middle;
    }
    return (this.spoiled[low] ?? end) < end;
  }

  reportError(error: IRecognitionException | undefined, from: number, to: number, hint?: string): void {
    if (!error || this.isSpoiled(from, to)) return;
    const { token, message } = error;
    const isEnd = Number.isNaN(token.startOffset);
    const expected = message === endExpected ? undefined : message;
    const span = isEnd ? this.placeBefore(to) : this.spanOf(token);
    this.add(syntaxError, { expected, found: isEnd ? undefined : this.shown(token), hint }, span);
  }

  /** Reports that something is missing at `index`. */
  addExpected(expected: string, index: number, to: number, hint?: string): void {
    if (this.isSpoiled(index, to) || (index > 0 && this.isSpoiled(index - 1, index))) return;
    const token = index < to ? this.tokens[index] : undefined;
    const found = token ? this.shown(token) : undefined;
    this.add(syntaxError, { expected, found, hint }, token ? this.spanOf(token) : this.placeBefore(index));
  }

  shown(token: IToken): string {
    const line = token.image.split("\n", 1)[0] as string;
    return `\`${line.length > 40 ? `${line.slice(0, 40)}…` : line}\``;
  }

  brokenAt(from: number, to: number): Broken {
    return { kind: "broken", span: this.spanAcross(from, to) };
  }

  broken(error: IRecognitionException | undefined, from: number, to: number): Broken {
    this.reportError(error, from, to);
    return this.brokenAt(from, to);
  }

  notSupported(from: number, to: number): Broken {
    const word = this.tokens[from] as IToken;
    const what = word.image === "first" ? "first seen" : word.image;
    this.add(notSupportedYet, { what }, this.spanOf(word));
    return this.brokenAt(from, to);
  }
}
