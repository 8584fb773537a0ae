/**
 * In: what an atom asks, and the reading of a value. Out: the test of that one value, as an expression that is a real
 * `bool` and never raises. Each function is one rewrite.
 */
import type { Pattern } from "../../ir/pattern.ts";
import { type Atom, type OrderOperator, type PredicateOf, unreachable } from "../../ir/predicate.ts";
import { pythonVariable } from "../kit/python.ts";
import { call, chain, compare, type Expression, method, name, over, text, truth } from "./expression.ts";
import type { Reading } from "./fields.ts";
import type { ModuleParts } from "./module-parts.ts";
import { matchesNothing, printPattern, printRegexPattern } from "./regex.ts";

/** From so many texts on a frozenset is worth it. */
const MANY = 50;

/** A text that an integer or a boolean has too: only then does it matter what stands in the field. */
const OF_OTHER_TYPES = /^(?:true|false|0|-?[1-9][0-9]*)$/;
const INTEGER = /^-?[0-9]+$/;

/** The test of one value. */
export function lowerTest(
  atom: Exclude<Atom, PredicateOf<"fieldCompare" | "exists">>,
  reading: Reading,
  parts: ModuleParts,
): Expression {
  switch (atom.kind) {
    case "equals":
      return lowerEquals(atom, reading, parts);
    case "contains":
    case "containsAll":
      return lowerContains(atom, reading, parts);
    case "startsWith":
      return method(folded(reading, atom.nocase), "startswith", oneOrTuple(atom, reading, "prefixes", parts));
    case "endsWith":
      return method(folded(reading, atom.nocase), "endswith", oneOrTuple(atom, reading, "suffixes", parts));
    case "like":
      return lowerLike(atom, reading, parts);
    case "matches":
      return lowerMatches(atom, reading, parts);
    case "numberOrder":
      return call(parts.helper(NUMBER_HELPER[atom.operator]), reading.value, name(atom.limit));
    case "timeOrder":
      return call(parts.helper(TIME_HELPER[atom.operator]), reading.value, text(atom.limit));
    case "inNetwork":
      return lowerNetworks(atom, reading, parts);
    case "isAddress":
      return compare(call(parts.helper("_address"), reading.value), "is not", name("None"));
    default:
      return unreachable(atom);
  }
}

const NUMBER_HELPER: { readonly [O in OrderOperator]: string } = {
  "<": "_below",
  "<=": "_at_most",
  ">": "_above",
  ">=": "_at_least",
};
const TIME_HELPER: { readonly [O in OrderOperator]: string } = {
  "<": "_before",
  "<=": "_until",
  ">": "_after",
  ">=": "_since",
};

type TextAtom = PredicateOf<"equals" | "contains" | "containsAll" | "startsWith" | "endsWith">;

/** ASCII alone: that is what `nocase` folds. */
const lowerCase = (one: string): string => one.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const textsOf = (atom: TextAtom): string[] => [...new Set(atom.nocase ? atom.texts.map(lowerCase) : atom.texts)];

/** The text, in lower case if case does not count. */
export function folded(reading: Reading, nocase: boolean): Expression {
  return nocase ? method(reading.asText, "lower") : reading.asText;
}

/** A constant named after the field: `policyArn` and `prefixes` give `POLICY_ARN_PREFIXES`. */
function tupleOf(texts: readonly string[], reading: Reading, what: string, parts: ModuleParts): Expression {
  return parts.constant(`${reading.label} ${what}`, "tuple", texts.map(text));
}

function oneOrTuple(atom: TextAtom, reading: Reading, what: string, parts: ModuleParts): Expression {
  const texts = textsOf(atom);
  return texts.length === 1 ? text(texts[0] as string) : tupleOf(texts, reading, what, parts);
}

/** A boolean and its word; nothing for another text. */
function booleanAndWord(word: string): readonly Expression[] {
  return word === "true" || word === "false" ? [truth(word === "true"), text(word)] : [];
}

/**
 * What people write where they know the type. A boolean may also arrive as a word; 0 and 1, which Python takes for
 * booleans, are the declared deviation *type*. `str` of an integer is its text, and never one of something else.
 */
function equalsOfType(
  atom: PredicateOf<"equals">,
  texts: readonly string[],
  reading: Reading,
  parts: ModuleParts,
): Expression | undefined {
  if (reading.apiType === "boolean" && !atom.nocase) {
    const elements = [...texts].sort().reverse().flatMap(booleanAndWord);
    return elements.length === 2 * texts.length ? compare(reading.value, "in", { kind: "tuple", elements }) : undefined;
  }
  if (reading.apiType !== "integer" || texts.length > MANY || !texts.every((one) => INTEGER.test(one)))
    return undefined;
  return compareTexts(call("str", reading.value), texts, reading, parts);
}

/** What `==` and `in` may compare as it stands, since no value of another type has the same text, or else its text. */
function lowerEquals(atom: PredicateOf<"equals">, reading: Reading, parts: ModuleParts): Expression {
  const texts = textsOf(atom);
  const ofType = equalsOfType(atom, texts, reading, parts);
  if (ofType) return ofType;
  // `in` over a set raises for an object or an array; a text is asked for.
  const asItStands =
    !atom.nocase && texts.length <= MANY && (reading.isText || !texts.some((one) => OF_OTHER_TYPES.test(one)));
  return compareTexts(asItStands ? reading.value : folded(reading, atom.nocase), texts, reading, parts);
}

function compareTexts(value: Expression, texts: readonly string[], reading: Reading, parts: ModuleParts): Expression {
  if (texts.length === 1) return compare(value, "==", text(texts[0] as string));
  const form = texts.length > MANY ? "frozenset" : "tuple";
  return compare(value, "in", parts.constant(plural(reading.label), form, texts.map(text)));
}

/** `eventName`: `eventNames`. */
function plural(label: string): string {
  if (/s$/i.test(label)) return label;
  return /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`;
}

function lowerContains(
  atom: PredicateOf<"contains" | "containsAll">,
  reading: Reading,
  parts: ModuleParts,
): Expression {
  const texts = textsOf(atom);
  const value = folded(reading, atom.nocase);
  if (texts.length === 1) return compare(text(texts[0] as string), "in", value);
  const part = pythonVariable("part", new Set(reading.names));
  const loop = { variable: part, iterable: tupleOf(texts, reading, "parts", parts) };
  return over(atom.kind === "contains" ? "any" : "all", compare(name(part), "in", value), [loop]);
}

/** `fnmatch` is Python's own `like`: the whole text, code point by code point, and without backtracking. */
function lowerLike(atom: PredicateOf<"like">, reading: Reading, parts: ModuleParts): Expression {
  const value = folded(reading, atom.nocase);
  const written = [
    ...new Set(atom.patterns.filter((one) => !fitsEverything(one)).map((one) => foldedPattern(one, atom.nocase))),
  ];
  const tests: Expression[] = atom.patterns.some(fitsEverything) ? [compare(value, "!=", text(""))] : [];
  if (written.length > 0) parts.import("from fnmatch import fnmatchcase");
  if (written.length === 1) tests.push(call("fnmatchcase", value, text(written[0] as string)));
  if (written.length > 1) {
    const pattern = pythonVariable("pattern", new Set(reading.names));
    const loop = { variable: pattern, iterable: tupleOf(written, reading, "patterns", parts) };
    tests.push(over("any", call("fnmatchcase", value, name(pattern)), [loop]));
  }
  return chain("or", tests);
}

const fitsEverything = (pattern: Pattern): boolean => pattern.parts.every((part) => part.kind === "anyRun");
const foldedPattern = (pattern: Pattern, nocase: boolean): string =>
  nocase ? lowerCase(printPattern(pattern)) : printPattern(pattern);

/** A regex that is found in nothing too must not be found in a missing value. */
function lowerMatches(atom: PredicateOf<"matches">, reading: Reading, parts: ModuleParts): Expression {
  const patterns = [...new Set(atom.regexes.map(printRegexPattern))].map(
    (pattern): Expression => ({ kind: "regex", pattern }),
  );
  const value = reading.asText;
  parts.import("import re");
  const found =
    patterns.length === 1 ? lowerSearch(patterns[0] as Expression, value) : lowerSearches(patterns, reading, parts);
  if (!atom.regexes.some(matchesNothing)) return found;
  return { kind: "and", operands: [compare(value, "!=", text("")), found] };
}

function lowerSearch(pattern: Expression, value: Expression): Expression {
  return call("bool", method(name("re"), "search", pattern, value));
}

function lowerSearches(patterns: readonly Expression[], reading: Reading, parts: ModuleParts): Expression {
  const pattern = pythonVariable("pattern", new Set(reading.names));
  const iterable = parts.constant(`${reading.label} patterns`, "tuple", patterns);
  return over("any", method(name("re"), "search", name(pattern), reading.asText), [{ variable: pattern, iterable }]);
}

function lowerNetworks(atom: PredicateOf<"inNetwork">, reading: Reading, parts: ModuleParts): Expression {
  parts.import("from ipaddress import ip_network");
  const networks = atom.networks.map((network) => call("ip_network", text(network.text)));
  const constant = parts.constant(`${reading.label} networks`, "tuple", networks);
  return call(parts.helper("_in_network"), reading.value, constant);
}
