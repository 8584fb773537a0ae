/** The rule's name, its id and its file's path, as detection-rules wants them. */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Rule, Written } from "../../../ir/rule.ts";
import { ruleUuid, slug } from "../../kit/name.ts";
import { textRefused } from "../../kit/problems.ts";
import { blockOf, ID, NAME, spanInBlock } from "../block.ts";
import type { Threat } from "./threat.ts";
import { tacticSlug } from "./threat.ts";

/** `NAME_PATTERN` of detection-rules (schemas/definitions.py, 2026-08). */
const NAME_PATTERN = /^[a-zA-Z0-9].+?[a-zA-Z0-9[\]()]$/;

/** File systems take 255 bytes; the tactic and the ending need some. */
const LONGEST_SLUG = 200;

export function nameOf(rule: Rule): Written<string> {
  const { name } = blockOf(rule);
  const span = spanInBlock(rule, "name");
  return name !== undefined && span ? { value: name, span } : rule.metadata.title;
}

export function checkName(rule: Rule, report: Report): void {
  const { value, span } = nameOf(rule);
  const refuse = (reason: string) =>
    report.add(
      textRefused,
      {
        target: NAME,
        id: ID,
        what: "name",
        reason,
        instead: 'Change it, or give Elastic its own with `elastic { name = "…" }`.',
      },
      span,
    );
  if (!NAME_PATTERN.test(value)) {
    refuse(
      "a name starts with a letter or digit, ends with one or with one of `[]()`, has at least three characters and no line break.",
    );
  } else if (slug(value).length > LONGEST_SLUG) refuse(`it makes a file name of more than ${LONGEST_SLUG} characters.`);
}

export function ruleIdOf(rule: Rule): string {
  return blockOf(rule).rule_id ?? ruleUuid(rule, ID);
}

/** `rules/defense_evasion_trail_stopped.toml`; without a tactic the name alone. */
export function pathOf(rule: Rule, threats: readonly Threat[], isBuildingBlock: boolean): string {
  const tactic = threats[0] ? `${tacticSlug(threats[0])}_` : "";
  return `${isBuildingBlock ? "rules_building_block" : "rules"}/${tactic}${slug(nameOf(rule).value)}.toml`;
}
