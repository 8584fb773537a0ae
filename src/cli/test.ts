/** `tocsin test`: do the rules' own tests pass? */
import { numberOf } from "../diagnostics/order.ts";
import type { JunitSuite } from "../diagnostics/render-junit.ts";
import type { Rule } from "../ir/rule.ts";
import { openLogsOf } from "../project/open-log.ts";
import { runProjectTests, type TestRun } from "../project/run-project-tests.ts";
import type { ExitCode } from "./exit-code.ts";
import { type Filter, filterRules } from "./filter-rules.ts";
import { problemSuites } from "./problem-suites.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { testSuites } from "./test-suites.ts";
import { watch } from "./watch.ts";

export interface TestOptions {
  readonly format: Format;
  readonly quiet?: boolean;
  readonly watch?: boolean;
  /** Patterns of rules' ids and of tests' names; without it, all tests. */
  readonly filter?: readonly string[];
}

export function test(terminal: Terminal, paths: readonly string[], options: TestOptions): Promise<ExitCode> {
  const once = () => testOnce(terminal, paths, options);
  return options.watch ? watch(terminal, once) : once();
}

async function testOnce(terminal: Terminal, paths: readonly string[], options: TestOptions): Promise<ExitCode> {
  const session = new Session(terminal, "test", options.format, options.quiet);
  const filter: Filter | undefined = options.filter && { patterns: options.filter, withTests: true };
  const request = await loadAndCheck(session, paths, filter);
  if (!request) return session.finish();
  const { project, loaded } = request;
  const rules = filter ? filterRules(request.rules, filter) : request.rules;
  if (loaded.files.length === 0) return session.finish();
  const run = await runProjectTests(rules, openLogsOf(project), session.report);
  return session.finish({
    lines: linesOf(session, rules, run),
    data: dataOf(rules, run),
    suites: [...suitesOfProblems(session, run), ...testSuites(rules, run)],
  });
}

/** What was found in the rules themselves, beside their tests. */
function suitesOfProblems(session: Session, run: TestRun): readonly JunitSuite[] {
  const ofTests = new Set(run.results.flatMap(({ diagnostics }) => diagnostics));
  const others = session.report.diagnostics.filter((one) => !ofTests.has(one));
  return others.length > 0 ? problemSuites("rules", [], others) : [];
}

function linesOf(session: Session, rules: readonly Rule[], run: TestRun): readonly string[] {
  const counts = [
    `${numberOf(run.passed, "test")} passed`,
    ...(run.failed > 0 ? [`${run.failed} failed`] : []),
    ...(run.notRun > 0 ? [`${run.notRun} not run`] : []),
  ];
  const broken = session.report.hasErrors && run.failed + run.notRun === 0 ? " (rules with errors are left out)" : "";
  return [session.verdict(`${numberOf(rules.length, "rule")}, ${counts.join(", ")}${broken}`)];
}

function dataOf(rules: readonly Rule[], run: TestRun): object {
  return {
    rules: rules.length,
    tests: { passed: run.passed, failed: run.failed, notRun: run.notRun },
    results: run.results.map(({ rule, name, verdict, expected, found, log }) => ({
      rule,
      name,
      verdict,
      expected,
      found,
      ...(log ? { log } : {}),
    })),
  };
}
