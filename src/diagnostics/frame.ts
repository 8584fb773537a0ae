/**
 * In: a span. Out: its line as a terminal shows it, and where in it the span lies, counted in columns of the terminal.
 * Long lines are cut around the span; tabs, wide and unseen characters are given the width that they are shown with.
 */
import { lineText, positionAt, type Span } from "../source/source.ts";
import { cleanText } from "./clean-text.ts";

export interface Frame {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** Columns before the span, and the span's own; at least one. */
  readonly before: number;
  readonly width: number;
}

const UNITS_BEFORE = 60;
const UNITS_AFTER = 110;
const TAB = "  ";

export function frameOf(span: Span): Frame {
  const { line, column } = positionAt(span.source, span.start);
  const whole = lineText(span.source, line);
  const from = Math.min(column - 1, whole.length);
  const to = Math.max(from, Math.min(whole.length, from + span.end - span.start));
  const first = onBoundary(whole, Math.max(0, from - UNITS_BEFORE));
  const last = onBoundary(whole, Math.min(whole.length, from + UNITS_AFTER));
  const head = (first > 0 ? "…" : "") + shown(whole.slice(first, from));
  const marked = shown(whole.slice(from, Math.min(to, last)));
  const tail = shown(whole.slice(Math.min(to, last), last)) + (last < whole.length ? "…" : "");
  return { line, column, text: head + marked + tail, before: widthOf(head), width: Math.max(1, widthOf(marked)) };
}

/** Not between the halves of a surrogate pair. */
function onBoundary(text: string, at: number): number {
  return at > 0 && /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at - 1 : at;
}

function shown(text: string): string {
  return text.split("\t").map(cleanText).join(TAB);
}

const combining = /^\p{M}$/u;
// East Asian wide and full-width blocks, and the emoji planes (Unicode 16, EastAsianWidth.txt, in coarse ranges).
const wide =
  /^[\u1100-\u115F\u231A\u231B\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]$/u;

/** How many columns a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character < "\u0300") width += 1;
    else if (!combining.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}
