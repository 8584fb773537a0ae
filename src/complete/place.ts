/**
 * In: a text and an offset in it. Out: what is being typed there, the tokens around it, and the tree of the text with
 * a word put in where one is missing: half-written conditions then have their place in the tree.
 */
import type { IToken, TokenType } from "chevrotain";
import { Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import type { RuleFile } from "../syntax/ast.ts";
import { canEnd, isWord } from "../syntax/boundaries.ts";
import { type NextToken, nextInFile } from "../syntax/next-tokens.ts";
import { parseFile } from "../syntax/parse-file.ts";
import { readTokens } from "../syntax/read-tokens.ts";
import { isKind, tokenEnd } from "../syntax/token-span.ts";
import * as kinds from "../syntax/tokens.ts";

/** The text that the place is in. */
export interface InText {
  readonly quote: '"' | "'" | '"""';
  readonly isClosed: boolean;
  /** Where what stands between the quotes begins. */
  readonly start: number;
}

export interface Place {
  readonly source: Source;
  readonly offset: number;
  /** The word or text that stands there, or nothing's place. */
  readonly replace: Span;
  /** As much of it as is before the place. */
  readonly typed: string;
  readonly inText: InText | undefined;
  /** The tokens before and after what is replaced. */
  readonly before: readonly IToken[];
  readonly after: readonly IToken[];
  /** What the grammar allows there. */
  readonly next: readonly NextToken[];
  readonly file: RuleFile;
  /** The place in the tree of `file`. */
  readonly at: number;
}

/** Stands for the word that is missing. */
const STAND_IN = "tocsin_here";

const isTyped = (token: IToken) => isWord(token) || /^[0-9-]/.test(token.image);

/** The token that the offset is in or at the end of, if it is a word or number, or a text that it is inside of. */
function tokenAt(tokens: readonly IToken[], offset: number, spoiled: readonly number[]): IToken | undefined {
  return tokens.find((token) => {
    const end = tokenEnd(token);
    if (token.startOffset >= offset || end < offset) return false;
    if (isKind(token, kinds.AnyText) || token.tokenType === kinds.RegexToken)
      return end > offset || spoiled.includes(token.startOffset);
    return isTyped(token);
  });
}

function textAround(token: IToken, spoiled: readonly number[]): InText {
  const quote = token.image.startsWith('"""') ? '"""' : (token.image.charAt(0) as '"' | "'");
  return { quote, isClosed: !spoiled.includes(token.startOffset), start: token.startOffset + quote.length };
}

/** The place; nothing in a comment or a regex, and in a text that is refused as a whole. */
export function readPlace(source: Source, offset: number): Place | undefined {
  const stream = readTokens(source, new Report());
  if (!stream || offset < 0 || offset > source.text.length) return undefined;
  if (stream.comments.some(({ span }) => span.start < offset && offset <= lineEnd(source.text, span.end)))
    return undefined;
  const current = tokenAt(stream.tokens, offset, stream.spoiled);
  if (current?.tokenType === kinds.RegexToken) return undefined;
  const inText = current && isKind(current, kinds.AnyText) ? textAround(current, stream.spoiled) : undefined;
  if (inText && offset < inText.start) return undefined;
  const [replace, before] = replaced(source, offset, current, inText, stream.tokens);
  const after = stream.tokens.filter((token) => token.startOffset >= (current ? tokenEnd(current) : offset));
  const typed = source.text.slice(replace.start, offset);
  const next = nextInFile(source, before);
  const place = { source, offset, replace, typed, inText, before, after, next };
  return { ...place, ...treeAt(place) };
}

const lineEnd = (text: string, from: number) => {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
};

function replaced(
  source: Source,
  offset: number,
  current: IToken | undefined,
  inText: InText | undefined,
  tokens: readonly IToken[],
): [Span, readonly IToken[]] {
  const before = tokens.filter((token) => tokenEnd(token) <= (current?.startOffset ?? offset));
  if (current && inText) {
    const end = inText.isClosed ? tokenEnd(current) - inText.quote.length : offset;
    return [{ source, start: Math.min(inText.start, offset), end: Math.max(end, offset) }, before];
  }
  const start = current?.startOffset ?? offset;
  const end = current ? tokenEnd(current) : offset;
  // `TA0007:` alone is no token of its own; it is the beginning of an id.
  const [tactic, colon] = before.slice(-2);
  const isTactic = tactic?.tokenType === kinds.Attack && colon?.tokenType === kinds.Colon;
  if (isTactic && tokenEnd(tactic) === colon.startOffset && tokenEnd(colon) === start)
    return [{ source, start: tactic.startOffset, end }, before.slice(0, -2)];
  return [{ source, start, end }, before];
}

/** The tree of the text with the missing piece put in, and where the place is in it. */
function treeAt(place: Omit<Place, "file" | "at">): Pick<Place, "file" | "at"> {
  const { source, replace, before, inText } = place;
  const parsed = (start: number, middle: string, end: number) =>
    parseFile({ path: source.path, text: source.text.slice(0, start) + middle + source.text.slice(end) }, new Report());
  if (inText) {
    const end = replace.end + (inText.isClosed ? inText.quote.length : 0);
    return { file: parsed(end, isLoneKey(place) ? ": null" : "", end), at: inText.start };
  }
  const isWanted = !canEnd({ source, tokens: before }, before.length - 1);
  const last = before.at(-1);
  const at = isWanted ? replace.start : last ? tokenEnd(last) : 0;
  return { file: parsed(replace.start, isWanted ? standIn(place) : "", replace.end), at };
}

const allows = (place: Pick<Place, "next">, kind: TokenType) => place.next.some(({ type }) => type === kind);

/** Is the text a key of JSON whose value isn't there yet? */
const isLoneKey = (place: Pick<Place, "next" | "after" | "inText">) =>
  (place.inText?.isClosed ?? false) && allows(place, kinds.JsonKey) && place.after[0]?.tokenType !== kinds.Colon;

/** What makes the text whole: a member or value of JSON, or a word. */
function standIn(place: Pick<Place, "next" | "after">): string {
  if (allows(place, kinds.JsonKey)) return `"${STAND_IN}": null${isKind(place.after[0], kinds.AnyText) ? "," : ""}`;
  return allows(place, kinds.JsonScalar) ? "null" : STAND_IN;
}
