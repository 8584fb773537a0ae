/** What a rule's severity, confidence, status and signal are on Splunk. Tables, each with its source. */
import type { Rule, RuleConfidence, RuleSeverity, RuleStatus } from "../../ir/rule.ts";
import { Block, type DetectionType } from "./block.ts";

/**
 * Scores from which contentctl 5.6.2 computes the severity again (detection_abstract.py: 0-20 informational, 21-40 low,
 * 41-60 medium, 61-80 high, 81-100 critical): confidence moves a score within its band, never out of it.
 */
const BAND: { readonly [S in RuleSeverity]: number } = { info: 0, low: 20, medium: 40, high: 60, critical: 80 };
const WITHIN: { readonly [C in RuleConfidence]: number } = { low: 5, medium: 12, high: 20 };

export function riskScore(severity: RuleSeverity, confidence: RuleConfidence): number {
  return BAND[severity] + WITHIN[confidence];
}

/** savedsearches.conf.spec, alert.severity: 2 info, 3 warn, 4 error, 5 severe, 6 fatal. */
export const ALERT_SEVERITY: { readonly [S in RuleSeverity]: string } = {
  info: "2",
  low: "3",
  medium: "4",
  high: "5",
  critical: "6",
};

/** A signal adds risk and never alerts by itself; what is unsure or harmless is for hunters or adds risk. */
export function detectionType(rule: Rule): DetectionType {
  const { severity, confidence, signal } = rule.metadata;
  const wished = new Block(rule).type;
  if (wished) return wished;
  if (severity.value === "info" && !signal) return "Hunting";
  return signal || severity.value === "low" || confidence.value === "low" || severity.value === "info"
    ? "Anomaly"
    : "TTP";
}

export const STATUS: { readonly [S in RuleStatus]: "experimental" | "production" | "deprecated" } = {
  experimental: "experimental",
  test: "experimental",
  stable: "production",
  deprecated: "deprecated",
};

/** `3600` -> `1h`: contentctl and savedsearches.conf take whole seconds, minutes or hours. */
export function period(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
