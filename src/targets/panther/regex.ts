/** In: a portable regex, or a `like` pattern. Out: the same for Python's `re` and `fnmatch`, printable ASCII throughout. */
import type { CodePointRange, Pattern, Regex, RegexPattern } from "../../ir/pattern.ts";
import { unreachable } from "../../ir/predicate.ts";

const SPECIAL = new Set('\\.^$*+?{}[]|()"');
/** In a class; `[`, `&`, `~` and `|` are kept back by Python for sets of classes. */
const SPECIAL_IN_CLASS = new Set('\\]^-[&~|"');
const NAMED: ReadonlyMap<number, string> = new Map([
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
]);

function printCharacter(code: number, special: ReadonlySet<string>): string {
  const named = NAMED.get(code);
  if (named) return named;
  if (code >= 0x20 && code < 0x7f) {
    const character = String.fromCodePoint(code);
    return special.has(character) ? `\\${character}` : character;
  }
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

function printRange([first, last]: CodePointRange): string {
  const start = printCharacter(first, SPECIAL_IN_CLASS);
  if (first === last) return start;
  return `${start}${last > first + 1 ? "-" : ""}${printCharacter(last, SPECIAL_IN_CLASS)}`;
}

function printRepeat({ item, least, most }: Extract<Regex, { kind: "repeat" }>): string {
  const single =
    item.kind === "characters" ||
    item.kind === "anyCharacter" ||
    (item.kind === "literal" && [...item.text].length === 1);
  const repeated = single ? printRegex(item) : `(?:${printRegex(item)})`;
  if (most === undefined) return repeated + (least === 0 ? "*" : least === 1 ? "+" : `{${least},}`);
  if (least === 0 && most === 1) return `${repeated}?`;
  return `${repeated}{${least === most ? least : `${least},${most}`}}`;
}

/** Python's `$` also stands before a last line break and its `.` before none: `\Z` and a class say what is meant. */
export function printRegex(regex: Regex): string {
  switch (regex.kind) {
    case "literal":
      return [...regex.text].map((one) => printCharacter(one.codePointAt(0) as number, SPECIAL)).join("");
    case "characters":
      return `[${regex.negated ? "^" : ""}${regex.ranges.map(printRange).join("")}]`;
    case "anyCharacter":
      return "[\\s\\S]";
    case "sequence":
      return regex.items
        .map((item) => (item.kind === "alternatives" ? `(?:${printRegex(item)})` : printRegex(item)))
        .join("");
    case "alternatives":
      return regex.items.map(printRegex).join("|");
    case "repeat":
      return printRepeat(regex);
    default:
      return unreachable(regex);
  }
}

export function printRegexPattern({ body, fromStart, toEnd }: RegexPattern): string {
  const anchored = fromStart || toEnd;
  const inner = anchored && body.kind === "alternatives" ? `(?:${printRegex(body)})` : printRegex(body);
  return `${fromStart ? "^" : ""}${inner}${toEnd ? "\\Z" : ""}`;
}

function canBeEmpty(regex: Regex): boolean {
  switch (regex.kind) {
    case "literal":
    case "characters":
    case "anyCharacter":
      return false;
    case "sequence":
      return regex.items.every(canBeEmpty);
    case "alternatives":
      return regex.items.some(canBeEmpty);
    case "repeat":
      return regex.least === 0 || canBeEmpty(regex.item);
    default:
      return unreachable(regex);
  }
}

/** Would it be found in the empty text, which stands for a missing value? */
export function matchesNothing(pattern: RegexPattern): boolean {
  return canBeEmpty(pattern.body);
}

/** The pattern for `fnmatch`: `*`, `?` and `[` that stand for themselves are written as classes. */
export function printPattern(pattern: Pattern): string {
  return pattern.parts
    .map((part) => (part.kind === "anyRun" ? "*" : part.kind === "anyOne" ? "?" : part.text.replace(/[*?[]/g, "[$&]")))
    .join("");
}
