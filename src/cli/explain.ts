/** `tocsin explain CODE|RULE`: the page of a problem, or what a rule means and what it becomes on each target. */
import { cleanLines, cleanText } from "../diagnostics/clean-text.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import { allProblems, type Problem } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import type { ExitCode } from "./exit-code.ts";
import { explainProblem } from "./explain-problem.ts";
import { explainRule } from "./explain-rule.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** The modules that define problems and are else loaded only when needed. */
async function loadAllProblems(): Promise<void> {
  await Promise.all([
    import("../project/read-config.ts"),
    import("../project/run-project-tests.ts"),
    import("../project/compile-project.ts"),
  ]);
}

export async function explain(
  terminal: Terminal,
  name: string,
  options: { readonly format: Format },
): Promise<ExitCode> {
  const session = new Session(terminal, "explain", options.format);
  await loadAllProblems();
  const problems = allProblems();
  const known = problems.find((one) => one.code.toLowerCase() === name.toLowerCase() || one.slug === name);
  if (known) return printProblem(session, known);
  if (/^d\d{4}$/i.test(name))
    return unknown(
      session,
      name,
      "problem",
      problems.map((one) => one.code),
    );
  const request = await loadAndCheck(session, []);
  if (!request) return session.finish();
  const rule = request.rules.find((one) => one.id.toLowerCase() === name.toLowerCase());
  if (!rule) {
    const broken = isDeclared(request.loaded.files, name);
    if (broken) return session.finish();
    return unknown(
      session,
      name,
      "rule or problem",
      request.rules.map((one) => one.id),
    );
  }
  return printRule(session, rule, request.project);
}

/** Does a rule of this id stand in the files, though with errors? */
function isDeclared(files: readonly { readonly declarations: readonly object[] }[], name: string): boolean {
  return files.some((file) =>
    file.declarations.some(
      (one) => "id" in one && (one.id as { readonly text: string }).text.toLowerCase() === name.toLowerCase(),
    ),
  );
}

function printProblem(session: Session, problem: Problem<never>): ExitCode {
  if (session.format === "json") {
    const { code, slug, severity, why, example } = problem;
    session.terminal.out.write(
      `${JSON.stringify({ command: "explain", problem: { code, slug, severity, why, example } }, null, 2)}\n`,
    );
  } else session.terminal.out.write(explainProblem(problem, session.paint));
  return 0;
}

function printRule(session: Session, rule: Rule, project: Parameters<typeof explainRule>[1]): ExitCode {
  const page = explainRule(rule, project, session.paint, session.shown(rule.span.source.path));
  if (session.format === "json")
    session.terminal.out.write(`${JSON.stringify({ command: "explain", ...page.data }, null, 2)}\n`);
  else session.terminal.out.write(cleanLines(page.text));
  return 0;
}

function unknown(session: Session, name: string, what: string, names: readonly string[]): ExitCode {
  const byPart = names.filter((one) => one.toLowerCase().split(".").at(-1) === name.toLowerCase());
  const nearest = [...new Set([...byPart, ...nearestNames(name, names)])].slice(0, 3);
  const hint = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
  session.terminal.err.write(`tocsin explain: there is no ${what} \`${cleanText(name)}\`.${hint}\n`);
  return 2;
}
