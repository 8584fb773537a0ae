/** Writing a file so that it is never half there: beside its place first, then by renaming. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { withoutLinks } from "./out-folder.ts";
import { isWithin } from "./read-text.ts";
import { removeQuietly } from "./remove-tree.ts";

/** No link may lead a new file out of the folder that it is for. */
export const LEADS_OUTSIDE = "a link in its path leads out of the project";

/**
 * Writes a file that isn't there yet, and the folders to it, within a folder (absolute, without links). Answers whether it
 * did, or why it may not. System errors are thrown.
 */
export function writeNew(path: string, text: string, within: string): boolean | typeof LEADS_OUTSIDE {
  if (!isWithin(withoutLinks(dirname(path)), within)) return LEADS_OUTSIDE;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "EEXIST") return false;
    throw error;
  }
}

/** Writes a file; `fresh` is where it stands meanwhile, on the same disk. System errors are thrown, and nothing is left. */
export function writeWhole(path: string, text: string, fresh: string, mode?: number): void {
  try {
    writeFileSync(fresh, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    renameSync(fresh, path);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "EEXIST") removeQuietly(fresh);
    throw error;
  }
}
