/** In: a source's text. Out: reports on characters that may not be in it, and a text in which they are spaces. */
import type { Report } from "../diagnostics/problem.ts";
import type { Source } from "../source/source.ts";
import { forbiddenCharacter, zeroWidthCharacter } from "./problems-text.ts";

// Control characters but tab and line breaks; characters that set a direction; line and paragraph separators. A lone
// surrogate is told apart by the `u` flag: a pair is one code point outside of this class.
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uD800-\uDFFF]/u;
const zeroWidth = /[\u00AD\u200B-\u200D\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]/u;
/** Quick to run, and true for all of those (and for pairs): most sources have none. */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uD800-\uDFFF\uFEFF]/;
const either = new RegExp(`${forbidden.source}|${zeroWidth.source}`, "u");

/** May a rule not hold this character, in whatever form? Tab, line feed and carriage return are allowed. */
export function isForbidden(codePoint: number): boolean {
  return forbidden.test(String.fromCodePoint(codePoint));
}

/** Is it refused or invisible? Either has no place in a text that people read. */
export function isHidden(codePoint: number): boolean {
  return codePoint >= 0x7f || codePoint < 0x20 ? either.test(String.fromCodePoint(codePoint)) : false;
}

/** The text for the lexer: as long as the source's, but with spaces for each character that was reported. */
export function replaceForbidden(source: Source, report: Report): string {
  const text = source.text.charCodeAt(0) === 0xfeff ? ` ${source.text.slice(1)}` : source.text;
  if (!suspicious.test(text) || !either.test(text)) return text;
  return text.replace(new RegExp(either.source, "gu"), (found: string, at: number) => {
    const codePoint = found.codePointAt(0) as number;
    const kind = forbidden.test(found) ? forbiddenCharacter : zeroWidthCharacter;
    report.add(kind, { codePoint }, { source, start: at, end: at + found.length });
    return " ".repeat(found.length);
  });
}
