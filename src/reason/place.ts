/** In: an event, a place and a value. Out: the event with the value there; nothing where another value is in the way. */
import { compactJson } from "../ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, member, setMember } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import type { PathStep } from "../ir/path.ts";

/** How a list with one element is written: AWS writes both. */
export type ListForm = "list" | "bare";

function copyOf(object: JsonObject): Record<string, JsonValue> {
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(object)) setMember(copy, key, member(object, key) as JsonValue);
  return copy;
}

function putEach(
  current: JsonValue | undefined,
  steps: readonly PathStep[],
  value: JsonValue,
  form: ListForm,
): JsonValue | undefined {
  if (Array.isArray(current)) {
    const first = put(current[0], steps, value, form);
    return first === undefined ? undefined : [first, ...current.slice(1)];
  }
  const element = put(current, steps, value, form);
  if (element === undefined) return undefined;
  return current === undefined && form === "list" ? [element] : element;
}

function putJson(
  current: JsonValue | undefined,
  steps: readonly PathStep[],
  value: JsonValue,
  form: ListForm,
): JsonValue | undefined {
  if (current !== undefined && typeof current !== "string") return undefined;
  const parsed = current === undefined ? undefined : parseJson(current);
  if (parsed && !("value" in parsed)) return undefined;
  const inner = put(parsed?.value, steps, value, form);
  return inner === undefined ? undefined : compactJson(inner);
}

function put(
  current: JsonValue | undefined,
  steps: readonly PathStep[],
  value: JsonValue,
  form: ListForm,
): JsonValue | undefined {
  const [step, ...rest] = steps;
  if (!step) return value;
  if (step.kind === "each") return putEach(current, rest, value, form);
  if (step.kind === "json") return putJson(current, rest, value, form);
  if (current !== undefined && !isObject(current)) return undefined;
  const child = put(current && member(current, step.name), rest, value, form);
  if (child === undefined) return undefined;
  const copy = current ? copyOf(current) : {};
  setMember(copy, step.name, child);
  return copy;
}

/** The event with `value` at the place. Lists on the way get one element, or none is made (`bare`). */
export function placeValue(
  event: JsonObject,
  steps: readonly PathStep[],
  value: JsonValue,
  form: ListForm = "list",
): JsonObject | undefined {
  return put(event, steps, value, form) as JsonObject | undefined;
}
