/** Tokens carry offsets only; this makes places of them. */
import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Source, Span } from "../source/source.ts";

/** The place after the token. Tokens of templates say where they end: an escape may make them longer than their image. */
export function tokenEnd(token: IToken): number {
  return token.endOffset === undefined ? token.startOffset + token.image.length : token.endOffset + 1;
}

export function tokenSpan(source: Source, token: IToken): Span {
  return { source, start: token.startOffset, end: tokenEnd(token) };
}

/** Is it a token of that kind, or of a kind that belongs to that category? */
export function isKind(token: IToken | undefined, kind: TokenType): boolean {
  return token !== undefined && tokenMatcher(token, kind);
}

/** Makes a token one of another kind, with what it stands for. */
export function retype(token: IToken, type: TokenType, payload?: string | number): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx as number;
  if (payload !== undefined) token.payload = payload;
}

/** A token that nobody wrote, where the repair of a slip needs one. It has no width. */
export function madeUpToken(type: TokenType, image: string, at: number): IToken {
  return { image, startOffset: at, endOffset: at - 1, tokenType: type, tokenTypeIdx: type.tokenTypeIdx as number };
}
