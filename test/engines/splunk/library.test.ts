/**
 * Every rule of `rules/` as it is emitted, run by the engine over its written tests, the witnesses of its condition and
 * the real events of `rules/logs/`. The detection and the saved search of the app are both run.
 */
import { beforeAll, expect, test } from "vitest";
import { deviationFor } from "../../../src/cases/deviations.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import { findWitnesses } from "../../../src/reason/witnesses.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { type LoadedSearch, loadSearch } from "../../../src/targets/splunk/engine/load-search.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import type { TargetRule } from "../../../src/targets/target.ts";
import { library, realEvents } from "./library.ts";

interface Loaded {
  readonly emitted: TargetRule;
  readonly search: LoadedSearch;
  readonly holds: (event: JsonObject) => boolean;
}

let rules: readonly Loaded[];

beforeAll(async () => {
  await loadRegexes();
  const { rules: emitted, files } = await library();
  const shared = files.filter(({ path }) => /\.conf$|\/macros\//.test(path));
  rules = await Promise.all(
    emitted.map(async (one) => ({
      emitted: one,
      search: await loadSearch([...one.files, ...shared]),
      holds: compileCondition(one.rule.condition),
    })),
  );
});

/** What a difference looks like: the rule, both verdicts, what the event is there for. */
function differences(
  { emitted, search, holds }: Loaded,
  events: readonly (readonly [string, JsonObject])[],
): readonly string[] {
  return events.flatMap(([about, event]) => {
    const expected = holds(event);
    const found = search.judge(event);
    if ("alerts" in found && found.alerts === expected) return [];
    return [`${emitted.rule.id}: ${about}: ${expected}, not ${JSON.stringify(found)}: ${compactJson(event)}`];
  });
}

test("all rules of the library are there", () => {
  expect(rules.length).toBeGreaterThan(40);
});

test("no rule differs on the real events", () => {
  const events = realEvents().map((event) => ["a real event", event] as const);
  expect(events.length).toBe(2_900);
  expect(rules.flatMap((one) => differences(one, events))).toEqual([]);
});

test("no rule differs on its own tests", () => {
  const found = rules.flatMap((one) => {
    const events = one.emitted.rule.tests.flatMap(({ name, input }) =>
      input.kind === "event" ? [[name, input.event] as const] : [],
    );
    return differences(one, events);
  });
  expect(found).toEqual([]);
});

test("no rule differs on its witnesses, but where a declared deviation holds", () => {
  const found = rules.flatMap((one) => {
    const { condition } = one.emitted.rule;
    const events = findWitnesses(condition).witnesses.filter(
      ({ event }) => !deviationFor(splunk.deviations, condition, event),
    );
    return differences(
      one,
      events.map(({ about, event }) => [about, event] as const),
    );
  });
  expect(found).toEqual([]);
});

test("what `where` accepts, the search before it accepts", () => {
  const real = realEvents();
  for (const { emitted, search } of rules) {
    const events = [...findWitnesses(emitted.rule.condition).witnesses.map(({ event }) => event), ...real];
    for (const event of events) {
      const without = search.withoutPrefilter(event);
      if ("alerts" in without && without.alerts)
        expect(search.prefilter(event), emitted.rule.id).toEqual({ alerts: true });
    }
  }
});
