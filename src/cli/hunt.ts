/** `tocsin hunt LOGS…`: the rules over real logs. Logs are read as they come and never held as a whole. */
import { hunt as huntIn, type Log } from "../cases/hunt.ts";
import { noEventAccepted } from "../cases/problems.ts";
import { cleanText } from "../diagnostics/clean-text.ts";
import type { Rule } from "../ir/rule.ts";
import { type FoundLog, listLogs } from "../project/list-logs.ts";
import { openLog } from "../project/open-log.ts";
import { reportFile } from "../project/problem-at.ts";
import { fileUnreadable } from "../project/problems.ts";
import { absolutePath, nameWithin } from "../project/project.ts";
import type { ExitCode } from "./exit-code.ts";
import { HuntDocument } from "./hunt-document.ts";
import { HuntTable } from "./hunt-table.ts";
import { nearestHint } from "./nearest-hint.ts";
import { Progress } from "./progress.ts";
import { INPUT_NAME, loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { optimiseSoon } from "./tune-engine.ts";

export interface HuntOptions {
  readonly format: Format;
  /** Files and folders of rules; without it, the project's. */
  readonly rules?: readonly string[];
  /** Ids of rules to run; without it, all. */
  readonly only?: readonly string[];
}

export async function hunt(terminal: Terminal, logs: readonly string[], options: HuntOptions): Promise<ExitCode> {
  const session = new Session(terminal, "hunt", options.format);
  const request = await loadAndCheck(session, options.rules ?? []);
  if (!request || request.loaded.files.length === 0 || session.report.hasErrors) return session.finish();
  const rules = chosenRules(request.rules, options.only, terminal);
  if (!rules) return 2;
  const found = findLogs(session, logs, request.project.root);
  if (session.report.hasErrors) return session.finish();
  const printer =
    options.format === "json"
      ? new HuntDocument(terminal.out, session)
      : new HuntTable(terminal.out, session, found.length > 1);
  const progress = new Progress(terminal);
  optimiseSoon();
  const run = huntIn(rules, openAll(session, found, progress));
  let step = await run.next();
  for (; !step.done; step = await run.next()) {
    if (step.value.kind === "hit") progress.found();
    printer.add(step.value);
  }
  progress.end();
  const summary = step.value;
  for (const { path, accepted, rejected } of summary.logs) {
    if (accepted === 0) reportFile(session.report, noEventAccepted, { path, rejected, first: undefined }, path);
  }
  printer.finish(summary);
  return session.report.hasErrors ? session.exitCode : summary.total.rejected > 0 ? 1 : 0;
}

function chosenRules(
  rules: readonly Rule[],
  only: readonly string[] | undefined,
  terminal: Terminal,
): readonly Rule[] | undefined {
  if (!only) return rules;
  const wanted = new Map(only.map((id) => [id.toLowerCase(), id]));
  const chosen = rules.filter((rule) => wanted.delete(rule.id.toLowerCase()));
  const ids = rules.map((rule) => rule.id);
  for (const id of wanted.values())
    terminal.err.write(`tocsin hunt: \`--only\`: there is no rule \`${cleanText(id)}\`.${nearestHint(id, ids)}\n`);
  return wanted.size > 0 ? undefined : chosen;
}

function findLogs(session: Session, logs: readonly string[], root: string): readonly FoundLog[] {
  return logs.flatMap((written) => {
    if (written === "-") return [{ name: INPUT_NAME, path: "-" }];
    const path = absolutePath(session.folder, written);
    return listLogs(path, nameWithin(root, path), session.report);
  });
}

/** Opens one log after another; one that can't be opened is reported, and the hunt goes on. */
async function* openAll(session: Session, logs: readonly FoundLog[], progress: Progress): AsyncGenerator<Log> {
  for (const { name, path } of logs) {
    const shown = path === "-" ? name : session.shown(name);
    const opened = path === "-" ? { chunks: session.terminal.input() } : await openLog(path);
    progress.start(shown);
    if ("problem" in opened) reportFile(session.report, fileUnreadable, { reason: opened.problem }, name);
    else yield { path: shown, chunks: opened.chunks };
  }
}
