/** Problems of whole files: those that have no text to point into. */
import type { Problem, Report } from "../diagnostics/problem.ts";

/** Reports a problem of a file as a whole. */
export function reportFile<Details>(report: Report, kind: Problem<Details>, details: Details, path: string): void {
  report.add(kind, details, { source: { path, text: "" }, start: 0, end: 0 });
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "there is no such file or folder",
  EACCES: "it may not be opened (permission denied)",
  EPERM: "the system doesn't permit it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file, not a folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
};

/** Why the file system refused, as part of a sentence. Anything that isn't the file system's is a bug, and thrown on. */
export function systemReason(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== "string" || !/^E[A-Z0-9]+$/.test(code)) throw error;
  return REASONS[code] ?? `the system says ${code}`;
}
