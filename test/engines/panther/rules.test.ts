/** The rules of this repository, as Panther's own runtime sees what is emitted for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLogText } from "../../../src/cases/read-log.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { checkProject } from "../../../src/project/compile-project.ts";
import { loadRules } from "../../../src/project/load-rules.ts";
import { openProject, type Project } from "../../../src/project/project.ts";
import { findWitnesses } from "../../../src/reason/witnesses.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { excuseFor, openEngine } from "./support.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const engine = await openEngine("the rule library on panther_core");
afterAll(() => engine?.close());

describe.skipIf(!engine)("every rule alerts on Panther where the language says so", { timeout: 240_000 }, () => {
  let project: Project;
  let rules: readonly Rule[];

  beforeAll(async () => {
    await loadRegexes();
    const report = new Report();
    project = (await openProject(root, report)) as Project;
    rules = checkProject(project, loadRules(project, { folder: root, paths: [] }, report), report);
    expect(report.hasErrors).toBe(false);
    expect(rules.length).toBeGreaterThan(40);
  });

  const load = (rule: Rule) => (engine as OpenEngine).load(panther.compile(rule, project.settings).files);

  /** What differs, as lines; how many events alerted, and how many verdicts a deviation excused. */
  async function compare(rule: Rule, events: readonly JsonObject[]) {
    const holds = compileCondition(rule.condition);
    const verdicts = await (await load(rule)).judge(events);
    const differences: string[] = [];
    let [alerting, excused] = [0, 0];
    for (const [at, event] of events.entries()) {
      const [expected, found] = [holds(event), verdicts[at]];
      if (expected) alerting++;
      if (found && "alerts" in found && found.alerts === expected) continue;
      if (found && "alerts" in found && excuseFor(rule.condition, event)) excused++;
      else
        differences.push(
          `${rule.id}: ${expected ? "alerts" : "ignores"}, but ${JSON.stringify(found)}: ${compactJson(event)}`,
        );
    }
    return { differences, alerting, excused };
  }

  const testEventsOf = (rule: Rule) => rule.tests.flatMap(({ input }) => (input.kind === "event" ? [input.event] : []));

  test("in its own tests", async () => {
    let count = 0;
    for (const rule of rules) {
      const tests = rule.tests.flatMap(({ name, expect: wanted, input }) =>
        input.kind === "event" ? [{ name, wanted, event: input.event }] : [],
      );
      const verdicts = await (await load(rule)).judge(tests.map(({ event }) => event));
      count += tests.length;
      for (const [at, { name, wanted }] of tests.entries()) {
        expect(verdicts[at], `${rule.id}: ${name}`).toEqual({ alerts: wanted === "alerts" });
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  test("in witnesses of its condition, and never raises in what makes an alert", async () => {
    const total = { events: 0, excused: 0 };
    for (const rule of rules) {
      const witnesses = findWitnesses(rule.condition).witnesses.map((one) => one.event);
      const events = [...testEventsOf(rule), ...witnesses];
      const { differences, alerting, excused } = await compare(rule, events);
      expect(differences).toEqual([]);
      expect(alerting, `${rule.id} has both verdicts`).toBeGreaterThan(0);
      expect(alerting, `${rule.id} has both verdicts`).toBeLessThan(events.length);
      total.events += events.length;
      total.excused += excused;
    }
    expect(total.excused / total.events).toBeLessThan(0.01);
  });

  test("in 2,900 real events, with no deviation at all", async () => {
    const text = gunzipSync(readFileSync(join(root, "rules/logs/stratus-attack-2023-07-10.json.gz"))).toString("utf8");
    const events = readLogText(text).flatMap((item) => (item.kind === "event" ? [item.event] : []));
    expect(events.length).toBe(2900);
    let alerts = 0;
    for (const rule of rules) {
      const { differences, alerting, excused } = await compare(rule, events);
      expect(differences).toEqual([]);
      expect(excused, rule.id).toBe(0);
      alerts += alerting;
    }
    expect(alerts).toBeGreaterThan(100);
  });
});
