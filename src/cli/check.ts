/** `tocsin check`: are the rules right, and can each target say them? */
import { countsOf, describeCounts, numberOf } from "../diagnostics/order.ts";
import { compileProject } from "../project/compile-project.ts";
import type { ExitCode } from "./exit-code.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export async function check(
  terminal: Terminal,
  paths: readonly string[],
  options: { readonly format: Format },
): Promise<ExitCode> {
  const session = new Session(terminal, "check", options.format);
  const request = await loadAndCheck(session, paths);
  if (!request) return session.finish();
  const { project, loaded, rules } = request;
  if (loaded.files.length === 0) return session.finish();
  compileProject(project, project.targets, rules, session.report);
  const counts = describeCounts(countsOf(session.report.diagnostics));
  const declared = loaded.files.reduce(
    (sum, file) => sum + file.declarations.filter((one) => one.kind === "rule").length,
    0,
  );
  const line = `${numberOf(declared, "rule")} in ${numberOf(loaded.files.length, "file")}: ${counts === "" ? "no problems" : counts}.`;
  return session.finish({ lines: [session.verdict(line)], data: { files: loaded.files.length, rules: declared } });
}
