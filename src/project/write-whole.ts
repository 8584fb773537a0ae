/** Writing a file so that it is never half there: beside its place first, then by renaming. */
import { renameSync, writeFileSync } from "node:fs";
import { removeQuietly } from "./remove-tree.ts";

/** Writes a file that isn't there yet; answers whether it did. System errors are thrown. */
export function writeNew(path: string, text: string): boolean {
  try {
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
