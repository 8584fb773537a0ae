/** In: a folder. Out: the rule files below it, in one order on every machine. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../diagnostics/problem.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { fileUnreadable, folderLinkSkipped } from "./problems.ts";

export const RULE_ENDING = ".tocsin";

export interface FoundFile {
  /** From the folder, `/`-separated. */
  readonly path: string;
  readonly isLink: boolean;
}

/**
 * Every `*.tocsin` below the folder, by path, code unit by code unit. Hidden folders and `node_modules` are passed over;
 * links to folders are too, with a warning. `name` is what people know the folder by.
 */
export function listRuleFiles(folder: string, name: string, report: Report): readonly FoundFile[] {
  const found: FoundFile[] = [];
  const visit = (below: string): void => {
    const named = (path: string) => `${name === "." ? "" : `${name}/`}${path}`;
    try {
      for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
        const path = below === "" ? entry.name : `${below}/${entry.name}`;
        const isRuleFile = entry.name.endsWith(RULE_ENDING);
        if (entry.isDirectory()) {
          if (!entry.name.startsWith(".") && entry.name !== "node_modules") visit(path);
        } else if (entry.isSymbolicLink() && !isRuleFile) {
          if (statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory())
            reportFile(report, folderLinkSkipped, {}, named(path));
        } else if (isRuleFile) found.push({ path, isLink: !entry.isFile() });
      }
    } catch (error) {
      reportFile(report, fileUnreadable, { reason: systemReason(error) }, below === "" ? name : named(below));
    }
  };
  visit("");
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
