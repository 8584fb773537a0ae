/** `tocsin verify`: every emitted rule, run again on an engine of its platform, on its tests and on witnesses. */
import { join } from "node:path";
import type { Cell } from "../cases/verify.ts";
import { ORDINARY_LIMIT, THOROUGH_LIMIT } from "../cases/verify-cases.ts";
import { cleanText } from "../diagnostics/clean-text.ts";
import { numberOf } from "../diagnostics/order.ts";
import { compactJson } from "../ir/compact-json.ts";
import {
  CERTIFICATE_NAME,
  type CertificateEntry,
  certificateText,
  emittedHash,
  readCertificateIn,
  stillHolding,
} from "../project/certificate.ts";
import { compileProject, type TargetPack } from "../project/compile-project.ts";
import { reportFile, systemReason } from "../project/problem-at.ts";
import { writeFailed } from "../project/problems.ts";
import { nameWithin, type Project, targetsByName } from "../project/project.ts";
import { type VerdictTable, verifyProject } from "../project/verify-project.ts";
import { besides } from "../project/write-packs.ts";
import { writeWhole } from "../project/write-whole.ts";
import type { ExitCode } from "./exit-code.ts";
import { Progress } from "./progress.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { suitesOf } from "./verify-junit.ts";

export interface VerifyCommandOptions {
  readonly format: Format;
  readonly target?: readonly string[];
  readonly thorough?: boolean;
  readonly write?: boolean;
  readonly quiet?: boolean;
  /** Are engines that are not there a failure? For a release. */
  readonly complete?: boolean;
}

export async function verify(
  terminal: Terminal,
  paths: readonly string[],
  options: VerifyCommandOptions,
): Promise<ExitCode> {
  const session = new Session(terminal, "verify", options.format, options.quiet);
  const request = await loadAndCheck(session, paths);
  if (!request) return session.finish();
  const { project, rules } = request;
  const nowhere = { source: { path: "--target", text: "" }, start: 0, end: 0 };
  const targets = options.target ? targetsByName(options.target, nowhere, session.report) : project.targets;
  if (!targets || session.report.hasErrors) return session.finish();
  const packs = compileProject(project, targets, rules, session.report);
  if (session.report.hasErrors) return session.finish();
  const progress = new Progress(terminal);
  const table = await verifyProject(packs, rules, project.settings, {
    limit: options.thorough ? THOROUGH_LIMIT : ORDINARY_LIMIT,
    progress: (done, of) => progress.say(`verified ${done} of ${numberOf(of, "rule")}`),
  });
  progress.end();
  if (options.write) keepCertificate(session, project, table, packs);
  const exitCode = exitCodeOf(table, options);
  return session.finish({
    lines: linesOf(session, table),
    data: dataOf(table),
    suites: suitesOf(table),
    exitCode: session.exitCode === 0 ? exitCode : session.exitCode,
  });
}

function exitCodeOf(table: VerdictTable, options: VerifyCommandOptions): ExitCode {
  const cells = table.rows.flatMap((row) => [...row.cells.values()]);
  if (cells.some((cell) => cell.status === "differs")) return 1;
  return options.complete && cells.some((cell) => cell.status === "not verified") ? 1 : 0;
}

function keepCertificate(session: Session, project: Project, table: VerdictTable, packs: readonly TargetPack[]): void {
  try {
    writeCertificate(project.out, table, packs);
  } catch (error) {
    const name = nameWithin(project.root, join(project.out, CERTIFICATE_NAME));
    reportFile(session.report, writeFailed, { reason: systemReason(error) }, name);
  }
}

/** Adds what agreed to the certificate; other entries stay while their text is still emitted. */
function writeCertificate(out: string, table: VerdictTable, packs: readonly TargetPack[]): void {
  const fresh: CertificateEntry[] = [];
  for (const { rule, cells } of table.rows) {
    for (const column of table.columns) {
      const cell = cells.get(column.engine.id);
      const emitted = packs.find((pack) => pack.target === column.target)?.rules.find((one) => one.rule === rule);
      if (cell?.status !== "agrees" || !emitted || column.version === undefined) continue;
      const { id } = rule;
      const { events, deviations } = cell;
      fresh.push({
        rule: id,
        target: column.target.id,
        engine: column.engine.id,
        version: column.version,
        textHash: emittedHash(emitted),
        events,
        result: "agrees",
        deviations: { ...deviations },
      });
    }
  }
  const isFresh = (entry: CertificateEntry) =>
    table.rows.some((row) => row.rule.id === entry.rule) &&
    table.columns.some((column) => column.engine.id === entry.engine && column.version !== undefined);
  const before = stillHolding(readCertificateIn(out), packs);
  const text = certificateText([...before.filter((entry) => !isFresh(entry)), ...fresh]);
  writeWhole(join(out, CERTIFICATE_NAME), text, besides(out, "new"));
}

function linesOf(session: Session, table: VerdictTable): readonly string[] {
  const { paint } = session;
  const lines: string[] = [];
  for (const { rule, cells } of table.rows) {
    for (const [engine, cell] of cells)
      if (cell.status === "differs") lines.push(...differenceLines(session, `${rule.id} on ${engine}`, cell));
  }
  for (const column of table.columns) {
    const cells = table.rows.flatMap((row) => row.cells.get(column.engine.id) ?? []);
    const count = (status: Cell["status"]) => cells.filter((cell) => cell.status === status).length;
    const pairs = cells.reduce((sum, cell) => sum + ("events" in cell ? cell.events : 0), 0);
    const name = paint.bold(column.engine.id.padEnd(16));
    if (column.missing !== undefined) {
      lines.push(`${name} ${paint.yellow("not verified")}: ${cleanText(column.missing)}`);
      continue;
    }
    const notRun = count("not run") > 0 ? `, ${count("not run")} not run (outside of what it is faithful for)` : "";
    const impossible = count("impossible") > 0 ? `, ${count("impossible")} impossible here` : "";
    const differing = count("differs") > 0 ? paint.red(`, ${count("differs")} differ`) : ", 0 differ";
    const excused = cells
      .flatMap((cell) => ("deviations" in cell ? Object.values(cell.deviations) : []))
      .reduce((sum, one) => sum + (one ?? 0), 0);
    lines.push(
      `${name} ${numberOf(count("agrees"), "rule")} ${count("agrees") === 1 ? "agrees" : "agree"}${differing}${impossible}${notRun}; ${numberOf(pairs, "event")}, ${numberOf(excused, "verdict")} excused by declared deviations`,
    );
  }
  const events = table.rows.reduce((sum, row) => sum + row.cases, 0);
  return [
    ...lines,
    session.verdict(`${numberOf(table.rows.length, "rule")}, ${numberOf(events, "event")} of tests and witnesses`),
  ];
}

function differenceLines(
  session: Session,
  where: string,
  cell: Extract<Cell, { status: "agrees" | "differs" }>,
): readonly string[] {
  const { paint } = session;
  const lines = [paint.bold(paint.red(`differs  ${where}`))];
  if (cell.reason) lines.push(`  ${cleanText(cell.reason)}`);
  for (const one of cell.differences.slice(0, 5)) {
    lines.push(
      `  ${cleanText(one.about)}: the language says ${word(one.expected)}, the engine ${typeof one.found === "string" ? cleanText(one.found) : word(one.found)}`,
    );
    if (one.smallest) lines.push(`    smallest part that differs: ${cleanText(one.smallest)}`);
    lines.push(paint.dim(`    ${cleanText(compactJson(one.event))}`));
  }
  if (cell.differences.length > 5) lines.push(`  and ${cell.differences.length - 5} more`);
  return lines;
}

const word = (alerts: boolean) => (alerts ? "alerts" : "ignores");

function dataOf(table: VerdictTable): object {
  return {
    engines: table.columns.map(({ target, engine, version, missing }) => ({
      target: target.id,
      engine: engine.id,
      about: engine.about,
      version,
      missing,
    })),
    rules: table.rows.map(({ rule, cases, cells }) => ({
      rule: rule.id,
      events: cases,
      cells: Object.fromEntries(cells),
    })),
  };
}
