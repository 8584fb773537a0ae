/** `like`: a whole text against a pattern of texts, `*` (any run) and `?` (one code point). */
import type { Pattern, PatternPart } from "../ir/pattern.ts";
import type { TextTest } from "./compare.ts";
import { foldCase } from "./text.ts";

/** One code point of a pattern, or `undefined` where any will do. */
type Unit = string | undefined;

/** What stands between two `*`: it fits only texts of its own length. */
type Segment = readonly Unit[];

/**
 * Tells whether a whole text fits the pattern; with `nocase`, but for the case of ASCII letters.
 * Each segment between two `*` takes the leftmost place where it fits, which leaves the most for those after it: no
 * backtracking, at worst the length of the text times that of the pattern.
 */
export function patternTest(pattern: Pattern, nocase: boolean): TextTest {
  const segments = segmentsOf(pattern.parts, nocase);
  const test = pattern.parts.some((part) => part.kind === "anyOne")
    ? (text: string) => fits([...text], segments)
    : textsTest(segments.map((segment) => segment.join("")));
  return nocase ? (text) => test(foldCase(text)) : test;
}

function segmentsOf(parts: readonly PatternPart[], nocase: boolean): Segment[] {
  const segments: Unit[][] = [[]];
  for (const part of parts) {
    if (part.kind === "anyRun") segments.push([]);
    else if (part.kind === "anyOne") segments.at(-1)?.push(undefined);
    else segments.at(-1)?.push(...(nocase ? foldCase(part.text) : part.text));
  }
  return segments;
}

/** Without `?` the engine's own searches do. In well-formed texts they never start or end inside a code point. */
function textsTest(texts: readonly string[]): TextTest {
  const first = texts[0] as string;
  if (texts.length === 1) return (text) => text === first;
  const last = texts.at(-1) as string;
  const middle = texts.slice(1, -1);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const one of middle) {
      const found = text.indexOf(one, at);
      if (found < 0) return false;
      at = found + one.length;
    }
    return at <= end;
  };
}

function fitsAt(points: readonly string[], segment: Segment, at: number): boolean {
  return segment.every((unit, index) => unit === undefined || unit === points[at + index]);
}

function fits(points: readonly string[], segments: readonly Segment[]): boolean {
  const first = segments[0] as Segment;
  if (segments.length === 1) return points.length === first.length && fitsAt(points, first, 0);
  const last = segments.at(-1) as Segment;
  const end = points.length - last.length;
  if (end < first.length || !fitsAt(points, first, 0) || !fitsAt(points, last, end)) return false;
  let at = first.length;
  for (const segment of segments.slice(1, -1)) {
    while (at + segment.length <= end && !fitsAt(points, segment, at)) at++;
    if (at + segment.length > end) return false;
    at += segment.length;
  }
  return true;
}
