/**
 * In: a text. Out: the same text as one context of SPL wants it. One function per context, and nothing else quotes.
 * No value may hold a backtick (a macro, even in quotes), and none a `$` (a token, where a saved search is opened
 * from a drilldown): the callers write such texts as regexes, or refuse them.
 */

/**
 * Characters that no string and no regex of SPL holds safely: NUL, C1 controls, invisible ones, those that turn the
 * direction of text, halves of surrogate pairs. Whether Splunk's PCRE reads bytes or characters is not documented,
 * so there is no escape for them that is right in both.
 */
const HIDDEN =
  /[\0\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\u{e0000}-\u{e0fff}\u{1fffe}-\u{1ffff}\u{10fffe}-\u{10ffff}]/u;

/** Has the text a character that is in no way to be written in a search? */
export function hasHidden(text: string): boolean {
  return HIDDEN.test(text);
}

/** What a string of `eval` would have to escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ESCAPED = /[\x01-\x1f\x7f`$"\\]/;

/** May the text stand in an `eval` string as it is? */
export function isPlainText(text: string): boolean {
  return !ESCAPED.test(text) && !HIDDEN.test(text);
}

/**
 * Does Splunk take the text for a number? `where` compares two such by their values, so that `007` equals `7`.
 * Wider than what it really reads: a needless regex costs nothing.
 */
export function looksNumeric(text: string): boolean {
  return /^\s*[+-]?(?:[0-9]|\.[0-9]|inf|nan)/i.test(text);
}

function refuseUnprintable(text: string): void {
  if (/[`$]/.test(text)) throw new Error("compiler bug: a backtick or a dollar sign reached an SPL string");
}

/** A string of `eval` and `where`. */
export function quoteText(text: string): string {
  refuseUnprintable(text);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * A PCRE as a string of `eval`. Its backslashes stand single, as SPL's authors write them: `eval` keeps a backslash
 * that is before neither a quote nor a backslash, and `pattern.ts` writes those two as `\x22` and `\x5c`.
 */
export function quoteRegex(pattern: string): string {
  refuseUnprintable(pattern);
  if (/["\n]|\\\\/.test(pattern) || pattern.endsWith("\\"))
    throw new Error("compiler bug: a regex that its quotes cannot hold");
  return `"${pattern}"`;
}

/** A value of the `search` command. Only texts of `[A-Za-z0-9._:/-]` come here, and `*` at an end where one is meant. */
export function quoteSearchValue(text: string): string {
  if (!/^\*?[A-Za-z0-9._:/-]+\*?$/.test(text)) throw new Error("compiler bug: a search value that is not plain");
  return `"${text}"`;
}

/** Keys that Splunk's automatic extraction keeps as they are, and that no quotes in SPL have to escape. */
export const PLAIN_KEY = /^[A-Za-z0-9_@:/-]+$/;
const FIELD_NAME = /^[A-Za-z0-9_@:/.{}-]+$/;
const BARE_IN_EVAL = /^[A-Za-z_][A-Za-z0-9_]*$/;
const BARE_IN_COMMAND = /^[A-Za-z_][A-Za-z0-9_.{}]*$/;

function refuseName(name: string): void {
  if (!FIELD_NAME.test(name)) throw new Error("compiler bug: a field name that no quotes can hold");
}

/** A field in `eval` and `where`: bare, dots would join texts and braces not parse. */
export function quoteEvalField(name: string): string {
  refuseName(name);
  return BARE_IN_EVAL.test(name) ? name : `'${name}'`;
}

/** A field in `search`, `rename`, `stats`, `spath`: dots and braces may stand bare there. */
export function quoteCommandField(name: string): string {
  refuseName(name);
  return BARE_IN_COMMAND.test(name) ? name : `"${name}"`;
}
