/**
 * In: events that fire, the places that their condition reads, and the model of AWS's operations. Out: the same events as
 * records of the operations that they name: the other parameters and members filled in, the places' values in each
 * of the ways in which records write the model's types.
 */
import { isObject, type JsonObject, type JsonValue, member, setMember } from "../ir/json.ts";
import type { PathStep } from "../ir/path.ts";
import type { ApiModel, ApiOperation, ApiSide } from "../schema/api-model.ts";
import { followPath } from "../schema/api-path.ts";
import { placeValue } from "./place.ts";
import { filledSide, type ReadKeys, readKeys, valuesOfType, WRITINGS, type Writing } from "./shape-values.ts";
import type { Slot } from "./slots.ts";

const SIDES: readonly ApiSide[] = ["requestParameters", "responseElements"];
const MOST_PLACES = 12;

/** The operation that an event is a record of; by its name alone where it bears no source that AWS has. */
export function operationOf(event: JsonObject, model: ApiModel): ApiOperation | undefined {
  const source = member(event, "eventSource");
  const name = member(event, "eventName");
  if (typeof name !== "string") return undefined;
  const isKnown = typeof source === "string" && model.hasSource(source);
  const from = isKnown ? source : model.sourcesByName().get(name)?.[0];
  return from === undefined ? undefined : model.find(from, name)[0];
}

/** The keys below a side that the places read; nothing where one of them is the side itself, or what no key leads to. */
function keysOf(side: ApiSide, places: readonly (readonly PathStep[])[]): ReadKeys | undefined {
  const below: (readonly PathStep[])[] = [];
  for (const [first, ...rest] of places) {
    if (first?.kind !== "key" || first.name !== side) continue;
    if (rest[0]?.kind !== "key") return undefined;
    below.push(rest);
  }
  return readKeys(below);
}

function joined(filled: JsonValue | undefined, own: JsonValue | undefined): JsonValue | undefined {
  if (own === undefined) return filled;
  if (Array.isArray(filled)) {
    const [first, ...rest] = filled as readonly JsonValue[];
    const ownFirst = Array.isArray(own) ? (own as readonly JsonValue[])[0] : own;
    if (Array.isArray(own) && own.length !== 1) return own;
    return [joined(first, ownFirst) as JsonValue, ...rest];
  }
  if (!isObject(filled)) return own;
  const inner = Array.isArray(own) && own.length === 1 ? (own as readonly JsonValue[])[0] : own;
  if (!isObject(inner)) return own;
  const made: Record<string, JsonValue> = {};
  for (const key of new Set([...Object.keys(filled), ...Object.keys(inner)])) {
    const value = joined(member(filled, key), member(inner, key));
    if (value !== undefined) setMember(made, key, value);
  }
  return made;
}

/** The event with the members of its operation around what it has; what the places read stays as it is. */
export function filledEvent(
  event: JsonObject,
  operation: ApiOperation,
  places: readonly (readonly PathStep[])[],
  writing: Writing,
): JsonObject {
  const made: Record<string, JsonValue> = {};
  for (const key of Object.keys(event)) setMember(made, key, member(event, key) as JsonValue);
  for (const side of SIDES) {
    const keys = keysOf(side, places);
    const own = member(event, side);
    if (!keys || (own !== undefined && !isObject(own))) continue;
    const value = joined(filledSide(operation, side, writing, keys), own);
    if (value !== undefined) setMember(made, side, value);
  }
  return made;
}

export interface ShapeWitness {
  readonly event: JsonObject;
  readonly about: string;
}

/** The event as records of its operation; none where the model has no such operation. */
export function shapeWitnesses(event: JsonObject, slots: readonly Slot[], model: ApiModel): readonly ShapeWitness[] {
  const operation = operationOf(event, model);
  if (!operation || operation.service === "overlay") return [];
  const places = slots.map((slot) => slot.steps);
  const filled = WRITINGS.map((writing) => filledEvent(event, operation, places, writing));
  const about = `a record of ${operation.name}`;
  return [
    ...filled.map((one) => ({ event: one, about })),
    ...typedPlaces(filled[0] as JsonObject, operation, places).map((one) => ({ event: one, about: `${about}, typed` })),
  ];
}

/** The event with each place's value of each type that the model has there, and each of its lists otherwise written. */
function typedPlaces(
  event: JsonObject,
  operation: ApiOperation,
  places: readonly (readonly PathStep[])[],
): readonly JsonObject[] {
  const asked = places.filter(([first]) => first?.kind === "key" && SIDES.includes(first.name as ApiSide));
  return asked.slice(0, MOST_PLACES).flatMap((steps) => {
    const [first, ...below] = steps;
    const side = first?.kind === "key" ? (first.name as ApiSide) : undefined;
    const answer = side && followPath(operation, side, below);
    const hit = firstAt(event, steps);
    const typed = answer?.kind === "known" ? valuesOfType(answer.type, answer.endsInList, hit) : [];
    const each = steps.findIndex((step) => step.kind === "each");
    const list = steps.slice(0, each);
    const lists = each < 0 ? [] : listsOf(firstAt(event, list));
    return [
      ...typed.map((value) => placeValue(event, steps, value)),
      ...lists.map((value) => placeValue(event, list, value)),
    ].filter((one) => one !== undefined);
  });
}

/** Ways in which a list with this element is written, and what it looks like beside another. */
function listsOf(element: JsonValue | undefined): readonly JsonValue[] {
  if (element === undefined) return [];
  const other: JsonValue = isObject(element) ? { other: "value" } : "ordinary";
  return [element, [other, element], [element, other], []];
}

/** The value at the place; of each list its first element. */
function firstAt(event: JsonObject, steps: readonly PathStep[]): JsonValue | undefined {
  const inside = (value: JsonValue | undefined) => (Array.isArray(value) ? (value as readonly JsonValue[])[0] : value);
  let value: JsonValue | undefined = event;
  for (const step of steps) {
    if (step.kind === "json") return undefined;
    const above = inside(value);
    if (step.kind === "key") value = isObject(above) ? member(above, step.name) : undefined;
  }
  return inside(value);
}
