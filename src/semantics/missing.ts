/** Empty is missing: what counts as no value at all. */
import { type JsonValue, WrittenNumber } from "../ir/json.ts";

/** `null`, `""`, `{}`, `[]`, and an object or array that holds nothing but such. `0` and `false` are values. */
export function isMissing(value: JsonValue): boolean {
  if (typeof value !== "object") return value === "";
  if (value === null) return true;
  if (value instanceof WrittenNumber) return false;
  const held: readonly JsonValue[] = Array.isArray(value) ? value : Object.values(value);
  return held.every(isMissing);
}
