/**
 * A law-tested rewrite: `x == "a" or x == "b"` is `x in ["a", "b"]`, and so under `not` with `and`. People write it so,
 * and pylint (R1714) wants it.
 */
import { showSubject } from "../../ir/path.ts";
import type { Predicate, PredicateOf } from "../../ir/predicate.ts";

/** What two tests must agree on to be one. */
const keyOf = (one: PredicateOf<"equals">): string => `${one.nocase} ${one.subject.kind} ${showSubject(one.subject)}`;

/** The equality that an operand is, or denies; within `any` and `all` these are what can be merged. */
function equalityOf(operand: Predicate, within: "any" | "all"): PredicateOf<"equals"> | undefined {
  const inner = within === "all" && operand.kind === "not" ? operand.operand : operand;
  const isDenied = inner !== operand;
  return inner.kind === "equals" && isDenied === (within === "all") ? inner : undefined;
}

/** The operands of an `any` or `all`, with equalities of one field joined at the place of the first. */
export function mergeEquals(operands: readonly Predicate[], within: "any" | "all"): readonly Predicate[] {
  const places = new Map<string, number>();
  const merged: Predicate[] = [];
  for (const operand of operands) {
    const equality = equalityOf(operand, within);
    const at = equality && places.get(keyOf(equality));
    if (equality && at !== undefined) {
      const first = equalityOf(merged[at] as Predicate, within) as PredicateOf<"equals">;
      const joined = { ...first, texts: [...first.texts, ...equality.texts] };
      merged[at] = within === "any" ? joined : { kind: "not", operand: joined, origin: operand.origin };
      continue;
    }
    if (equality) places.set(keyOf(equality), merged.length);
    merged.push(operand);
  }
  return merged;
}
