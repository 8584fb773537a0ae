/** In: the alternatives of `a ?? b ?? "text"`, and the test of one. Out: the test of the first that exists. */
import { testOfText } from "../ir/expand-derived.ts";
import type { FirstOf, Subject } from "../ir/path.ts";
import { isAtom, type Predicate } from "../ir/predicate.ts";

/** Makes the test of one subject; what is wrong was reported before. */
export type MakeTest = (subject: Subject) => Predicate;

/** `??` as plain structure: the first alternative that exists decides. */
export function foldAlternatives(alternatives: FirstOf["alternatives"], make: MakeTest): Predicate {
  if (alternatives.length === 1 && alternatives[0]?.kind !== "text") return make(alternatives[0] as Subject);
  const first = make(alternatives.find((one) => one.kind !== "text") as Subject);
  // A value with a fixed text at its end is always there.
  if (first.kind === "exists" && alternatives.some((one) => one.kind === "text"))
    return { kind: "constant", value: true, origin: first.origin };
  const arms: Predicate[] = [];
  const missing: Predicate[] = [];
  for (const one of alternatives) {
    const test = one.kind === "text" ? ofText(first, one.text) : make(one);
    const origin = test.origin;
    arms.push(missing.length === 0 ? test : { kind: "all", operands: [...missing, test], origin });
    if (one.kind !== "text") missing.push({ kind: "not", operand: { kind: "exists", subject: one, origin }, origin });
  }
  return { kind: "any", operands: arms, origin: (arms[0] as Predicate).origin };
}

function ofText(test: Predicate, text: string): Predicate {
  if (!isAtom(test)) throw new Error("compiler bug: a comparison of fields with a fixed text passed the checker");
  return testOfText(test, text);
}
