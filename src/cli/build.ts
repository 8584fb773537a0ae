/** `tocsin build`: the packs, written or compared with what is there. */
import { digits, numberOf } from "../diagnostics/order.ts";
import { type BuildRequest, checkBuild, writeBuild } from "../project/build.ts";
import { readCertificateIn } from "../project/certificate.ts";
import type { Difference } from "../project/compare-packs.ts";
import { compileProject, type TargetPack } from "../project/compile-project.ts";
import { packFiles } from "../project/pack-files.ts";
import { reportFile } from "../project/problem-at.ts";
import { packStale } from "../project/problems.ts";
import { absolutePath, nameWithin, type Project, targetsByName } from "../project/project.ts";
import { runWrittenTests } from "../project/run-project-tests.ts";
import { describePack } from "./describe-pack.ts";
import type { ExitCode } from "./exit-code.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export interface BuildOptions {
  readonly format: Format;
  readonly target?: readonly string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly quiet?: boolean;
}

export async function build(terminal: Terminal, paths: readonly string[], options: BuildOptions): Promise<ExitCode> {
  const session = new Session(terminal, "build", options.format, options.quiet);
  const request = await loadAndCheck(session, paths);
  if (!request) return session.finish();
  const { project, loaded, rules } = request;
  const targets = chosenTargets(project, options, session);
  if (!targets || loaded.files.length === 0) return session.finish();
  const packs = compileProject(project, targets, rules, session.report);
  if (!session.report.hasErrors) await runWrittenTests(rules, session.report);
  if (session.report.hasErrors) {
    const line = session.paint.bold(
      session.paint.red("Nothing was written: a pack holds only rules without errors whose tests pass."),
    );
    return session.finish({ lines: options.check ? [] : [line] });
  }
  const place: BuildRequest = {
    out: options.out === undefined ? project.out : absolutePath(session.folder, options.out),
    targets: targets.map((target) => target.id),
    isWhole: options.target === undefined && paths.length === 0,
  };
  return options.check ? compare(session, project, place, packs) : write(session, project, place, packs);
}

/** The project's targets, or those named on the command line. */
function chosenTargets(project: Project, options: BuildOptions, session: Session) {
  if (!options.target) return project.targets;
  return targetsByName(options.target, { source: { path: "--target", text: "" }, start: 0, end: 0 }, session.report);
}

function write(session: Session, project: Project, place: BuildRequest, packs: readonly TargetPack[]): ExitCode {
  const files = packFiles(project, packs, readCertificateIn(place.out));
  const differences = writeBuild(project, place, files, session.report);
  if (!differences) return session.finish();
  const out = session.shown(nameWithin(project.root, place.out));
  const result =
    differences.length === 0
      ? `${out} is up to date (${numberOf(files.size, "file")}).`
      : `Wrote ${out}: ${numberOf(files.size, "file")} (${describe(differences)}).`;
  return session.finish({
    lines: [...packs.flatMap((pack) => describePack(pack, session.paint)), session.verdict(result)],
    data: { out, files: files.size, differences, packs: packs.map(packData) },
  });
}

function compare(session: Session, project: Project, place: BuildRequest, packs: readonly TargetPack[]): ExitCode {
  const files = packFiles(project, packs, readCertificateIn(place.out));
  const differences = checkBuild(project, place, files, session.report);
  if (!differences) return session.finish();
  const out = session.shown(nameWithin(project.root, place.out));
  const { paint } = session;
  if (differences.length === 0) {
    const line = session.verdict(`${out} is fresh (${numberOf(files.size, "file")}).`);
    return session.finish({ lines: [line], data: { out, differences } });
  }
  const isForMachines = session.format !== "pretty" && session.format !== "json";
  if (isForMachines) {
    for (const { kind, path } of differences)
      reportFile(session.report, packStale, { kind }, `${nameWithin(project.root, place.out)}/${path}`);
  }
  const lines = differences.map(({ kind, path }) => `${paint.yellow(kind.padEnd(7))}  ${out}/${path}`);
  const closing = paint.bold(paint.red(`${out} is stale (${describe(differences)}): run \`tocsin build\`.`));
  return session.finish({
    lines: [...(isForMachines ? [] : lines), closing],
    data: { out, differences },
    exitCode: 1,
  });
}

const WORDS = { missing: "new", changed: "changed", extra: "removed" } as const;

/** `3 new, 2 changed, 1 removed` */
function describe(differences: readonly Difference[]): string {
  return (["missing", "changed", "extra"] as const)
    .map((kind) => ({ kind, count: differences.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${digits(count)} ${WORDS[kind]}`)
    .join(", ");
}

function packData({ target, rules, files }: TargetPack): object {
  return {
    target: target.id,
    rules: rules.map(({ rule, judgement }) => ({ id: rule.id, fidelity: judgement.fidelity })),
    files: files.length + rules.reduce((sum, one) => sum + one.files.length, 0),
  };
}
