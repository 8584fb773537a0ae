/**
 * Generated conditions, emitted inside a small rule with an alert, on Panther's own runtime. `TOCSIN_PAIRS` sets how many
 * (rule, event) pairs are run, `TOCSIN_SEED` which ones.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compactJson } from "../../../src/ir/compact-json.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import { showPath } from "../../../src/ir/path.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import { showPredicate } from "../../../src/ir/show.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { derivedFields } from "../../laws/derived-fields.ts";
import { arbitraryCase, type GeneratorOptions, HOSTILE_PATHS, path } from "../../laws/generators.ts";
import { firstOf, makeRule, template } from "../../targets/panther/make-rule.ts";
import { excuseFor, openEngine } from "./support.ts";

const PAIRS = Number(process.env.TOCSIN_PAIRS ?? 24_000);
const SEED = Number(process.env.TOCSIN_SEED ?? 20_261_122);
const EVENTS = 20;
const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };

const engine = await openEngine("generated conditions on panther_core");
afterAll(() => engine?.close());
beforeAll(loadRegexes);

const TEXT_FIELDS = ["eventName", "userIdentity.type", "a.b", "toString.name"];
/** A path has one type, as in the schema: the others are of none. */
const someTyped = [
  ...TEXT_FIELDS.map((one) => path(one, { type: "text" })),
  ...HOSTILE_PATHS.filter((one) => !TEXT_FIELDS.includes(showPath(one))),
];
/** Derived fields that an alert shows read no lists. */
const subjects = [...HOSTILE_PATHS, ...derivedFields.slice(0, 1)];

/** A condition's rule, with an alert that shows everything: its hooks must not raise either. */
function ruleOf(condition: Predicate, turn: number) {
  const one = subjects[turn % subjects.length] as (typeof subjects)[number];
  const other = subjects[(turn * 7 + 3) % subjects.length] as (typeof subjects)[number];
  return makeRule({
    condition,
    alert: {
      title: [{ value: template("Seen {", one, "} by ", [other, "nobody"]) }],
      key: [{ value: [firstOf(one), firstOf(other, one)] }],
      context: subjects,
    },
  });
}

interface Differing {
  readonly condition: string;
  readonly event: string;
  readonly expected: boolean;
  readonly found: unknown;
  readonly query: string;
}

async function compare(cases: readonly { readonly predicate: Predicate; readonly events: readonly JsonObject[] }[]) {
  const differences: Differing[] = [];
  const counts = { pairs: 0, alerting: 0, bothVerdicts: 0, excused: 0 };
  for (const [turn, { predicate, events }] of cases.entries()) {
    const emitted = panther.compile(ruleOf(predicate, turn), settings);
    expect(emitted.diagnostics).toEqual([]);
    const verdicts = await (await (engine as OpenEngine).load(emitted.files)).judge(events);
    const holds = compileCondition(predicate);
    const seen = new Set<boolean>();
    for (const [at, event] of events.entries()) {
      const [expected, found] = [holds(event), verdicts[at]];
      counts.pairs++;
      counts.alerting += Number(expected);
      seen.add(expected);
      if (found && "alerts" in found && found.alerts === expected) continue;
      if (found && "alerts" in found && excuseFor(predicate, event)) counts.excused++;
      else
        differences.push({
          condition: showPredicate(predicate),
          event: compactJson(event),
          expected,
          found,
          query: emitted.query,
        });
    }
    counts.bothVerdicts += Number(seen.size === 2);
  }
  return { differences, ...counts };
}

describe.skipIf(!engine)("Panther gives the interpreter's verdict", { timeout: 3_600_000 }, () => {
  const kinds: readonly (readonly [string, GeneratorOptions])[] = [
    ["for conditions of every kind", { derived: derivedFields }],
    ["for deep ones", { derived: derivedFields, depth: 4 }],
    ["for fields that are known as texts", { paths: someTyped }],
  ];

  test.each(kinds)("%s, over any values", async (_, options) => {
    const rules = Math.ceil(PAIRS / kinds.length / EVENTS);
    const cases = fc.sample(arbitraryCase(options, EVENTS), { numRuns: rules, seed: SEED });
    const { differences, pairs, alerting, bothVerdicts, excused } = await compare(cases);
    expect(differences.slice(0, 5)).toEqual([]);
    expect(pairs).toBe(rules * EVENTS);
    expect(alerting / pairs).toBeGreaterThan(0.25);
    expect(alerting / pairs).toBeLessThan(0.75);
    expect(bothVerdicts / rules).toBeGreaterThan(0.4);
    expect(excused / pairs).toBeLessThan(0.01);
  });
});
