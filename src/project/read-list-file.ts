/** In: the path of a list from the rules' root, found safe by the checker. Out: its text, or why there is none. */
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { ListFile } from "../check/context.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/problem.ts";
import { RULE_ENDING } from "./list-files.ts";
import { nameWithin, type Project } from "./project.ts";
import { readText } from "./read-text.ts";

const MOST_SUGGESTED_FROM = 2_000;

/** Nothing where the file is there but can't be read, which was reported then. No link may lead out of the project. */
export function readListFile(project: Project, path: string, report: Report): ListFile | undefined {
  const absolute = join(project.rules, ...path.split("/"));
  if (path.endsWith(RULE_ENDING)) return { reason: `a \`${RULE_ENDING}\` file is imported`, nearest: [] };
  if (!isThere(absolute)) {
    return { reason: "there is no such file in the rules' root", nearest: nearestFiles(project.rules, path) };
  }
  const name = nameWithin(project.root, absolute);
  const text = readText(absolute, { name, within: project.root }, report);
  return text === undefined ? undefined : { source: { path: name, text } };
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Files of the same name in other folders, else those of a similar path. */
function nearestFiles(root: string, path: string): readonly string[] {
  const files = otherFiles(root);
  const moved = files.filter((one) => basename(one) === basename(path)).slice(0, 3);
  return moved.length > 0 ? moved : nearestNames(path, files);
}

/** Files below the rules' root that aren't rules, hidden ones left out; some of them where there are very many. */
function otherFiles(root: string): readonly string[] {
  const found: string[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (found.length >= MOST_SUGGESTED_FROM || entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && !entry.name.endsWith(RULE_ENDING)) found.push(path);
    }
  };
  try {
    visit("");
  } catch {
    // It is only for a suggestion.
  }
  return found.sort();
}
