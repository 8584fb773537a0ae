/** In: the rules of a project. Out: a problem for each id that two of them share, letter case aside. */
import type { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import { duplicateRule } from "./problems-names.ts";

/** Former ids count as well: a rule that takes over another's id would take over its UUIDs. */
export function checkIds(rules: readonly Rule[], report: Report): void {
  const seen = new Map<string, Rule>();
  for (const rule of rules) {
    for (const id of [rule.id, ...rule.metadata.formerly]) {
      const other = seen.get(id.toLowerCase());
      if (other && other !== rule) {
        const here = [{ message: "the other rule", span: other.span }];
        report.add(duplicateRule, { id }, rule.span, { related: here });
        report.add(duplicateRule, { id }, other.span, { related: [{ message: "the other rule", span: rule.span }] });
      } else seen.set(id.toLowerCase(), rule);
    }
  }
}
