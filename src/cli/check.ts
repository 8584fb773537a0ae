/** `tocsin check`: are the rules right, and can each target say them? */
import { countsOf, describeCounts, numberOf } from "../diagnostics/order.ts";
import { compileProject } from "../project/compile-project.ts";
import type { ExitCode } from "./exit-code.ts";
import { type Filter, filterRules, fitsFilter } from "./filter-rules.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { watch } from "./watch.ts";

export interface CheckOptions {
  readonly format: Format;
  readonly quiet?: boolean;
  readonly watch?: boolean;
  /** Patterns of rules' ids; without it, all rules. */
  readonly filter?: readonly string[];
}

export function check(terminal: Terminal, paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const once = () => checkOnce(terminal, paths, options);
  return options.watch ? watch(terminal, once) : once();
}

async function checkOnce(terminal: Terminal, paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const session = new Session(terminal, "check", options.format, options.quiet);
  const filter: Filter | undefined = options.filter && { patterns: options.filter, withTests: false };
  const request = await loadAndCheck(session, paths, filter);
  if (!request) return session.finish();
  const { project, loaded, rules } = request;
  if (loaded.files.length === 0) return session.finish();
  compileProject(project, project.targets, filter ? filterRules(rules, filter) : rules, session.report);
  const declared = loaded.files.flatMap((file) => file.declarations.filter((one) => one.kind === "rule"));
  const count = filter ? declared.filter((one) => fitsFilter(one, filter)).length : declared.length;
  const counts = describeCounts(countsOf(session.report.diagnostics));
  const line = `${numberOf(count, "rule")} in ${numberOf(loaded.files.length, "file")}: ${counts === "" ? "no problems" : counts}.`;
  return session.finish({
    lines: [session.verdict(line)],
    data: { files: loaded.files.length, rules: count },
    files: loaded.files.map((file) => session.shown(file.source.path)),
  });
}
