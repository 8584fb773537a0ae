/**
 * The declared deviations: where a platform can't see what the language sees, whatever is emitted. Each is a predicate
 * over a condition and an event; an engine's other verdict is excused only by one that its target declares and that holds.
 * The list is closed and short; `targets/deviations.ts` says each in a sentence and `docs/deviations.md` in prose.
 */
import { compactJson } from "../ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, member, WrittenNumber } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import type { PathStep } from "../ir/path.ts";
import type { Pattern, Regex } from "../ir/pattern.ts";
import type { Predicate } from "../ir/predicate.ts";
import { isMisfit } from "../reason/misfits.ts";
import { findSlots, type Slot } from "../reason/slots.ts";
import { isMissing } from "../semantics/missing.ts";
import { numberOf } from "../semantics/order.ts";
import type { DeviationId } from "../targets/target.ts";

export interface Deviation {
  readonly id: DeviationId;
  /** `slots` are the places that the condition reads. */
  readonly holds: (slots: readonly Slot[], event: JsonObject) => boolean;
}

const known = new WeakMap<Predicate, readonly Slot[]>();

/** The places that a condition reads, worked out once. */
function slotsOf(condition: Predicate): readonly Slot[] {
  const before = known.get(condition);
  if (before) return before;
  const { slots } = findSlots(condition);
  known.set(condition, slots);
  return slots;
}

type See = (value: JsonValue, step: PathStep | undefined, rest: readonly PathStep[]) => void;

/** Calls `see` with every value on the way to a place, the step that comes next, and those after it. */
function visitWay(value: JsonValue | undefined, steps: readonly PathStep[], see: See): void {
  if (value === undefined) return;
  const [step, ...rest] = steps;
  see(value, step, rest);
  if (!step) return;
  if (step.kind === "each") {
    if (Array.isArray(value)) for (const element of value as readonly JsonValue[]) visitWay(element, rest, see);
    else visitWay(value, rest, see);
  } else if (step.kind === "json") {
    const parsed = typeof value === "string" ? parseJson(value) : { value };
    if ("value" in parsed) visitWay(parsed.value, rest, see);
  } else if (isObject(value)) visitWay(member(value, step.name), rest, see);
}

function someOnWay(slot: Slot, event: JsonObject, pass: (...seen: Parameters<See>) => boolean): boolean {
  let found = false;
  visitWay(event, slot.steps, (...seen) => {
    found ||= pass(...seen);
  });
  return found;
}

/** Does some value at the end of a place pass? */
function someEnd(slots: readonly Slot[], event: JsonObject, pass: (value: JsonValue, slot: Slot) => boolean): boolean {
  return slots.some((slot) => someOnWay(slot, event, (value, step) => step === undefined && pass(value, slot)));
}

/** The same for each element where a list stands at the end, as a platform opens it that can't tell one value from many. */
function someOpenedEnd(
  slots: readonly Slot[],
  event: JsonObject,
  pass: (value: JsonValue, slot: Slot) => boolean,
): boolean {
  const open = (value: JsonValue): readonly JsonValue[] =>
    Array.isArray(value) ? (value as readonly JsonValue[]).flatMap(open) : [value];
  return someEnd(slots, event, (value, slot) => open(value).some((one) => pass(one, slot)));
}

/** An object, or a list of them, of which a test asks whether it exists. */
function isAskedObject(slot: Slot, value: JsonValue, step: PathStep | undefined): boolean {
  const asksExistence = slot.atoms.some((atom) => atom.kind === "exists");
  return asksExistence && step === undefined && isObject(value) && !isMissing(value);
}

/** Does neither the record's schema nor the API's say that there is a text, a number or a boolean? */
const mayBeObject = ({ type, api }: Slot): boolean =>
  type === "object" ||
  type === "open" ||
  (type === "unknown" && (!api || api.type === "structure" || api.type === "open"));

/** A list where the path has no `[]`, a boolean alone where it has, or an object where a single value is documented. */
function hasOtherShape(slots: readonly Slot[], event: JsonObject): boolean {
  return slots.some((slot) =>
    someOnWay(
      slot,
      event,
      (value, step) =>
        (Array.isArray(value) && step?.kind !== "each" && !isMissing(value)) ||
        (typeof value === "boolean" && step?.kind === "each") ||
        (!mayBeObject(slot) && isAskedObject(slot, value, step)),
    ),
  );
}

/** An object where `exists` asks about a place that nobody documents. */
function hasBareObject(slots: readonly Slot[], event: JsonObject): boolean {
  return slots.some((slot) =>
    someOnWay(
      slot,
      event,
      (value, step) => slot.type === "unknown" && mayBeObject(slot) && isAskedObject(slot, value, step),
    ),
  );
}

/** A key that differs from the path's only in the case of its letters. */
function meetsOtherKeyCase(slots: readonly Slot[], event: JsonObject): boolean {
  return slots.some((slot) =>
    someOnWay(slot, event, (value, step) => {
      if (step?.kind !== "key" || !isObject(value)) return false;
      const name = step.name.toLowerCase();
      return Object.keys(value).some((key) => key !== step.name && key.toLowerCase() === name);
    }),
  );
}

/** A key with a dot in it that reads like two keys of the path. */
function meetsDottedKey(slots: readonly Slot[], event: JsonObject): boolean {
  return slots.some((slot) =>
    someOnWay(slot, event, (value, step, rest) => {
      if (step?.kind !== "key" || !isObject(value)) return false;
      const names = [step, ...rest].flatMap((one) => (one.kind === "key" ? [one.name] : []));
      const joined = names.join(".");
      return Object.keys(value).some((key) => key.includes(".") && `${joined}.`.startsWith(`${key}.`));
    }),
  );
}

const TEXT_TYPES = new Set(["text", "address", "timestamp"]);

/** A field that is documented as text, holding something else, or a boolean of the API's, holding 0 or 1. */
function holdsOtherType(slots: readonly Slot[], event: JsonObject): boolean {
  return someEnd(slots, event, (value, slot) => {
    if (TEXT_TYPES.has(slot.type)) return value !== null && typeof value !== "string";
    if (slot.api?.type !== "boolean") return false;
    const number = typeof value === "number" ? value : value instanceof WrittenNumber ? Number(value.text) : undefined;
    return number === 0 || number === 1;
  });
}

/** A number that has no portable text, where more is asked of it than its order, or that is too odd for that. */
function isOddNumber(value: JsonValue, slot: Slot): boolean {
  if (!(value instanceof WrittenNumber)) return false;
  const onlyOrdered = slot.partners.size === 0 && slot.atoms.every((atom) => atom.kind === "numberOrder");
  return !(onlyOrdered && numberOf(value.text) !== undefined);
}

const textOf = (value: JsonValue) => (typeof value === "string" ? value : "");
/** What `.lower()` and simple folding take to an ASCII letter: the Kelvin sign, long s, dotted and dotless i. */
const FOLDS_TO_ASCII = /[\u212a\u017f\u0130\u0131]/;

/** Does the text have a letter beyond ASCII that has another case? */
function hasCaseBeyondAscii(text: string): boolean {
  return [...text].some((one) => one > "\x7f" && (one.toLowerCase() !== one || one.toUpperCase() !== one));
}

/** What `outcome` is made of, in lower case. */
const SIGN_IN = '["responseElements","ConsoleLogin"]';

function mayFold(value: JsonValue, slot: Slot): boolean {
  if (slot.key === SIGN_IN && hasCaseBeyondAscii(textOf(value))) return true;
  if (slot.compares.some((one) => one.nocase) && hasCaseBeyondAscii(textOf(value))) return true;
  const ignoresCase = slot.atoms.some((atom) => "nocase" in atom && atom.nocase);
  return ignoresCase && FOLDS_TO_ASCII.test(textOf(value));
}

/** Texts that some reader of addresses takes for one, and RFC 4291 with strict IPv4 does not; and mapped addresses. */
const ODD_ADDRESS =
  /^\s|\s$|\n|%|^0x|(?:^|\.)0\d|^\d+$|^\d+\.\d+$|^\d+\.\d+\.\d+$|^[0:]*:(?:ffff:)?\d+\.|^[0:]*:ffff:/i;

function isOddAddress(value: JsonValue, slot: Slot): boolean {
  const asksAddress = slot.atoms.some((atom) => atom.kind === "inNetwork" || atom.kind === "isAddress");
  return asksAddress && ODD_ADDRESS.test(textOf(value));
}

/** May the regex take a character that is not written in it? */
function hasOpenCharacter(regex: Regex): boolean {
  switch (regex.kind) {
    case "literal":
      return false;
    case "anyCharacter":
      return true;
    case "characters":
      return regex.negated || regex.ranges.some(([, last]) => last > 0x7f);
    case "repeat":
      return hasOpenCharacter(regex.item);
    default:
      return regex.items.some(hasOpenCharacter);
  }
}

const hasAnyOne = ({ parts }: Pattern): boolean => parts.some((part) => part.kind === "anyOne");

function countsCharacters(slot: Slot): boolean {
  return slot.atoms.some(
    (atom) =>
      (atom.kind === "like" && atom.patterns.some(hasAnyOne)) ||
      (atom.kind === "matches" && atom.regexes.some(({ body }) => hasOpenCharacter(body))),
  );
}

/** The longest text that Elasticsearch indexes of a keyword, of an object as one text, and in a key of an object. */
const LONGEST_KEYWORD = 1_024;
const LONGEST_OBJECT_TEXT = 8_191;

/** A long text at the end, or an object that is read as one text and is long. */
function isLong(slots: readonly Slot[], event: JsonObject): boolean {
  return slots.some((slot) =>
    someOnWay(slot, event, (value, step) => {
      if (step === undefined && textOf(value).length > LONGEST_KEYWORD) return true;
      return isObject(value) && value !== event && compactJson(value).length > LONGEST_OBJECT_TEXT;
    }),
  );
}

/** Of a record, Splunk extracts fields from so many bytes. */
const SPLUNK_EXTRACTION = 5_000;
const bytes = new TextEncoder();

const NEVER_ARRIVES = new Set(["-", "none"]);

const allDeviations: readonly Deviation[] = [
  {
    id: "shape",
    holds: hasOtherShape,
  },
  {
    id: "bare-object",
    holds: hasBareObject,
  },
  {
    id: "void-text",
    holds: (slots, event) => someOpenedEnd(slots, event, (value) => NEVER_ARRIVES.has(textOf(value))),
  },
  {
    id: "null-text",
    holds: (slots, event) =>
      someOpenedEnd(
        slots,
        event,
        (value, slot) => value === "null" || (value === "success" && slot.key === '["errorCode"]'),
      ),
  },
  {
    id: "fraction",
    holds: (slots, event) => someOpenedEnd(slots, event, isOddNumber),
  },
  {
    id: "type",
    holds: holdsOtherType,
  },
  {
    id: "misfit",
    holds: (_, event) => isMisfit(event),
  },
  {
    id: "folding",
    holds: (slots, event) => someOpenedEnd(slots, event, mayFold),
  },
  {
    id: "key-case",
    holds: meetsOtherKeyCase,
  },
  {
    id: "dotted-key",
    holds: meetsDottedKey,
  },
  {
    id: "long-value",
    holds: isLong,
  },
  {
    id: "long-record",
    holds: (_, event) => bytes.encode(compactJson(event)).length > SPLUNK_EXTRACTION,
  },
  {
    id: "odd-address",
    holds: (slots, event) => someOpenedEnd(slots, event, isOddAddress),
  },
  {
    id: "bracket-text",
    holds: (slots, event) =>
      someEnd(
        slots,
        event,
        (value, slot) => /^[[{]/.test(textOf(value)) && slot.steps.some(({ kind }) => kind === "each"),
      ),
  },
  {
    id: "character-bytes",
    holds: (slots, event) =>
      someOpenedEnd(slots, event, (value, slot) => /[^\0-\x7f]/.test(textOf(value)) && countsCharacters(slot)),
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
  const slots = slotsOf(condition);
  return allDeviations.find((one) => declared.includes(one.id) && one.holds(slots, event));
}
