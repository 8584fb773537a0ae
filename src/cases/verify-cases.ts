/** In: a rule. Out: the events that it is verified on: those of its own tests, and the witnesses of its condition. */
import type { Rule } from "../ir/rule.ts";
import { findWitnesses, type ModelParts } from "../reason/witnesses.ts";
import type { VerifyCase } from "./verify.ts";

/** How many combinations of values are tried, at most. */
export const ORDINARY_LIMIT = 512;
export const THOROUGH_LIMIT = 4_096;

/**
 * Written tests first, then witnesses, among them, with the model's parts, records of the operations that the rule names.
 * Conditions with regexes need `loadRegexesFor` before.
 */
export function verifyCases(rule: Rule, limit: number, load?: ModelParts): readonly VerifyCase[] {
  // Of a tuned rule, the tests that no longer alert say the most.
  const own = rule.tuning ? [...rule.tuning.untuned.tests, ...rule.tuning.tests] : rule.tests;
  const tests = own.flatMap((test) =>
    test.input.kind === "event" ? [{ about: `test "${test.name}"`, event: test.input.event }] : [],
  );
  const witnesses = findWitnesses(rule.condition, limit, load).witnesses.map(({ about, event }) => ({
    about: `witness: ${about}`,
    event,
  }));
  return [...tests, ...witnesses];
}
