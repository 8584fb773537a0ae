/** In: the files and folders that a command was given. Out: the project's rules there, checked. */
import type { Rule } from "../ir/rule.ts";
import { checkProject } from "../project/compile-project.ts";
import { type GivenText, type LoadedRules, loadRules } from "../project/load-rules.ts";
import { reportFile } from "../project/problem-at.ts";
import { fileTooLarge } from "../project/problems.ts";
import type { Project } from "../project/project.ts";
import { decode, LARGEST_SOURCE } from "../project/read-text.ts";
import type { Session } from "./session.ts";
import { readInput } from "./terminal.ts";

export const INPUT_NAME = "<stdin>";

export interface Request {
  readonly project: Project;
  readonly loaded: LoadedRules;
}

/** Loads the files; `-` is standard input. Nothing where the project itself is wrong. */
export async function load(session: Session, paths: readonly string[]): Promise<Request | undefined> {
  const project = await session.open();
  if (!project) return undefined;
  const given = paths.includes("-") ? await givenText(session) : [];
  if (!given) return undefined;
  const files = paths.filter((path) => path !== "-");
  return { project, loaded: loadRules(project, { folder: session.folder, paths: files, given }, session.report) };
}

/** Loads and checks; the rules in which nothing is wrong. */
export async function loadAndCheck(
  session: Session,
  paths: readonly string[],
): Promise<(Request & { readonly rules: readonly Rule[] }) | undefined> {
  const request = await load(session, paths);
  return request && { ...request, rules: checkProject(request.project, request.loaded, session.report) };
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
