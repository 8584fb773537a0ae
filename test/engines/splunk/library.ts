/** The rules of `rules/` with what is emitted for Splunk, and the events of `rules/logs/`. For the engine's tests. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { readLogText } from "../../../src/cases/read-log.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import { checkProject, compileProject } from "../../../src/project/compile-project.ts";
import { loadRules } from "../../../src/project/load-rules.ts";
import { openProject } from "../../../src/project/project.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import type { PackFile, TargetRule } from "../../../src/targets/target.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface Library {
  /** Those that are emitted. */
  readonly rules: readonly TargetRule[];
  /** The pack's own files, macros and saved searches among them. */
  readonly files: readonly PackFile[];
}

export async function library(): Promise<Library> {
  const report = new Report();
  const project = await openProject(root, report);
  if (!project) throw new Error("the repository is no project");
  const loaded = loadRules(project, { folder: root, paths: [] }, report);
  const [pack] = compileProject(project, [splunk], checkProject(project, loaded, report), report);
  if (!pack || report.hasErrors) throw new Error("the rules of the repository have errors");
  return { rules: pack.rules.filter((one) => one.files.length > 0), files: pack.files };
}

export function realEvents(): readonly JsonObject[] {
  const packed = readFileSync(`${root}rules/logs/stratus-attack-2023-07-10.json.gz`);
  return readLogText(gunzipSync(packed).toString("utf8")).flatMap((item) =>
    item.kind === "event" ? [item.event] : [],
  );
}
