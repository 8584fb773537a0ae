/** In: a layer for ATT&CK Navigator and the file for it. Out: the file, whole or as it was before. */
import { lstatSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Report } from "../diagnostics/problem.ts";
import { withoutLinks } from "./out-folder.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { layerRefused, writeFailed } from "./problems.ts";
import { nameWithin, type Project } from "./project.ts";
import { isWithin } from "./read-text.ts";
import { besides } from "./write-packs.ts";
import { writeWhole } from "./write-whole.ts";

/** No layer is longer; a larger file is something else. */
const LARGEST_LAYER = 16 * 1024 * 1024;

/** Writes it, unless something else than a layer is there already; what is wrong is reported. */
export function writeLayer(project: Project, path: string, text: string, report: Report): void {
  const name = nameWithin(project.root, path);
  try {
    const reason = refusal(project, path);
    if (reason !== undefined) reportFile(report, layerRefused, { reason }, name);
    else write(path, text);
  } catch (error) {
    reportFile(report, writeFailed, { reason: systemReason(error) }, name);
  }
}

function refusal(project: Project, path: string): string | undefined {
  if (!path.endsWith(".json")) return "its name doesn't end in `.json`, and Navigator opens no other file";
  if (isWithin(withoutLinks(dirname(path)), withoutLinks(project.out)))
    return "it would lie in the folder of the packs, which builds replace";
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return undefined;
  if (facts.isSymbolicLink()) return "it is a link";
  if (!facts.isFile()) return "it is no ordinary file";
  return facts.size <= LARGEST_LAYER && isLayer(readFileSync(path, "utf8"))
    ? undefined
    : "there is a file already, and it is no layer";
}

function isLayer(text: string): boolean {
  try {
    const value = JSON.parse(text) as { readonly versions?: { readonly layer?: unknown } | null } | null;
    return typeof value?.versions?.layer === "string";
  } catch {
    return false;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, text, besides(path, "new"));
}
