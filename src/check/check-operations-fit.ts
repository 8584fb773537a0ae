/**
 * Does a short name fit a pattern or a portable regex? For names of AWS alone: what a rule means is not decided here.
 * Each step keeps the set of places that the text may have been read to, so that no pattern takes long.
 */
import type { Pattern, Regex, RegexPattern } from "../ir/pattern.ts";

/** `*` gives up as little as it can: the last one before a mismatch takes one more character. */
export function fitsPattern(pattern: Pattern, text: string, nocase: boolean): boolean {
  const fold = (one: string) => (nocase ? one.toLowerCase() : one);
  let places = new Set([0]);
  for (const part of pattern.parts) {
    const next = new Set<number>();
    if (part.kind === "anyRun") {
      const least = Math.min(...places);
      for (let at = least; at <= text.length; at++) next.add(at);
    } else {
      const wanted = part.kind === "text" ? fold(part.text) : undefined;
      for (const at of places) {
        if (wanted === undefined ? at < text.length : fold(text).startsWith(wanted, at))
          next.add(at + (wanted?.length ?? 1));
      }
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(text.length);
}

type Places = ReadonlySet<number>;

function readCharacter(places: Places, text: string, takes: (code: number) => boolean): Places {
  const next = new Set<number>();
  for (const at of places) if (at < text.length && takes(text.charCodeAt(at))) next.add(at + 1);
  return next;
}

function readRepeat(regex: Extract<Regex, { kind: "repeat" }>, text: string, start: Places): Places {
  const reached = new Set<number>(regex.least === 0 ? start : []);
  let places = start;
  // Each round but an empty one reads a character, so that more rounds than characters change nothing.
  const most = Math.min(regex.most ?? Number.POSITIVE_INFINITY, Math.max(regex.least, 1) + text.length);
  for (let round = 1; round <= most && places.size > 0; round++) {
    places = read(regex.item, text, places);
    if (round < regex.least) continue;
    const before = reached.size;
    for (const at of places) reached.add(at);
    if (reached.size === before) break;
  }
  return reached;
}

/** Where the text may have been read to, after the regex has read on from any of the places. */
function read(regex: Regex, text: string, places: Places): Places {
  if (places.size === 0) return places;
  switch (regex.kind) {
    case "literal": {
      const next = new Set<number>();
      for (const at of places) if (text.startsWith(regex.text, at)) next.add(at + regex.text.length);
      return next;
    }
    case "characters":
      return readCharacter(
        places,
        text,
        (code) => regex.ranges.some(([first, last]) => code >= first && code <= last) !== regex.negated,
      );
    case "anyCharacter":
      return readCharacter(places, text, () => true);
    case "sequence":
      return regex.items.reduce<Places>((now, item) => read(item, text, now), places);
    case "alternatives":
      return new Set(regex.items.flatMap((item) => [...read(item, text, places)]));
    case "repeat":
      return readRepeat(regex, text, places);
  }
}

/** Is the regex found in the text? */
export function fitsRegex(regex: RegexPattern, text: string): boolean {
  const starts = regex.fromStart ? [0] : Array.from({ length: text.length + 1 }, (_, at) => at);
  const ends = read(regex.body, text, new Set(starts));
  return regex.toEnd ? ends.has(text.length) : ends.size > 0;
}
