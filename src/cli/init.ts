/** `tocsin init`: a project to begin with. What is there already stays as it is. */
import { join } from "node:path";
import { cleanText } from "../diagnostics/clean-text.ts";
import { newProjectFiles } from "../project/new-project.ts";
import { withoutLinks } from "../project/out-folder.ts";
import { reportFile, systemReason } from "../project/problem-at.ts";
import { writeFailed } from "../project/problems.ts";
import { absolutePath, nameWithin } from "../project/project.ts";
import { LEADS_OUTSIDE, writeNew } from "../project/write-whole.ts";
import { calledAs } from "./called-as.ts";
import type { ExitCode } from "./exit-code.ts";
import { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { today } from "./today.ts";
import { VERSION } from "./version.ts";

export async function init(terminal: Terminal, written: string): Promise<ExitCode> {
  const session = new Session(terminal, "init", "pretty");
  const folder = absolutePath(session.folder, written);
  const lines: string[] = [];
  let made = 0;
  for (const { path, text } of newProjectFiles(folder, today(), VERSION)) {
    const name = nameWithin(session.folder, join(folder, path));
    try {
      const isNew = writeNew(join(folder, path), text, withoutLinks(folder));
      if (isNew === LEADS_OUTSIDE) {
        reportFile(session.report, writeFailed, { reason: isNew }, name);
        return session.finish({ lines });
      }
      if (isNew) made++;
      lines.push(
        isNew
          ? `${session.paint.green("wrote")}  ${cleanText(name)}`
          : `${session.paint.yellow("kept")}   ${cleanText(name)}, which was there`,
      );
    } catch (error) {
      reportFile(session.report, writeFailed, { reason: systemReason(error) }, name);
      return session.finish({ lines });
    }
  }
  const next = [
    "",
    "Next:",
    `  ${calledAs(terminal)} test     # the rule's own tests`,
    `  ${calledAs(terminal)} build    # the packs, in dist-rules/`,
  ];
  return session.finish({ lines: [...lines, ...(made > 0 ? next : [])] });
}
