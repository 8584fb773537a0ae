/**
 * In: a path. Out: the text of the file there, looked at before it is read: a plain file, not too long, UTF-8, and
 * reached without leaving the project. What is wrong is reported under the name that people know the file by.
 */
import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { sep } from "node:path";
import type { Report } from "../diagnostics/problem.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { fileNotUtf8, fileTooLarge, fileUnreadable, linkLeadsOutside } from "./problems.ts";

/** 1 MiB. */
export const LARGEST_SOURCE = 1024 * 1024;

export interface Reading {
  /** As people know it. */
  readonly name: string;
  /** The folder that no link may lead out of, itself without links; without it links are followed. */
  readonly within?: string;
  /** What its path leads to is known to be a file of that folder, reached without links. */
  readonly isPlain?: boolean;
}

/** The file's text; nothing where it can't be read, which was reported then. */
export function readText(path: string, reading: Reading, report: Report): string | undefined {
  try {
    const real = reading.isPlain ? path : realpathSync.native(path);
    if (!reading.isPlain && reading.within !== undefined && !isWithin(real, reading.within)) {
      reportFile(report, linkLeadsOutside, {}, reading.name);
      return undefined;
    }
    return readOpened(real, reading.name, report);
  } catch (error) {
    reportFile(report, fileUnreadable, { reason: systemReason(error) }, reading.name);
    return undefined;
  }
}

/** Is the path the folder, or in it? Both absolute and without links. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

// A link that took the file's place since it was looked at isn't followed; a pipe doesn't make the opening wait.
// Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readOpened(path: string, name: string, report: Report): string | undefined {
  const file = openSync(path, FLAGS);
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) {
      const reason = facts.isDirectory() ? "it is a folder" : "it is no ordinary file";
      reportFile(report, fileUnreadable, { reason }, name);
      return undefined;
    }
    if (facts.size > LARGEST_SOURCE) {
      reportFile(report, fileTooLarge, { size: facts.size, limit: LARGEST_SOURCE }, name);
      return undefined;
    }
    return decode(readWhole(file, facts.size), name, report);
  } finally {
    closeSync(file);
  }
}

/** What the file held when it was looked at; what is added later isn't seen. */
function readWhole(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(file, bytes, filled, size - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** Bytes as text, or a report of the first line that is no UTF-8. */
export function decode(bytes: Buffer, name: string, report: Report): string | undefined {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (!isUtf8(bytes.subarray(start, end < 0 ? bytes.length : end))) break;
    start = end < 0 ? bytes.length : end + 1;
  }
  reportFile(report, fileNotUtf8, { line }, name);
  return undefined;
}
