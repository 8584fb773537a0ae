/**
 * In: a slot. Out: one value for each satisfiable combination of the tests made there, the missing value first.
 * Which combinations a value satisfies is asked of `semantics/`, value by value.
 */
import { compactJson } from "../ir/compact-json.ts";
import type { JsonValue } from "../ir/json.ts";
import type { Path } from "../ir/path.ts";
import type { Atom, FieldCompare, Predicate } from "../ir/predicate.ts";
import { compileCondition } from "../semantics/compile-condition.ts";
import { candidatesOf, ordinaryValue, otherCase } from "./candidates.ts";
import type { Slot } from "./slots.ts";

/** A value that stands for all that pass and fail the same tests. Without `value`: missing. */
export interface ValueClass {
  readonly value?: JsonValue;
  /** Per test of the slot, in order: does it hold? */
  readonly holds: readonly boolean[];
}

/** The values that compared places share, so that equal, contained and differently written pairs all occur. */
const SHARED: readonly JsonValue[] = ["same", "xsamex", "SAME", "samex", "xsame", 12];

function testOf(atom: Exclude<Atom, FieldCompare>): (value: JsonValue) => boolean {
  const path: Path = {
    kind: "path",
    root: { kind: "event" },
    steps: [{ kind: "key", name: "v" }],
    type: "unknown",
    origin: atom.origin,
  };
  const condition = compileCondition({ ...atom, subject: path } as Predicate);
  return (value) => condition({ v: value });
}

/** Needles of different tests in one value: what `contains "a" and contains "b"` asks for. */
function joined(candidates: readonly JsonValue[]): JsonValue[] {
  const texts = candidates.filter((one): one is string => typeof one === "string" && one.length < 200).slice(0, 12);
  return texts.flatMap((a) => texts.filter((b) => a !== b).flatMap((b) => [`${a}q${b}`]));
}

/** Every value worth trying at the slot, each once. */
export function valuesToTry(slot: Slot): readonly JsonValue[] {
  const own = slot.atoms.flatMap((atom) => candidatesOf(atom));
  const wanted = [
    ...own,
    ordinaryValue(slot.type),
    ...(slot.partners.size > 0 ? SHARED : []),
    ...(slot.atoms.length > 1 ? joined(own) : []),
  ];
  const seen = new Set<string>();
  return wanted.filter((value) => {
    const key = compactJson(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** One value per combination; places that are compared with others keep the shared values as well. */
export function classesOf(slot: Slot): readonly ValueClass[] {
  const tests = slot.atoms.map(testOf);
  const found = new Map<string, ValueClass>();
  const missing = { holds: tests.map(() => false) };
  for (const value of valuesToTry(slot)) {
    const holds = tests.map((test) => test(value));
    const shared = slot.partners.size > 0 && SHARED.includes(value) ? ` ${compactJson(value)}` : "";
    const key = holds.join() + shared;
    if (!found.has(key)) found.set(key, { value, holds });
  }
  return [missing, ...found.values()];
}

/** What is tried once at each place beside the classes: other ways to be missing, other case, other types. */
export function oddValues(
  hit: JsonValue | undefined,
): readonly { readonly about: string; readonly value: JsonValue }[] {
  const text = typeof hit === "string" ? hit : "text";
  return [
    { about: "null", value: null },
    { about: "empty text", value: "" },
    { about: "empty object", value: {} },
    { about: "list of missing values", value: [null, "", {}] },
    { about: "other case", value: otherCase(text) },
    { about: "longer", value: `${text}x` },
    { about: "line break", value: `${text}\n` },
    { about: "number", value: 42 },
    { about: "true", value: true },
    { about: "false", value: false },
    { about: "object", value: { member: text } },
    { about: "list of it", value: [text] },
    { about: "list of others and it", value: ["other", text] },
  ];
}
