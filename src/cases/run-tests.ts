/**
 * In: a checked rule and what opens its logs. Out: the result of each of its tests on the reference interpreter, as plain
 * data, with a problem at the test's place where it fails.
 */
import { type Diagnostic, Report } from "../diagnostics/problem.ts";
import type { JsonObject } from "../ir/json.ts";
import type { Rule, RuleTest } from "../ir/rule.ts";
import type { AlertText } from "../semantics/alert.ts";
import { type CompiledRule, compileRule, loadRegexesFor } from "../semantics/evaluate.ts";
import type { Span } from "../source/source.ts";
import { explain, type Reason, showReason } from "./explain.ts";
import { logNotReadable, noEventAccepted, recordsRejected, testFailed } from "./problems.ts";
import type { Chunks } from "./read-log.ts";
import { type LogRun, runOverLog } from "./run-over-log.ts";

/** Opens a log by the path that the rule gives; the bytes come decompressed. */
export type OpenLog = (path: string) => Promise<{ readonly chunks: Chunks } | { readonly problem: string }>;

/** What one test gave. */
export interface TestResult {
  readonly rule: string;
  readonly name: string;
  readonly span: Span;
  /** `notRun`: its log could not be read, or has no event in it. */
  readonly verdict: "passed" | "failed" | "notRun";
  /** `an alert`, `no alert`, `3 alerts` */
  readonly expected: string;
  readonly found: string;
  /** For a test that failed: the alert that was not expected, or the first one of a log. */
  readonly alert?: AlertText;
  /** For a test that failed: the conditions that decided. */
  readonly reasons: readonly Reason[];
  /** For a test over a log: what was read. */
  readonly log?: LogRun["counts"];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs all tests of a rule. */
export async function runTests(rule: Rule, openLog: OpenLog): Promise<TestResult[]> {
  if (rule.tests.length === 0) return [];
  await loadRegexesFor([rule]);
  const compiled = compileRule(rule);
  const results: TestResult[] = [];
  for (const test of rule.tests) {
    const { input } = test;
    results.push(
      input.kind === "event"
        ? runOnEvent(compiled, test, input.event)
        : await runOnLog(compiled, test, input.path, openLog),
    );
  }
  return results;
}

/** The result of a test of a single event. */
export function runOnEvent(compiled: CompiledRule, test: RuleTest, event: JsonObject): TestResult {
  const fires = compiled.fires(event);
  const alerts = fires ? 1 : 0;
  const passed = isExpected(test, alerts);
  return settle(compiled.rule, test, new Report(), {
    verdict: passed ? "passed" : "failed",
    found: showCount(alerts),
    ...(fires && !passed ? { alert: compiled.alertOf(event) } : {}),
    reasons: passed ? [] : explain(compiled.rule.condition, event),
  });
}

async function runOnLog(
  compiled: CompiledRule,
  test: RuleTest,
  path: { readonly value: string; readonly span: Span },
  openLog: OpenLog,
): Promise<TestResult> {
  const report = new Report();
  const notRun = { verdict: "notRun", found: "nothing, since the log was not read", reasons: [] } as const;
  const opened = await openLog(path.value);
  if ("problem" in opened) {
    report.add(logNotReadable, { path: path.value, reason: opened.problem }, path.span);
    return settle(compiled.rule, test, report, notRun);
  }
  const run = await runOverLog(compiled, opened.chunks);
  const { accepted, rejected, alerts } = run.counts;
  if (accepted === 0) {
    report.add(noEventAccepted, { path: path.value, rejected, first: run.firstRejected }, path.span);
    return settle(compiled.rule, test, report, { ...notRun, log: run.counts });
  }
  if (rejected > 0)
    report.add(recordsRejected, { path: path.value, rejected, accepted, first: run.firstRejected ?? "" }, path.span);
  const passed = isExpected(test, alerts);
  const shown = alerts > 0 ? run.firstFiring : run.nearest;
  return settle(compiled.rule, test, report, {
    verdict: passed ? "passed" : "failed",
    found: `${showCount(alerts)} in ${accepted} events${!passed && shown ? ` (${alerts > 0 ? "the first" : "the nearest"}: ${shown.place})` : ""}`,
    ...(run.firstFiring && !passed ? { alert: compiled.alertOf(run.firstFiring.event) } : {}),
    reasons: passed || !shown ? [] : explain(compiled.rule.condition, shown.event),
    log: run.counts,
  });
}

function isExpected(test: RuleTest, alerts: number): boolean {
  if (test.expect === "ignores") return alerts === 0;
  return test.count === undefined ? alerts > 0 : alerts === test.count;
}

function showCount(alerts: number): string {
  return alerts === 0 ? "no alert" : alerts === 1 ? "an alert" : `${alerts} alerts`;
}

function expectedOf(test: RuleTest): string {
  if (test.expect === "ignores") return "no alert";
  return test.count === undefined
    ? test.input.kind === "file"
      ? "at least one alert"
      : "an alert"
    : showCount(test.count);
}

type Outcome = Pick<TestResult, "verdict" | "found" | "reasons" | "alert" | "log">;

/** The result, with the problem that says why a test failed. */
function settle(rule: Rule, test: RuleTest, report: Report, outcome: Outcome): TestResult {
  const expected = expectedOf(test);
  if (outcome.verdict === "failed") {
    const details = { name: test.name, expected, found: outcome.found, reasons: outcome.reasons.map(showReason) };
    const related = outcome.reasons.map((reason) => ({ message: showReason(reason), span: reason.span }));
    report.add(testFailed, details, test.span, { related });
  }
  return { rule: rule.id, name: test.name, span: test.span, expected, ...outcome, diagnostics: report.diagnostics };
}
