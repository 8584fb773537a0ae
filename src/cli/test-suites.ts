/** In: the results of rules' tests. Out: JUnit suites, one per rule with a case per test. */
import type { TestResult } from "../cases/run-tests.ts";
import type { JunitCase, JunitSuite } from "../diagnostics/render-junit.ts";
import type { Rule } from "../ir/rule.ts";
import type { TestRun } from "../project/run-project-tests.ts";

export function testSuites(rules: readonly Rule[], run: TestRun): readonly JunitSuite[] {
  return rules.map(({ id }) => ({
    name: id,
    cases: run.results.filter(({ rule }) => rule === id).map((one) => ({ name: one.name, outcome: outcomeOf(one) })),
  }));
}

function outcomeOf({ verdict, expected, found, diagnostics }: TestResult): JunitCase["outcome"] {
  if (verdict === "passed") return { kind: "passed" };
  const text = diagnostics
    .map(({ message, help }) => (help === undefined ? message : `${message}\n${help}`))
    .join("\n");
  // A log that can't be read is no wrong verdict.
  return { kind: verdict === "failed" ? "failure" : "error", message: `expected ${expected}, found ${found}`, text };
}
