/** In: a file or a folder. Out: the logs there, in one order on every machine. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../diagnostics/problem.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { fileUnreadable } from "./problems.ts";

export interface FoundLog {
  /** As people know it. */
  readonly name: string;
  readonly path: string;
}

const LOG_ENDING = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** The file itself, whatever its name; of a folder every log below it, by its ending. Links to folders aren't followed. */
export function listLogs(path: string, name: string, report: Report): readonly FoundLog[] {
  try {
    if (!statSync(path).isDirectory()) return [{ name, path }];
    const found: FoundLog[] = [];
    visit(path, name, found);
    if (found.length === 0) {
      reportFile(
        report,
        fileUnreadable,
        { reason: "no file in this folder ends in `.json`, `.ndjson` or `.jsonl`, nor in one of these and `.gz`" },
        name,
      );
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    reportFile(report, fileUnreadable, { reason: systemReason(error) }, name);
    return [];
  }
}

function visit(folder: string, name: string, found: FoundLog[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const shown = name === "." ? entry.name : `${name}/${entry.name}`;
    if (entry.isDirectory()) visit(path, shown, found);
    else if (LOG_ENDING.test(entry.name)) found.push({ name: shown, path });
  }
}
