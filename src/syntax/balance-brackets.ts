/**
 * In: tokens whose brackets may not match. Out: tokens whose brackets do, and reports on those that didn't.
 * A bracket that is never closed ends where something begins that can't be inside of it.
 */
import type { IToken, TokenType } from "chevrotain";
import type { Report } from "../diagnostics/problem.ts";
import type { Span } from "../source/source.ts";
import { canEnd, isClauseStart, isDeclarationStart, isLineStart } from "./boundaries.ts";
import { strayBracket, unclosedBracket } from "./problems-structure.ts";
import type { TokenStream } from "./read-tokens.ts";
import { madeUpToken, tokenEnd, tokenSpan } from "./token-span.ts";
import * as kinds from "./tokens.ts";

const closingOf = new Map<TokenType, TokenType>([
  [kinds.LeftBrace, kinds.RightBrace],
  [kinds.LeftBracket, kinds.RightBracket],
  [kinds.LeftParen, kinds.RightParen],
]);
const signOf = new Map<TokenType, string>([
  [kinds.LeftBrace, "{"],
  [kinds.LeftBracket, "["],
  [kinds.LeftParen, "("],
  [kinds.RightBrace, "}"],
  [kinds.RightBracket, "]"],
  [kinds.RightParen, ")"],
]);

interface Open {
  readonly token: IToken;
  readonly closing: TokenType;
  /** What the bracket belongs to, as far as it matters for what may stand inside. */
  readonly role: "rule" | "alert" | "other";
}

/** The tokens with the missing brackets put in and the stray ones left out. */
export function balanceBrackets(stream: TokenStream, report: Report): IToken[] {
  return new Balancer(stream, report).run();
}

class Balancer {
  readonly #open: Open[] = [];
  readonly #balanced: IToken[] = [];

  constructor(
    readonly stream: TokenStream,
    readonly report: Report,
  ) {}

  run(): IToken[] {
    for (const [index, token] of this.stream.tokens.entries()) {
      if (this.#open.length > 0) this.#closeBefore(index);
      const closing = closingOf.get(token.tokenType);
      if (closing) {
        this.#open.push({ token, closing, role: this.#roleOf(index) });
        this.#balanced.push(token);
      } else if (signOf.has(token.tokenType)) this.#close(index, token);
      else this.#balanced.push(token);
    }
    while (this.#open.length > 0) this.#closeMissing(undefined);
    return this.#balanced;
  }

  #roleOf(index: number): Open["role"] {
    if (this.stream.tokens[index]?.tokenType !== kinds.LeftBrace) return "other";
    if (this.stream.tokens[index - 1]?.tokenType === kinds.Alert) return "alert";
    let at = index - 1;
    while (at > 0 && (this.stream.tokens[at]?.tokenType === kinds.Dot || isIdWord(this.stream.tokens[at]))) {
      if (isBlockWord(this.stream.tokens[at])) return "rule";
      at--;
    }
    return isBlockWord(this.stream.tokens[at]) ? "rule" : "other";
  }

  /** Closes what can't go on at this token. */
  #closeBefore(index: number): void {
    const token = this.stream.tokens[index] as IToken;
    if (!isLineStart(this.stream, index)) return;
    if (isDeclarationStart(this.stream, index) && (isBlockWord(token) || token.tokenType === kinds.Import)) {
      while (this.#open.length > 0) this.#closeMissing(token);
      return;
    }
    const top = this.#open[this.#open.length - 1] as Open;
    if (top.role === "rule" || !isClauseStart(this.stream, index)) return;
    if (this.stream.tokens[index + 1]?.tokenType === kinds.Assign) {
      if (!canEnd(this.stream, index - 1)) return;
      // Blocks hold entries of the same form, so only parentheses and brackets end here.
      while (this.#open.length > 0 && this.#top().closing !== kinds.RightBrace) this.#closeMissing(token);
      return;
    }
    if (token.tokenType === kinds.When && this.#open.some((open) => open.role === "alert")) return;
    if (this.#isPlatformLike(index)) return;
    while (this.#open.length > 0 && this.#top().role !== "rule") this.#closeMissing(token);
  }

  #top(): Open {
    return this.#open[this.#open.length - 1] as Open;
  }

  #isEntry(index: number): boolean {
    return this.stream.tokens[index + 1]?.tokenType === kinds.Assign && canEnd(this.stream, index - 1);
  }

  #isPlatformLike(index: number): boolean {
    return this.stream.tokens[index]?.tokenType === kinds.Identifier;
  }

  #close(index: number, token: IToken): void {
    const matching = this.#open.findLastIndex((open) => open.closing === token.tokenType);
    const top = this.#open[this.#open.length - 1];
    if (matching < 0) {
      this.#reportStray(token);
      // `(a]`: the wrong sign, but something does end here.
      if (top && token.tokenType !== kinds.RightBrace && top.closing !== kinds.RightBrace) this.#put(top.closing);
      return;
    }
    if (this.#endsRuleTooEarly(index, matching)) return this.#reportStray(token);
    while (this.#open.length - 1 > matching) this.#closeMissing(token);
    this.#open.pop();
    this.#balanced.push(token);
  }

  /** A brace too many in a rule: what follows could only stand in a rule. */
  #endsRuleTooEarly(index: number, matching: number): boolean {
    const rule = this.#open[matching];
    if (rule?.role !== "rule" || this.#isAlignedWith(rule.token, index)) return false;
    const next = this.stream.tokens[index + 1]?.tokenType;
    if (!next || next === kinds.Let || next === kinds.Event) return false;
    const isOnlyInRules =
      next === kinds.When ||
      next === kinds.Unless ||
      next === kinds.Alert ||
      next === kinds.Test ||
      next === kinds.SourceWord;
    return (isOnlyInRules || this.#isEntry(index + 1)) && isClauseStart(this.stream, index + 1);
  }

  /** Does the bracket stand in the rest of a line that an unclosed text took? That was reported. */
  #isSwallowed(open: IToken, end: number, closing: string): boolean {
    const { source, spoiled } = this.stream;
    return spoiled.some((offset) => {
      if (offset < open.startOffset || offset > end) return false;
      const isBlock = source.text.startsWith('"""', offset);
      const lineEnd = source.text.indexOf("\n", offset);
      return source.text.slice(offset, isBlock || lineEnd < 0 ? undefined : lineEnd).includes(closing);
    });
  }

  /** Does the bracket stand alone under the line that it closes? Then it is meant to. */
  #isAlignedWith(open: IToken, index: number): boolean {
    const { text } = this.stream.source;
    const indentation = (offset: number): string => {
      const start = text.lastIndexOf("\n", offset - 1) + 1;
      return (/^[ \t]*/.exec(text.slice(start, start + 200)) as RegExpExecArray)[0];
    };
    const close = this.stream.tokens[index] as IToken;
    return isLineStart(this.stream, index) && indentation(close.startOffset) === indentation(open.startOffset);
  }

  #put(type: TokenType): void {
    const last = this.#balanced[this.#balanced.length - 1];
    this.#open.pop();
    this.#balanced.push(madeUpToken(type, signOf.get(type) ?? "", last ? tokenEnd(last) : 0));
  }

  #reportStray(token: IToken): void {
    const closing = token.image;
    const opening = { "}": "{", "]": "[", ")": "(" }[closing] ?? "(";
    const span = tokenSpan(this.stream.source, token);
    const fixes = [{ title: `Remove \`${closing}\``, span, text: "" }];
    this.report.add(strayBracket, { closing, opening }, span, { fixes });
  }

  /** Closes the innermost bracket before `token`, or at the end of the file. */
  #closeMissing(token: IToken | undefined): void {
    const top = this.#top();
    const closing = signOf.get(top.closing) as string;
    const last = this.#balanced[this.#balanced.length - 1] as IToken;
    const end = tokenEnd(last);
    const span: Span = token ? tokenSpan(this.stream.source, token) : { source: this.stream.source, start: end, end };
    const related = [{ message: "opened here", span: tokenSpan(this.stream.source, top.token) }];
    const fixes = [
      { title: `Add \`${closing}\``, span: { source: this.stream.source, start: end, end }, text: closing },
    ];
    const before = token ? `\`${token.image.slice(0, 40)}\`` : "the end of the file";
    if (!this.#isSwallowed(top.token, end, closing))
      this.report.add(unclosedBracket, { opening: top.token.image, closing, before }, span, { related, fixes });
    this.#put(top.closing);
  }
}

/** `rule` and `tune`, whose braces hold clauses. */
function isBlockWord(token: IToken | undefined): boolean {
  return token?.tokenType === kinds.Rule || token?.tokenType === kinds.Tune;
}

function isIdWord(token: IToken | undefined): boolean {
  return token !== undefined && /^[A-Za-z0-9_-]/.test(token.image) && !token.image.startsWith('"');
}
