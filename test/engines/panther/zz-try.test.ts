import { test } from "vitest";
import { gunzipSync } from "node:zlib";
import { readFileSync, writeFileSync } from "node:fs";
import { readLogText } from "../../../src/cases/read-log.ts";
import { pantherEngine } from "../../../src/targets/panther/engine/engine.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import { openProject } from "../../../src/project/project.ts";
import { loadRules } from "../../../src/project/load-rules.ts";
import { checkProject } from "../../../src/project/compile-project.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { verifyRule } from "../../../src/cases/verify.ts";
import { verifyCases } from "../../../src/cases/verify-cases.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";

test("try", { timeout: 600000 }, async () => {
  await loadRegexes();
  const out: string[] = [];
  const report = new Report();
  const project = (await openProject(process.cwd(), report))!;
  const loaded = loadRules(project, { folder: process.cwd(), paths: [] }, report);
  const rules = checkProject(project, loaded, report);
  console.log(rules.length, report.diagnostics.length);
  const log = readLogText(gunzipSync(readFileSync("rules/logs/stratus-attack-2023-07-10.json.gz")).toString()).flatMap((i) => i.kind === "event" ? [{ about: "log", event: i.event }] : []);
  let t = performance.now();
  const engine = await pantherEngine.open();
  if ("missing" in engine) { console.log(engine); return; }
  console.log(engine.version, performance.now() - t);
  for (const [name, casesOf] of [["witnesses", (r: any) => verifyCases(r, 512)], ["log", () => log]] as const) {
    let cpu = 0, loadMs = 0, pairs = 0, engineMs = 0, alerts = 0;
    for (const rule of rules) {
      const emitted = panther.compile(rule, project.settings);
      const cases = casesOf(rule);
      pairs += cases.length;
      t = performance.now();
      const lr = await engine.load(emitted.files);
      loadMs += performance.now() - t;
      const c0 = process.cpuUsage();
      const vs = await lr.judge(cases.map((c) => c.event));
      const c1 = process.cpuUsage(c0); cpu += (c1.user + c1.system) / 1000;
      engineMs += performance.now() - t;
      alerts += vs.filter((v) => "alerts" in v && v.alerts).length;
      const cell = await verifyRule({ rule, target: panther, emitted, settings: project.settings, cases }, engine);
      if (cell.status !== "agrees") for (const d of (cell as any).differences ?? []) out.push([rule.id, d.about, d.smallest, d.expected, d.found].join(" | "));
      else if (Object.keys(cell.deviations).length) console.log(rule.id, cell.events, cell.deviations);
    }
    console.log(name, pairs, alerts, Math.round(engineMs), "ms", "load", Math.round(loadMs), "judge cpu", Math.round(cpu), readFileSync(`/proc/${(engine as any).worker.pid}/stat`, "latin1").split(" ").slice(13, 15), Math.round(pairs / engineMs * 1000), "pairs/s");
  }
  await engine.close();
  writeFileSync("/tmp/ptry/out.txt", out.join("\n"));
});
