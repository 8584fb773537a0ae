/**
 * Panther: in, a checked rule; out, a Python module and its YAML, as `rules/aws_cloudtrail_rules/<slug>.py` and `.yml`.
 * It must not know what a condition means (`semantics/`), nor any other target.
 *
 * The way: `lower` (condition to expressions, with `fields` and `helpers`), `hooks` (the alert), `print` and `layout`
 * (expressions to lines), `module` and `document` (the two files), `pack-manifest` and `readme` (those of the pack).
 */
import { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import type { DataSchema } from "../../schema/data-schema.ts";
import { judge } from "../kit/judge.ts";
import { slug } from "../kit/name.ts";
import { nameClash, textRefused } from "../kit/problems.ts";
import { settle } from "../kit/settle.ts";
import type { PackFile, Target, TargetRule } from "../target.ts";
import validateBlock from "./block.validate.generated.ts";
import { capabilities } from "./capabilities.ts";
import { carriedOf } from "./carried.ts";
import { displayNameOf, printDocument, ruleIdOf } from "./document.ts";
import { dumpExpression } from "./dump.ts";
import { factsOf } from "./facts.ts";
import { lowerCondition } from "./lower.ts";
import { printModule } from "./module.ts";
import { ModuleParts } from "./module-parts.ts";
import { panther as names } from "./names.ts";
import { documentOrigins, moduleOrigins } from "./origins.ts";
import { packIdOf, packManifest } from "./pack-manifest.ts";
import { readmeFile } from "./readme.ts";
import { checkTexts } from "./refused.ts";

const FOLDER = "rules/aws_cloudtrail_rules";

/** `AWS.CloudTrail.TrailStopped`: `aws_cloudtrail_trail_stopped`, with the words of the last part apart, as in Panther's own names. */
function fileNameOf(rule: Rule): string {
  const parts = rule.id.split(".");
  const last = (parts.pop() as string).replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_");
  return slug([...parts, last].join("."));
}

function filesOf(rule: Rule, module: string): PackFile[] {
  const base = fileNameOf(rule);
  const document = printDocument(rule, `${base}.py`);
  return [
    // The origins are only asked for where a validator complains.
    {
      path: `${FOLDER}/${base}.py`,
      content: module,
      get origins() {
        return moduleOrigins(module, rule);
      },
    },
    {
      path: `${FOLDER}/${base}.yml`,
      content: document,
      get origins() {
        return documentOrigins(document, rule);
      },
    },
  ];
}

function compile(rule: Rule): TargetRule {
  const report = new Report();
  const judgement = judge(rule.condition, capabilities);
  const settled = settle(rule, names, judgement, report);
  checkTexts(rule, report);
  const module = printModule(rule, displayNameOf(rule));
  const files = settled && !report.hasErrors ? filesOf(rule, module.text) : [];
  return {
    rule,
    judgement,
    files,
    carried: carriedOf(rule),
    diagnostics: report.diagnostics,
    query: module.query,
    payload: undefined,
  };
}

/** Two rules with one name: on the second a problem that names the first, and the other way round. */
function reportClashes(
  rules: readonly TargetRule[],
  what: string,
  nameOf: (rule: Rule) => string,
  report: Report,
): void {
  const byName = new Map<string, Rule[]>();
  for (const { rule } of rules) byName.set(nameOf(rule), [...(byName.get(nameOf(rule)) ?? []), rule]);
  for (const [name, same] of byName) {
    for (const rule of same.length > 1 ? same : []) {
      const other = same.find((one) => one !== rule) as Rule;
      report.add(nameClash, { target: names.name, what, name, other: other.id }, rule.span);
    }
  }
}

export const panther: Target = {
  ...names,
  deviations: ["type", "key-case", "folding", "fraction"],
  engines: async () => [(await import("./engine/engine.ts")).pantherEngine],
  validateBlock,
  blockSchema: async () => (await import("./block.schema.json", { with: { type: "json" } })).default as DataSchema,
  compile,
  pack(rules, settings, leftOut = []) {
    const report = new Report();
    const emitted = rules.filter((one) => one.files.length > 0);
    reportClashes(emitted, "file name", fileNameOf, report);
    reportClashes(emitted, "RuleID", ruleIdOf, report);
    for (const { rule } of emitted) {
      if (ruleIdOf(rule) !== packIdOf(settings)) continue;
      const details = { target: names.name, id: names.id, what: "RuleID", reason: "the pack itself has it." };
      report.add(textRefused, details, rule.span);
    }
    const manifest = packManifest(
      emitted.map((one) => one.rule),
      settings,
    );
    return {
      files: [readmeFile(panther, rules, leftOut, settings), ...manifest],
      diagnostics: report.diagnostics,
    };
  },
  describe: async () => (await import("./describe.ts")).description,
  dump(rule) {
    return `${dumpExpression(lowerCondition(rule.condition, new ModuleParts(factsOf(rule.condition))))}\n`;
  },
};
