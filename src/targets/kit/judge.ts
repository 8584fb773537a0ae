/**
 * In: a condition and a target's table. Out: how exact the target is for the whole, with a sentence for each part
 * that isn't. Composed here once, for all targets: `not` swaps wider and narrower, everything else joins.
 */
import type { Predicate } from "../../ir/predicate.ts";
import type { Answer, Capabilities, Fidelity, Finding, Judgement } from "../target.ts";

const SWAPPED: { readonly [F in Fidelity]: Fidelity } = {
  exact: "exact",
  aligned: "aligned",
  wider: "narrower",
  narrower: "wider",
  different: "different",
  impossible: "impossible",
};

/** Two parts of one rule together: impossible wins, wider with narrower is different. */
export function joinFidelity(a: Fidelity, b: Fidelity): Fidelity {
  if (a === b || b === "exact") return a;
  if (a === "exact") return b;
  if (a === "impossible" || b === "impossible") return "impossible";
  if (a === "aligned") return b;
  if (b === "aligned") return a;
  return "different";
}

/** Judges a condition, a part under an odd number of `not`s with its direction swapped. */
export function judge(predicate: Predicate, capabilities: Capabilities): Judgement {
  const findings: Finding[] = [];
  let fidelity: Fidelity = "exact";
  const visit = (node: Predicate, positive: boolean): void => {
    switch (node.kind) {
      case "constant":
        return;
      case "all":
      case "any":
        for (const operand of node.operands) visit(operand, positive);
        return;
      case "not":
        visit(node.operand, !positive);
        return;
      default: {
        const answer = (capabilities[node.kind] as (one: Predicate) => Answer)(node);
        if (answer.fidelity !== "exact") {
          const here = positive ? answer.fidelity : SWAPPED[answer.fidelity];
          fidelity = joinFidelity(fidelity, here);
          findings.push({ fidelity: here, reason: answer.reason ?? "", span: node.origin });
        }
        if ((node.kind === "some" || node.kind === "every") && answer.fidelity !== "impossible")
          visit(node.condition, positive);
      }
    }
  };
  visit(predicate, true);
  return { fidelity, findings };
}
