/**
 * In: a rule, its search, the pack's settings. Out: everything that Splunk keeps about the detection, in plain data;
 * the writers of both packs read it and decide nothing. Texts that Splunk refuses are reported here.
 */
import type { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import type { Span } from "../../source/source.ts";
import { confRefuses } from "../kit/conf.ts";
import { ruleUuid } from "../kit/name.ts";
import { metadataWanted, textRefused } from "../kit/problems.ts";
import { yamlCanHold } from "../kit/yaml.ts";
import type { Carried, PackSettings } from "../target.ts";
import { Block, type DetectionType, ID, NAME, type RiskObject } from "./block.ts";
import { eventLine } from "./event-line.ts";
import { attackParentAndSub, bareAddress, productionNeedsTest, tokenInText, unknownOutput } from "./problems.ts";
import { detectionType, period, riskScore, STATUS } from "./rating.ts";
import type { Search } from "./search.ts";
import { isSayable } from "./value-expression.ts";

export interface Throttling {
  readonly fields: readonly string[];
  readonly period: string;
}

export interface Detection {
  readonly rule: Rule;
  readonly name: string;
  /** The name as contentctl makes a file's and a macro's of it. */
  readonly stem: string;
  readonly id: string;
  readonly version: number;
  readonly date: string;
  readonly author: string;
  readonly status: "experimental" | "production" | "deprecated";
  readonly type: DetectionType;
  readonly description: string;
  readonly explanation?: string;
  readonly howToImplement: string;
  readonly knownFalsePositives: string;
  readonly references: readonly string[];
  readonly attack: readonly string[];
  readonly stories: readonly string[];
  readonly dataSources: readonly string[];
  readonly assetType: string;
  readonly securityDomain: string;
  readonly message: string;
  readonly riskObjects: readonly Required<RiskObject>[];
  readonly threatObjects: readonly RiskObject[];
  readonly throttling?: Throttling;
  readonly schedule: { readonly cron: string; readonly earliest: string; readonly latest: string; readonly isOwn: boolean };
  readonly tests: readonly { readonly name: string; readonly path: string; readonly line: string }[];
  readonly search: Search;
  readonly carried: readonly Carried[];
}

const HOW_TO_IMPLEMENT =
  "Read AWS CloudTrail with the Splunk Add-on for AWS, as sourcetype aws:cloudtrail, and let the macro cloudtrail name the index that holds it.";
const NO_FALSE_POSITIVES = "None are known yet.";
const DEFAULT_STORY = "AWS CloudTrail Detections";
export const DEFAULT_SOURCE = "AWS CloudTrail";

/** contentctl 5.6.2: a name has at most 67 characters; its file and its filter macro are made of it. */
const NAME_LENGTH = 67;
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ._/-]*$/;

export const stemOf = (name: string) => name.toLowerCase().replace(/[ ./-]/g, "_");

/** The first word of the pack's name: a search is called `label - name - Rule` in Enterprise Security. */
export const labelOf = (settings: PackSettings) => {
  const word = settings.name.split("_").find((one) => one !== "") ?? "pack";
  return word.charAt(0).toUpperCase() + word.slice(1);
};

/** Enterprise Security takes 99 characters for `domain - label - name - Rule - Rule` (contentctl 5.6.2, constants.py). */
function longestName(label: string, securityDomain: string): number {
  return Math.min(NAME_LENGTH, 99 - `${securityDomain} - ${label} -  - Rule - Rule`.length);
}

function reportName(name: string, label: string, securityDomain: string, span: Span, report: Report): void {
  const refuse = (reason: string) =>
    report.add(textRefused, { target: NAME, id: ID, what: "title", reason, instead: `Shorten it or change the characters, or give Splunk its own: \`${ID} { name = "…" }\`.` }, span);
  const most = longestName(label, securityDomain);
  if (name.length > most) refuse(`a search's name has at most ${most} characters here, and this one has ${name.length}.`);
  if (!NAME_PATTERN.test(name)) refuse("a file and a macro are named after it, so it has letters, digits, spaces and `- . / _` only.");
}

/** Reports what a .conf or a YAML file can't hold. */
function reportText(text: string, what: string, span: Span, report: Report): void {
  const reason = confRefuses(text) ?? (yamlCanHold(text) ? undefined : "it has half of a surrogate pair.");
  if (reason !== undefined) report.add(textRefused, { target: NAME, id: ID, what, reason }, span);
}

/** Technique ids, and tactics that stand alone are left to the story; never a technique beside its sub-technique. */
function attackIds(rule: Rule, report: Report): string[] {
  const ids = [...new Set(rule.metadata.attack.flatMap((one) => (one.technique ? [one.technique.id] : [])))];
  return ids.filter((id) => {
    const sub = ids.find((one) => one.startsWith(`${id}.`));
    const span = rule.metadata.attack.find((one) => one.technique?.id === id)?.span ?? rule.span;
    if (sub !== undefined) report.add(attackParentAndSub, { parent: id, sub }, span);
    return sub === undefined;
  });
}

/** The risk message: each column's value by its token. */
function messageOf(block: Block, search: Search, name: string, report: Report): string {
  const isOwn = block.text("message") !== undefined;
  const span = isOwn ? block.span("message") : (block.rule.alert.title[0]?.value.span ?? block.rule.span);
  const names = new Set(search.outputs.columns.map((one) => one.name));
  const parts = search.title.length > 0 ? search.title : [{ kind: "text", text: name } as const];
  for (const part of parts) {
    if (part.kind === "column") reportColumn(part.name, names, span, report);
    else if (!isSayable(part.text)) report.add(tokenInText, { what: isOwn ? "message" : "alert's title", character: unsayableIn(part.text) }, span);
  }
  return parts.map((part) => (part.kind === "text" ? part.text : `$${part.name}$`)).join("");
}

function unsayableIn(text: string): string {
  const character = [...text].find((one) => !isSayable(one)) ?? "";
  return /^[$`]$/.test(character) ? character : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function reportColumn(name: string, names: ReadonlySet<string>, span: Span, report: Report): void {
  if (!names.has(name)) report.add(unknownOutput, { name, names: [...names].map((one) => `\`${one}\``).join(", ") }, span);
}

const DEFAULT_THREATS: readonly RiskObject[] = [
  { field: "src", type: "ip_address" },
  { field: "user_agent", type: "http_user_agent" },
];

function objectsOf(block: Block, search: Search, report: Report): Pick<Detection, "riskObjects" | "threatObjects"> {
  const { severity, confidence } = block.rule.metadata;
  const names = new Set(search.outputs.columns.map((one) => one.name));
  for (const key of ["risk_objects", "threat_objects"]) {
    for (const one of block.objects(key) ?? []) reportColumn(one.field, names, block.span(key), report);
  }
  const score = riskScore(severity.value, confidence.value);
  const risk = block.objects("risk_objects") ?? [{ field: "user", type: "user" }];
  return {
    riskObjects: risk.map((one) => ({ field: one.field, type: one.type, score: one.score ?? score })),
    threatObjects: block.objects("threat_objects") ?? DEFAULT_THREATS.filter((one) => names.has(one.field)),
  };
}

function testsOf(rule: Rule, stem: string): Detection["tests"] {
  const alerting = rule.tests.flatMap((one) => (one.expect === "alerts" && one.input.kind === "event" ? [{ name: one.name, event: one.input.event }] : []));
  return alerting.map(({ name, event }, index) => ({ name, path: `attack_data/${stem}_${index + 1}.json`, line: eventLine(event) }));
}

function statusOf(rule: Rule, tests: Detection["tests"], report: Report): Detection["status"] {
  const status = STATUS[rule.metadata.status.value];
  if (status !== "production" || tests.length > 0) return status;
  report.add(productionNeedsTest, {}, rule.metadata.status.span);
  return "experimental";
}

function carriedOf(rule: Rule, search: Search, throttling: Throttling | undefined, status: string): Carried[] {
  const { metadata } = rule;
  const suppress: Carried[] = !rule.alert.suppress
    ? []
    : throttling
      ? [{ part: "suppress", how: "carried", note: `throttled for ${throttling.period} by ${throttling.fields.join(", ")}` }]
      : [{ part: "suppress", how: "left out", note: "there is no column to tell alerts apart by" }];
  const carried: Carried[] = [...search.outputs.carried, ...suppress];
  if (metadata.runbook) carried.push({ part: "runbook", how: "carried", note: "the detection's explanation, and the saved search's description" });
  if (metadata.tags.length > 0) carried.push({ part: "tags", how: "rounded", note: "only in the saved search's description; Enterprise Security's content has no tags of one's own" });
  if (metadata.attack.some((one) => !one.technique)) {
    carried.push({ part: "attack", how: "rounded", note: "a tactic without a technique stands only in the saved search's description" });
  }
  if (metadata.license) carried.push({ part: "license", how: "left out", note: "a detection has none of its own" });
  const wanted = STATUS[metadata.status.value];
  if (wanted !== status) carried.push({ part: "status", how: "rounded", note: `to ${status}: production wants a test that alerts` });
  return carried;
}

/** Everything of the detection; errors are in the report, and then nothing may be emitted. */
export function detectionOf(rule: Rule, name: string, search: Search, settings: PackSettings, report: Report): Detection {
  const { metadata } = rule;
  const block = new Block(rule);
  const stem = stemOf(name);
  const date = metadata.modified ?? metadata.created;
  if (!date) report.add(metadataWanted, { target: NAME, name: "created", example: "created = 2026-01-31" }, rule.span);
  const author = metadata.author?.value ?? settings.author;
  if (author === "") report.add(metadataWanted, { target: NAME, name: "author", example: 'author = "…"' }, rule.span);
  if (author.length > 255) report.add(textRefused, { target: NAME, id: ID, what: "author", reason: "it has more than 255 characters." }, metadata.author?.span ?? rule.span);
  const securityDomain = block.text("security_domain") ?? "threat";
  reportName(name, labelOf(settings), securityDomain, block.text("name") === undefined ? metadata.title.span : block.span("name"), report);
  const description = block.text("description") ?? metadata.description.value;
  if (description.length > 10000) {
    report.add(textRefused, { target: NAME, id: ID, what: "description", reason: "it has more than 10,000 characters." }, metadata.description.span);
  }
  const explanation = block.text("explanation") ?? metadata.runbook?.value;
  const falsePositives = block.text("known_false_positives") ?? metadata.falsePositives.map((one) => one.value).join("\n");
  const tests = testsOf(rule, stem);
  const status = statusOf(rule, tests, report);
  const { keyColumns } = search.outputs;
  const throttling =
    rule.alert.suppress && keyColumns.length > 0 ? { fields: keyColumns, period: period(rule.alert.suppress.value) } : undefined;
  const own = [block.text("cron_schedule"), block.text("earliest"), block.text("latest")];
  const detection: Detection = {
    rule,
    name,
    stem,
    id: block.text("id") ?? ruleUuid(rule, ID),
    version: metadata.version.value,
    date: date?.value ?? "",
    author,
    status,
    type: detectionType(rule),
    description,
    ...(explanation === undefined ? {} : { explanation }),
    howToImplement: block.text("how_to_implement") ?? HOW_TO_IMPLEMENT,
    knownFalsePositives: falsePositives === "" ? NO_FALSE_POSITIVES : falsePositives,
    references: metadata.references.map((one) => one.value),
    attack: attackIds(rule, report),
    stories: block.texts("analytic_story") ?? [DEFAULT_STORY],
    dataSources: block.texts("data_source") ?? [DEFAULT_SOURCE],
    assetType: block.text("asset_type") ?? "AWS Account",
    securityDomain,
    message: messageOf(block, search, name, report),
    ...objectsOf(block, search, report),
    ...(throttling ? { throttling } : {}),
    schedule: { cron: own[0] ?? "0 * * * *", earliest: own[1] ?? "-70m@m", latest: own[2] ?? "-10m@m", isOwn: own.some((one) => one !== undefined) },
    tests,
    search,
    carried: carriedOf(rule, search, throttling, status),
  };
  reportTexts(detection, block, report);
  return detection;
}

/** The addresses that AppInspect 4.3.1 looks for (check_malware.py, check_hostnames_and_ips), and the few that it knows as harmless. */
const BARE_ADDRESS = /(?:^|[^\w.])((?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]))(?!\/[1-3]?[0-9](?:$|[^\w.]))(?:$|[^\w.])/;
const HARMLESS = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$|1\.1\.1\.1$|1\.0\.0\.1$|8\.8\.[48]\.[48]$|9\.9\.9\.9$)/;

function reportAddress(text: string | undefined, what: string, span: Span, report: Report): void {
  const address = text === undefined ? undefined : BARE_ADDRESS.exec(text)?.[1];
  if (address !== undefined && !HARMLESS.test(address)) report.add(bareAddress, { what, address }, span);
}

function reportTexts(detection: Detection, block: Block, report: Report): void {
  const { metadata } = detection.rule;
  if (detection.knownFalsePositives.length < 4) {
    report.add(textRefused, { target: NAME, id: ID, what: "list of false positives", reason: "it has less than 4 characters." }, metadata.falsePositives[0]?.span ?? detection.rule.span);
  }
  reportText(detection.author, "author", metadata.author?.span ?? detection.rule.span, report);
  reportText(detection.description, "description", block.text("description") === undefined ? metadata.description.span : block.span("description"), report);
  reportText(detection.message, "alert title", block.rule.alert.title[0]?.value.span ?? detection.rule.span, report);
  reportText(detection.howToImplement, "how_to_implement", block.span("how_to_implement"), report);
  reportText(detection.knownFalsePositives, "list of false positives", metadata.falsePositives[0]?.span ?? detection.rule.span, report);
  if (detection.explanation !== undefined) reportText(detection.explanation, "runbook", metadata.runbook?.span ?? block.span("explanation"), report);
  reportAddress(detection.description, "description", metadata.description.span, report);
  reportAddress(detection.knownFalsePositives, "list of false positives", metadata.falsePositives[0]?.span ?? detection.rule.span, report);
  reportAddress(detection.explanation, "runbook", metadata.runbook?.span ?? block.span("explanation"), report);
  for (const one of metadata.tags) reportText(one.value, "tag", one.span, report);
  for (const one of detection.rule.tests) if (!yamlCanHold(one.name)) reportText(one.name, "name of a test", one.span, report);
  for (const one of metadata.references) reportText(one.value, "reference", one.span, report);
}
