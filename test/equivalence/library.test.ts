/**
 * The rules of this repository on every engine: their own tests and their witnesses, as `tocsin verify` runs them, and
 * the real events of `rules/logs`, where no declared deviation may be needed but for length.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLogText } from "../../src/cases/read-log.ts";
import { verifyRule } from "../../src/cases/verify.ts";
import { ORDINARY_LIMIT } from "../../src/cases/verify-cases.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { checkProject, compileProject, type TargetPack } from "../../src/project/compile-project.ts";
import { loadRules } from "../../src/project/load-rules.ts";
import { openProject, type Project } from "../../src/project/project.ts";
import { verifyProject } from "../../src/project/verify-project.ts";
import { loadRegexesFor } from "../../src/semantics/evaluate.ts";
import { type Column, closeColumns, openColumns } from "./support/engines.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const LENGTH = new Set(["long-value", "long-record"]);

let project: Project;
let rules: readonly Rule[];
let packs: readonly TargetPack[];
let columns: readonly Column[] = [];

beforeAll(async () => {
  const report = new Report();
  project = (await openProject(root, report)) as Project;
  rules = checkProject(project, loadRules(project, { folder: root, paths: [] }, report), report);
  packs = compileProject(project, project.targets, rules, report);
  expect(report.hasErrors).toBe(false);
  await loadRegexesFor(rules);
  columns = await openColumns("the rule library");
});
afterAll(() => closeColumns(columns));

test("no rule differs on its own tests and on its witnesses", { timeout: 300_000 }, async () => {
  const table = await verifyProject(packs, rules, project.settings, { limit: ORDINARY_LIMIT });
  const differing: string[] = [];
  for (const { engine } of table.columns) {
    let [agree, pairs] = [0, 0];
    const excused = new Map<string, number>();
    for (const { rule, cells } of table.rows) {
      const cell = cells.get(engine.id);
      if (!cell || !("events" in cell)) continue;
      pairs += cell.events;
      for (const [id, times] of Object.entries(cell.deviations)) excused.set(id, (excused.get(id) ?? 0) + times);
      if (cell.status === "agrees") agree++;
      else differing.push(`${engine.id}: ${rule.id}: ${cell.reason ?? JSON.stringify(cell.differences[0])}`);
    }
    const shown = [...excused].map(([id, times]) => `${id} ${times}`).join(", ");
    console.log(`${engine.id}: ${agree} rules agree on ${pairs} tests and witnesses; excused: ${shown || "none"}`);
    if (table.columns.length > 0 && agree === 0) differing.push(`${engine.id}: no rule was run`);
  }
  expect(differing.join("\n")).toBe("");
});

test("no rule differs on real events, and none needs a deviation but length", { timeout: 300_000 }, async () => {
  const events = readdirSync(join(root, "rules/logs"))
    .filter((name) => !name.endsWith(".md"))
    .flatMap((name) => {
      const bytes = readFileSync(join(root, "rules/logs", name));
      const items = readLogText((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString());
      return items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
    });
  expect(events.length).toBeGreaterThan(2_900);
  const cases = events.map((event, index) => ({ about: `event ${index + 1}`, event }));
  const differing: string[] = [];
  for (const { target, engine, open } of columns) {
    let pairs = 0;
    for (const emitted of packs.find((pack) => pack.target === target)?.rules ?? []) {
      const { rule } = emitted;
      const cell = await verifyRule({ rule, target, emitted, settings: project.settings, cases }, open);
      if (!("events" in cell)) continue;
      pairs += cell.events;
      // An acceptance that no real event shows is shown by witnesses.
      if (cell.differences.length > 0 || cell.events === 0)
        differing.push(`${engine.id}: ${rule.id}: ${cell.reason ?? JSON.stringify(cell.differences[0])}`);
      const others = Object.keys(cell.deviations).filter((id) => !LENGTH.has(id));
      if (others.length > 0) differing.push(`${engine.id}: ${rule.id} needs ${others.join(", ")}`);
    }
    console.log(`${engine.id}: ${pairs} pairs of a rule and a real event`);
  }
  expect(differing.join("\n")).toBe("");
});
