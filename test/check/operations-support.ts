import { checkFile } from "../../src/check/check-file.ts";
import type { CheckContext } from "../../src/check/context.ts";
import { type Diagnostic, Report } from "../../src/diagnostics/problem.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { ruleWith } from "./support.ts";

/** Codes of the checks against the model of AWS. */
export const OF_THE_MODEL = /^D[23]0[567]\d$/;

/** What is reported of a file when the checker has the model. */
export function checkWithModel(text: string, files: Readonly<Record<string, string>> = {}): readonly Diagnostic[] {
  const report = new Report();
  const sources = new Map(Object.entries(files).map(([path, one]) => [path, parseFile({ path, text: one }, report)]));
  const file = parseFile({ path: "test.tocsin", text }, report);
  const context: CheckContext = {
    fileAt: (path) => sources.get(path),
    platforms: new Map(),
    defaults: { author: "A" },
    loadApi: loadApiPart,
  };
  checkFile(file, context, report);
  return report.diagnostics;
}

/** The checks' own reports of a condition: `D2053 error …message… → help`. */
export function reportsOf(condition: string, before = ""): string[] {
  return checkWithModel(ruleWith(condition, before))
    .filter((one) => OF_THE_MODEL.test(one.code) || one.code.startsWith("D1"))
    .map((one) => `${one.code} ${one.severity} ${one.message} ${one.help ?? ""}`.trim());
}
