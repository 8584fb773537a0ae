/**
 * In: a rule. Out: a problem for each text that Panther's own checks refuse (panther_analysis_tool 1.11.1, `schemas.py`:
 * names match `^[^<>&"%]+$`, tags are unique without regard to case).
 */
import type { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import type { Span } from "../../source/source.ts";
import { textRefused } from "../kit/problems.ts";
import { yamlCanHold } from "../kit/yaml.ts";
import { blockOf, displayNameOf, ruleIdOf } from "./document.ts";
import { panther } from "./names.ts";

const REFUSED_IN_NAMES = /[<>&"%]/;

function refuse(report: Report, span: Span, what: string, reason: string, instead?: string): void {
  report.add(
    textRefused,
    { target: panther.name, id: panther.id, what, reason, ...(instead ? { instead } : {}) },
    span,
  );
}

/** The place of a member of the block, else the place that its value comes from. */
function spanOf(rule: Rule, member: string, otherwise: Span): Span {
  return rule.blocks[panther.id]?.spans[member] ?? otherwise;
}

function checkName(report: Report, span: Span, what: string, value: string, instead: string): void {
  const found = REFUSED_IN_NAMES.exec(value);
  if (found) refuse(report, span, what, `\`${found[0]}\` may not stand in it.`, instead);
}

function checkTags(report: Report, rule: Rule): void {
  const seen = new Map<string, string>();
  const own = ((blockOf(rule).tags ?? []) as readonly string[]).map((value) => ({
    value,
    span: spanOf(rule, "tags", rule.span),
  }));
  for (const { value, span } of [...rule.metadata.tags, ...own]) {
    const other = seen.get(value.toLowerCase());
    if (other !== undefined)
      refuse(report, span, "tag", `\`${value}\` and \`${other}\` are the same to it.`, "Remove one of the two.");
    seen.set(value.toLowerCase(), value);
  }
}

/** YAML has no spelling for half of a surrogate pair. A rule can't hold one either, but the project's configuration can. */
function checkHeld(report: Report, rule: Rule): void {
  for (const one of [rule.metadata.author, rule.metadata.license]) {
    if (one && !yamlCanHold(one.value))
      refuse(report, one.span, "text", "half of a surrogate pair is no character.", "Remove it.");
  }
}

export function checkTexts(rule: Rule, report: Report): void {
  const { title } = rule.metadata;
  const give = "Change it, or give Panther its own with";
  checkName(
    report,
    spanOf(rule, "display_name", title.span),
    "title",
    displayNameOf(rule),
    `${give} \`${panther.id} { display_name = … }\`.`,
  );
  checkName(
    report,
    spanOf(rule, "rule_id", rule.span),
    "id",
    ruleIdOf(rule),
    `${give} \`${panther.id} { rule_id = … }\`.`,
  );
  checkTags(report, rule);
  checkHeld(report, rule);
}
