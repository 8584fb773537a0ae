/** In: a regex tree. Out: a few texts that it matches, the shortest first. */
import type { CodePointRange, Regex, RegexPattern } from "../ir/pattern.ts";

/** Characters to try for a negated class, most ordinary first. */
const ORDINARY = [..."a0x Z_-.~!é"].map((one) => one.codePointAt(0) as number);

function characterOf(ranges: readonly CodePointRange[], negated: boolean): string {
  const inside = (code: number) => ranges.some(([first, last]) => code >= first && code <= last);
  if (!negated) {
    const ordinary = ORDINARY.find(inside);
    return String.fromCodePoint(ordinary ?? (ranges[0]?.[0] as number));
  }
  return String.fromCodePoint(ORDINARY.find((code) => !inside(code)) ?? 0x4e00);
}

/** At most `most` samples; every alternative gets its turn while there is room. */
function samples(regex: Regex, most: number): string[] {
  switch (regex.kind) {
    case "literal":
      return [regex.text];
    case "characters":
      return [characterOf(regex.ranges, regex.negated)];
    case "anyCharacter":
      return ["x"];
    case "sequence": {
      let texts = [""];
      for (const item of regex.items) {
        const next = samples(item, most);
        texts = texts.flatMap((text) => next.map((one) => text + one)).slice(0, most);
      }
      return texts;
    }
    case "alternatives":
      return regex.items.flatMap((item) => samples(item, 1)).slice(0, most);
    case "repeat": {
      const [one = ""] = samples(regex.item, 1);
      const least = one.repeat(regex.least);
      return regex.most === regex.least ? [least] : [least, one.repeat(regex.least + 1)].slice(0, most);
    }
  }
}

/** Texts that the pattern matches, and the same with more around them where it is not anchored. */
export function sampleRegex(pattern: RegexPattern): string[] {
  return samples(pattern.body, 4).flatMap((text) => [
    text,
    `${pattern.fromStart ? "" : "q"}${text}${pattern.toEnd ? "" : "q"}`,
  ]);
}
