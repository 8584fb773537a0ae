/**
 * Comparisons of eval and where. "The operators accept two numbers or two strings" (Search Reference, eval); that texts
 * which look like numbers are compared as such is common knowledge only, so `"01" = "1"` is an open point.
 */
import { fail } from "../spl-error.ts";
import { FALSE, NULL_COMPARED, readNumber, type Truth, textOf, truthOf, type Value } from "./values.ts";
import { secondReading, type WorldRun } from "./worlds.ts";

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export function compare(run: WorldRun, comparator: Comparator, left: Value, right: Value): Truth {
  if (left === null || right === null) return NULL_COMPARED;
  if (typeof left === "number" && typeof right === "number") return truthOf(holds(comparator, left - right));
  const leftText = textOf(run, left, "a comparison");
  const rightText = textOf(run, right, "a comparison");
  // A boolean that counts as no text is equal to none, and stands in no order.
  if (leftText === null || rightText === null) return comparator === "=" ? FALSE : NULL_COMPARED;
  const asTexts = holds(comparator, orderOf(comparator, leftText, rightText));
  const isNumber = typeof left === "number" || typeof right === "number";
  if (!isNumber && !mayBeNumber(leftText)) return truthOf(asTexts);
  const [leftNumber, rightNumber] = [readNumber(leftText), readNumber(rightText)];
  if (leftNumber === null || rightNumber === null) {
    return isNumber ? mixed(run, comparator, asTexts) : truthOf(asTexts);
  }
  const asNumbers = holds(comparator, leftNumber - rightNumber);
  if (asNumbers === asTexts || (isNumber && comparator !== "=" && comparator !== "!=")) return truthOf(asNumbers);
  return truthOf(secondReading(run, "numberLikeTexts") ? asTexts : asNumbers);
}

/** A number beside a text that is none: Splunk promises nothing; nothing is equal there, and no order holds. */
function mixed(run: WorldRun, comparator: Comparator, asTexts: boolean): Truth {
  if (comparator === "=" || comparator === "!=") return truthOf(asTexts);
  return secondReading(run, "numberLikeTexts") ? truthOf(asTexts) : NULL_COMPARED;
}

function mayBeNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
}

/** Negative, zero or positive. For equality alone, any other number will do. */
function orderOf(comparator: Comparator, left: string, right: string): number {
  if (left === right) return 0;
  return comparator === "=" || comparator === "!=" ? 1 : lexicographical(left, right);
}

/** By code point, which is the order of UTF-8's bytes (Search Manual, Lexicographical order). */
export function lexicographical(left: string, right: string): number {
  const [leftPoints, rightPoints] = [[...left], [...right]];
  for (let index = 0; index < leftPoints.length && index < rightPoints.length; index++) {
    const difference = (leftPoints[index] as string).codePointAt(0) as number;
    const other = (rightPoints[index] as string).codePointAt(0) as number;
    if (difference !== other) return difference - other;
  }
  return leftPoints.length - rightPoints.length;
}

function holds(comparator: Comparator, order: number): boolean {
  switch (comparator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return fail(`unknown comparison ${comparator as string}`);
  }
}
