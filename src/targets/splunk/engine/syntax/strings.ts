/** How the text between double quotes is read: in a search term, as a text of eval, as a regex of eval. */
import { fail, quote } from "../spl-error.ts";

/**
 * A text of eval or a search term: `\"` and `\\` are what they escape (Search Manual, Quotes and escaping characters).
 * Others are refused: `\t` is a tab since some version (Search Manual, Types of expressions), the rest is unwritten.
 */
export function readText(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (written: string, character: string) =>
    character === '"' || character === "\\" ? character : fail(`the escape ${quote(written)} within ${quote(raw)}`),
  );
}

/** A regex: eval reads one level of `\"` and `\\` (Text functions, replace), and leaves PCRE every other backslash. */
export function readPattern(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (written: string, character: string) =>
    character === '"' || character === "\\" ? character : written,
  );
}
