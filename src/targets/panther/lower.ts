/**
 * In: a condition. Out: a Python expression with the same verdict for every event, up to Panther's declared deviations
 * (*type*, *key case*, *folding*, *numbers with fractions*). It is always a real `bool`, and never raises.
 * Each function is one rewrite. What they emit is laid down in `helpers.ts` and `fields.ts`; how it looks in `print.ts`.
 */
import { expandDerivedAtom } from "../../ir/expand-derived.ts";
import type { DerivedField, Subject } from "../../ir/path.ts";
import type { Pattern } from "../../ir/pattern.ts";
import { type Atom, type OrderOperator, type Predicate, type PredicateOf, unreachable } from "../../ir/predicate.ts";
import { pythonVariable } from "../kit/python.ts";
import { call, chain, compare, type Expression, method, name, negate, over, text, truthOf } from "./expression.ts";
import { narrowField, narrowSubject } from "./facts.ts";
import { isTextType, type Reading, readPath, type Variables } from "./fields.ts";
import { mergeEquals } from "./merge-equals.ts";
import type { ModuleParts } from "./module-parts.ts";
import { matchesNothing, printPattern, printRegexPattern } from "./regex.ts";

const NO_VARIABLES: Variables = new Map();

/** From so many texts on a frozenset is worth it. */
const MANY = 50;

/** A text that an integer or a boolean has too: only then does it matter what stands in the field. */
const OF_OTHER_TYPES = /^(?:true|false|0|-?[1-9][0-9]*)$/;

export function lowerCondition(predicate: Predicate, parts: ModuleParts): Expression {
  return lower(predicate, parts, NO_VARIABLES);
}

function lower(predicate: Predicate, parts: ModuleParts, variables: Variables): Expression {
  switch (predicate.kind) {
    case "constant":
      return name(predicate.value ? "True" : "False");
    case "all":
    case "any": {
      const operands = mergeEquals(predicate.operands, predicate.kind).map((one) => lower(one, parts, variables));
      return chain(predicate.kind === "all" ? "and" : "or", operands);
    }
    case "not":
      return negate(lower(predicate.operand, parts, variables));
    case "some":
    case "every":
      return lowerQuantifier(predicate, parts, variables);
    default:
      return lowerAtom(predicate, parts, variables);
  }
}

/** `any(condition for item in _items(list))`; a missing element is none, so `_items` leaves it out. */
function lowerQuantifier(
  predicate: PredicateOf<"some" | "every">,
  parts: ModuleParts,
  variables: Variables,
): Expression {
  const { loops } = readPath(predicate.list, parts, variables);
  const last = loops.at(-1);
  if (!last) throw new Error("compiler bug: a quantifier over no list");
  const variable = pythonVariable(
    predicate.variable,
    new Set([...variables.values(), ...loops.slice(0, -1).map((one) => one.variable)]),
  );
  const inner = new Map([...variables, [predicate.variable, variable]]);
  const element = truthOf(lower(predicate.condition, parts, inner));
  const renamed = [...loops.slice(0, -1), { ...last, variable }];
  return over(predicate.kind === "some" ? "any" : "all", element, renamed);
}

/** Reads a subject. A derived field is a function of the module that gives its text. */
export function readSubject(
  subject: Subject,
  parts: ModuleParts,
  variables: Variables = NO_VARIABLES,
  around: ReadonlySet<string> = new Set(),
): Reading {
  const narrowed = narrowSubject(subject, parts.facts);
  if (narrowed.kind === "path") return readPath(narrowed, parts, variables, around);
  const value = call(derivedFunction(narrowed, parts), name("event"));
  return {
    value,
    loops: [],
    isText: true,
    isTotal: true,
    asText: value,
    label: narrowed.name,
    names: new Set([...variables.values(), ...around]),
  };
}

function derivedFunction(field: DerivedField, parts: ModuleParts): string {
  const known = parts.derived.get(field.name);
  if (known) return known.name;
  const cases = field.cases.map(({ value, when }) => ({
    ...(when ? { when: lowerCondition(when, parts) } : {}),
    value: lowerDerivedValue(value, parts),
  }));
  const made = { name: parts.functionName(field.name), cases };
  parts.derived.set(field.name, made);
  return made.name;
}

function lowerDerivedValue(value: DerivedField["cases"][number]["value"], parts: ModuleParts): Expression {
  if (value.kind === "text") return text(value.text);
  const { asText, loops } = readPath(value.path, parts, NO_VARIABLES);
  if (loops.length > 0) throw new Error("compiler bug: a derived field reads a list");
  return value.kind === "lowerCase" ? method(asText, "lower") : asText;
}

function lowerAtom(atom: Atom, parts: ModuleParts, variables: Variables): Expression {
  if (atom.subject.kind === "derived" && isPrinted(atom, atom.subject, parts))
    return lowerNarrowed(atom, atom.subject, parts, variables);
  if (atom.kind === "fieldCompare" && atom.other.kind === "derived" && readsList(atom.other))
    return lowerExpanded(atom, parts, variables);
  if (atom.kind === "fieldCompare") return lowerFieldCompare(atom, parts, variables);
  if (atom.kind === "exists") return lowerExists(atom, parts, variables);
  const reading = readSubject(atom.subject, parts, variables);
  const test = lowerTest(atom, reading, parts);
  return over("any", reading.loops.length > 0 ? truthOf(test) : test, reading.loops);
}

/** Has the derived field more than one value? Then no function can stand for it. */
function readsList(field: DerivedField): boolean {
  return field.cases.some(
    ({ value }) => value.kind !== "text" && value.path.steps.some((step) => step.kind === "each"),
  );
}

/** Is the field's definition printed in its place? Where the facts make it short, it is plainer than a function. */
function isPrinted(atom: Atom, field: DerivedField, parts: ModuleParts): boolean {
  if (atom.kind === "fieldCompare") return readsList(field);
  const mayBeObject =
    atom.kind === "exists" && field.cases.some(({ value }) => value.kind !== "text" && !isTextType(value.path.type));
  return mayBeObject || readsList(field) || narrowField(field, parts.facts) !== field;
}

function lowerNarrowed(atom: Atom, field: DerivedField, parts: ModuleParts, variables: Variables): Expression {
  return lowerExpanded({ ...atom, subject: narrowField(field, parts.facts) }, parts, variables);
}

/** The test of one value. */
function lowerTest(
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

function folded(reading: Reading, nocase: boolean): Expression {
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

/** What `==` and `in` may compare as it stands, since no value of another type has the same text, or else its text. */
function lowerEquals(atom: PredicateOf<"equals">, reading: Reading, parts: ModuleParts): Expression {
  const texts = textsOf(atom);
  // `in` over a set raises for an object or an array; a text is asked for.
  const asItStands =
    !atom.nocase && texts.length <= MANY && (reading.isText || !texts.some((one) => OF_OTHER_TYPES.test(one)));
  const value = asItStands ? reading.value : folded(reading, atom.nocase);
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

/** Anything that is not empty exists. Fields that the schema knows as texts are asked directly. */
function lowerExists(atom: PredicateOf<"exists">, parts: ModuleParts, variables: Variables): Expression {
  if (atom.subject.kind === "derived") return call("bool", readSubject(atom.subject, parts, variables).value);
  const { steps } = atom.subject;
  // A list exists if one of its elements does, which is what `_present` says of a list.
  const end = steps.findLastIndex((step) => step.kind !== "each") + 1;
  const reading = readPath({ ...atom.subject, steps: steps.slice(0, end) }, parts, variables);
  if (reading.isText && end === steps.length) return call("bool", reading.value);
  return over("any", call(parts.helper("_present"), reading.value), reading.loops);
}

function lowerExpanded(atom: Atom, parts: ModuleParts, variables: Variables): Expression {
  return lower(expandDerivedAtom(atom), parts, variables);
}

const RELATION_HELPER = {
  equals: "_equals",
  contains: "_contains",
  startsWith: "_starts_with",
  endsWith: "_ends_with",
} as const;

/** Both are there, and for some pair of their values the relation holds. */
function lowerFieldCompare(atom: PredicateOf<"fieldCompare">, parts: ModuleParts, variables: Variables): Expression {
  const left = readSubject(atom.subject, parts, variables);
  const right = readSubject(atom.other, parts, variables, left.names);
  const test = call(
    parts.helper(RELATION_HELPER[atom.relation]),
    folded(left, atom.nocase),
    folded(right, atom.nocase),
  );
  return over("any", test, [...left.loops, ...right.loops]);
}
