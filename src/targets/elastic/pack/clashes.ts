/** Two rules with the same file, id or name: each is told of the other. */
import type { Diagnostic } from "../../../diagnostics/problem.ts";
import { Report } from "../../../diagnostics/problem.ts";
import { nameClash } from "../../kit/problems.ts";
import type { TargetRule } from "../../target.ts";
import { NAME } from "../block.ts";
import { nameOf, ruleIdOf } from "./name.ts";

/** What must be unique among the rules that are emitted. */
function namesOf({ rule, files }: TargetRule): readonly { readonly what: string; readonly name: string }[] {
  const [file] = files;
  if (!file) return [];
  return [
    { what: "file", name: file.path },
    { what: "rule_id", name: ruleIdOf(rule) },
    { what: "name", name: nameOf(rule).value },
  ];
}

export function clashes(rules: readonly TargetRule[]): readonly Diagnostic[] {
  const report = new Report();
  const owners = new Map<string, TargetRule[]>();
  const named = rules.map((one) => ({ one, names: namesOf(one) }));
  for (const { one, names } of named) {
    for (const { what, name } of names) {
      const key = `${what} ${name}`;
      const same = owners.get(key);
      if (same) same.push(one);
      else owners.set(key, [one]);
    }
  }
  for (const { one, names } of named) {
    for (const { what, name } of names) {
      const other = owners.get(`${what} ${name}`)?.find((owner) => owner !== one);
      if (other) report.add(nameClash, { target: NAME, what, name, other: other.rule.id }, one.rule.span);
    }
  }
  return report.diagnostics;
}
