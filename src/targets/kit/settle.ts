/**
 * In: a rule and a target's judgement of it. Out: may it be emitted? What isn't exact must be accepted in the rule;
 * impossible can't be.
 */
import type { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import type { Fidelity, Judgement, Target } from "../target.ts";
import { acceptNotNeeded, impossibleHere, notExact } from "./problems.ts";

function accepts(accepted: string | undefined, fidelity: Fidelity): boolean {
  return (
    fidelity === "exact" ||
    accepted === fidelity ||
    (accepted === "different" && (fidelity === "wider" || fidelity === "narrower"))
  );
}

/** Reports what stands in the way, a problem for each part that isn't exact; answers whether the rule may be emitted. */
export function settle(rule: Rule, target: Pick<Target, "id" | "name">, judgement: Judgement, report: Report): boolean {
  const block = rule.blocks[target.id];
  const accepted = block?.values.accept as string | undefined;
  const acceptSpan = block?.spans.accept;
  if (accepted !== undefined && acceptSpan && judgement.fidelity === "exact") {
    report.add(acceptNotNeeded, { target: target.name, fidelity: judgement.fidelity }, acceptSpan);
  }
  if (judgement.fidelity !== "impossible" && accepts(accepted, judgement.fidelity)) return true;
  for (const finding of judgement.findings) {
    const isOfTune = rule.tuning?.span.source === finding.span.source;
    const { fidelity } = judgement;
    const details = { target: target.name, id: target.id, fidelity, reason: finding.reason, isOfTune };
    if (finding.fidelity === "impossible") report.add(impossibleHere, details, finding.span);
    else if (fidelity !== "impossible") report.add(notExact, details, finding.span);
  }
  return false;
}
