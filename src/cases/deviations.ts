/**
 * The declared deviations: where a platform can't see what the language sees, whatever is emitted. Each is a predicate
 * over a rule and an event; an engine's other verdict is excused only by one that its target declares and that holds.
 * The list is closed and short, and `docs/deviations.md` says the same in prose.
 */
import { isObject, type JsonObject, type JsonValue, member, WrittenNumber } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import type { PathStep } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import { walk } from "../ir/walk.ts";
import { findSlots, type Slot } from "../reason/slots.ts";
import type { DeviationId } from "../targets/target.ts";

interface Reads {
  readonly slots: readonly Slot[];
  readonly usesNocase: boolean;
  readonly usesAddresses: boolean;
  readonly usesSingleCharacters: boolean;
}

export interface Deviation {
  readonly id: DeviationId;
  /** One sentence: what the platform does instead. */
  readonly about: string;
  readonly holds: (reads: Reads, event: JsonObject) => boolean;
}

const known = new WeakMap<Predicate, Reads>();

/** What a condition reads, worked out once. */
function readsOf(condition: Predicate): Reads {
  const before = known.get(condition);
  if (before) return before;
  const { slots, condition: plain } = findSlots(condition);
  let [usesNocase, usesAddresses, usesSingleCharacters] = [false, false, false];
  walk(plain, (node) => {
    if ("nocase" in node && node.nocase) usesNocase = true;
    if (node.kind === "matches") usesNocase = true;
    if (node.kind === "inNetwork" || node.kind === "isAddress") usesAddresses = true;
    if (node.kind === "matches" || node.kind === "like") usesSingleCharacters = true;
  });
  const reads = { slots, usesNocase, usesAddresses, usesSingleCharacters };
  known.set(condition, reads);
  return reads;
}

/** Calls `see` with every value on the way to a place, and how many steps lead to it. */
function visitWay(
  value: JsonValue | undefined,
  steps: readonly PathStep[],
  see: (value: JsonValue, step: PathStep | undefined) => void,
): void {
  if (value === undefined) return;
  const [step, ...rest] = steps;
  see(value, step);
  if (!step) return;
  if (step.kind === "each") {
    if (Array.isArray(value)) for (const element of value as readonly JsonValue[]) visitWay(element, rest, see);
    else visitWay(value, rest, see);
  } else if (step.kind === "json") {
    const parsed = typeof value === "string" ? parseJson(value) : { value };
    if ("value" in parsed) visitWay(parsed.value, rest, see);
  } else if (isObject(value)) visitWay(member(value, step.name), rest, see);
}

/** Does some value at the end of a place, lists there opened, pass? */
function someEnd(reads: Reads, event: JsonObject, pass: (value: JsonValue, slot: Slot) => boolean): boolean {
  const open = (value: JsonValue): readonly JsonValue[] =>
    Array.isArray(value) ? value.flatMap(open) : [value as JsonValue];
  return reads.slots.some((slot) => {
    let found = false;
    visitWay(event, slot.steps, (value, step) => {
      if (!step && open(value).some((one) => pass(one, slot))) found = true;
    });
    return found;
  });
}

/** A list where the path has no `[]`. */
function meetsUnexpectedList(reads: Reads, event: JsonObject): boolean {
  return reads.slots.some((slot) => {
    let found = false;
    visitWay(event, slot.steps, (value, step) => {
      if (Array.isArray(value) && step?.kind !== "each") found = true;
    });
    return found;
  });
}

/** A key that differs from the path's only in the case of its letters. */
function meetsOtherKeyCase(reads: Reads, event: JsonObject): boolean {
  return reads.slots.some((slot) => {
    let found = false;
    visitWay(event, slot.steps, (value, step) => {
      if (step?.kind !== "key" || !isObject(value)) return;
      const name = step.name.toLowerCase();
      if (Object.keys(value).some((key) => key !== step.name && key.toLowerCase() === name)) found = true;
    });
    return found;
  });
}

const TEXT_TYPES = new Set(["text", "address", "timestamp"]);

/** A field that the schema knows as text, holding something else. */
function holdsOtherType(reads: Reads, event: JsonObject): boolean {
  return someEnd(
    reads,
    event,
    (value, slot) => TEXT_TYPES.has(slot.type) && value !== null && typeof value !== "string",
  );
}

const isFraction = (value: JsonValue) =>
  value instanceof WrittenNumber || (typeof value === "number" && !Number.isSafeInteger(value));
const textsOf = (value: JsonValue) => (typeof value === "string" ? value : "");
/** What `.lower()` and simple folding take to an ASCII letter: the Kelvin sign, long s, dotted and dotless i. */
const FOLDS_TO_ASCII = /[\u212a\u017f\u0130\u0131]/;
/** Texts that some reader of addresses takes for one, and RFC 4291 with strict IPv4 does not; and mapped addresses. */
const ODD_ADDRESS = /^\s|\s$|%|^0x|(^|\.)0\d|^\d+$|^\d+\.\d+$|^\d+\.\d+\.\d+$|^::(ffff:)?\d+\.|::ffff:/i;

/** The longest text that Elasticsearch indexes of a keyword, and how much of a record Splunk extracts fields from. */
const LONGEST_KEYWORD = 1_024;
const SPLUNK_EXTRACTION = 5_000;

const allDeviations: readonly Deviation[] = [
  {
    id: "shape",
    about: "A list stands where the path has no `[]`: the platform looks into it, or cannot tell it from one value.",
    holds: meetsUnexpectedList,
  },
  {
    id: "void-text",
    about:
      "The platform's intake drops or fills in certain texts: `-` and `none` count as missing, `null` and a filled-in `success` can't be told from missing.",
    holds: (reads, event) =>
      someEnd(reads, event, (value) => ["-", "none", "null", "success"].includes(textsOf(value))),
  },
  {
    id: "fraction",
    about: "A number with a fraction, an exponent or more than 15 digits is written in another way.",
    holds: (reads, event) => someEnd(reads, event, isFraction),
  },
  {
    id: "type",
    about: "A field that is documented as text holds something else.",
    holds: holdsOtherType,
  },
  {
    id: "folding",
    about: "Ignoring case, four letters beyond ASCII fold to an ASCII one.",
    holds: (reads, event) => reads.usesNocase && someEnd(reads, event, (value) => FOLDS_TO_ASCII.test(textsOf(value))),
  },
  {
    id: "key-case",
    about: "Keys are read in any letter case.",
    holds: meetsOtherKeyCase,
  },
  {
    id: "length",
    about: "Values or records beyond a length are not indexed or not extracted.",
    holds: (reads, event) =>
      someEnd(reads, event, (value) => textsOf(value).length > LONGEST_KEYWORD) ||
      JSON.stringify(event).length > SPLUNK_EXTRACTION,
  },
  {
    id: "odd-address",
    about: "Oddly written addresses are read by some and refused by others.",
    holds: (reads, event) => reads.usesAddresses && someEnd(reads, event, (value) => ODD_ADDRESS.test(textsOf(value))),
  },
  {
    id: "character-bytes",
    about: "A character beyond the basic plane counts as more than one where single characters are matched.",
    holds: (reads, event) =>
      reads.usesSingleCharacters && someEnd(reads, event, (value) => /[\u{10000}-\u{10ffff}]/u.test(textsOf(value))),
  },
];

export function deviations(): readonly Deviation[] {
  return allDeviations;
}

/** The first of a target's deviations that holds for the condition and the event. */
export function deviationFor(
  declared: readonly DeviationId[],
  condition: Predicate,
  event: JsonObject,
): Deviation | undefined {
  const reads = readsOf(condition);
  return allDeviations.find((one) => declared.includes(one.id) && one.holds(reads, event));
}
