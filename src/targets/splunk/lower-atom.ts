/**
 * In: one test of a path's values. Out: an expression that is true for the events for which the test is, or a sentence
 * why SPL can't say it. Under a `NOT` each part is guarded, since what `NOT` makes of a function of NULL is not
 * documented: `isnotnull(f) AND …` is false, never NULL, for an event without `f`.
 */
import type { Subject } from "../../ir/path.ts";
import type { Atom, PredicateOf } from "../../ir/predicate.ts";
import { asksWhole } from "./existence.ts";
import {
  and,
  call,
  compare,
  type Expression,
  field,
  isNotNull,
  joined,
  match,
  not,
  number,
  oneOf,
  or,
  text,
} from "./expression.ts";
import { patternOnValues } from "./pattern.ts";
import { hasHidden } from "./quote.ts";
import { isUnreadable, type Reading, readPath, readWhole, type Scope, type Unreadable } from "./reading.ts";
import { type TextAtom, type TextTest, textTest } from "./text-test.ts";
import { EMPTY_JSON, SUCCESS, voidTexts } from "./void-text.ts";

export interface Place {
  readonly scope: Scope;
  /** Does the atom stand under a `NOT`, whatever their number? */
  readonly negated: boolean;
}

/** A derived field is a column of its own, which `lower` computes. */
function readSubject(subject: Subject, scope: Scope): readonly Reading[] | Unreadable {
  if (subject.kind === "path") return readPath(subject, scope);
  const hasLists = subject.cases.some(
    ({ value }) => value.kind !== "text" && value.path.steps.some((step) => step.kind === "each"),
  );
  return [
    hasLists ? { kind: "values", field: subject.name } : { kind: "value", value: field(subject.name), fromJson: false },
  ];
}

type ValueReading = Extract<Reading, { readonly kind: "value" }>;

/** The value is no list and no object. */
function isNoContainer(reading: ValueReading): Expression {
  return reading.whole ? isTextOrNumber(reading.whole) : not(match(reading.value, "^[[{]"));
}

/**
 * `whole` holds the value in a list, as JSON, twice: `["{…","{…"]` is a text, `[true,true]` a boolean, `[null,null]`
 * nothing. What else `json_extract` makes of a boolean is not documented, beyond that it is one.
 */
const isTextOrNumber = (whole: Expression): Expression => match(whole, "^\\[[^[{tfn]");

const WORDS = ["true", "false"] as const;

/** The test on one value. Of a JSON value its kind is asked first where a boolean, a list or nothing could count. */
function onValue(test: TextTest, reading: ValueReading, guards: readonly string[], negated: boolean): Expression {
  const { value, whole } = reading;
  const words = whole ? WORDS.filter(test.accepts) : [];
  const asked = test.on(value);
  // `NOT` of a comparison with nothing is true; of a function of nothing, nobody says.
  const asksKind = test.acceptsContainers || words.length > 0 || (negated && asked.kind !== "compare");
  const tested = and([
    ...(whole && asksKind ? [isTextOrNumber(whole)] : []),
    ...(!whole && reading.fromJson && test.acceptsContainers ? [isNoContainer(reading)] : []),
    ...(guards.length > 0 ? [not(oneOf(value, guards))] : []),
    asked,
  ]);
  const word = whole && words.length > 0 ? [match(whole, `^\\[(?:${words.join("|")}),`)] : [];
  return and([...(negated ? [isNotNull(value)] : []), or([...word, tested])]);
}

function onReading(
  test: TextTest,
  reading: Reading,
  voids: readonly string[],
  negated: boolean,
): Expression | Unreadable {
  const guards = voids.filter(test.accepts);
  switch (reading.kind) {
    case "value":
      return onValue(test, reading, guards, negated);
    case "values": {
      const value = field(reading.field);
      const parts = [...(guards.length > 0 ? [not(oneOf(value, guards))] : []), test.on(value)];
      return isNotNull(call("mvfilter", and(parts)));
    }
    case "computed": {
      if (!test.patterns)
        return { reason: "Splunk can look through a list inside an element only with a regex, which can't say this." };
      const patterns = test.patterns.map((one) => patternOnValues(one, guards, test.acceptsContainers));
      return or(patterns.map((pattern) => isNotNull(call("mvfind", reading.values, { kind: "regex", pattern }))));
    }
  }
}

function onReadings(
  subject: Subject,
  place: Place,
  on: (reading: Reading) => Expression | Unreadable,
): Expression | Unreadable {
  return onEach(readSubject(subject, place.scope), on);
}

function onEach(
  readings: readonly Reading[] | Unreadable,
  on: (reading: Reading) => Expression | Unreadable,
): Expression | Unreadable {
  if (isUnreadable(readings)) return readings;
  const parts: Expression[] = [];
  for (const reading of readings) {
    const part = on(reading);
    if (isUnreadable(part)) return part;
    parts.push(part);
  }
  return or(parts);
}

/** A text in the rule that Splunk's own words for "nothing" would pass for, or that a search can't hold. */
function unsayableText(atom: TextAtom): Unreadable | undefined {
  const named =
    "texts" in atom
      ? atom.texts
      : atom.kind === "like"
        ? atom.patterns.flatMap((one) => one.parts.map((part) => (part.kind === "text" ? part.text : "")))
        : [];
  const written = atom.kind === "matches" ? atom.regexes.map((one) => one.written) : named;
  if (written.some(hasHidden))
    return { reason: "the text has a character that no search holds safely (invisible, or a control)." };
  const void_ = voidTexts(atom.subject).find(
    (one) => one !== "" && named.some((text) => ("nocase" in atom && atom.nocase ? text.toLowerCase() : text) === one),
  );
  if (void_ === undefined) return undefined;
  return void_ === SUCCESS
    ? {
        reason:
          "Splunk's add-on for AWS writes `success` into `errorCode` where there was no error, so that text can't be told from none.",
      }
    : { reason: "a JSON null is the text `null` on Splunk, so that text can't be told from a missing value." };
}

function lowerTextAtom(atom: TextAtom, place: Place): Expression | Unreadable {
  const unsayable = unsayableText(atom);
  if (unsayable) return unsayable;
  const test = textTest(atom);
  const voids = voidTexts(atom.subject);
  return onReadings(atom.subject, place, (reading) => onReading(test, reading, voids, place.negated));
}

function lowerExists(atom: PredicateOf<"exists">, place: Place): Expression | Unreadable {
  const { subject } = atom;
  const voids = voidTexts(subject);
  const readings =
    subject.kind === "path" && asksWhole(subject) ? readWhole(subject) : readSubject(subject, place.scope);
  return onEach(readings, (reading) => {
    switch (reading.kind) {
      case "value": {
        // A member of JSON may be an object or a list, which is something unless nothing is in it.
        const asked = reading.whole ?? reading.value;
        if (reading.fromJson && !place.negated) return match(asked, `^(?!${EMPTY_JSON}\\z)`);
        const nothing = reading.fromJson ? match(asked, `^${EMPTY_JSON}\\z`) : oneOf(asked, voids);
        return and([isNotNull(asked), not(nothing)]);
      }
      case "values":
        return isNotNull(call("mvfilter", not(oneOf(field(reading.field), voids))));
      case "computed":
        return isNotNull(call("mvfind", reading.values, { kind: "regex", pattern: `^(?!${EMPTY_JSON}\\z)` }));
    }
  });
}

/** Two values as texts. The sign before them keeps `where` from comparing them as numbers. */
const sameText = (left: Expression, right: Expression) =>
  compare(joined(text("="), left), "=", joined(text("="), right));

function related(relation: PredicateOf<"fieldCompare">["relation"], left: Expression, right: Expression): Expression {
  const length = call("len", right);
  switch (relation) {
    case "equals":
      return sameText(left, right);
    case "contains":
      // `split` takes its separator as it is: no wildcard, no regex.
      return compare(call("mvcount", call("split", left, right)), ">", number("1"));
    case "startsWith":
      return sameText(call("substr", left, number("1"), length), right);
    case "endsWith":
      return sameText(call("substr", left, { kind: "minus", left: number("0"), right: length }), right);
  }
}

/** A JSON boolean by its word: compared with another field, no literal says which is meant. */
function asText({ value, whole }: ValueReading): Expression {
  if (!whole) return value;
  const word = (one: string, otherwise: Expression) => call("if", match(whole, `^\\[${one},`), text(one), otherwise);
  return word("true", word("false", value));
}

function lowerFieldCompare(atom: PredicateOf<"fieldCompare">, place: Place): Expression | Unreadable {
  const { subject: left, other: right } = atom;
  const guard = (subject: Subject, reading: ValueReading) => [
    ...(place.negated ? [isNotNull(reading.value)] : []),
    ...(reading.whole ? [match(reading.whole, "^\\[[^[{n]")] : reading.fromJson ? [isNoContainer(reading)] : []),
    not(oneOf(asText(reading), voidTexts(subject))),
  ];
  const folded = (reading: ValueReading) => (atom.nocase ? call("lower", asText(reading)) : asText(reading));
  const pair = (a: ValueReading, b: ValueReading) =>
    and([...guard(left, a), ...guard(right, b), related(atom.relation, folded(a), folded(b))]);
  const single = (name: string) => ({ kind: "value", value: field(name), fromJson: false }) as const;
  const inEach = (name: string, condition: Expression) =>
    isNotNull(call("mvmap", field(name), call("if", condition, number("1"), call("null"))));
  const on = (a: Reading, b: Reading): Expression | Unreadable => {
    if (a.kind === "value" && b.kind === "value") return pair(a, b);
    if (a.kind === "values" && b.kind === "value") return inEach(a.field, pair(single(a.field), b));
    if (a.kind === "value" && b.kind === "values") return inEach(b.field, pair(a, single(b.field)));
    return {
      reason: "both sides may be lists, and Splunk can't compare each value of one with each of the other in one row.",
    };
  };
  return onReadings(left, place, (a) => onReadings(right, place, (b) => on(a, b)));
}

/** One atom; a part that is not exact makes it unsayable, never something close. */
export function lowerAtom(atom: Atom, place: Place): Expression | Unreadable {
  if (atom.kind === "exists") return lowerExists(atom, place);
  return atom.kind === "fieldCompare" ? lowerFieldCompare(atom, place) : lowerTextAtom(atom, place);
}
