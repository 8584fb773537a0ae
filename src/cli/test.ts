/** `tocsin test`: do the rules' own tests pass? */
import { numberOf } from "../diagnostics/order.ts";
import type { Rule } from "../ir/rule.ts";
import { openLogsOf } from "../project/open-log.ts";
import { runProjectTests, type TestRun } from "../project/run-project-tests.ts";
import type { ExitCode } from "./exit-code.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export async function test(
  terminal: Terminal,
  paths: readonly string[],
  options: { readonly format: Format },
): Promise<ExitCode> {
  const session = new Session(terminal, "test", options.format);
  const request = await loadAndCheck(session, paths);
  if (!request) return session.finish();
  const { project, loaded, rules } = request;
  if (loaded.files.length === 0) return session.finish();
  const run = await runProjectTests(rules, openLogsOf(project), session.report);
  return session.finish({ lines: linesOf(session, rules, run), data: dataOf(rules, run) });
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
