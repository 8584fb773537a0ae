/** `<`, `<=`, `>`, `>=`: between numbers, and between times. */
import type { JsonValue } from "../ir/json.ts";
import { WrittenNumber } from "../ir/json.ts";
import { type OrderOperator, unreachable } from "../ir/predicate.ts";
import { textOf } from "./text.ts";

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const MOST_DIGITS = 15;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

/**
 * The number that a text stands for: decimal, without exponent, of at most 15 digits; else nothing.
 * Two decimals of at most 15 digits are ordered exactly as the doubles nearest to them, so doubles are enough.
 */
export function numberOf(text: string): number | undefined {
  // A sign and a point beside the digits: a longer text is not even looked at.
  if (text.length > MOST_DIGITS + 2 || !NUMBER.test(text)) return undefined;
  const digits = text.length - (text.startsWith("-") ? 1 : 0) - (text.includes(".") ? 1 : 0);
  return digits <= MOST_DIGITS ? Number(text) : undefined;
}

/** Is the text a time, `YYYY-MM-DDThh:mm:ssZ`? Only the form is asked, as a platform can. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

function compare<Value>(operator: OrderOperator, limit: Value): (value: Value) => boolean {
  switch (operator) {
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
    default:
      return unreachable(operator);
  }
}

/** Tells whether a value reads as a number and is so ordered. A number is read as it was written: `1.0` is one, `1e0` none. */
export function numberTest(operator: OrderOperator, limit: string): (value: JsonValue) => boolean {
  const bound = numberOf(limit);
  if (bound === undefined) return () => false;
  const isOrdered = compare(operator, bound);
  return (value) => {
    const text = value instanceof WrittenNumber ? value.text : textOf(value);
    const number = text === undefined ? undefined : numberOf(text);
    return number !== undefined && isOrdered(number);
  };
}

/** Tells whether a text is a time and so ordered; times of one form are ordered as their texts are. */
export function timeTest(operator: OrderOperator, limit: string): (text: string) => boolean {
  if (!isTime(limit)) return () => false;
  const isOrdered = compare(operator, limit);
  return (text) => isTime(text) && isOrdered(text);
}
