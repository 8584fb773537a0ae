/** In: a source. Out: its tokens as text, one a line, for `tocsin dump` and for tests. */
import { Report } from "../diagnostics/problem.ts";
import { positionAt, type Source } from "../source/source.ts";
import { readTokens } from "./read-tokens.ts";

function place(source: Source, offset: number): string {
  const { line, column } = positionAt(source, offset);
  return `${line}:${column}`;
}

/** Tokens and comments in the order of the text: place, kind, and the text as written. A refused source gives nothing. */
export function dumpTokens(source: Source): string {
  const stream = readTokens(source, new Report());
  if (!stream) return "";
  const tokens = stream.tokens.map((token) => ({
    at: token.startOffset,
    kind: token.tokenType.name,
    text: token.image,
  }));
  const comments = stream.comments.map((comment) => ({ at: comment.span.start, kind: "Comment", text: comment.text }));
  return [...tokens, ...comments]
    .sort((a, b) => a.at - b.at)
    .map(({ at, kind, text }) => `${place(source, at).padEnd(7)} ${kind.padEnd(13)} ${JSON.stringify(text)}\n`)
    .join("");
}
