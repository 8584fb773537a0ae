/**
 * In: one atom of a condition. Out: what it asks of a single text, in each form that SPL may need: an expression over
 * a value, a regex for `mvfind`, and whether a given text passes. Where the values come from is not known here.
 */
import type { Regex } from "../../ir/pattern.ts";
import type { Atom } from "../../ir/predicate.ts";
import { unreachable } from "../../ir/predicate.ts";
import { addressCondition, networkCondition } from "./address.ts";
import { and, call, compare, type Expression, match, number, oneOf, or, text } from "./expression.ts";
import { allTextsPattern, likePattern, type Place, regexesPattern, textsPattern } from "./pattern.ts";
import { isPlainText, looksNumeric } from "./quote.ts";

/** An atom that asks something of one text; whether there is one at all, or how two compare, is no such question. */
export type TextAtom = Exclude<Atom, { readonly kind: "exists" | "fieldCompare" }>;

export interface TextTest {
  /** True or false for a text; for NULL never true. */
  readonly on: (value: Expression) => Expression;
  /** The same as patterns, one of which is found; absent where no regex can say it. */
  readonly patterns?: readonly string[];
  /** Does this text pass? */
  readonly accepts: (text: string) => boolean;
  /** May a text that starts with a bracket or a brace pass? */
  readonly acceptsContainers: boolean;
}

/** PCRE compiles at most 64 KB; long lists are cut into several patterns. */
const PATTERN_LENGTH = 8000;

function chunked(texts: readonly string[], print: (some: readonly string[]) => string): string[] {
  const patterns: string[] = [];
  let chunk: string[] = [];
  let length = 0;
  for (const one of texts) {
    if (chunk.length > 0 && length + one.length > PATTERN_LENGTH) {
      patterns.push(print(chunk));
      chunk = [];
      length = 0;
    }
    chunk.push(one);
    length += one.length + 1;
  }
  return [...patterns, print(chunk)];
}

const onPatterns = (patterns: readonly string[]) => (value: Expression) => or(patterns.map((one) => match(value, one)));

const fold = (value: string) => value.toLowerCase();

/** A test that patterns can say; they are made when they are first asked for, since most tests are said without. */
type PatternTest = TextTest & Required<Pick<TextTest, "patterns">>;

function placeTest(texts: readonly string[], nocase: boolean, place: Place): PatternTest {
  let made: readonly string[] | undefined;
  const patterns = () => {
    made ??= chunked(texts, (some) => textsPattern(some, place, nocase));
    return made;
  };
  const wanted = nocase ? texts.map(fold) : texts;
  const related = (value: string, one: string) => {
    if (place === "whole") return value === one;
    if (place === "start") return value.startsWith(one);
    return place === "end" ? value.endsWith(one) : value.includes(one);
  };
  return {
    on: (value) => onPatterns(patterns())(value),
    get patterns() {
      return patterns();
    },
    accepts: (value) => wanted.some((one) => related(nocase ? fold(value) : value, one)),
    // The JSON text of a list or an object starts and ends with its brackets.
    acceptsContainers: place === "anywhere" || texts.some((one) => (place === "end" ? /[\]}]$/ : /^[[{]/).test(one)),
  };
}

/** `=` and `in()` where Splunk surely compares texts; a regex for what looks like a number or needs an escape. */
function equalsTest(texts: readonly string[], nocase: boolean): TextTest {
  const test = placeTest(texts, nocase, "whole");
  if (texts.some((one) => looksNumeric(one) || !isPlainText(one))) return test;
  const wanted = nocase ? texts.map(fold) : texts;
  return {
    on: (value) => oneOf(nocase ? call("lower", value) : value, wanted),
    get patterns() {
      return test.patterns;
    },
    accepts: test.accepts,
    acceptsContainers: test.acceptsContainers,
  };
}

/** The void texts are short and the portable regexes have no exponential forms, so this engine may judge them. */
function acceptsByPattern(patterns: readonly string[]): (value: string) => boolean {
  return (value) =>
    patterns.some((one) => {
      const parts = /^(?:\(\?([is]+)\))?(.*)$/s.exec(one);
      return new RegExp((parts?.[2] ?? "").replaceAll("\\z", "$"), `${parts?.[1] ?? ""}u`).test(value);
    });
}

function patternTest(pattern: string, acceptsContainers: boolean): TextTest {
  return { on: onPatterns([pattern]), patterns: [pattern], accepts: acceptsByPattern([pattern]), acceptsContainers };
}

/** May what the regex fits start with a bracket or a brace? Nothing where it may fit nothing at all. */
function mayStartWithBracket(regex: Regex): boolean | undefined {
  switch (regex.kind) {
    case "literal":
      return /^[[{]/.test(regex.text);
    case "characters":
      return [0x5b, 0x7b].some(
        (point) => regex.negated !== regex.ranges.some(([first, last]) => first <= point && point <= last),
      );
    case "anyCharacter":
      return true;
    case "sequence": {
      for (const item of regex.items) {
        const may = mayStartWithBracket(item);
        if (may !== undefined) return may;
      }
      return undefined;
    }
    case "alternatives": {
      const each = regex.items.map(mayStartWithBracket);
      return each.includes(true) || (each.includes(undefined) ? undefined : false);
    }
    case "repeat":
      return mayStartWithBracket(regex.item) || (regex.least === 0 ? undefined : mayStartWithBracket(regex.item));
    default:
      return unreachable(regex);
  }
}

/** A number of at most 15 digits, as the language reads one. */
const NUMBER_PATTERN = "^-?(?!0[0-9])(?!(?:[.]?[0-9]){16})[0-9]+(?:[.][0-9]+)?\\z";
const TIME_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\z";
const never = () => false;

export function textTest(atom: TextAtom): TextTest {
  switch (atom.kind) {
    case "equals":
      return equalsTest(atom.texts, atom.nocase);
    case "contains":
      return placeTest(atom.texts, atom.nocase, "anywhere");
    case "startsWith":
      return placeTest(atom.texts, atom.nocase, "start");
    case "endsWith":
      return placeTest(atom.texts, atom.nocase, "end");
    case "containsAll": {
      const each = atom.texts.map((one) => placeTest([one], atom.nocase, "anywhere"));
      return {
        on: (value) => and(each.map((one) => one.on(value))),
        patterns: [allTextsPattern(atom.texts, atom.nocase)],
        accepts: (value) => each.every((one) => one.accepts(value)),
        acceptsContainers: true,
      };
    }
    case "like":
      return patternTest(
        likePattern(atom.patterns, atom.nocase),
        atom.patterns.some(({ parts: [first] }) => first?.kind !== "text" || /^[[{]/.test(first.text)),
      );
    case "matches":
      return patternTest(
        regexesPattern(atom.regexes),
        atom.regexes.some((one) => !one.fromStart || mayStartWithBracket(one.body) !== false),
      );
    case "numberOrder":
      return {
        on: (value) =>
          and([match(value, NUMBER_PATTERN), compare(call("tonumber", value), atom.operator, number(atom.limit))]),
        accepts: never,
        acceptsContainers: false,
      };
    case "timeOrder":
      return {
        on: (value) => and([match(value, TIME_PATTERN), compare(value, atom.operator, text(atom.limit))]),
        accepts: never,
        acceptsContainers: false,
      };
    case "inNetwork":
      return { on: (value) => networkCondition(value, atom.networks), accepts: never, acceptsContainers: false };
    case "isAddress":
      return { on: addressCondition, accepts: never, acceptsContainers: false };
    default:
      return unreachable(atom);
  }
}
