/**
 * In: texts, `like` patterns and portable regexes. Out: PCRE as it stands between the quotes of an `eval` string.
 * `match` and `mvfind` look anywhere in the value (Splunk search reference, "match(SUBJECT, REGEX)"), so the ends are
 * anchored where they are meant: `^`, and `\z`, since `$` also fits before a last line break.
 */
import type { CodePointRange, Pattern, Regex, RegexPattern } from "../../ir/pattern.ts";
import { unreachable } from "../../ir/predicate.ts";

/** Characters that would end the string, start a macro or a token, or that nobody sees. */
function hexEscape(point: number): string | undefined {
  const escaped =
    point === 0x22 || point === 0x5c || point === 0x60 || point === 0x24 || point < 0x20 || point === 0x7f;
  return escaped ? `\\x${point.toString(16).padStart(2, "0")}` : undefined;
}

/** One character outside a class. */
function escapePoint(point: number): string {
  const character = String.fromCodePoint(point);
  return hexEscape(point) ?? (/[.^|?*+()[\]{}]/.test(character) ? `\\${character}` : character);
}

/** All that `escapePoint` changes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const SPECIAL = /[\0-\x1f\x7f"\\`$.^|?*+()[\]{}]/g;

/** A text, each of its characters meaning itself. */
export function escapeText(text: string): string {
  return text.replace(SPECIAL, (character) => escapePoint(character.charCodeAt(0)));
}

function escapeInClass(point: number): string {
  const character = String.fromCodePoint(point);
  return hexEscape(point) ?? (/[\]^[-]/.test(character) ? `\\${character}` : character);
}

function printRange([first, last]: CodePointRange): string {
  if (first === last) return escapeInClass(first);
  return last === first + 1
    ? escapeInClass(first) + escapeInClass(last)
    : `${escapeInClass(first)}-${escapeInClass(last)}`;
}

/** How much a printed regex binds: alternatives 0, a sequence 1, one item that a quantifier may follow 2. */
interface Printed {
  readonly text: string;
  readonly binds: 0 | 1 | 2;
}

function wrap(printed: Printed, least: number): string {
  return printed.binds < least ? `(?:${printed.text})` : printed.text;
}

function quantifier(least: number, most: number | undefined): string {
  if (least === 0 && most === undefined) return "*";
  if (least === 1 && most === undefined) return "+";
  if (least === 0 && most === 1) return "?";
  if (least === most) return `{${least}}`;
  return `{${least},${most ?? ""}}`;
}

function printRegex(regex: Regex): Printed {
  switch (regex.kind) {
    case "literal":
      return { text: escapeText(regex.text), binds: [...regex.text].length === 1 ? 2 : 1 };
    case "characters":
      return { text: `[${regex.negated ? "^" : ""}${regex.ranges.map(printRange).join("")}]`, binds: 2 };
    case "anyCharacter":
      return { text: ".", binds: 2 };
    case "sequence":
      return { text: regex.items.map((item) => wrap(printRegex(item), 1)).join(""), binds: 1 };
    case "alternatives":
      return { text: regex.items.map((item) => wrap(printRegex(item), 1)).join("|"), binds: 0 };
    case "repeat":
      return { text: wrap(printRegex(regex.item), 2) + quantifier(regex.least, regex.most), binds: 1 };
    default:
      return unreachable(regex);
  }
}

function alternatives(items: readonly string[]): Printed {
  return { text: items.join("|"), binds: items.length === 1 ? 1 : 0 };
}

/** `(?i)` where case does not count, `(?s)` where the pattern has a dot that must fit line breaks too. */
function flags(nocase: boolean, dotted: boolean): string {
  return nocase || dotted ? `(?${nocase ? "i" : ""}${dotted ? "s" : ""})` : "";
}

export type Place = "whole" | "anywhere" | "start" | "end";

/** Finds one of the texts at a place of the value. */
export function textsPattern(texts: readonly string[], place: Place, nocase: boolean): string {
  const inner = alternatives(texts.map(escapeText));
  const start = place === "whole" || place === "start" ? "^" : "";
  const end = place === "whole" || place === "end" ? "\\z" : "";
  return `${flags(nocase, false)}${start}${wrap(inner, start + end === "" ? 0 : 1)}${end}`;
}

/** Finds all of the texts in one value. */
export function allTextsPattern(texts: readonly string[], nocase: boolean): string {
  return `${flags(nocase, true)}^${texts.map((one) => `(?=.*${escapeText(one)})`).join("")}`;
}

/** Fits the whole value to a `like` pattern; runs at its ends need no more than a missing anchor. */
function printLike(pattern: Pattern): { readonly text: string; readonly dotted: boolean } {
  const parts = [...pattern.parts];
  const open = { start: parts[0]?.kind === "anyRun", end: parts.length > 1 && parts.at(-1)?.kind === "anyRun" };
  const inner = parts.slice(open.start ? 1 : 0, open.end ? -1 : undefined);
  const text = inner
    .map((part) => (part.kind === "text" ? escapeText(part.text) : part.kind === "anyRun" ? ".*" : "."))
    .join("");
  return {
    text: `${open.start ? "" : "^"}${text}${open.end ? "" : "\\z"}`,
    dotted: inner.some((part) => part.kind !== "text"),
  };
}

/** Fits the whole value to one of the `like` patterns. */
export function likePattern(patterns: readonly Pattern[], nocase: boolean): string {
  const printed = patterns.map(printLike);
  return (
    flags(
      nocase,
      printed.some((one) => one.dotted),
    ) + printed.map((one) => one.text).join("|")
  );
}

function isDotted(regex: Regex): boolean {
  switch (regex.kind) {
    case "anyCharacter":
      return true;
    case "literal":
    case "characters":
      return false;
    case "sequence":
    case "alternatives":
      return regex.items.some(isDotted);
    case "repeat":
      return isDotted(regex.item);
    default:
      return unreachable(regex);
  }
}

/** Finds one of the portable regexes in the value. */
export function regexesPattern(regexes: readonly RegexPattern[]): string {
  const printed = regexes.map((one) => {
    const anchored = one.fromStart || one.toEnd;
    return `${one.fromStart ? "^" : ""}${wrap(printRegex(one.body), anchored ? 1 : 0)}${one.toEnd ? "\\z" : ""}`;
  });
  return (
    flags(
      false,
      regexes.some((one) => isDotted(one.body)),
    ) + printed.join("|")
  );
}

/** The same pattern, but never in a value that is a void text or, with `noContainer`, the JSON text of a list or an object. */
export function patternOnValues(pattern: string, voids: readonly string[], noContainer: boolean): string {
  if (voids.length === 0 && !noContainer) return pattern;
  const parts = /^\(\?([is]+)\)(.*)$/s.exec(pattern);
  const nocase = parts?.[1]?.includes("i") ?? false;
  const exactCase = (one: string) => (nocase ? `(?-i:${one})` : one);
  const banned = [...voids.map((one) => `${exactCase(one)}\\z`), ...(noContainer ? ["[\\[{]"] : [])];
  return `${nocase ? "(?is)" : "(?s)"}^${banned.map((one) => `(?!${one})`).join("")}.*?(?:${parts?.[2] ?? pattern})`;
}
