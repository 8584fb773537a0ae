/** Checked rules and conditions for the tests, from the language itself. */
import { checkFile } from "../../../src/check/check-file.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { parseFile } from "../../../src/syntax/parse-file.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import type { PackSettings } from "../../../src/targets/target.ts";

export const settings: PackSettings = { name: "tocsin_cloudtrail", version: "0.1.0", author: "Tocsin" };

/** The rules of a text; one with errors is a mistake of the test. */
export function rulesOf(text: string): readonly Rule[] {
  const report = new Report();
  const platforms = new Map([[splunk.id, splunk.validateBlock]]);
  const rules = checkFile(
    parseFile({ path: "test.tocsin", text }, report),
    { fileAt: () => undefined, platforms, defaults: {} },
    report,
  );
  if (report.hasErrors) throw new Error(report.diagnostics.map((one) => `${one.code} ${one.message}`).join("\n"));
  return rules;
}

export interface RuleParts {
  readonly id?: string;
  readonly data?: string;
  readonly lets?: string;
  readonly when?: string;
  readonly alert?: string;
  readonly block?: string;
  readonly tests?: string;
}

/** A rule with what the test leaves out filled in. */
export function rule(parts: RuleParts = {}): Rule {
  const has = (name: string) => new RegExp(`^\\s*${name}\\s*=`, "m").test(parts.data ?? "");
  const data = [
    ...(has("title") ? [] : ['title = "Trail stopped"']),
    ...(has("description") ? [] : ['description = "Somebody stopped a trail."']),
    ...(has("severity") ? [] : ["severity = high"]),
    ...(has("status") ? [] : ["status = stable"]),
    ...(has("confidence") ? [] : ["confidence = high"]),
    ...(has("created") ? [] : ["created = 2026-01-31"]),
    ...(has("author") ? [] : ['author = "Tocsin"']),
    parts.data ?? "",
  ];
  const [found] = rulesOf(`rule ${parts.id ?? "AWS.CloudTrail.Stopped"} {
${ORDER.flatMap((name) => data.flatMap((one) => one.split(/\n(?=\s*[a-z_]+\s*=)/)).filter((one) => one.trim().startsWith(`${name} `))).join("\n")}
  source aws.cloudtrail
  ${parts.lets ?? ""}
  when ${parts.when ?? 'eventSource == "cloudtrail.amazonaws.com" and eventName == "StopLogging"'}
  ${parts.alert ?? ""}
  ${parts.block ?? ""}
  ${parts.tests ?? 'test "a trail is stopped" alerts { "eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging" }'}
}`);
  return found as Rule;
}

const ORDER =
  "title description severity confidence status author license created modified version tags attack references false_positives runbook enabled signal formerly targets".split(
    " ",
  );

/** The condition of a rule with this `when`. */
export function condition(when: string, lets = ""): Predicate {
  return rule({ when, lets }).condition;
}
