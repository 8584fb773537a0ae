/** `tocsin fmt`: every file in the one form; with `--check` only a list of those that aren't. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { cleanLines, cleanText } from "../diagnostics/clean-text.ts";
import { numberOf } from "../diagnostics/order.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import { reportFile, systemReason } from "../project/problem-at.ts";
import { writeFailed } from "../project/problems.ts";
import { writeWhole } from "../project/write-whole.ts";
import type { Source } from "../source/source.ts";
import type { RuleFile } from "../syntax/ast.ts";
import { formatFile } from "../syntax/format-file.ts";
import type { ExitCode } from "./exit-code.ts";
import { INPUT_NAME, load } from "./request.ts";
import { type Format, Session } from "./session.ts";
import { paintFor, type Terminal } from "./terminal.ts";

export interface FmtOptions {
  readonly format: Format;
  readonly check?: boolean;
  readonly quiet?: boolean;
}

export async function fmt(terminal: Terminal, paths: readonly string[], options: FmtOptions): Promise<ExitCode> {
  const session = new Session(terminal, "fmt", options.format, options.quiet);
  const request = await load(session, paths);
  if (!request) return session.finish();
  const broken = new Set<Source>(
    session.report.diagnostics.filter((one) => one.severity === "error").map((one) => one.span.source),
  );
  const whole = request.loaded.files.filter((file) => !broken.has(file.source));
  if (paths.includes("-") && !options.check) return printFormatted(session, whole);
  const changed = whole.filter((file) => formatFile(file) !== file.source.text);
  const names = changed.map((file) => session.shown(file.source.path));
  if (!options.check)
    for (const file of changed) writeFormatted(session, join(request.project.root, file.source.path), file);
  return report(session, names, request.loaded.files.length, options);
}

/** Standard input, formatted, to standard output; its problems to standard error, so that they don't mix. */
function printFormatted(session: Session, files: readonly RuleFile[]): ExitCode {
  const { terminal, report } = session;
  const [file] = files;
  if (file?.source.path === INPUT_NAME) terminal.out.write(formatFile(file));
  terminal.err.write(renderPretty(report.diagnostics, paintFor(terminal.err, terminal.environment)));
  return session.exitCode;
}

/** Writes beside the file and renames, so that it is never half written. */
function writeFormatted(session: Session, path: string, file: RuleFile): void {
  try {
    writeWhole(path, formatFile(file), `${path}.new-${process.pid}`, statSync(path).mode);
  } catch (error) {
    reportFile(session.report, writeFailed, { reason: systemReason(error) }, file.source.path);
  }
}

function report(session: Session, changed: readonly string[], files: number, options: FmtOptions): ExitCode {
  const { paint } = session;
  const verb = options.check ? "to format" : "formatted";
  const line =
    changed.length === 0
      ? `${numberOf(files, "file")}: nothing to format.`
      : `${numberOf(changed.length, "file")} ${verb} of ${files}.`;
  const isStale = options.check === true && changed.length > 0;
  const closing = isStale ? paint.bold(paint.red(`${line} Run \`tocsin fmt\`.`)) : session.verdict(line);
  const exitCode = session.exitCode === 0 && isStale ? 1 : session.exitCode;
  return session.finish({
    lines: [...changed.map((name) => cleanLines(cleanText(name))), ...(files > 0 ? [closing] : [])],
    data: { files, changed },
    exitCode,
  });
}
