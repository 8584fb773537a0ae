/** A law-tested rewrite: a regex that ignores the case of ASCII letters, with both cases written out in the tree. */
import type { CodePointRange, Regex, RegexPattern } from "./pattern.ts";

/** The same regex, matching texts that differ only in the case of ASCII letters. `written` stays as it was. */
export function expandCase(pattern: RegexPattern): RegexPattern {
  return { ...pattern, body: expand(pattern.body) };
}

function expand(regex: Regex): Regex {
  switch (regex.kind) {
    case "literal":
      return expandLiteral(regex.text);
    case "characters":
      // Folding a negated class adds to what it leaves out: `[^a]` under `nocase` is neither `a` nor `A`.
      return { ...regex, ranges: expandRanges(regex.ranges) };
    case "anyCharacter":
      return regex;
    case "sequence":
      return { kind: "sequence", items: regex.items.flatMap((item) => inSequence(expand(item))) };
    case "alternatives":
      return { kind: "alternatives", items: regex.items.map(expand) };
    case "repeat":
      return { ...regex, item: expand(regex.item) };
  }
}

function inSequence(regex: Regex): readonly Regex[] {
  return regex.kind === "sequence" ? regex.items : [regex];
}

function expandLiteral(text: string): Regex {
  const items: Regex[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") items.push({ kind: "literal", text: plain });
    plain = "";
  };
  for (const character of text) {
    if (/^[A-Za-z]$/.test(character)) {
      flush();
      const [upper, lower] = [character.toUpperCase().charCodeAt(0), character.toLowerCase().charCodeAt(0)];
      items.push({
        kind: "characters",
        negated: false,
        ranges: [
          [upper, upper],
          [lower, lower],
        ],
      });
    } else plain += character;
  }
  flush();
  return items.length === 1 ? (items[0] as Regex) : { kind: "sequence", items };
}

const upperCase: CodePointRange = [0x41, 0x5a];
const lowerCase: CodePointRange = [0x61, 0x7a];
const distance = 0x20;

function expandRanges(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const added: CodePointRange[] = [];
  for (const range of ranges) {
    const upper = overlap(range, upperCase);
    const lower = overlap(range, lowerCase);
    if (upper) added.push([upper[0] + distance, upper[1] + distance]);
    if (lower) added.push([lower[0] - distance, lower[1] - distance]);
  }
  return added.length === 0 ? ranges : mergeRanges([...ranges, ...added]);
}

function overlap(a: CodePointRange, b: CodePointRange): CodePointRange | undefined {
  const first = Math.max(a[0], b[0]);
  const last = Math.min(a[1], b[1]);
  return first <= last ? [first, last] : undefined;
}

/** The same characters, sorted, with neighbours and overlaps joined. */
export function mergeRanges(ranges: readonly CodePointRange[]): CodePointRange[] {
  const merged: CodePointRange[] = [];
  for (const range of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1];
    if (last && range[0] <= last[1] + 1) merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])];
    else merged.push(range);
  }
  return merged;
}
