import { checkFile } from "../../src/check/check-file.ts";
import type { CheckContext } from "../../src/check/context.ts";
import { type Diagnostic, Report } from "../../src/diagnostics/problem.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { ruleWith } from "./support.ts";

/** Codes of the checks against the model of AWS. */
export const OF_THE_MODEL = /^D[23]0[567]\d$/;

interface Checked {
  readonly rules: readonly Rule[];
  readonly diagnostics: readonly Diagnostic[];
}

function checkFileWithModel(text: string, files: Readonly<Record<string, string>>): Checked {
  const report = new Report();
  const sources = new Map(Object.entries(files).map(([path, one]) => [path, parseFile({ path, text: one }, report)]));
  const file = parseFile({ path: "test.tocsin", text }, report);
  const context: CheckContext = {
    fileAt: (path) => sources.get(path),
    listAt: (path) => ({ source: { path, text: files[path] ?? "" } }),
    platforms: new Map(),
    defaults: { author: "A" },
    loadApi: loadApiPart,
  };
  return { rules: checkFile(file, context, report), diagnostics: report.diagnostics };
}

/** What is reported of a file when the checker has the model. */
export function checkWithModel(text: string, files: Readonly<Record<string, string>> = {}): readonly Diagnostic[] {
  return checkFileWithModel(text, files).diagnostics;
}

/** The rule of a text without errors, checked with the model. */
export function ruleWithModel(text: string): Rule {
  const { rules, diagnostics } = checkFileWithModel(text, {});
  const [rule] = rules;
  if (!rule) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return rule;
}

/** The checks' own reports of a condition: `D2053 error …message… → help`. */
export function reportsOf(condition: string, before = ""): string[] {
  return checkWithModel(ruleWith(condition, before))
    .filter((one) => OF_THE_MODEL.test(one.code) || one.code.startsWith("D1"))
    .map((one) => `${one.code} ${one.severity} ${one.message} ${one.help ?? ""}`.trim());
}
