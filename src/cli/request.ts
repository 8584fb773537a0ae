/** In: the files and folders that a command was given. Out: the project's rules there, checked. */
import { nearestNames } from "../diagnostics/nearest.ts";
import { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import { checkProject } from "../project/compile-project.ts";
import { withHoldingTests } from "../project/holding-tests.ts";
import { type GivenText, type LoadedRules, loadRules } from "../project/load-rules.ts";
import { reportFile } from "../project/problem-at.ts";
import { fileTooLarge, nothingFits } from "../project/problems.ts";
import type { Project } from "../project/project.ts";
import { decode, LARGEST_SOURCE } from "../project/read-text.ts";
import { idsIn, type RelatedFiles } from "../project/related-files.ts";
import type { RuleDeclaration, RuleFile } from "../syntax/ast.ts";
import { type Filter, fitsFilter } from "./filter-rules.ts";
import type { Session } from "./session.ts";
import { readInput } from "./terminal.ts";

export const INPUT_NAME = "<stdin>";

export interface Request {
  readonly project: Project;
  readonly loaded: LoadedRules;
}

/** Loads the files; `-` is standard input. Nothing where the project itself is wrong. */
export async function load(
  session: Session,
  paths: readonly string[],
  report: Report = session.report,
): Promise<Request | undefined> {
  const project = await session.open();
  if (!project) return undefined;
  const given = paths.includes("-") ? await givenText(session) : [];
  if (!given) return undefined;
  const files = paths.filter((path) => path !== "-");
  return { project, loaded: loadRules(project, { folder: session.folder, paths: files, given }, report) };
}

/** Loads and checks; the rules in which nothing is wrong. With a filter, only files with a rule that fits count. */
export async function loadAndCheck(
  session: Session,
  paths: readonly string[],
  filter?: Filter,
): Promise<(Request & { readonly rules: readonly Rule[] }) | undefined> {
  const request = filter ? await loadFiltered(session, paths, filter) : await load(session, paths);
  if (!request) return undefined;
  return { ...request, rules: await withHoldingTests(checkProject(request.project, request.loaded, session.report)) };
}

const rulesIn = (file: RuleFile) => file.declarations.filter((one): one is RuleDeclaration => one.kind === "rule");

async function loadFiltered(session: Session, paths: readonly string[], filter: Filter): Promise<Request | undefined> {
  const report = new Report();
  const request = await load(session, paths, report);
  if (!request) return undefined;
  const { files } = request.loaded;
  const chosen = files.filter((file) => rulesIn(file).some((rule) => fitsFilter(rule, filter)));
  const ids = new Set(idsIn(chosen, "rule"));
  const tuning = files.filter((file) => !chosen.includes(file) && idsIn([file], "tune").some((id) => ids.has(id)));
  const wanted = [...chosen, ...tuning];
  const others = new Set(files.filter((file) => !wanted.includes(file)).map(({ source }) => source.path));
  session.report.addAll(report.diagnostics.filter(({ span }) => !others.has(span.source.path)));
  if (files.length > 0 && chosen.length === 0) {
    const ids = files.flatMap((file) => rulesIn(file).map(({ id }) => id.text));
    const nearest = filter.patterns.flatMap((pattern) => nearestNames(pattern, ids));
    reportFile(session.report, nothingFits, { patterns: filter.patterns, nearest }, "--filter");
  }
  const related = (): RelatedFiles => {
    const more = request.loaded.related();
    return { ...more, tuning: [...tuning, ...more.tuning], ids: [...idsIn(files, "rule"), ...more.ids] };
  };
  return { ...request, loaded: { ...request.loaded, files: chosen, related } };
}

async function givenText(session: Session): Promise<readonly GivenText[] | undefined> {
  const bytes = await readInput(session.terminal, LARGEST_SOURCE);
  if (!bytes) {
    reportFile(session.report, fileTooLarge, { size: LARGEST_SOURCE + 1, limit: LARGEST_SOURCE }, INPUT_NAME);
    return undefined;
  }
  const text = decode(bytes, INPUT_NAME, session.report);
  return text === undefined ? undefined : [{ name: INPUT_NAME, text }];
}
