/** The rules of this repository, as the engine sees what is emitted for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { readLogText } from "../../../src/cases/read-log.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { checkProject, isWanted } from "../../../src/project/compile-project.ts";
import { loadRules } from "../../../src/project/load-rules.ts";
import { openProject, type Project } from "../../../src/project/project.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { elasticEngine } from "../../../src/targets/elastic/engine/engine.ts";
import { elastic } from "../../../src/targets/elastic/index.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("every rule alerts on Elastic where the language says so", () => {
  let project: Project;
  let rules: readonly Rule[];
  let engine: OpenEngine;

  beforeAll(async () => {
    await loadRegexes();
    engine = (await elasticEngine.open()) as OpenEngine;
    const report = new Report();
    project = (await openProject(root, report)) as Project;
    const all = checkProject(project, loadRules(project, { folder: root, paths: [] }, report), report);
    rules = all.filter((rule) => isWanted(rule, elastic));
    expect(report.hasErrors).toBe(false);
    expect(rules.length).toBeGreaterThan(35);
  });

  /** What differs, as lines, and how many events alerted. */
  async function compare(rule: Rule, events: readonly JsonObject[]) {
    const { files, judgement } = elastic.compile(rule, project.settings);
    const holds = compileCondition(rule.condition);
    const verdicts = await (await engine.load(files)).judge(events);
    const differences: string[] = [];
    let alerting = 0;
    for (const [at, event] of events.entries()) {
      const [expected, verdict] = [holds(event), verdicts[at]];
      const found = verdict && "alerts" in verdict ? verdict.alerts : undefined;
      if (expected) alerting++;
      if (found === expected || (judgement.fidelity === "wider" && found)) continue;
      differences.push(`${rule.id}: ${expected}, but ${JSON.stringify(verdict)}: ${compactJson(event)}`);
    }
    return { differences, alerting };
  }

  test("in its own tests", async () => {
    let count = 0;
    for (const rule of rules) {
      const events = rule.tests.flatMap(({ input }) => (input.kind === "event" ? [input.event] : []));
      expect((await compare(rule, events)).differences).toEqual([]);
      count += events.length;
    }
    expect(count).toBeGreaterThan(150);
  });

  test("on the real events in rules/logs", async () => {
    const events = ["stratus-attack-2023-07-10.json.gz", "leaked-key.ndjson.gz", "ordinary-day.json"].flatMap(
      (name) => {
        const bytes = readFileSync(join(root, "rules/logs", name));
        const items = readLogText((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString());
        return items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
      },
    );
    expect(events.length).toBeGreaterThan(2900);
    let alerting = 0;
    for (const rule of rules) {
      const result = await compare(rule, events);
      expect(result.differences).toEqual([]);
      alerting += result.alerting;
    }
    expect(alerting).toBeGreaterThan(50);
  });
});
