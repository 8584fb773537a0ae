/** In: a rule and an event. Out: which of the rule's conditions decide its verdict, and what they saw. */
import type { JsonObject } from "../ir/json.ts";
import type { Predicate } from "../ir/predicate.ts";
import { decidingParts, type Seen, type Trace, trace } from "../semantics/trace.ts";
import { type Span, textOf } from "../source/source.ts";

/** One condition that decides a verdict, as written, and what it saw. */
export interface Reason {
  readonly condition: string;
  readonly span: Span;
  readonly holds: boolean;
  readonly seen: readonly Seen[];
}

const MOST_REASONS = 8;
const LONGEST_CONDITION = 120;

/** The conditions that decide the verdict, the first few of them, each once. */
export function explain(condition: Predicate, event: JsonObject): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const part of decidingParts(trace(condition, event))) {
    const reason = reasonOf(part);
    const key = JSON.stringify([
      reason.span.source.path,
      reason.span.start,
      reason.span.end,
      reason.holds,
      reason.seen,
    ]);
    if (!reasons.has(key)) reasons.set(key, reason);
  }
  return [...reasons.values()].slice(0, MOST_REASONS);
}

function reasonOf(part: Trace): Reason {
  return { condition: oneLine(textOf(part.span)), span: part.span, holds: part.holds, seen: part.seen };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST_CONDITION ? line : `${line.slice(0, LONGEST_CONDITION - 1)}…`;
}

/** A reason as a sentence: "`eventName == "A"` is false: `eventName` is "B"". */
export function showReason({ condition, holds, seen }: Reason): string {
  const values = seen.map(showSeen).join(", ");
  return `\`${condition}\` is ${holds}${values === "" ? "" : `: ${values}`}`;
}

function showSeen({ subject, values, more, mismatches }: Seen): string {
  const held = values.length === 0 ? "missing" : `${values.join(", ")}${more ? ", …" : ""}`;
  const lists = mismatches.map((path) => `; \`${path}\` is a list here, and the path has no \`[]\` after it`).join("");
  return `\`${subject}\` is ${held}${lists}`;
}
