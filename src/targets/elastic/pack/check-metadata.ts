/** What Elastic refuses about a rule's texts, each at its place, before a file is written. */
import type { Report } from "../../../diagnostics/problem.ts";
import type { Rule } from "../../../ir/rule.ts";
import { metadataWanted } from "../../kit/problems.ts";
import type { PackSettings } from "../../target.ts";
import { NAME } from "../block.ts";
import { checkGuide } from "./guide.ts";
import { checkName } from "./name.ts";
import type { Dates } from "./rule-file.ts";
import { checkTags } from "./tags.ts";

/** The rule's dates, if everything that a rule file must have is there. */
export function checkMetadata(rule: Rule, settings: PackSettings, report: Report): Dates | undefined {
  const { author, created, modified } = rule.metadata;
  const want = (name: string, example: string) =>
    report.add(metadataWanted, { target: NAME, name, example }, rule.span);
  if (!author && settings.author.trim() === "") want("author", 'author = "…"');
  if (!created) want("created", "created = 2026-11-22");
  checkName(rule, report);
  checkTags(rule, report);
  checkGuide(rule, report);
  return created && { created: created.value, modified: (modified ?? created).value };
}
