/**
 * The Splunk target. In: checked rules. Out: a contentctl 5 project (`contentctl/`), one of contentctl-ng
 * (`contentctl_ng/`) and an app of saved searches (`app/<id>/`), all with the same searches: prefilter, `| where` with the whole condition, columns, filter macro.
 * It must not know what a condition means, only how SPL says it; no file, no clock.
 *
 *   prepare -> capabilities -> lower -> print        the condition, IR to text
 *   outputs -> search                                columns, and the search put together
 *   detection -> detection-yaml, content-pack          what stands around it, for contentctl 5,
 *             -> finding-yaml, finding-pack, app-pack  for contentctl-ng and as an app
 */
import { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import type { DataSchema } from "../../schema/data-schema.ts";
import type { Span } from "../../source/source.ts";
import { confRefuses } from "../kit/conf.ts";
import { judge } from "../kit/judge.ts";
import { nameClash, textRefused } from "../kit/problems.ts";
import { settle } from "../kit/settle.ts";
import type { PackFile, PackSettings, Target, TargetRule } from "../target.ts";
import { appPack } from "./app-pack.ts";
import { Block, ID, NAME } from "./block.ts";
import validateBlock from "./block.validate.generated.ts";
import { capabilities } from "./capabilities.ts";
import { ComputedFields } from "./computed-fields.ts";
import { contentPack } from "./content-pack.ts";
import { type Detection, detectionOf, stemOf } from "./detection.ts";
import { detectionYaml, sharedParts } from "./detection-yaml.ts";
import { dumpExpression } from "./dump.ts";
import { FINDING_ROOT, findingPack, isInFindingPack } from "./finding-pack.ts";
import { findingYaml } from "./finding-yaml.ts";
import { lower } from "./lower.ts";
import { prepare } from "./prepare.ts";
import { readmeFile } from "./readme.ts";
import { searchOf } from "./search.ts";
import { defineDerived } from "./value-expression.ts";

/** Which part of the rule a line of the detection's YAML comes from: by its key, and `where` by itself. */
function originsOf(content: string, detection: Detection): NonNullable<PackFile["origins"]> {
  const { rule } = detection;
  const { metadata } = rule;
  const spans: { readonly [key: string]: Span | undefined } = {
    name: metadata.title.span,
    version: metadata.version.span,
    date: (metadata.modified ?? metadata.created)?.span,
    creation_date: metadata.created?.span,
    modification_date: (metadata.modified ?? metadata.created)?.span,
    author: metadata.author?.span,
    status: metadata.status.span,
    description: metadata.description.span,
    known_false_positives: metadata.falsePositives[0]?.span,
    explanation: metadata.runbook?.span,
    references: metadata.references[0]?.span,
    search: rule.condition.origin,
    rba: rule.alert.title[0]?.value.span,
    finding: rule.alert.title[0]?.value.span,
    intermediate_findings: rule.alert.title[0]?.value.span,
    tests: rule.tests[0]?.span,
    tags: rule.blocks[ID]?.span,
  };
  const origins: { line: number; span: Span }[] = [];
  let span: Span = rule.span;
  for (const [index, line] of content.split("\n").entries()) {
    const key = /^([a-z_]+):/.exec(line)?.[1];
    if (key !== undefined) span = (Object.hasOwn(spans, key) ? spans[key] : undefined) ?? rule.span;
    if (line !== "") origins.push({ line: index + 1, span });
  }
  return origins;
}

function yamlFile(path: string, content: string, detection: Detection): PackFile {
  return {
    path,
    content,
    // Only asked for where a validator complains.
    get origins() {
      return originsOf(content, detection);
    },
  };
}

function filesOf(detection: Detection): PackFile[] {
  const path = `detections/cloud/${detection.stem}.yml`;
  const isFinding = isInFindingPack(detection);
  const parts = sharedParts(detection);
  return [
    yamlFile(`contentctl/${path}`, detectionYaml(detection, parts), detection),
    ...(isFinding ? [yamlFile(`${FINDING_ROOT}/${path}`, findingYaml(detection, parts), detection)] : []),
    ...detection.tests.map((one) => ({ path: `contentctl/${one.path}`, content: `${one.line}\n` })),
  ];
}

function compile(rule: Rule, settings: PackSettings): TargetRule {
  const report = new Report();
  const condition = prepare(rule.condition);
  const judgement = judge(condition, capabilities);
  const refused = { rule, judgement, files: [], carried: [], query: "", payload: undefined };
  if (!settle(rule, { id: ID, name: NAME }, judgement, report)) return { ...refused, diagnostics: report.diagnostics };
  const name = new Block(rule).text("name") ?? rule.metadata.title.value;
  const search = searchOf(rule, condition, `${stemOf(name)}_filter`);
  const detection = detectionOf(rule, name, search, settings, report);
  if (report.hasErrors) return { ...refused, query: search.where, diagnostics: report.diagnostics };
  return {
    rule,
    judgement,
    files: filesOf(detection),
    carried: detection.carried,
    diagnostics: report.diagnostics,
    query: search.where,
    payload: detection,
  };
}

/** Files and macros are named by the title: two rules of one name are a problem of both. */
function reportClashes(detections: readonly Detection[], report: Report): void {
  const byStem = new Map<string, Detection[]>();
  for (const one of detections) byStem.set(one.stem, [...(byStem.get(one.stem) ?? []), one]);
  for (const [stem, same] of byStem) {
    for (const one of same.length > 1 ? same : []) {
      const other = same.find((two) => two !== one) as Detection;
      report.add(
        nameClash,
        { target: NAME, what: "file", name: `${stem}.yml`, other: other.rule.id },
        one.rule.metadata.title.span,
      );
    }
  }
}

function pack(
  rules: readonly TargetRule[],
  settings: PackSettings,
  leftOut: readonly TargetRule[] = [],
): ReturnType<Target["pack"]> {
  const report = new Report();
  const detections = rules.flatMap((one) => (one.files.length > 0 ? [one.payload as Detection] : []));
  reportClashes(detections, report);
  const reason = confRefuses(settings.author);
  const [first] = detections;
  if (reason !== undefined && first)
    report.add(
      textRefused,
      {
        target: NAME,
        id: ID,
        what: "author of the pack",
        reason,
        instead: "Change it in the project's configuration.",
      },
      first.rule.span,
    );
  if (report.hasErrors) return { files: [], diagnostics: report.diagnostics };
  const sorted = [...detections].sort((a, b) => (a.stem < b.stem ? -1 : 1));
  const readme = readmeFile(splunk, rules, leftOut, sorted, settings);
  const forms = [contentPack, findingPack, appPack].flatMap((form) => form(sorted, settings));
  return { files: [readme, ...(sorted.length === 0 ? [] : forms)], diagnostics: report.diagnostics };
}

function dump(rule: Rule): string {
  const condition = prepare(rule.condition);
  const { fidelity, findings } = judge(condition, capabilities);
  if (fidelity === "impossible") return `impossible\n${findings.map((one) => `  ${one.reason}\n`).join("")}`;
  const fields = new ComputedFields();
  const where = lower(condition, fields, defineDerived);
  const computed = fields.all.map(({ name, value }) => `eval ${name}\n${dumpExpression(value, "  ")}\n`).join("");
  return `${computed}where\n${dumpExpression(where, "  ")}\n`;
}

export const splunk: Target = {
  id: ID,
  name: NAME,
  deviations: [
    "shape",
    "null-text",
    "fraction",
    "folding",
    "dotted-key",
    "long-record",
    "odd-address",
    "bracket-text",
    "character-bytes",
  ],
  engines: async () => [(await import("./engine/engine.ts")).splunkEngine],
  validateBlock,
  blockSchema: async () => (await import("./block.schema.json", { with: { type: "json" } })).default as DataSchema,
  compile,
  pack,
  describe: async () => (await import("./describe.ts")).description,
  dump,
};
