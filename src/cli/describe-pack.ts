/** In: one target's part of a build. Out: lines for people: how many rules, and which of them aren't exact there. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { digits, numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";
import type { TargetPack } from "../project/compile-project.ts";
import type { Fidelity } from "../targets/target.ts";

const ORDER: readonly Fidelity[] = ["exact", "aligned", "wider", "narrower", "different", "impossible"];

/** `Elastic  24 rules: 22 exact, 2 wider`, then each rule that isn't exact, and why. */
export function describePack({ target, rules }: TargetPack, paint: Paint): readonly string[] {
  const counts = ORDER.map((fidelity) => ({
    fidelity,
    count: rules.filter((one) => one.judgement.fidelity === fidelity).length,
  }));
  const parts = counts.filter(({ count }) => count > 0).map(({ fidelity, count }) => `${digits(count)} ${fidelity}`);
  const all = rules.length > 0 && parts.length === 1 && counts[0]?.count === rules.length;
  const lines = [
    `${paint.bold(target.name.padEnd(8))} ${numberOf(rules.length, "rule")}${all ? ", all exact" : parts.length > 0 ? `: ${parts.join(", ")}` : ""}`,
  ];
  for (const { rule, judgement } of rules) {
    if (judgement.fidelity === "exact") continue;
    lines.push(`  ${paint.yellow(judgement.fidelity)} ${rule.id}`);
    const reasons = new Set(
      judgement.findings.filter((finding) => finding.fidelity !== "exact").map((finding) => finding.reason),
    );
    for (const reason of reasons) lines.push(paint.dim(`    ${cleanText(reason)}`));
  }
  return lines;
}
