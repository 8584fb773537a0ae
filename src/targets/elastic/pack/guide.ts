/** The investigation guide and the setup notes: from the rule's own metadata and the mapping, with nothing invented. */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Rule } from "../../../ir/rule.ts";
import { textRefused } from "../../kit/problems.ts";
import { blockOf, ID, NAME, spanInBlock } from "../block.ts";
import { integration } from "../fields.ts";
import { noteMd } from "../templates.generated.ts";
import { investigationFields } from "./context.ts";
import { nameOf } from "./name.ts";

export function noteOf(rule: Rule): string {
  const { description, falsePositives, runbook } = rule.metadata;
  return noteMd({
    name: nameOf(rule).value,
    description: description.value.trim(),
    runbook: runbook?.value.trim() ?? "",
    fields: investigationFields(rule),
    falsePositives: falsePositives.map((one) => one.value.trim().replace(/\s*\n\s*/g, " ")),
    tuning: rule.tuning?.reason.value ?? "",
    response: blockOf(rule).response?.trim() ?? "",
  }).trim();
}

/** Marks that Kibana or the exporter of detection-rules would read as their own. */
function refusedMark(text: string): string | undefined {
  if (/^#{1,2}\s+Setup\b/m.test(text)) return "a heading `Setup` in it is taken for the rule's setup notes.";
  if (/!\{\s*(?:investigate|osquery)/.test(text)) return "Kibana takes `!{investigate` and `!{osquery` for buttons.";
  return undefined;
}

export function checkGuide(rule: Rule, report: Report): void {
  const { description, falsePositives, runbook } = rule.metadata;
  const { response, setup } = blockOf(rule);
  const texts = [
    { what: "description", text: description.value, span: description.span },
    ...(runbook ? [{ what: "runbook", text: runbook.value, span: runbook.span }] : []),
    ...falsePositives.map((one) => ({ what: "false positive", text: one.value, span: one.span })),
    ...(rule.tuning
      ? [{ what: "reason of the tune", text: rule.tuning.reason.value, span: rule.tuning.reason.span }]
      : []),
    { what: "`response`", text: response ?? "", span: spanInBlock(rule, "response") ?? rule.span },
    { what: "`setup`", text: setup ?? "", span: spanInBlock(rule, "setup") ?? rule.span },
  ];
  for (const { what, text, span } of texts) {
    const reason = refusedMark(text);
    if (reason)
      report.add(textRefused, { target: NAME, id: ID, what, reason, instead: "Write it in other words." }, span);
  }
}

/** What must hold for the query to see the records as it expects. */
export function setupOf(rule: Rule, query: string): string {
  const { package: name, version, name: dataStream } = integration;
  const objects = query.includes("aws.cloudtrail.flattened.")
    ? " Otherwise `aws.cloudtrail.flattened`, which the query reads, is not filled."
    : /aws\.cloudtrail\.(request_parameters|response_elements|additional_eventdata|service_event_details)/.test(query)
      ? " Otherwise the objects that the query reads as text are not filled."
      : "";
  const own = [
    `The rule reads CloudTrail records from Elastic's AWS integration (package \`${name}\`, data stream \`${dataStream}\`). It is written for the field mapping of version ${version}.`,
    `The data stream's setting \`retain\` must be unset or \`all\`.${objects}`,
  ];
  return [...own, ...(blockOf(rule).setup === undefined ? [] : [blockOf(rule).setup?.trim() ?? ""])].join("\n\n");
}
