/** Pairs per second of each engine, on the rules of this repository and the real events of `rules/logs`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readLogText } from "../../src/cases/read-log.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { checkProject, compileProject, type TargetPack } from "../../src/project/compile-project.ts";
import { loadRules } from "../../src/project/load-rules.ts";
import { openProject } from "../../src/project/project.ts";
import { NotRunHere } from "../../src/targets/engine.ts";
import { type Column, closeColumns, openColumns } from "../equivalence/support/engines.ts";

const BAR = 20_000;

/** The events, read anew: no engine has seen these objects before. */
function eventsBelow(folder: string): readonly JsonObject[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith(".md"))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      const items = readLogText((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString());
      return items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
    });
}

async function packsBelow(root: string): Promise<readonly TargetPack[]> {
  const report = new Report();
  const project = await openProject(root, report);
  if (!project) throw new Error("there is no project here");
  const rules = checkProject(project, loadRules(project, { folder: root, paths: [] }, report), report);
  return compileProject(project, project.targets, rules, report);
}

/** Seconds and pairs of one round. */
async function round({ open, target }: Column, packs: readonly TargetPack[], events: readonly JsonObject[]) {
  const start = performance.now();
  let pairs = 0;
  for (const { files } of packs.find((pack) => pack.target === target)?.rules ?? []) {
    if (files.length === 0) continue;
    try {
      const verdicts = await (await open.load(files)).judge(events);
      pairs += verdicts.filter((one) => !("error" in one)).length;
    } catch (error) {
      if (!(error instanceof NotRunHere)) throw error;
    }
  }
  return { pairs, seconds: (performance.now() - start) / 1000 };
}

/** Prints a line for each engine. The exit code: 1 where a platform's own engine is slower than the bar. */
export async function benchEngines(rounds: number): Promise<0 | 1> {
  const root = process.cwd();
  const packs = await packsBelow(root);
  const columns = await openColumns("the engines' speed");
  let missed = false;
  for (const column of columns) {
    let best = 0;
    let pairs = 0;
    for (let done = 0; done < rounds; done++) {
      const one = await round(column, packs, eventsBelow(join(root, "rules/logs")));
      best = Math.max(best, one.pairs / one.seconds);
      pairs = one.pairs;
    }
    const held = column.isSecond || best >= BAR;
    missed ||= !held;
    const bar = column.isSecond ? "no bar" : `bar ${BAR.toLocaleString("en")}  ${held ? "held" : "MISSED"}`;
    const figures = `${Math.round(best).toLocaleString("en")} pairs/s`;
    console.log(`${column.engine.id.padEnd(26)} ${figures.padEnd(28)} ${bar} (${pairs} pairs)`);
  }
  await closeColumns(columns);
  return missed ? 1 : 0;
}
