/**
 * JSON values as logs and tests hold them, with no digit lost.
 * A JavaScript number here is always an integer that was written without fraction or exponent and lies within ±2^53;
 * every other number is kept as it was written, in a `WrittenNumber`.
 */

export class WrittenNumber {
  constructor(readonly text: string) {}
}

/** ±2^53 themselves are still integers with a text. */
const LARGEST_INTEGER = 2 ** 53;

/** The value of a number of JSON as it was written: an integer within ±2^53 as a number, any other kept as it stands. */
export function numberFrom(written: string): number | WrittenNumber {
  if (!/^-?[0-9]{1,16}$/.test(written)) return new WrittenNumber(written);
  const value = Number(written);
  // 2^53 + 1 reads as 2^53: what does not print as it was written lost a digit.
  const isExact = Math.abs(value) <= LARGEST_INTEGER && (value === 0 || String(value) === written);
  return isExact ? value || 0 : new WrittenNumber(written);
}

export type JsonValue = null | boolean | string | number | WrittenNumber | readonly JsonValue[] | JsonObject;

/** Keys are data: always ask with `Object.hasOwn`, never with `in` or a bare read. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

/** The value under that very key, or nothing. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets a key that may be any text (`__proto__` too) on an object of ours. */
export function setMember(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
