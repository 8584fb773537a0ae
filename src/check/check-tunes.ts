/** In: tuning files, and the checked rules. Out: the rules, those that are tuned in the place of what they were. */
import { nearestNames } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import type { RuleFile, TuneDeclaration } from "../syntax/ast.ts";
import { checkTuningFile } from "./check-file.ts";
import type { CheckContext } from "./context.ts";
import { tunedTwice, unknownTunedRule } from "./problems-tune.ts";

/** `declared` are the ids of all rules of the project, those with errors in them too. */
export function checkTunes(
  files: readonly RuleFile[],
  rules: readonly Rule[],
  declared: Iterable<string>,
  context: CheckContext,
  report: Report,
): readonly Rule[] {
  if (files.length === 0) return rules;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ids = new Set(declared);
  const first = new Map<string, TuneDeclaration>();
  const ruleOf = (tune: TuneDeclaration, problems: Report): Rule | undefined => {
    const id = tune.id.text;
    if (id === "") return undefined;
    const earlier = first.get(id);
    first.set(id, earlier ?? tune);
    if (earlier) {
      problems.add(tunedTwice, { id }, tune.id.span, { related: [{ message: "tuned here", span: earlier.id.span }] });
      return undefined;
    }
    if (!ids.has(id)) problems.add(unknownTunedRule, { id, nearest: nearestRules(id, ids, rules) }, tune.id.span);
    return byId.get(id);
  };
  const tuned = new Map<Rule, Rule>();
  for (const file of files)
    for (const rule of checkTuningFile(file, ruleOf, context, report))
      if (rule.tuning) tuned.set(rule.tuning.untuned, rule);
  return rules.map((rule) => tuned.get(rule) ?? rule);
}

/** The rule that had the id formerly, else those of a similar one. */
function nearestRules(id: string, ids: ReadonlySet<string>, rules: readonly Rule[]): readonly string[] {
  const renamed = rules.find((rule) => rule.metadata.formerly.includes(id));
  return renamed ? [renamed.id] : nearestNames(id, ids);
}
