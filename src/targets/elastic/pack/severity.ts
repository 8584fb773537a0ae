/** Severity and risk: Elastic has four severities, each with its band of risk scores (test_all_rules of detection-rules). */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Rule, RuleConfidence, RuleSeverity } from "../../../ir/rule.ts";
import type { Carried } from "../../target.ts";
import { blockOf, spanInBlock } from "../block.ts";
import { placeOf } from "../fields.ts";
import { riskOutsideBand } from "../problems.ts";

export type ElasticSeverity = "low" | "medium" | "high" | "critical";

const BANDS: { readonly [S in ElasticSeverity]: readonly [low: number, high: number] } = {
  low: [0, 21],
  medium: [22, 47],
  high: [48, 73],
  critical: [74, 100],
};

/** Scores within the bands; those of high confidence are the ones that Elastic's own rules have. */
const SCORES: { readonly [S in RuleSeverity]: { readonly [C in RuleConfidence]: number } } = {
  info: { low: 1, medium: 3, high: 5 },
  low: { low: 10, medium: 16, high: 21 },
  medium: { low: 30, medium: 39, high: 47 },
  high: { low: 56, medium: 65, high: 73 },
  critical: { low: 82, medium: 91, high: 99 },
};

const RANK: readonly RuleSeverity[] = ["info", "low", "medium", "high", "critical"];

const toElastic = (severity: RuleSeverity): ElasticSeverity => (severity === "info" ? "low" : severity);

/** An entry of `severity_mapping`: where the field has the value, the alert has the severity. */
export interface SeverityMapping {
  readonly field: string;
  readonly value: string;
  readonly severity: ElasticSeverity;
}

/** The severity without a condition. */
function defaultSeverity(rule: Rule): RuleSeverity {
  return rule.alert.severity.find((choice) => choice.when === undefined)?.value ?? rule.metadata.severity.value;
}

export function severityOf(rule: Rule): ElasticSeverity {
  return toElastic(defaultSeverity(rule));
}

export function riskScoreOf(rule: Rule, report: Report): number {
  const severity = severityOf(rule);
  const written = blockOf(rule).risk_score;
  if (written === undefined) return SCORES[defaultSeverity(rule)][rule.metadata.confidence.value];
  const [low, high] = BANDS[severity];
  const span = spanInBlock(rule, "risk_score") ?? rule.metadata.severity.span;
  if (written < low || written > high) report.add(riskOutsideBand, { risk: written, severity, low, high }, span);
  return written;
}

/**
 * The severities with conditions, where each asks whether one field equals a text. Kibana takes the highest that
 * fits, the language the first: so only where they stand from high to low.
 */
export function severityMappingOf(rule: Rule): readonly SeverityMapping[] | undefined {
  const dynamic = rule.alert.severity.filter((choice) => choice.when !== undefined);
  const ranks = dynamic.map((choice) => RANK.indexOf(choice.value));
  if (ranks.some((rank, index) => index > 0 && rank > (ranks[index - 1] as number))) return undefined;
  const mappings: SeverityMapping[] = [];
  for (const { value, when } of dynamic) {
    if (when?.kind !== "equals" || when.nocase) return undefined;
    const place = placeOf(when.subject);
    if (place.kind !== "field" || place.many || place.row.type !== "keyword") return undefined;
    if ((place.row.fidelity ?? "exact") !== "exact") return undefined;
    const { field } = place.row;
    mappings.push(...when.texts.map((text) => ({ field, value: text, severity: toElastic(value) })));
  }
  return mappings;
}

export function carriedSeverity(rule: Rule): Carried {
  const part = "severity";
  if (severityMappingOf(rule) === undefined) {
    return {
      part,
      how: "rounded",
      note: `always \`${severityOf(rule)}\`: Kibana's severity mapping only asks whether a field equals a text`,
    };
  }
  if (rule.alert.severity.some((choice) => choice.value === "info")) {
    return { part, how: "rounded", note: "`info` is `low`, the least that Elastic has" };
  }
  return { part, how: "carried" };
}
