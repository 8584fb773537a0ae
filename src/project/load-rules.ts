/**
 * In: a project and the files and folders to look at. Out: the rule files there, parsed, and a way to the files that
 * they import. Each file is read and parsed once, and its problems are reported once.
 */
import { realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { ListFile } from "../check/context.ts";
import { Report } from "../diagnostics/problem.ts";
import type { Source } from "../source/source.ts";
import type { RuleFile } from "../syntax/ast.ts";
import { parseFile } from "../syntax/parse-file.ts";
import { type FoundFile, listRuleFiles } from "./list-files.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { fileUnreadable, noRules } from "./problems.ts";
import { absolutePath, nameWithin, type Project } from "./project.ts";
import { readListFile } from "./read-list-file.ts";
import { isWithin, type Reading, readText } from "./read-text.ts";
import { findRelated, NO_RELATED, type OtherFile, type RelatedFiles } from "./related-files.ts";

export interface LoadedRules {
  /** The files that were asked for, in order. */
  readonly files: readonly RuleFile[];
  /** The file at a path from the rules' root; nothing where there is none that can be read. */
  readonly fileAt: (path: string) => RuleFile | undefined;
  /** The list at such a path, read once; nothing where it can't be read, which was reported then. */
  readonly listAt: (path: string) => ListFile | undefined;
  /** What else of the rules' root belongs to these files; looked for when it is asked for. */
  readonly related: () => RelatedFiles;
}

/** A text that comes from elsewhere than a file: standard input, under the name that it shall have. */
export interface GivenText {
  readonly name: string;
  readonly text: string;
}

/** Loads what `paths` names (relative to `folder`), or for none the whole of the rules' root. */
export function loadRules(
  project: Project,
  request: { readonly folder: string; readonly paths: readonly string[]; readonly given?: readonly GivenText[] },
  report: Report,
): LoadedRules {
  const shelf = new Shelf(project, report);
  const files: RuleFile[] = (request.given ?? []).map(({ name, text }) => shelf.parse({ path: name, text }));
  const paths = request.paths.map((path) => absolutePath(request.folder, path));
  const places = paths.length === 0 && files.length === 0 ? [project.rules] : paths;
  const seen = new Set<string>();
  for (const place of places) {
    for (const { path, isPlain } of filesAt(project, place, report)) {
      if (seen.has(path)) continue;
      seen.add(path);
      const file = shelf.open(path, isPlain);
      if (file) files.push(file);
    }
  }
  return {
    files,
    fileAt: (path) => shelf.import(path),
    listAt: (path) => shelf.list(path),
    related: () => (places.includes(project.rules) ? NO_RELATED : findRelated(files, shelf.others(seen))),
  };
}

interface PlacedFile {
  readonly path: string;
  readonly isPlain: boolean;
}

/** The files that a path stands for: itself, or the rule files below it. */
function filesAt(project: Project, place: string, report: Report): readonly PlacedFile[] {
  const name = nameWithin(project.root, place);
  let folder: string;
  try {
    const facts = statSync(place, { throwIfNoEntry: false });
    if (!facts) {
      if (place === project.rules) reportFile(report, noRules, { folder: name, exists: false }, name);
      else reportFile(report, fileUnreadable, { reason: systemReason({ code: "ENOENT" }) }, name);
      return [];
    }
    if (!facts.isDirectory()) return [{ path: place, isPlain: false }];
    folder = realpathSync.native(place);
  } catch (error) {
    reportFile(report, fileUnreadable, { reason: systemReason(error) }, name);
    return [];
  }
  const errorsBefore = report.errorCount;
  const found: readonly FoundFile[] = listRuleFiles(folder, name, report);
  if (found.length === 0 && report.errorCount === errorsBefore) {
    reportFile(report, noRules, { folder: name, exists: true }, name);
  }
  return found.map(({ path, isLink }) => ({ path: join(folder, path), isPlain: !isLink }));
}

/** The files that were read, by absolute path. */
class Shelf {
  readonly #project: Project;
  readonly #report: Report;
  readonly #files = new Map<string, RuleFile | undefined>();
  readonly #lists = new Map<string, ListFile | undefined>();

  constructor(project: Project, report: Report) {
    this.#project = project;
    this.#report = report;
  }

  open(path: string, isPlain: boolean): RuleFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const name = nameWithin(this.#project.root, path);
    // A file elsewhere was named by a person, who may name any; within the project no link may lead out.
    const reading: Reading = isWithin(path, this.#project.root)
      ? { name, within: this.#project.root, isPlain }
      : { name };
    const text = readText(path, reading, this.#report);
    const file = text === undefined ? undefined : this.parse({ path: name, text });
    this.#files.set(path, file);
    return file;
  }

  parse(source: Source): RuleFile {
    return parseFile(source, this.#report);
  }

  list(path: string): ListFile | undefined {
    if (!this.#lists.has(path)) this.#lists.set(path, readListFile(this.#project, path, this.#report));
    return this.#lists.get(path);
  }

  /** The files of the rules' root that aren't among those; one that can't be read is passed over. */
  *others(asked: ReadonlySet<string>): Generator<OtherFile> {
    const { root, rules } = this.#project;
    if (!statSync(rules, { throwIfNoEntry: false })?.isDirectory()) return;
    const quiet = new Report();
    for (const found of listRuleFiles(rules, nameWithin(root, rules), quiet)) {
      const path = join(rules, found.path);
      if (asked.has(path)) continue;
      const name = nameWithin(root, path);
      const text = readText(path, { name, within: root, isPlain: !found.isLink }, quiet);
      if (text === undefined) continue;
      yield {
        text,
        parse: () => this.parse({ path: name, text }),
        parseQuietly: () => parseFile({ path: name, text }, quiet),
      };
    }
  }

  /** The path was found safe by the checker; links in it may still lead out of the rules' root. */
  import(path: string): RuleFile | undefined {
    const absolute = join(this.#project.rules, ...path.split("/"));
    if (this.#files.has(absolute)) return this.#files.get(absolute);
    if (!isWithin(absolute, this.#project.rules) || relative(this.#project.rules, absolute).startsWith(`..${sep}`))
      return undefined;
    if (!statSync(absolute, { throwIfNoEntry: false })) return undefined;
    return this.open(absolute, false);
  }
}
