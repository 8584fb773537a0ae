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

/** Runs every test: of a tuned rule its own tests on the rule as it is in its file, the tune's on the tuned one. */
export async function runProjectTests(rules: readonly Rule[], openLog: OpenLog, report: Report): Promise<TestRun> {
  const results: TestResult[] = [];
  for (const rule of rules.flatMap(testedForms)) results.push(...(await runTests(rule, openLog)));
  for (const one of results) report.addAll(one.diagnostics);
  const count = (verdict: TestResult["verdict"]) => results.filter((one) => one.verdict === verdict).length;
  return {
    results,
    passed: count("passed"),
    failed: count("failed"),
    notRun: count("notRun"),
  };
}

function testedForms(rule: Rule): readonly Rule[] {
  const { tuning, ...itself } = rule;
  return tuning ? [tuning.untuned, { ...itself, tests: tuning.tests }] : [rule];
}

/** Runs the tests that are written out, as those are that packs carry. Tests over logs are left to `tocsin test`. */
export function runWrittenTests(rules: readonly Rule[], report: Report): Promise<TestRun> {
  const written = rules
    .flatMap(testedForms)
    .map((rule) => ({ ...rule, tests: rule.tests.filter((test) => test.input.kind === "event") }));
  return runProjectTests(written, () => Promise.resolve({ problem: "a build opens no logs" }), report);
}
