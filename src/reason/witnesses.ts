/**
 * In: a rule's condition. Out: events that show what it means, and what a wrong translation of it would get wrong.
 * Per place one value for each satisfiable combination of the tests there: all combinations of places up to a limit,
 * else pairwise; each test's two sides near a hit; odd values (other ways to be missing, other case, type, shape); and,
 * where the condition names an operation that AWS has, records of it with everything that its model knows.
 * This folder is the one solver: it asks `semantics/` and decides no meaning itself.
 */
import { compactJson } from "../ir/compact-json.ts";
import { type JsonObject, type JsonValue, member, setMember } from "../ir/json.ts";
import type { PathStep } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import { apiModel, type LoadApiPart } from "../schema/api-model.ts";
import { compileCondition } from "../semantics/compile-condition.ts";
import { classesOf, oddValues, type ValueClass, valuesToTry } from "./classes.ts";
import { pairwise } from "./pairwise.ts";
import { type ListForm, placeValue } from "./place.ts";
import { type Assignment, satisfy } from "./satisfy.ts";
import { shapeWitnesses } from "./shape-witnesses.ts";
import { findSlots, type Slots } from "./slots.ts";

export interface Witness {
  readonly event: JsonObject;
  /** What the event is there to show. */
  readonly about: string;
}

export interface Witnesses {
  readonly witnesses: readonly Witness[];
  /** Were all combinations of the places' values tried, or pairs of them? */
  readonly coverage: "product" | "pairwise";
  /** Does some witness fire, and does some not? */
  readonly bothVerdicts: boolean;
}

/** A record as CloudTrail writes it, for the places that a condition does not read. */
const RECORD: JsonObject = {
  eventVersion: "1.11",
  eventTime: "2026-01-01T00:00:00Z",
  eventSource: "tocsin.amazonaws.com",
  eventName: "Witness",
  awsRegion: "eu-central-1",
  eventID: "00000000-0000-4000-8000-000000000000",
  eventType: "AwsApiCall",
};

/** `RECORD` without the fields that the condition reads: there, missing means missing. */
function baseRecord(slots: Slots): JsonObject {
  const read = new Set(
    slots.slots.map((slot) => slot.steps[0]).flatMap((step) => (step?.kind === "key" ? [step.name] : [])),
  );
  const base: Record<string, JsonValue> = {};
  for (const key of Object.keys(RECORD)) if (!read.has(key)) setMember(base, key, member(RECORD, key) as JsonValue);
  return base;
}

class Builder {
  readonly #witnesses = new Map<string, Witness>();
  readonly #base: JsonObject;

  constructor(
    readonly slots: Slots,
    readonly classes: readonly (readonly ValueClass[])[],
    readonly most: number,
  ) {
    this.#base = baseRecord(slots);
  }

  get all(): readonly Witness[] {
    return [...this.#witnesses.values()];
  }

  /** The event of an assignment, one place's value replaced if given; nothing where places are in each other's way. */
  event(
    assignment: Assignment,
    replaced?: { readonly at: number; readonly value: JsonValue },
    form: ListForm = "list",
  ): JsonObject | undefined {
    let event: JsonObject | undefined = this.#base;
    // Shorter paths first, so that an object is there before its members.
    const order = this.slots.slots.map((_, index) => index).sort((a, b) => this.#depth(a) - this.#depth(b));
    for (const index of order) {
      const value = replaced?.at === index ? replaced.value : this.classes[index]?.[assignment[index] as number]?.value;
      if (value === undefined || !event) continue;
      const placed = placeValue(event, this.slots.slots[index]?.steps as readonly PathStep[], value, form);
      if (!placed && replaced?.at !== index) continue;
      event = placed;
    }
    return event;
  }

  #depth(index: number): number {
    return this.slots.slots[index]?.steps.length ?? 0;
  }

  add(event: JsonObject | undefined, about: string): void {
    if (!event || this.#witnesses.size >= this.most) return;
    const key = compactJson(event);
    if (!this.#witnesses.has(key)) this.#witnesses.set(key, { event, about });
  }
}

/** Near an assignment: each place with each of its classes, all else kept. */
function addSides(builder: Builder, base: Assignment, about: string): void {
  builder.add(builder.event(base), about);
  for (const [index, own] of builder.classes.entries()) {
    for (let choice = 0; choice < own.length; choice++) {
      if (choice === base[index]) continue;
      builder.add(
        builder.event(base.map((one, at) => (at === index ? choice : one))),
        `${about}; ${keyText(builder.slots, index)} otherwise`,
      );
    }
  }
}

function keyText(slots: Slots, index: number): string {
  const steps = slots.slots[index]?.steps ?? [];
  return steps
    .map((step) => (step.kind === "key" ? `.${step.name}` : step.kind === "each" ? "[]" : "{json}"))
    .join("")
    .replace(/^\./, "");
}

/** Near a hit: each place with every value worth trying there, and with the odd ones. */
function addOddValues(builder: Builder, base: Assignment): void {
  for (const [index, own] of builder.classes.entries()) {
    const hit = own[base[index] as number]?.value;
    const slot = builder.slots.slots[index] as Slots["slots"][number];
    for (const value of valuesToTry(slot))
      builder.add(builder.event(base, { at: index, value }), `${keyText(builder.slots, index)}: near a test`);
    for (const { about, value } of oddValues(hit))
      builder.add(builder.event(base, { at: index, value }), `${keyText(builder.slots, index)}: ${about}`);
  }
  builder.add(builder.event(base, undefined, "bare"), "one element without its list");
}

/** Two elements that pass a quantifier's tests only together: wrong where the element is lost. */
function addSplitElements(builder: Builder, base: Assignment): void {
  const whole = builder.event(base);
  if (!whole) return;
  for (const list of builder.slots.lists) {
    const below = builder.slots.slots.flatMap((slot, index) =>
      list.every((step, at) => JSON.stringify(step) === JSON.stringify(slot.steps[at])) ? [index] : [],
    );
    for (const index of below) {
      const without = builder.event(base.map((one, at) => (at === index ? 0 : one)));
      const alone = builder.event(base.map((one, at) => (below.includes(at) && at !== index ? 0 : one)));
      const steps = list.slice(0, -1);
      const elements = [without, alone].flatMap((event) => (event ? readAt(event, steps) : []));
      builder.add(placeValue(whole, steps, elements), "tests met by two elements, not by one");
    }
    const elements = readAt(whole, list.slice(0, -1));
    builder.add(placeValue(whole, list.slice(0, -1), [{ other: "value" }, ...elements]), "a second element first");
  }
}

function readAt(event: JsonObject, steps: readonly PathStep[]): JsonValue[] {
  let value: JsonValue | undefined = event;
  for (const step of steps) {
    if (step.kind !== "key" || typeof value !== "object" || value === null || Array.isArray(value)) return [];
    value = member(value as JsonObject, step.name);
  }
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function addCombinations(builder: Builder, limit: number): "product" | "pairwise" {
  const sizes = builder.classes.map((one) => one.length);
  const total = sizes.reduce((product, size) => Math.min(product * size, Number.MAX_SAFE_INTEGER), 1);
  if (total > limit) {
    for (const row of pairwise(sizes, limit)) builder.add(builder.event(row), "a pair of values");
    return "pairwise";
  }
  const row = sizes.map(() => 0);
  for (let count = 0; count < total; count++) {
    builder.add(builder.event(row), "a combination of values");
    for (let at = 0; at < row.length; at++) {
      row[at] = ((row[at] as number) + 1) % (sizes[at] as number);
      if (row[at] !== 0) break;
    }
  }
  return "product";
}

/** The parts of the API model, as `project/` hands them in. */
export type ModelParts = LoadApiPart;

const MOST_OF_SHAPES = 128;

/** Hits, and what just isn't one, as records of their operations. */
function addShapes(builder: Builder, bases: readonly Assignment[], load: ModelParts): void {
  const model = apiModel(load);
  let left = MOST_OF_SHAPES;
  for (const base of bases) {
    const event = builder.event(base);
    for (const one of event ? shapeWitnesses(event, builder.slots.slots, model).slice(0, left) : []) {
      builder.add(one.event, one.about);
      left--;
    }
  }
}

/**
 * The witnesses of a condition; `limit` bounds the combinations (512, or 4,096 where thorough); four times as many events
 * are the most. With the parts of the API model some are records of the operations that the condition names.
 */
export function findWitnesses(condition: Predicate, limit = 512, load?: ModelParts): Witnesses {
  const slots = findSlots(condition);
  const classes = slots.slots.map(classesOf);
  const builder = new Builder(slots, classes, 4 * limit);
  const verdict = compileCondition(condition);
  const fires = (assignment: Assignment) => {
    const event = builder.event(assignment);
    return event !== undefined && verdict(event);
  };
  const hits = satisfy(slots, classes, true).filter(fires).slice(0, 12);
  const misses = satisfy(slots, classes, false)
    .filter((one) => !fires(one))
    .slice(0, 4);
  for (const base of hits) builder.add(builder.event(base), "a hit");
  for (const base of hits) addSides(builder, base, "near a hit");
  for (const base of hits.slice(0, 2)) addSplitElements(builder, base);
  for (const base of [...hits.slice(0, 2), ...misses.slice(0, 1)]) addOddValues(builder, base);
  if (load) addShapes(builder, [...hits.slice(0, 4), ...misses.slice(0, 1)], load);
  const coverage = addCombinations(builder, limit);
  const verdicts = new Set(builder.all.map((one) => verdict(one.event)));
  return { witnesses: builder.all, coverage, bothVerdicts: verdicts.size === 2 };
}
