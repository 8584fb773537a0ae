/**
 * In: a test of a condition, after the rewrites. Out: what EQL and KQL can do with it, by the tables of `cells.ts`
 * and the fidelity of the field's own row.
 */
import type { PatternPart } from "../../ir/pattern.ts";
import type { Atom, Predicate } from "../../ir/predicate.ts";
import { joinFidelity } from "../kit/judge.ts";
import type { Answer, Capabilities, Fidelity } from "../target.ts";
import type { QueryLanguage, Row } from "./cells.ts";
import { elsewhere, onField, onMember } from "./cells.ts";
import type { FieldRow, Place } from "./fields.ts";
import { isPlainKey, placeOf, voidTexts } from "./fields.ts";
import { printedRegexes } from "./lower/eql-parts.ts";
import { eqlTest } from "./lower/eql-test.ts";
import { answerOnObject, type PathsBelow } from "./objects.ts";
import type { Pins } from "./pins.ts";
import { arePinned } from "./pins.ts";
import { LONGEST_REGEX } from "./print/lucene.ts";
import { hasWildcard, isAwkwardForKql } from "./print/quote.ts";

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const isTextTest = (atom: Atom) =>
  atom.kind === "equals" ||
  atom.kind === "contains" ||
  atom.kind === "containsAll" ||
  atom.kind === "startsWith" ||
  atom.kind === "endsWith";

function hasAnyOne(parts: readonly PatternPart[]): boolean {
  return parts.some((part) => part.kind === "anyOne");
}

function textsOf(atom: Atom): readonly string[] {
  if (atom.kind === "like") {
    return atom.patterns.flatMap((pattern) =>
      pattern.parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])),
    );
  }
  return isTextTest(atom) ? (atom as Extract<Atom, { texts: readonly string[] }>).texts : [];
}

/** Does the test ask for one of the texts that never arrive? */
function namesVoid(atom: Atom): boolean {
  const isVoid = (text: string) => voidTexts.includes("nocase" in atom && atom.nocase ? text.toLowerCase() : text);
  if (atom.kind === "equals") return atom.texts.some(isVoid);
  if (atom.kind !== "like") return false;
  return atom.patterns.some(({ parts }) => parts.length === 1 && parts[0]?.kind === "text" && isVoid(parts[0].text));
}

/** Texts of so many characters make no long regex, however much of them is escaped. */
const SHORT_TEXTS = 200;

/** Elasticsearch refuses a regex that is too long. */
function needsLongRegex(atom: Atom): boolean {
  const steps = atom.subject.kind === "path" ? atom.subject.steps : [];
  const keys = steps.map((step) => (step.kind === "key" ? step.name : ""));
  const length = [...textsOf(atom), ...keys].reduce((sum, text) => sum + text.length + 1, 0);
  if (atom.kind !== "matches" && length < SHORT_TEXTS) return false;
  return printedRegexes(eqlTest(atom)).some((regex) => regex.length > LONGEST_REGEX);
}

/** `contains all` of several texts, where the values may be those of several elements. */
function mayMixElements(atom: Atom, place: { readonly many: boolean }): boolean {
  return atom.kind === "containsAll" && atom.texts.length > 1 && place.many;
}

function cellOnText(atom: Atom): Row {
  if (namesVoid(atom)) return onField.voidText;
  if (atom.kind === "matches") return onField.matches;
  if ("nocase" in atom && atom.nocase && atom.kind !== "fieldCompare") return onField.nocase;
  const awkward = textsOf(atom).some(isAwkwardForKql);
  switch (atom.kind) {
    case "equals":
      return onField.equals;
    case "contains":
    case "containsAll":
    case "endsWith":
      return awkward ? onField.containsAwkward : onField.contains;
    case "startsWith":
      return awkward ? onField.startsWithAwkward : onField.startsWith;
    case "like":
      if (atom.patterns.some(({ parts }) => hasAnyOne(parts)) || textsOf(atom).some(hasWildcard))
        return onField.likeOther;
      return awkward ? onField.likeStarsAwkward : onField.likeStars;
    case "exists":
      return onField.exists;
    case "numberOrder":
      return onField.numberOrder;
    case "timeOrder":
      return onField.timeElsewhere;
    case "inNetwork":
    case "isAddress":
      return onField.addressElsewhere;
    case "fieldCompare":
      return onField.fieldCompare;
  }
}

function cellOnDate(atom: Atom): Row {
  if (atom.kind === "timeOrder" || atom.kind === "exists") return onField.time;
  if (atom.kind === "equals" && atom.texts.every((text) => TIMESTAMP.test(text))) return onField.time;
  return atom.kind === "fieldCompare" ? onField.fieldCompare : onField.dateOther;
}

function cellOnBoolean(atom: Atom): Row {
  if (atom.kind === "exists") return onField.exists;
  if (atom.kind === "fieldCompare") return onField.fieldCompare;
  const isWord = (text: string) =>
    ["true", "false"].includes("nocase" in atom && atom.nocase ? text.toLowerCase() : text);
  return atom.kind === "equals" && atom.texts.every(isWord) ? onField.boolean : onField.booleanOther;
}

function cellOnTlsVersion(atom: Atom): Row {
  if (atom.kind === "exists") return onField.tlsExists;
  if (atom.kind === "equals" && !atom.nocase && atom.texts.every((text) => /^TLSv./.test(text)))
    return onField.tlsEquals;
  return atom.kind === "fieldCompare" ? onField.fieldCompare : onField.tlsOther;
}

function cellOnField(atom: Atom, row: FieldRow): Row {
  if (row.type === "date") return cellOnDate(atom);
  if (row.type === "boolean") return cellOnBoolean(atom);
  if (row.form === "tlsVersion") return cellOnTlsVersion(atom);
  if (row.address && (atom.kind === "inNetwork" || atom.kind === "isAddress")) return onField.address;
  return cellOnText(atom);
}

function cellOnMember(atom: Atom): Row {
  if (namesVoid(atom)) return onMember.voidText;
  if (atom.kind !== "fieldCompare" && "nocase" in atom && atom.nocase) return onMember.nocase;
  switch (atom.kind) {
    case "equals":
      return onMember.equals;
    case "exists":
      return onMember.exists;
    case "startsWith":
      return textsOf(atom).some(isAwkwardForKql) ? onMember.startsWithAwkward : onMember.startsWith;
    case "contains":
    case "containsAll":
    case "endsWith":
    case "like":
    case "matches":
      return onMember.part;
    case "inNetwork":
    case "isAddress":
      return onMember.address;
    case "timeOrder":
      return onMember.time;
    case "numberOrder":
      return onMember.numberOrder;
    case "fieldCompare":
      return onMember.fieldCompare;
  }
}

/** The row's own fidelity joined to the cell's; the sentence is that of the worse. */
function withRow(answer: Answer, row: FieldRow, pins: Pins): Answer {
  const where = row.exactWhere;
  const own: Fidelity = where && arePinned(pins, where) ? (row.pinnedFidelity ?? "exact") : (row.fidelity ?? "exact");
  // What a form loses depends on what is asked, so its cells say it.
  if (own === "exact" || row.form || answer.fidelity === "impossible") return answer;
  const reason = answer.fidelity === "exact" ? (row.reason ?? "") : `${answer.reason ?? ""} ${row.reason ?? ""}`;
  return { fidelity: joinFidelity(answer.fidelity, own), reason };
}

function answerOnMember(atom: Atom, place: Extract<Place, { kind: "member" }>, known: Known): Answer {
  const { language } = known;
  const answer = cellOnMember(atom)[language];
  const onObject = atom.kind === "exists" && atom.subject.kind === "path" && answerOnObject(atom.subject, known.below);
  if (onObject && (answer.fidelity !== "impossible" || onObject.fidelity === "impossible")) return onObject;
  if (answer.fidelity === "impossible") return answer;
  if (language === "kql") return place.keys.every(isPlainKey) ? answer : elsewhere.awkwardKey;
  return place.container.string === undefined ? elsewhere.noStringForm : answer;
}

/** What is known of a condition when one of its tests is judged. */
interface Known {
  readonly language: QueryLanguage;
  readonly pins: Pins;
  readonly below: PathsBelow;
}

/** What a language can do with a test. */
function answerFor(atom: Atom, known: Known): Answer {
  const { language } = known;
  const answer = answerByTables(atom, known);
  if (language !== "eql" || answer.fidelity === "impossible" || !needsLongRegex(atom)) return answer;
  return elsewhere.longRegex;
}

function answerByTables(atom: Atom, known: Known): Answer {
  const { language, pins } = known;
  const place = placeOf(atom.subject);
  switch (place.kind) {
    case "nowhere":
      return { fidelity: "impossible", reason: place.reason };
    case "container": {
      if (atom.kind !== "exists") return elsewhere.containerOther[language];
      return (place.container.string === undefined ? elsewhere.containerFlattenedOnly : elsewhere.container)[language];
    }
    case "member":
      return answerOnMember(atom, place, known);
    case "field": {
      const answer = withRow(cellOnField(atom, place.row)[language], place.row, pins);
      if (answer.fidelity !== "exact" || !mayMixElements(atom, place)) return answer;
      return onField.containsAllOfMany[language];
    }
  }
}

/** The table of a language, for a condition whose pins are known. */
export function capabilitiesOf(
  language: QueryLanguage,
  pinsOf: (node: Predicate) => Pins,
  below: PathsBelow,
): Capabilities {
  const answer = (atom: Atom): Answer => answerFor(atom, { language, pins: pinsOf(atom), below });
  return {
    equals: answer,
    contains: answer,
    containsAll: answer,
    startsWith: answer,
    endsWith: answer,
    like: answer,
    matches: answer,
    numberOrder: answer,
    timeOrder: answer,
    inNetwork: answer,
    isAddress: answer,
    exists: answer,
    fieldCompare: answer,
    some: () => elsewhere.some[language],
    every: () => elsewhere.every[language],
  };
}
