/**
 * What SPL can say, one answer per kind of node. The answer is found by lowering: what gives an expression is exact,
 * up to the declared deviations (void texts, numbers with fractions, folding beyond ASCII, odd addresses, characters
 * as bytes, the 5,000-byte extraction); what doesn't is impossible, with the sentence that lowering gives.
 */
import type { Subject } from "../../ir/path.ts";
import type { Atom, PredicateOf } from "../../ir/predicate.ts";
import { walk } from "../../ir/walk.ts";
import { judge } from "../kit/judge.ts";
import type { Answer, Capabilities } from "../target.ts";
import { nestedLists } from "./lower.ts";
import { lowerAtom } from "./lower-atom.ts";
import { prepare } from "./prepare.ts";
import { isUnreadable, readElements, readInnerElements, readPath, type Scope } from "./reading.ts";
import { subjectsOf } from "./reads-element.ts";

const EXACT: Answer = { fidelity: "exact" };
const impossible = (reason: string): Answer => ({ fidelity: "impossible", reason });

const ONE_FORM =
  "Splunk opens a list beside or inside another only where its test stands by itself: not under a `not`, and not asking about both elements.";

/** Any element will do: what can be said of it does not depend on the field that holds it. */
const anyScope: Scope = { get: () => "element" };

/** A derived field is computed by `case`: each of its conditions and values has to be sayable. */
function unsayableDerived(subject: Subject): string | undefined {
  if (subject.kind === "path") return undefined;
  for (const { value, when } of subject.cases) {
    const judged = when && judge(prepare(when, new Map()), capabilities);
    if (judged && judged.fidelity !== "exact") return judged.findings[0]?.reason;
    const readings = value.kind === "text" ? [] : readPath(value.path, anyScope);
    if (isUnreadable(readings)) return readings.reason;
  }
  return undefined;
}

function ofAtom(atom: Atom): Answer {
  for (const subject of subjectsOf(atom)) {
    const reason = unsayableDerived(subject);
    if (reason !== undefined) return impossible(reason);
  }
  const lowered = lowerAtom(atom, { scope: anyScope, negated: true });
  return isUnreadable(lowered) ? impossible(lowered.reason) : EXACT;
}

/** Has the condition a quantifier over a list of its element that is not in the one form that can be lowered? */
function opensWrongly(some: PredicateOf<"some">): boolean {
  let inner = 0;
  let beside = false;
  walk(some.condition, (one) => {
    if (one.kind !== "some") return;
    if (one.list.root.kind === "event") beside = true;
    else if (one.list.root.variable === some.variable) inner++;
  });
  return beside || inner > 1 || (inner === 1 && !nestedLists(some));
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
    if (opensWrongly(node)) return impossible(ONE_FORM);
    const elements =
      node.list.root.kind === "event" ? readElements(node.list) : readInnerElements(node.list, "element");
    return isUnreadable(elements) ? impossible(elements.reason) : EXACT;
  },
  every: () => EXACT,
};
