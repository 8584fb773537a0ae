/**
 * In: what rules cover. Out: a layer for ATT&CK Navigator, as JSON text.
 * Format 4.5: mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md.
 */
import { cleanText } from "../diagnostics/clean-text.ts";
import { numberOf } from "../diagnostics/order.ts";
import { attackVersion, CLOUD_PLATFORM } from "../schema/attack.ts";
import type { Coverage, CoveredTactic, CoveredTechnique } from "./attack-coverage.ts";

const FEW = "#c7e9c0";
const MANY = "#238b45";
const NONE = "#f8d7da";

/** Each cell that a rule names is scored by its rules; each other one of a cloud has its own colour. */
export function layerText(coverage: Coverage, packName: string): string {
  const { cloud, counted, notCounted } = coverage;
  const most = Math.max(1, ...coverage.tactics.flatMap((one) => one.techniques.map(({ rules }) => rules.length)));
  const layer = {
    name: cleanText(packName),
    versions: { attack: attackVersion, navigator: "5.1.0", layer: "4.5" },
    domain: "enterprise-attack",
    description: `Detections over AWS CloudTrail: ${numberOf(counted.length, "rule")}, ${cloud.covered} of ${numberOf(cloud.techniques, "cloud technique")} covered. The score of a technique is its number of rules.`,
    layout: { layout: "side", showID: true, showName: true, expandedSubtechniques: "annotated" },
    techniques: coverage.tactics.flatMap((one) => one.techniques.map((technique) => cellOf(one, technique))),
    gradient: { colors: [FEW, MANY], minValue: 0, maxValue: most },
    legendItems: [
      { label: "few rules", color: FEW },
      { label: `${numberOf(most, "rule")}, the most`, color: MANY },
      { label: `a technique of ${CLOUD_PLATFORM} without a rule`, color: NONE },
    ],
    metadata: notCounted.map(({ rule, reason }) => ({ name: `not counted, ${reason}`, value: rule.id })),
  };
  return `${JSON.stringify(layer, undefined, 2)}\n`;
}

function cellOf({ tactic }: CoveredTactic, { technique, rules, isCovered }: CoveredTechnique): object {
  const place = { techniqueID: technique.id, tactic: tactic.shortName };
  if (rules.length === 0)
    return isCovered ? { ...place, showSubtechniques: true } : { ...place, score: 0, color: NONE };
  return {
    ...place,
    score: rules.length,
    comment: rules.map((rule) => rule.id).join(", "),
    metadata: rules.map((rule) => ({ name: rule.id, value: cleanText(rule.metadata.title.value) })),
    ...(technique.id.includes(".") ? {} : { showSubtechniques: true }),
  };
}
