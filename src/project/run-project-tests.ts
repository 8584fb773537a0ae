/** In: checked rules. Out: how their tests went on the reference interpreter; each failure is in the report. */
import { type OpenLog, runTests, type TestResult } from "../cases/run-tests.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";

export interface TestRun {
  readonly results: readonly TestResult[];
  readonly passed: number;
  readonly failed: number;
  /** Their logs could not be read. */
  readonly notRun: number;
}

/** Runs every test. */
export async function runProjectTests(rules: readonly Rule[], openLog: OpenLog, report: Report): Promise<TestRun> {
  const results: TestResult[] = [];
  for (const rule of rules) results.push(...(await runTests(rule, openLog)));
  for (const one of results) report.addAll(one.diagnostics);
  const count = (verdict: TestResult["verdict"]) => results.filter((one) => one.verdict === verdict).length;
  return {
    results,
    passed: count("passed"),
    failed: count("failed"),
    notRun: count("notRun"),
  };
}

/** Runs the tests that packs carry: those written out. Tests over logs are left to `tocsin test`. */
export function runWrittenTests(rules: readonly Rule[], report: Report): Promise<TestRun> {
  const written = rules.map((rule) => ({ ...rule, tests: rule.tests.filter((test) => test.input.kind === "event") }));
  return runProjectTests(written, () => Promise.resolve({ problem: "a build opens no logs" }), report);
}
