/** The text that a value is compared by, and the folding of its case. */
import type { JsonValue } from "../ir/json.ts";

/**
 * A string by itself, a boolean by its word, an integer by its digits. Nothing for what has no portable text: objects,
 * arrays, numbers with fraction or exponent or past ±2^53.
 */
export function textOf(value: JsonValue): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return value ? "true" : "false";
    case "number":
      // `-0` is 0; an integer within ±2^53 never prints with an exponent.
      return String(value);
    default:
      return undefined;
  }
}

const NOT_ASCII = /[^\0-\x7f]/;

/** Many a rule folds the same user agent: the last text is remembered. */
let lastText = "";
let lastFolded = "";

/** Folds A-Z and nothing else: `K` (the Kelvin sign), `ſ` and `İ` stay what they are. */
export function foldCase(text: string): string {
  if (text !== lastText) {
    lastFolded = NOT_ASCII.test(text)
      ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
      : text.toLowerCase();
    lastText = text;
  }
  return lastFolded;
}
