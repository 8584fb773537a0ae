/**
 * In: what a target made of the rules. Out: the part of its pack's README that tells of them, in Markdown: which there
 * are, which aren't exact or left out and why, and what the platform can't see. A template of the target stands around it.
 */
import { DEVIATIONS } from "../deviations.ts";
import type { Target, TargetRule } from "../target.ts";
import { markdownSentence, markdownText } from "./markdown.ts";
import { contentsMd } from "./templates.generated.ts";

const byTitle = (a: TargetRule, b: TargetRule): number => {
  const [one, other] = [a.rule.metadata.title.value, b.rule.metadata.title.value];
  if (one === other) return a.rule.id < b.rule.id ? -1 : 1;
  return one < other ? -1 : 1;
};

function reasonsOf({ judgement }: TargetRule): string {
  const reasons = new Set(judgement.findings.map((finding) => markdownSentence(sentence(finding.reason))));
  return [...reasons].join(" ");
}

/** Reasons are written to stand behind a colon. */
function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const titleOf = ({ rule }: TargetRule) => `${markdownText(rule.metadata.title.value)} (\`${rule.id}\`)`;

/** `leftOut` are the rules for other platforms only, as this target judges them. */
export function readmeContents(
  target: Pick<Target, "name" | "deviations">,
  rules: readonly TargetRule[],
  leftOut: readonly TargetRule[],
): string {
  const emitted = rules.filter((one) => one.files.length > 0).sort(byTitle);
  const notExact = emitted.filter(({ judgement }) => judgement.fidelity !== "exact");
  return contentsMd({
    target: target.name,
    isOne: emitted.length === 1,
    rules: emitted.map((one) => ({
      title: markdownText(one.rule.metadata.title.value),
      severity: one.rule.metadata.severity.value,
      fidelity: one.judgement.fidelity,
      file: one.files[0]?.path ?? "",
    })),
    notExact: notExact.map((one) => ({
      title: titleOf(one),
      fidelity: one.judgement.fidelity,
      reasons: reasonsOf(one),
    })),
    leftOut: [...leftOut].sort(byTitle).map((one) => ({
      title: titleOf(one),
      reasons: one.judgement.fidelity === "impossible" ? reasonsOf(one) : `its \`targets\` do not name ${target.name}.`,
    })),
    deviations: target.deviations.map((id) => ({ id, about: markdownSentence(DEVIATIONS[id]) })),
  }).trim();
}
