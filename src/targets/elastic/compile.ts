/** In: a checked rule. Out: the rule as Elastic gets it, or why it can't. */
import { Report } from "../../diagnostics/problem.ts";
import type { Rule } from "../../ir/rule.ts";
import { settle } from "../kit/settle.ts";
import type { PackSettings, TargetRule } from "../target.ts";
import { ID, NAME } from "./block.ts";
import { fieldsOf } from "./lower/fields-of.ts";
import { carriedOf } from "./pack/carried.ts";
import { checkMetadata } from "./pack/check-metadata.ts";
import type { PackedRule } from "./pack/ndjson.ts";
import { indexOf, ruleFile, ruleTables } from "./pack/rule-file.ts";
import type { AskedFields } from "./pack/schema-additions.ts";
import { lowerQuery, printQuery, queryOf } from "./query.ts";

/** What the pack needs of a rule that is emitted. */
export interface Payload extends PackedRule, AskedFields {}

export function compileRule(rule: Rule, settings: PackSettings): TargetRule {
  const report = new Report();
  const query = queryOf(rule);
  const { judgement, language } = query;
  const isSettled = settle(rule, { id: ID, name: NAME }, judgement, report);
  const dates = checkMetadata(rule, settings, report);
  const tree = judgement.fidelity === "impossible" ? undefined : lowerQuery(query);
  const lines = tree ? printQuery(tree) : [];
  const isEmitted = isSettled && dates && tree && !report.hasErrors;
  const tables = isEmitted ? ruleTables(rule, language, lines, settings, dates, report) : undefined;
  const payload: Payload | undefined = tables && {
    tables,
    version: rule.metadata.version.value,
    index: indexOf(rule),
    // What every query asks first.
    fields: ["data_stream.dataset", ...(tree ? fieldsOf(tree.tree) : [])],
  };
  return {
    rule,
    judgement,
    files: tables ? [ruleFile(rule, tables)] : [],
    carried: carriedOf(rule),
    diagnostics: report.diagnostics,
    query: lines.map((line) => line.text).join("\n"),
    payload,
  };
}
