/**
 * In: a rule, its search, the pack's settings. Out: everything that Splunk keeps about the detection, in plain data;
 * the writers of both packs read it and decide nothing. Texts that Splunk refuses are reported here.
 */
import type { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import { ruleUuid } from "../kit/name.ts";
import { metadataWanted, textRefused } from "../kit/problems.ts";
import type { Carried, PackSettings } from "../target.ts";
import { Block, type DetectionType, type Drilldown, ID, NAME } from "./block.ts";
import { eventLine } from "./event-line.ts";
import { attackParentAndSub, productionNeedsTest } from "./problems.ts";
import { detectionType, period, STATUS } from "./rating.ts";
import { reportName, reportTexts } from "./refused-texts.ts";
import { messageOf, objectsOf, type RiskParts } from "./risk.ts";
import type { Search } from "./search.ts";

export interface Throttling {
  readonly fields: readonly string[];
  readonly period: string;
}

export interface Detection extends RiskParts {
  readonly rule: Rule;
  readonly name: string;
  /** The name as contentctl makes a file's and a macro's of it. */
  readonly stem: string;
  readonly id: string;
  readonly version: number;
  readonly date: string;
  readonly created: string;
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
  /** Beside those that every detection has. */
  readonly drilldowns: readonly Drilldown[];
  readonly throttling?: Throttling;
  readonly schedule: {
    readonly cron: string;
    readonly earliest: string;
    readonly latest: string;
    readonly isOwn: boolean;
  };
  readonly tests: readonly { readonly name: string; readonly path: string; readonly line: string }[];
  readonly search: Search;
  readonly carried: readonly Carried[];
}

const HOW_TO_IMPLEMENT =
  "Read AWS CloudTrail with the Splunk Add-on for AWS, as sourcetype aws:cloudtrail, and let the macro cloudtrail name the index that holds it.";
const NO_FALSE_POSITIVES = "None are known yet.";
const DEFAULT_STORY = "AWS CloudTrail Detections";
export const DEFAULT_SOURCE = "AWS CloudTrail";

export const stemOf = (name: string) => name.toLowerCase().replace(/[ ./-]/g, "_");

/** The first word of the pack's name: a search is called `label - name - Rule` in Enterprise Security. */
export const labelOf = (settings: PackSettings) => {
  const word = settings.name.split("_").find((one) => one !== "") ?? "pack";
  return word.charAt(0).toUpperCase() + word.slice(1);
};

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

function testsOf(rule: Rule, stem: string): Detection["tests"] {
  const alerting = rule.tests.flatMap((one) =>
    one.expect === "alerts" && one.input.kind === "event" ? [{ name: one.name, event: one.input.event }] : [],
  );
  return alerting.map(({ name, event }, index) => ({
    name,
    path: `attack_data/${stem}_${index + 1}.json`,
    line: eventLine(event),
  }));
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
      ? [
          {
            part: "suppress",
            how: "carried",
            note: `throttled for ${throttling.period} by ${throttling.fields.join(", ")}`,
          },
        ]
      : [{ part: "suppress", how: "left out", note: "there is no column to tell alerts apart by" }];
  const carried: Carried[] = [...search.outputs.carried, ...suppress];
  if (metadata.runbook)
    carried.push({
      part: "runbook",
      how: "carried",
      note: "the detection's explanation, and the saved search's description",
    });
  if (metadata.tags.length > 0)
    carried.push({
      part: "tags",
      how: "rounded",
      note: "only in the saved search's description; Enterprise Security's content has no tags of one's own",
    });
  if (metadata.attack.some((one) => !one.technique)) {
    carried.push({
      part: "attack",
      how: "rounded",
      note: "a tactic without a technique stands only in the saved search's description",
    });
  }
  if (metadata.license) carried.push({ part: "license", how: "left out", note: "a detection has none of its own" });
  const wanted = STATUS[metadata.status.value];
  if (wanted !== status)
    carried.push({ part: "status", how: "rounded", note: `to ${status}: production wants a test that alerts` });
  return carried;
}

/** Everything of the detection; errors are in the report, and then nothing may be emitted. */
export function detectionOf(
  rule: Rule,
  name: string,
  search: Search,
  settings: PackSettings,
  report: Report,
): Detection {
  const { metadata } = rule;
  const block = new Block(rule);
  const stem = stemOf(name);
  const date = metadata.modified ?? metadata.created;
  if (!date) report.add(metadataWanted, { target: NAME, name: "created", example: "created = 2026-01-31" }, rule.span);
  const author = metadata.author?.value ?? settings.author;
  if (author === "") report.add(metadataWanted, { target: NAME, name: "author", example: 'author = "…"' }, rule.span);
  if (author.length > 255)
    report.add(
      textRefused,
      { target: NAME, id: ID, what: "author", reason: "it has more than 255 characters." },
      metadata.author?.span ?? rule.span,
    );
  const securityDomain = block.text("security_domain") ?? "threat";
  reportName(
    name,
    labelOf(settings),
    securityDomain,
    block.text("name") === undefined ? metadata.title.span : block.span("name"),
    report,
  );
  const description = block.text("description") ?? metadata.description.value;
  if (description.length > 10000) {
    report.add(
      textRefused,
      { target: NAME, id: ID, what: "description", reason: "it has more than 10,000 characters." },
      metadata.description.span,
    );
  }
  const explanation = block.text("explanation") ?? metadata.runbook?.value;
  const falsePositives = [
    block.text("known_false_positives") ?? metadata.falsePositives.map((one) => one.value).join("\n"),
    ...(rule.tuning ? [`Tuned: ${rule.tuning.reason.value}`] : []),
  ]
    .filter((text) => text !== "")
    .join("\n");
  const tests = testsOf(rule, stem);
  const status = statusOf(rule, tests, report);
  const { keyColumns } = search.outputs;
  const throttling =
    rule.alert.suppress && keyColumns.length > 0
      ? { fields: keyColumns, period: period(rule.alert.suppress.value) }
      : undefined;
  const own = [block.text("cron_schedule"), block.text("earliest"), block.text("latest")];
  const detection: Detection = {
    rule,
    name,
    stem,
    id: block.text("id") ?? ruleUuid(rule, ID),
    version: metadata.version.value,
    date: date?.value ?? "",
    created: (metadata.created ?? date)?.value ?? "",
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
    drilldowns: block.drilldowns,
    ...objectsOf(block, search, report),
    ...(throttling ? { throttling } : {}),
    schedule: {
      cron: own[0] ?? "0 * * * *",
      earliest: own[1] ?? "-70m@m",
      latest: own[2] ?? "-10m@m",
      isOwn: own.some((one) => one !== undefined),
    },
    tests,
    search,
    carried: carriedOf(rule, search, throttling, status),
  };
  reportTexts(detection, block, report);
  return detection;
}
