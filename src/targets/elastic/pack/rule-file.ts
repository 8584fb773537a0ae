/**
 * In: a rule and its printed query. Out: the tables of its rule file, and the file itself as detection-rules has it, TOML
 * with its keys in the order of that project's formatter: plain keys by the alphabet, the query last, then sub-tables by the alphabet.
 */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Rule } from "../../../ir/rule.ts";
import type { TomlEntry, TomlTable } from "../../kit/toml.ts";
import { writeToml } from "../../kit/toml.ts";
import type { PackFile, PackSettings } from "../../target.ts";
import { blockOf } from "../block.ts";
import type { QueryLanguage } from "../cells.ts";
import type { Line } from "../print/layout.ts";
import { investigationFields } from "./context.ts";
import { noteOf, setupOf } from "./guide.ts";
import { nameOf, pathOf, ruleIdOf } from "./name.ts";
import { markdownBlock, proseBlock, proseMember } from "./prose.ts";
import { riskScoreOf, severityMappingOf, severityOf } from "./severity.ts";
import { suppressionTables } from "./suppression.ts";
import { tagsOf } from "./tags.ts";
import type { Threat } from "./threat.ts";
import { threatsOf, threatTables } from "./threat.ts";
import { TIMELINES } from "./timelines.ts";

const INDEX = ["logs-aws.cloudtrail-*"];

interface Schedule {
  readonly from: string;
  readonly interval: string | undefined;
}

/** Five minutes, Kibana's interval, and one for late records; in Elastic's own rules too. */
const SCHEDULE: Schedule = { from: "now-6m", interval: undefined };

/** The least that detection-rules takes for a building block (`validate_bbr`), unless it is told not to look. */
const BUILDING_BLOCK_SCHEDULE: Schedule = { from: "now-119m", interval: "60m" };

const MATURITY: { readonly [S in Rule["metadata"]["status"]["value"]]: string } = {
  stable: "production",
  test: "beta",
  experimental: "experimental",
  deprecated: "deprecated",
};

/** What a rule file needs that the rule may lack; checked before. */
export interface Dates {
  readonly created: string;
  readonly modified: string;
}

const slashed = (date: string): string => date.replaceAll("-", "/");

export function isBuildingBlock(rule: Rule): boolean {
  return blockOf(rule).building_block ?? rule.metadata.signal;
}

/** The index patterns that the rule searches. */
export function indexOf(rule: Rule): readonly string[] {
  return blockOf(rule).index ?? INDEX;
}

function scheduleOf(rule: Rule): Schedule {
  const { from, interval } = blockOf(rule);
  const usual = isBuildingBlock(rule) ? BUILDING_BLOCK_SCHEDULE : SCHEDULE;
  return { from: from ?? usual.from, interval: interval ?? usual.interval };
}

/** A building block with a schedule of its own. */
function needsTimingBypass(rule: Rule): boolean {
  const { from, interval } = blockOf(rule);
  return isBuildingBlock(rule) && (from !== undefined || interval !== undefined);
}

function byAlphabet(entries: readonly (TomlEntry | undefined)[]): TomlEntry[] {
  return entries.filter((entry) => entry !== undefined).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function metadataTables(rule: Rule, dates: Dates): TomlTable[] {
  const { status, created, modified, version } = rule.metadata;
  const isDeprecated = status.value === "deprecated";
  return [
    {
      path: ["metadata"],
      entries: byAlphabet([
        needsTimingBypass(rule) ? { key: "bypass_bbr_timing", value: true } : undefined,
        { key: "creation_date", value: slashed(dates.created), span: created?.span },
        isDeprecated ? { key: "deprecation_date", value: slashed(dates.modified), span: modified?.span } : undefined,
        { key: "integration", value: ["aws"] },
        { key: "maturity", value: MATURITY[status.value], span: status.span },
        { key: "updated_date", value: slashed(dates.modified), span: modified?.span },
      ]),
    },
    {
      path: ["metadata", "extended"],
      entries: [
        { key: "rule", value: rule.id, span: rule.span },
        { key: "version", value: version.value, span: version.span },
      ],
    },
  ];
}

function queryEntry(text: string, lines: readonly Line[]): TomlEntry {
  return {
    key: "query",
    value: { kind: "literal", text: `${text}\n` },
    isApart: true,
    lineSpans: lines.map((line) => line.span),
  };
}

function ruleTable(
  rule: Rule,
  language: QueryLanguage,
  lines: readonly Line[],
  author: string,
  report: Report,
  threats: readonly Threat[],
): TomlTable {
  const { metadata } = rule;
  const block = blockOf(rule);
  const text = lines.map((line) => line.text).join("\n");
  const optional = (key: string, value: TomlEntry["value"] | undefined): TomlEntry | undefined =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : { key, value };
  const plain = byAlphabet([
    { key: "language", value: language === "kql" ? "kuery" : "eql" },
    { key: "type", value: language === "kql" ? "query" : "eql" },
    { key: "author", value: [author], span: metadata.author?.span },
    isBuildingBlock(rule) ? { key: "building_block_type", value: "default" } : undefined,
    { key: "description", value: proseBlock(metadata.description.value), span: metadata.description.span },
    metadata.enabled ? undefined : { key: "enabled", value: false },
    optional(
      "false_positives",
      metadata.falsePositives.map((one) => proseMember(one.value)),
    ),
    { key: "from", value: scheduleOf(rule).from },
    { key: "index", value: indexOf(rule) },
    optional("interval", scheduleOf(rule).interval),
    optional("license", metadata.license?.value),
    optional("max_signals", block.max_signals),
    { key: "name", value: nameOf(rule).value, span: nameOf(rule).span },
    { key: "note", value: markdownBlock(noteOf(rule)), span: metadata.runbook?.span },
    optional(
      "references",
      metadata.references.map((one) => one.value),
    ),
    { key: "risk_score", value: riskScoreOf(rule, report), span: metadata.severity.span },
    { key: "rule_id", value: ruleIdOf(rule), span: rule.span },
    optional("rule_name_override", block.rule_name_override),
    { key: "setup", value: markdownBlock(setupOf(rule, text)) },
    { key: "severity", value: severityOf(rule), span: metadata.severity.span },
    { key: "tags", value: tagsOf(rule, threats, isBuildingBlock(rule)) },
    optional("timeline_id", block.timeline === undefined ? undefined : TIMELINES[block.timeline]),
    optional("timeline_title", block.timeline),
    { key: "timestamp_override", value: "event.ingested" },
  ]);
  return { path: ["rule"], entries: [...plain, queryEntry(text, lines)] };
}

function investigationTables(rule: Rule): TomlTable[] {
  const fields = investigationFields(rule);
  return fields.length === 0
    ? []
    : [{ path: ["rule", "investigation_fields"], entries: [{ key: "field_names", value: fields }] }];
}

function severityTables(rule: Rule): TomlTable[] {
  return (severityMappingOf(rule) ?? []).map((mapping) => ({
    path: ["rule", "severity_mapping"],
    isOneOfSeveral: true,
    entries: [
      { key: "field", value: mapping.field },
      { key: "operator", value: "equals" },
      { key: "severity", value: mapping.severity },
      { key: "value", value: mapping.value },
    ],
  }));
}

/** The tables of the rule file. What could be refused has been checked before. */
export function ruleTables(
  rule: Rule,
  language: QueryLanguage,
  lines: readonly Line[],
  settings: PackSettings,
  dates: Dates,
  report: Report,
): readonly TomlTable[] {
  const threats = threatsOf(rule);
  const author = rule.metadata.author?.value ?? settings.author;
  return [
    ...metadataTables(rule, dates),
    ruleTable(rule, language, lines, author, report, threats),
    ...suppressionTables(rule),
    ...investigationTables(rule),
    ...severityTables(rule),
    ...threatTables(threats),
  ];
}

export function ruleFile(rule: Rule, tables: readonly TomlTable[]): PackFile {
  const document = writeToml(tables);
  return {
    path: pathOf(rule, threatsOf(rule), isBuildingBlock(rule)),
    content: document.text,
    get origins() {
      return document.origins;
    },
  };
}
