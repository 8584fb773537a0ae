/** In: a place in an alert's text. Out: the same place as one in the value between its braces. */
import { Report } from "../diagnostics/problem.ts";
import { isWord } from "../syntax/boundaries.ts";
import { nextInValue } from "../syntax/next-tokens.ts";
import { readTokens } from "../syntax/read-tokens.ts";
import { tokenEnd } from "../syntax/token-span.ts";
import type { Place } from "./place.ts";

/** Nothing outside of braces, and in a text within them. */
export function templatePlace(place: Place): Place | undefined {
  const { inText, source, offset } = place;
  if (!inText) return undefined;
  const open = openBrace(source.text.slice(inText.start, offset));
  if (open === undefined) return undefined;
  const start = inText.start + open + 1;
  // Blanks in the place of what is before keep the offsets.
  const text = " ".repeat(start) + source.text.slice(start, offset);
  const stream = readTokens({ path: source.path, text }, new Report());
  if (!stream || stream.spoiled.length > 0) return undefined;
  const last = stream.tokens.at(-1);
  const current = last && tokenEnd(last) === offset && isWord(last) ? last : undefined;
  const rest = /^[A-Za-z0-9_]*/.exec(source.text.slice(offset, offset + 200))?.[0] ?? "";
  const replace = { source, start: current?.startOffset ?? offset, end: offset + (current ? rest.length : 0) };
  const before = current ? stream.tokens.slice(0, -1) : stream.tokens;
  const next = nextInValue(before);
  return { ...place, replace, typed: current?.image ?? "", inText: undefined, before, after: [], next };
}

/** Where the brace is that the text ends inside of; `{{` is none. */
function openBrace(text: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "}") open = undefined;
    else if (text[at] === "{" && text[at + 1] === "{" && open === undefined) at++;
    else if (text[at] === "{") open = at;
  }
  return open;
}
