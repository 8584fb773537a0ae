/** Sets of characters as sorted, merged ranges of code points. */
import type { CodePointRange } from "../ir/pattern.ts";

const lastCodePoint = 0x10ffff;

/** `[0-9]`, `[A-Za-z0-9_]`, `[\t\n\v\f\r ]`: what `\d`, `\w` and `\s` stand for on every platform. */
export const shorthandRanges: Readonly<Record<"d" | "w" | "s", readonly CodePointRange[]>> = {
  d: [[0x30, 0x39]],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  s: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
};

/** All other characters. In: merged ranges. */
export function complementRanges(ranges: readonly CodePointRange[]): CodePointRange[] {
  const others: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) others.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCodePoint) others.push([next, lastCodePoint]);
  return others;
}
