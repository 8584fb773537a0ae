/**
 * Regex and pattern trees -> Lucene's regex syntax, in which every operator is on and a regex fits the whole value.
 * Source: Elasticsearch reference, "Regular expression syntax"; EQL passes all flags (QueryTranslator, flag value 255).
 */
import type { CodePointRange, Pattern, Regex, RegexPattern } from "../../../ir/pattern.ts";
import { unreachable } from "../../../ir/predicate.ts";

/** Elasticsearch's `index.max_regex_length`. */
export const LONGEST_REGEX = 1000;

/** A text in a regex. `@`, `#`, `&`, `<`, `~` and `"` are operators of Lucene's too. */
export function luceneLiteral(text: string): string {
  return text.replace(/[.?+*|{}[\]()"\\#@&<>~^$/=!:-]/g, (sign) => (NEVER_SPECIAL.has(sign) ? sign : `\\${sign}`));
}

/** Signs that are plain outside a character class, in Lucene and elsewhere. */
const NEVER_SPECIAL = new Set(["/", "=", "!", ":", "-"]);

function luceneClass(ranges: readonly CodePointRange[], negated: boolean): string {
  const one = (codePoint: number) => String.fromCodePoint(codePoint).replace(/[!-/:-@[-`{-~]/, "\\$&");
  const texts = ranges.map(([first, last]) => (first === last ? one(first) : `${one(first)}-${one(last)}`));
  return `[${negated ? "^" : ""}${texts.join("")}]`;
}

function count(least: number, most: number | undefined): string {
  if (most === undefined) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  if (least === 0 && most === 1) return "?";
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

/** Does the text stand together without parentheses before a `*`? */
function isSingle(regex: Regex): boolean {
  switch (regex.kind) {
    case "literal":
      return [...regex.text].length === 1;
    case "characters":
    case "anyCharacter":
    case "alternatives":
      return true;
    default:
      return false;
  }
}

function luceneRegex(regex: Regex): string {
  switch (regex.kind) {
    case "literal":
      return luceneLiteral(regex.text);
    case "characters":
      return luceneClass(regex.ranges, regex.negated);
    case "anyCharacter":
      return ".";
    case "sequence":
      return regex.items.map(luceneRegex).join("");
    case "alternatives":
      return `(${regex.items.map(luceneRegex).join("|")})`;
    case "repeat": {
      const item = luceneRegex(regex.item);
      return (isSingle(regex.item) ? item : `(${item})`) + count(regex.least, regex.most);
    }
    default:
      return unreachable(regex);
  }
}

/** A regex that is found somewhere, said of the whole value: `.*(a|b).*`. */
export function luceneOf(pattern: RegexPattern): string {
  return `${pattern.fromStart ? "" : ".*"}${luceneRegex(pattern.body)}${pattern.toEnd ? "" : ".*"}`;
}

/** A `like` pattern as a regex of the whole value. */
export function luceneOfPattern(pattern: Pick<Pattern, "parts">): string {
  return pattern.parts
    .map((part) => (part.kind === "text" ? luceneLiteral(part.text) : part.kind === "anyRun" ? ".*" : "."))
    .join("");
}
