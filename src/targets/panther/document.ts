/**
 * In: a rule. Out: the YAML beside its module, with all of the rule's metadata.
 * Keys, their order and what each may hold: panther_analysis_tool 1.11.1, `schemas.py`, and the habit of
 * panther-analysis. Nothing of a rule is lost: what Panther has no key for stands at the end of the description.
 */

import type { Subject } from "../../ir/path.ts";
import type { AttackMapping, BlockValue, Metadata, Rule, RuleSeverity, RuleStatus, RuleTest } from "../../ir/rule.ts";
import { Commented, FlowJson, QuotedText, writeYaml, type YamlMap, type YamlValue } from "../kit/yaml.ts";
import { defaultSeverity } from "./hooks.ts";
import { logOf } from "./log.ts";
import { panther } from "./names.ts";

const LOG_TYPE: { readonly [source: string]: string } = { "aws.cloudtrail": "AWS.CloudTrail" };

const SEVERITY: { readonly [S in RuleSeverity]: string } = {
  info: "Info",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

/** What is stable needs no word. Panther's own `zip` leaves out Experimental and Deprecated. */
const STATUS: { readonly [S in RuleStatus]: string | undefined } = {
  experimental: "Experimental",
  test: "Beta",
  stable: undefined,
  deprecated: "Deprecated",
};

/** Below this Panther takes it for 5, with a warning (`analysis_utils.py`). */
const LEAST_DEDUP_MINUTES = 5;

type Block = { readonly [key: string]: BlockValue };

export function blockOf(rule: Rule): Block {
  return rule.blocks[panther.id]?.values ?? {};
}

export function displayNameOf(rule: Rule): string {
  return (blockOf(rule).display_name as string | undefined) ?? rule.metadata.title.value;
}

export function ruleIdOf(rule: Rule): string {
  return (blockOf(rule).rule_id as string | undefined) ?? rule.id;
}

export function logTypeOf(rule: Rule): string {
  return LOG_TYPE[rule.source] ?? rule.source;
}

export function statusOf(rule: Rule): string | undefined {
  return (blockOf(rule).status as string | undefined) ?? STATUS[rule.metadata.status.value];
}

/** For how long alerts of the same key are one: whole minutes, rounded up, and at least 5. */
export function dedupMinutesOf(rule: Rule): number {
  const given = blockOf(rule).dedup_period_minutes as number | undefined;
  return given ?? Math.max(LEAST_DEDUP_MINUTES, Math.ceil((rule.alert.suppress?.value ?? 0) / 60));
}

/** The tags, without those that differ in case only: Panther refuses such pairs. */
export function tagsOf(rule: Rule): string[] {
  const own = ((blockOf(rule).tags ?? []) as readonly string[]).concat();
  const tags = new Map<string, string>();
  for (const tag of ["AWS", "CloudTrail", ...rule.metadata.tags.map((one) => one.value), ...own]) {
    if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()];
}

/** `TA0007:T1087.004 # Cloud Account`. Panther's own rules are at ATT&CK's version 18. */
function attackEntry(mapping: AttackMapping): Commented {
  const { tactic, technique } = mapping.version18 ?? mapping;
  return new Commented(technique ? `${tactic.id}:${technique.id}` : tactic.id, (technique ?? tactic).name);
}

function reportsOf(rule: Rule): YamlMap | undefined {
  const reports = new Map<string, readonly YamlValue[]>();
  if (rule.metadata.attack.length > 0) reports.set("MITRE ATT&CK", rule.metadata.attack.map(attackEntry));
  const own = (blockOf(rule).reports ?? {}) as { readonly [framework: string]: readonly string[] };
  for (const [framework, parts] of Object.entries(own))
    reports.set(framework, [...(reports.get(framework) ?? []), ...parts]);
  return reports.size === 0 ? undefined : Object.fromEntries(reports);
}

const listed = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${heading}:\n${lines.map((line) => `- ${line.replace(/\s*\n\s*/g, " ")}`).join("\n")}`];

/** What Panther has no key for. */
function particulars({ version, created, modified, confidence, author, license }: Metadata): string {
  const dates = [
    created && `created ${created.value}`,
    modified && modified.value !== created?.value && `modified ${modified.value}`,
  ];
  const parts = [`Version ${version.value}`, ...dates.filter(Boolean), `confidence ${confidence.value}`];
  const origin = [author && ` Author: ${author.value}.`, license && ` License: ${license.value}.`]
    .filter(Boolean)
    .join("");
  return `${parts.join(", ")}.${origin}`;
}

function descriptionOf(rule: Rule, reference: string | undefined): string {
  const { metadata } = rule;
  const further = metadata.references.map((one) => one.value).filter((one) => one !== reference);
  return [
    metadata.description.value,
    ...listed(
      "False positives",
      metadata.falsePositives.map((one) => one.value),
    ),
    ...listed("Tuned", rule.tuning ? [rule.tuning.reason.value] : []),
    ...listed("Further references", further),
    particulars(metadata),
  ].join("\n\n");
}

/** `userIdentity:arn`, as Panther writes nested fields here; what it counts are single values. */
function attributeOf(subject: Subject): string[] {
  if (
    subject.kind === "derived" ||
    subject.type === "object" ||
    subject.type === "open" ||
    subject.steps.some((step) => step.kind !== "key")
  )
    return [];
  return [subject.steps.map((step) => (step.kind === "key" ? step.name : "")).join(":")];
}

function summaryAttributesOf(rule: Rule): readonly string[] | undefined {
  const own = blockOf(rule).summary_attributes as readonly string[] | undefined;
  const attributes = own ?? [...new Set(rule.alert.context.flatMap(attributeOf))];
  return attributes.length === 0 ? undefined : attributes;
}

function testEntry(test: RuleTest, logType: string): YamlMap | undefined {
  if (test.input.kind !== "event") return undefined;
  return {
    Name: test.name,
    ExpectedResult: test.expect === "alerts",
    Log: new FlowJson(logOf(test.input.event, logType)),
  };
}

function testsOf(rule: Rule): readonly YamlValue[] | undefined {
  const tests = rule.tests.map((test) => testEntry(test, logTypeOf(rule))).filter((one) => one !== undefined);
  return tests.length === 0 ? undefined : tests;
}

export function printDocument(rule: Rule, moduleFile: string): string {
  const { metadata } = rule;
  const block = blockOf(rule);
  const reference = (block.reference as string | undefined) ?? metadata.references[0]?.value;
  return writeYaml({
    AnalysisType: "rule",
    Filename: moduleFile,
    RuleID: new QuotedText(ruleIdOf(rule)),
    DisplayName: new QuotedText(displayNameOf(rule)),
    Enabled: metadata.enabled,
    CreateAlert: ((block.create_alert as boolean | undefined) ?? !metadata.signal) ? undefined : false,
    LogTypes: [logTypeOf(rule)],
    Tags: tagsOf(rule),
    Reports: reportsOf(rule),
    Status: statusOf(rule),
    Severity: SEVERITY[defaultSeverity(rule.alert)],
    Description: descriptionOf(rule, reference),
    Runbook: (block.runbook as string | undefined) ?? metadata.runbook?.value,
    Reference: reference,
    OutputIds: block.output_ids as readonly string[] | undefined,
    SummaryAttributes: summaryAttributesOf(rule),
    DedupPeriodMinutes: dedupMinutesOf(rule),
    Threshold: 1,
    Tests: testsOf(rule),
  });
}
