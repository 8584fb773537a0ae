/** What the reader of regexes asks of the trees that it builds. */
import type { Regex } from "../ir/pattern.ts";

/** Neighbouring characters become one literal. */
export function pushJoined(items: Regex[], item: Regex): void {
  const last = items[items.length - 1];
  if (item.kind === "literal" && last?.kind === "literal") {
    items[items.length - 1] = { kind: "literal", text: last.text + item.text };
  } else if (item.kind === "sequence") for (const inner of item.items) pushJoined(items, inner);
  else items.push(item);
}

/** Does it repeat something without end? */
export function isUnbounded(regex: Regex): boolean {
  switch (regex.kind) {
    case "sequence":
    case "alternatives":
      return regex.items.some(isUnbounded);
    case "repeat":
      return regex.most === undefined || isUnbounded(regex.item);
    default:
      return false;
  }
}

/** The largest product of counts on a way down into the tree. */
export function productOf(regex: Regex): number {
  switch (regex.kind) {
    case "sequence":
    case "alternatives":
      return regex.items.reduce((most, item) => Math.max(most, productOf(item)), 1);
    case "repeat":
      return Math.max(1, regex.most ?? regex.least) * productOf(regex.item);
    default:
      return 1;
  }
}
