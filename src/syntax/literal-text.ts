/** In: a text literal as written. Out: the text that it stands for, and where each of its characters was written. */
import type { Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import type { TextLiteral } from "./ast.ts";
import { isForbidden } from "./forbidden.ts";
import { forbiddenEscape, unknownEscape } from "./problems-text.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** One escape at a backslash: how long it is, and what it stands for if it is one. */
function readEscape(text: string, at: number, end: number): { readonly length: number; readonly value?: string } {
  const letter = text.charAt(at + 1);
  if (letter === "u") {
    const digits = text.slice(at + 2, Math.min(at + 6, end));
    if (/^[0-9A-Fa-f]{4}$/.test(digits)) return { length: 6, value: String.fromCharCode(Number.parseInt(digits, 16)) };
    return { length: 2 + (/^[0-9A-Fa-f]*/.exec(digits) as RegExpExecArray)[0].length };
  }
  const value = Object.hasOwn(simpleEscapes, letter) ? simpleEscapes[letter] : undefined;
  if (value !== undefined) return { length: 2, value };
  return { length: 1 + String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20).length };
}

/** Walks over the inside of a `"…"` literal and calls `visit` for each piece: `start` and `end` are places in the source. */
function walkQuoted(
  text: string,
  start: number,
  end: number,
  visit: (value: string | undefined, start: number, end: number) => void,
): void {
  for (let at = start; at < end; ) {
    if (text.charAt(at) !== "\\") {
      const next = text.indexOf("\\", at);
      const stop = next < 0 || next > end ? end : next;
      visit(text.slice(at, stop), at, stop);
      at = stop;
    } else {
      const read = readEscape(text, at, end);
      visit(read.value, at, at + read.length);
      at += read.length;
    }
  }
}

/** The text of a `"…"` token between `start` and `end` (both inside its quotes); bad escapes are reported and left out. */
export function decodeQuoted(source: Source, start: number, end: number, report: Report): string {
  const written = source.text;
  let value = "";
  const escapes: { at: number; start: number; end: number }[] = [];
  walkQuoted(written, start, end, (piece, from, to) => {
    if (piece === undefined) {
      const shown = written.slice(from, to);
      report.add(
        unknownEscape,
        { written: shown },
        { source, start: from, end: to },
        {
          fixes: [{ title: "Write the backslash itself", span: { source, start: from, end: from + 1 }, text: "\\\\" }],
        },
      );
      return;
    }
    if (written.charAt(from) === "\\") escapes.push({ at: value.length, start: from, end: to });
    value += piece;
  });
  for (const one of escapes) {
    const codePoint = escapedCodePoint(value, one.at);
    if (codePoint === undefined || !isForbidden(codePoint)) continue;
    const span = { source, start: one.start, end: one.end };
    report.add(forbiddenEscape, { written: written.slice(one.start, one.end), codePoint }, span);
    // As where the character itself stands: what looks at the text hereafter may trust it.
    value = `${value.slice(0, one.at)} ${value.slice(one.at + 1)}`;
  }
  return value;
}

/** The code point of which the unit at `at` is a part. */
function escapedCodePoint(text: string, at: number): number | undefined {
  const unit = text.charCodeAt(at);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
  if (isSecondHalf && at > 0) {
    const pair = text.codePointAt(at - 1) as number;
    if (pair > 0xffff) return pair;
  }
  return text.codePointAt(at);
}

/** One line of a block text: where it starts in the source, and what of it counts. */
interface BlockLine {
  readonly start: number;
  readonly text: string;
}

/**
 * The lines of a `"""…"""` between `start` and `end`. Outer line breaks, the common indentation, and blanks at the ends
 * of lines are gone: nobody sees those, and editors remove them. What follows the opening quotes on their line counts
 * as indented as it is.
 */
function blockLines(text: string, start: number, end: number): BlockLine[] {
  const lines: BlockLine[] = [];
  for (let at = start; at <= end; ) {
    const next = text.indexOf("\n", at);
    const stop = next < 0 || next > end ? end : next;
    lines.push({ start: at, text: text.slice(at, stop).replace(/[ \t\r]+$/, "") });
    at = stop + 1;
  }
  const first = lines[0] as BlockLine;
  const openingText = first.text.trimStart();
  const opening = { start: first.start + first.text.length - openingText.length, text: openingText };
  const indented = dedent(lines.slice(1));
  const all = openingText === "" && indented.length > 0 ? indented : [opening, ...indented];
  if (all.length > 1 && all[all.length - 1]?.text === "") all.pop();
  return all;
}

/** Without the white space that all lines with text begin with. */
function dedent(lines: readonly BlockLine[]): BlockLine[] {
  let common: string | undefined;
  for (const line of lines) {
    if (line.text === "") continue;
    const indentation = (/^[ \t]*/.exec(line.text) as RegExpExecArray)[0];
    if (common === undefined) common = indentation;
    let shared = 0;
    while (shared < common.length && common[shared] === indentation[shared]) shared++;
    common = common.slice(0, shared);
  }
  const width = common?.length ?? 0;
  return lines.map((line) => (line.text === "" ? line : { start: line.start + width, text: line.text.slice(width) }));
}

/** The text of a `"""…"""` token between `start` and `end`, both inside its quotes. Nothing in it is an escape. */
export function decodeBlock(text: string, start: number, end: number): string {
  return blockLines(text, start, end)
    .map((line) => line.text)
    .join("\n");
}

/** For literals with escapes or several lines: where each character was written, and the closing quote. */
const maps = new WeakMap<TextLiteral, Int32Array>();

function mapOf(literal: TextLiteral): Int32Array {
  const known = maps.get(literal);
  if (known) return known;
  const map = new Int32Array(literal.value.length + 1);
  const { text } = literal.span.source;
  const width = literal.quote.length;
  const [start, end] = [literal.span.start + width, literal.span.end - width];
  if (literal.quote === '"') fillQuoted(map, text, start, end);
  else fillBlock(map, text, start, end);
  map[literal.value.length] = end;
  maps.set(literal, map);
  return map;
}

function fillQuoted(map: Int32Array, text: string, start: number, end: number): void {
  let index = 0;
  walkQuoted(text, start, end, (piece, from) => {
    const isEscape = text.charAt(from) === "\\";
    for (let unit = 0; unit < (piece?.length ?? 0); unit++) map[index++] = isEscape ? from : from + unit;
  });
}

function fillBlock(map: Int32Array, text: string, start: number, end: number): void {
  let index = 0;
  for (const line of blockLines(text, start, end)) {
    for (let unit = 0; unit <= line.text.length && index < map.length; unit++) map[index++] = line.start + unit;
  }
}

/** Where the character `index` of a literal's value was written. An index past the end is the closing quote. */
export function offsetInLiteral(literal: TextLiteral, index: number): number {
  const width = literal.quote.length;
  const [start, end] = [literal.span.start + width, literal.span.end - width];
  const isPlain = literal.quote !== '"""' && literal.value.length === end - start;
  if (isPlain) return Math.min(start + index, end);
  return mapOf(literal)[Math.min(index, literal.value.length)] as number;
}

/** Where the characters from `start` up to `end` of a literal's value were written. */
export function spanInLiteral(literal: TextLiteral, start: number, end: number): Span {
  const from = offsetInLiteral(literal, start);
  const to = end > start ? offsetAfter(literal, end) : from;
  return { source: literal.span.source, start: from, end: Math.max(from, to) };
}

/** The place just after the character before `end`: an escape ends later than its last character begins. */
function offsetAfter(literal: TextLiteral, end: number): number {
  if (literal.quote !== '"') return offsetInLiteral(literal, end - 1) + 1;
  const last = offsetInLiteral(literal, end - 1);
  const { text } = literal.span.source;
  return text.charAt(last) === "\\" ? last + readEscape(text, last, literal.span.end - 1).length : last + 1;
}
