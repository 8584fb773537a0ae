/**
 * What an expression of eval can hold: texts, numbers, lists of texts (multivalue fields), nothing. Splunk's fields are
 * texts and numbers only (Search Reference, Informational functions); a JSON boolean lives only inside an expression.
 */

import { fail } from "../spl-error.ts";
import { secondReading, type WorldRun } from "./worlds.ts";

/** A boolean that json_extract made ("converts a JSON Boolean to a Boolean", Search Reference, JSON functions). */
export class JsonBoolean {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Value = string | number | JsonBoolean | readonly string[] | null;

/** A list of one is its value, an empty one nothing: Splunk knows no difference. */
export function listOf(values: readonly string[]): Value {
  return values.length > 1 ? values : (values[0] ?? null);
}

/** A value's texts, one by one. */
export function textsOf(run: WorldRun, value: Value): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value as readonly string[];
  const text = textOf(run, value, "a list");
  return text === null ? [] : [text];
}

/** A value as one text. `use` says what for: a multivalue field there is an error, since no result is documented. */
export function textOf(run: WorldRun, value: Value, use: string): string | null {
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "number") return String(value);
  if (value instanceof JsonBoolean) return secondReading(run, "jsonBoolean") ? null : value.text;
  return fail(`${use} gets a multivalue field`);
}

/** A decimal number as Splunk's tonumber and comparisons read one. */
const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

export function readNumber(text: string): number | null {
  if (text.length === 0 || text.length > 400 || !NUMBER.test(text)) return null;
  return Number(text);
}

/** Splunk's own words for a truth value are TRUE, FALSE and NULL; of NULL it matters where it comes from. */
export type Truth = 0 | 1 | 2 | 3;
export const FALSE: Truth = 0;
export const TRUE: Truth = 1;
/** A comparison with nothing: NOT makes it true (measured by a third party on Splunk 8.2, and so in Splunk's own web code). */
export const NULL_COMPARED: Truth = 2;
/** A function of nothing: what NOT makes of it is written nowhere. */
export const NULL_CALLED: Truth = 3;

export function not(run: WorldRun, truth: Truth): Truth {
  if (truth === NULL_CALLED) return secondReading(run, "notOverMissing") ? NULL_CALLED : TRUE;
  return truth === TRUE ? FALSE : TRUE;
}

export const truthOf = (holds: boolean): Truth => (holds ? TRUE : FALSE);
