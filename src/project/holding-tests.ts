/** In: rules, some of them tuned. Out: the same, the tuned ones with only those of their tests that are right for them. */
import type { Rule, RuleTest } from "../ir/rule.ts";
import { compileCondition } from "../semantics/compile-condition.ts";
import { loadRegexesFor } from "../semantics/evaluate.ts";
import type { Condition } from "../semantics/scope.ts";

/**
 * A rule's own tests are of the rule as it stands in its file, and packs carry tests of what they hold: a test that
 * alerts on an event which the tune leaves out isn't one, nor may one over a log be.
 */
export async function withHoldingTests(rules: readonly Rule[]): Promise<readonly Rule[]> {
  const narrowed = rules.filter((rule) => rule.tuning?.unless);
  if (narrowed.length === 0) return rules;
  await loadRegexesFor(narrowed);
  return rules.map((rule) => {
    const { tuning } = rule;
    if (!tuning?.unless) return rule;
    const fires = compileCondition(rule.condition);
    return { ...rule, tests: [...tuning.untuned.tests.filter((test) => holds(test, fires)), ...tuning.tests] };
  });
}

function holds({ expect, input }: RuleTest, fires: Condition): boolean {
  return expect === "ignores" || (input.kind === "event" && fires(input.event));
}
