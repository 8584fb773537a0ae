/** In: tokens, and where a path ends among them. Out: the path. */
import type { IToken } from "chevrotain";
import { Report } from "../diagnostics/problem.ts";
import type { Source } from "../source/source.ts";
import type { PathExpression } from "../syntax/ast.ts";
import { isWord } from "../syntax/boundaries.ts";
import { parsePath } from "../syntax/parse-file.ts";
import { isKind, tokenEnd } from "../syntax/token-span.ts";
import * as kinds from "../syntax/tokens.ts";

/** The index of the first token of the path whose last one is before `end`. */
function startOfPath(tokens: readonly IToken[], end: number): number | undefined {
  let at = end - 1;
  for (;;) {
    while (tokens[at]?.tokenType === kinds.RightBracket && tokens[at - 1]?.tokenType === kinds.LeftBracket) at -= 2;
    const token = tokens[at];
    if (!token) return undefined;
    if (token.tokenType === kinds.RightParen) return startOfCall(tokens, at);
    if (!isWord(token) && !isKind(token, kinds.PathKey)) return undefined;
    if (tokens[at - 1]?.tokenType !== kinds.Dot) return at;
    at -= 2;
  }
}

/** `json ( … )`, from its last token. */
function startOfCall(tokens: readonly IToken[], close: number): number | undefined {
  let depth = 0;
  for (let at = close; at > 0; at--) {
    const type = tokens[at]?.tokenType;
    if (type === kinds.RightParen) depth++;
    if (type === kinds.LeftParen && --depth === 0) return tokens[at - 1]?.tokenType === kinds.Json ? at - 1 : undefined;
  }
  return undefined;
}

/** The path; nothing where no path ends there. */
export function tokensOfPath(source: Source, tokens: readonly IToken[], end: number): PathExpression | undefined {
  const start = startOfPath(tokens, end);
  const first = start === undefined ? undefined : tokens[start];
  const last = tokens[end - 1];
  if (!first || !last) return undefined;
  const text = source.text.slice(first.startOffset, tokenEnd(last));
  return parsePath({ path: source.path, text }, new Report());
}
