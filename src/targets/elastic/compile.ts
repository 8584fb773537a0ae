/** In: a checked rule. Out: the rule as Elastic gets it, or why it can't. */
import { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import { settle } from "../kit/settle.ts";
import type { PackSettings, TargetRule } from "../target.ts";
import { ID, NAME } from "./block.ts";
import { carriedOf } from "./pack/carried.ts";
import { checkMetadata } from "./pack/check-metadata.ts";
import { ruleFile } from "./pack/rule-file.ts";
import { flattenedKeysOf } from "./pack/schema-additions.ts";
import type { Query } from "./query.ts";
import { lowerQuery, printQuery, queryOf } from "./query.ts";

/** What the pack needs of each rule. */
export interface Payload {
  readonly language: Query["language"];
  /** The flattened keys that the query names. */
  readonly flattenedKeys: readonly string[];
}

export function compileRule(rule: Rule, settings: PackSettings): TargetRule {
  const report = new Report();
  const query = queryOf(rule);
  const { judgement, language } = query;
  const isSettled = settle(rule, { id: ID, name: NAME }, judgement, report);
  const dates = checkMetadata(rule, settings, report);
  const tree = judgement.fidelity === "impossible" ? undefined : lowerQuery(query);
  const lines = tree ? printQuery(tree) : [];
  const file =
    isSettled && dates && !report.hasErrors ? ruleFile(rule, language, lines, settings, dates, report) : undefined;
  const payload: Payload = {
    language,
    flattenedKeys: file && tree?.language === "kql" ? flattenedKeysOf(tree.tree) : [],
  };
  return {
    rule,
    judgement,
    files: file ? [file] : [],
    carried: carriedOf(rule),
    diagnostics: report.diagnostics,
    query: lines.map((line) => line.text).join("\n"),
    payload,
  };
}
