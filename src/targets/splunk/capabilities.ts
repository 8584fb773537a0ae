/**
 * What SPL can say, one answer per kind of node. The answer is found by lowering: what gives an expression is exact,
 * up to the declared deviations (void texts, numbers with fractions, folding beyond ASCII, odd addresses, characters
 * as bytes, the 5,000-byte extraction); what doesn't is impossible, with the sentence that lowering gives.
 */
import type { Atom } from "../../ir/predicate.ts";
import type { Answer, Capabilities } from "../target.ts";
import { lowerAtom } from "./lower-atom.ts";
import { isUnreadable, readElements, type Scope } from "./reading.ts";

const EXACT: Answer = { fidelity: "exact" };
const impossible = (reason: string): Answer => ({ fidelity: "impossible", reason });

/** Any element will do: what can be said of it does not depend on the field that holds it. */
const anyScope: Scope = { get: () => "element" };

function ofAtom(atom: Atom): Answer {
  const lowered = lowerAtom(atom, { scope: anyScope, negated: true });
  return isUnreadable(lowered) ? impossible(lowered.reason) : EXACT;
}

/** For conditions that `prepare` rewrote. */
export const capabilities: Capabilities = {
  equals: ofAtom,
  contains: ofAtom,
  containsAll: ofAtom,
  startsWith: ofAtom,
  endsWith: ofAtom,
  like: ofAtom,
  matches: ofAtom,
  numberOrder: ofAtom,
  timeOrder: ofAtom,
  inNetwork: ofAtom,
  isAddress: ofAtom,
  exists: ofAtom,
  fieldCompare: ofAtom,
  some: (node) => {
    const elements = readElements(node.list);
    return isUnreadable(elements) ? impossible(elements.reason) : EXACT;
  },
  every: () => EXACT,
};
