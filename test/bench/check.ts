/** How long it takes to read and check files, with the model of AWS's operations or without it: for `check.mjs`. */
import { checkFile } from "../../src/check/check-file.ts";
import type { CheckContext } from "../../src/check/context.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { targets } from "../../src/targets/index.ts";

/** Milliseconds of the processor, which others' work changes least, for rules, libraries and lists as paths from the rules' root, with their texts. */
export function timeOfCheck(files: readonly (readonly [path: string, text: string])[], withModel: boolean): number {
  const start = process.cpuUsage();
  const report = new Report();
  const texts = new Map(files);
  const rules = files.filter(([path]) => path.endsWith(".tocsin"));
  const parsed = new Map(rules.map(([path, text]) => [path, parseFile({ path, text }, report)]));
  const context: CheckContext = {
    fileAt: (path) => parsed.get(path),
    listAt: (path) => ({ source: { path, text: texts.get(path) ?? "" } }),
    platforms: new Map(targets.map((target) => [target.id, target.validateBlock])),
    defaults: {},
    ...(withModel ? { loadApi: loadApiPart } : {}),
  };
  for (const file of parsed.values()) checkFile(file, context, report);
  const { user, system } = process.cpuUsage(start);
  if (report.hasErrors) throw new Error(report.diagnostics.find((one) => one.severity === "error")?.message);
  return (user + system) / 1000;
}
