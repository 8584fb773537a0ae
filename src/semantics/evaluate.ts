/**
 * In: a rule and an event. Out: does the rule alert on it?
 * `compileRule` is for many events; a rule that is switched off or is a signal is asked whether it fires.
 */
import type { JsonObject } from "../ir/json.ts";
import type { Rule } from "../ir/rule.ts";
import { type AlertText, compileAlert } from "./alert.ts";
import { compileCondition } from "./compile-condition.ts";
import { loadRegexes, usesRegexes } from "./match-regex.ts";
import type { Condition } from "./scope.ts";

export interface CompiledRule {
  readonly rule: Rule;
  readonly fires: Condition;
  readonly alertOf: (event: JsonObject) => AlertText;
}

/** Compiles a rule's condition and alert. Rules with regexes need `loadRegexesFor` first. */
export function compileRule(rule: Rule): CompiledRule {
  // Most rules of a run never fire: their alerts need no compiling.
  let alertOf: CompiledRule["alertOf"] | undefined;
  return {
    rule,
    fires: compileCondition(rule.condition),
    alertOf: (event) => {
      alertOf ??= compileAlert(rule.alert);
      return alertOf(event);
    },
  };
}

/** Loads what runs regexes if one of the rules has any. */
export async function loadRegexesFor(rules: readonly Rule[]): Promise<void> {
  const conditions = rules.flatMap(({ condition, alert }) => [
    condition,
    ...[...alert.title, ...(alert.key ?? []), ...alert.severity].flatMap(({ when }) => when ?? []),
  ]);
  if (conditions.some(usesRegexes)) await loadRegexes();
}

/** A rule's verdict on one event, and the alert if there is one. */
export function evaluate(rule: Rule, event: JsonObject): { readonly alerts: boolean; readonly alert?: AlertText } {
  const { fires, alertOf } = compileRule(rule);
  return fires(event) ? { alerts: true, alert: alertOf(event) } : { alerts: false };
}
