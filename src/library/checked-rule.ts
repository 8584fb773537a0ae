/** The checked rule behind what a caller sees of it: kept apart, so that the compiler's own trees are no part of the interface. */
import type { Rule } from "../ir/rule.ts";
import { compileRule, type CompiledRule as Ready } from "../semantics/evaluate.ts";
import type { CompiledRule } from "./types.ts";

const checkedRules = new WeakMap<CompiledRule, Rule>();
const readyRules = new WeakMap<CompiledRule, Ready>();

export function remember(shown: CompiledRule, rule: Rule): CompiledRule {
  checkedRules.set(shown, rule);
  return shown;
}

/** The rule, ready to run; nothing for an object that `compile` didn't give. */
export function readyRule(shown: CompiledRule): Ready | undefined {
  const known = readyRules.get(shown);
  if (known) return known;
  const rule = checkedRules.get(shown);
  if (!rule) return undefined;
  const ready = compileRule(rule);
  readyRules.set(shown, ready);
  return ready;
}
