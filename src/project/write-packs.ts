/**
 * In: the files of a build and its folder. Out: the folder with exactly those files. They are written into a new folder
 * beside it, which then takes its place by renaming: a build that fails or is killed leaves the old packs whole.
 * (Files are not forced to the disk one by one: that would take ten times as long. Safe from a kill, not from a power cut.)
 */
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OutFolder } from "./out-folder.ts";
import type { PackFiles } from "./pack-files.ts";
import { removeQuietly, removeTree } from "./remove-tree.ts";

/** Writes the packs. System errors are thrown, after the new folder was taken away. */
export function writePacks(out: OutFolder, files: PackFiles): void {
  const fresh = besides(out.path, "new");
  mkdirSync(dirname(out.path), { recursive: true });
  try {
    writeAll(fresh, files);
    for (const name of out.kept) copyFileSync(join(out.path, name), join(fresh, name));
    takePlace(fresh, out.path);
  } catch (error) {
    removeTree(fresh);
    throw error;
  }
}

/** How often another build may be first before this one gives up. */
const MOST_TRIES = 100;

/**
 * Moves the old folder away and the new one into its place. Where two builds do so at once, the later one tries again:
 * each moves whole folders only, so what stands there at the end is the one's or the other's.
 */
function takePlace(fresh: string, out: string): void {
  const old = besides(out, "old");
  for (let tries = 1; ; tries++) {
    const wasThere = renamed(out, old, ["ENOENT"]);
    try {
      if (renamed(fresh, out, tries < MOST_TRIES ? ["ENOTEMPTY", "EEXIST"] : [])) break;
    } catch (error) {
      if (wasThere) renamed(old, out, ["ENOTEMPTY", "EEXIST"]);
      throw error;
    }
    removeTree(old);
  }
  // The new packs stand; what can't be removed now, the next command removes.
  removeQuietly(old);
}

/** Renames, and tells whether that was so; of system errors only those with other codes are thrown. */
function renamed(from: string, to: string, expected: readonly string[]): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (expected.includes((error as { readonly code?: string }).code ?? "")) return false;
    throw error;
  }
}

/** `.dist-rules.new-123`, beside `dist-rules`: of this process. */
export function besides(out: string, kind: "new" | "old"): string {
  return join(dirname(out), `.${basename(out)}.${kind}-${process.pid}`);
}

function writeAll(folder: string, files: PackFiles): void {
  removeTree(folder);
  mkdirSync(folder);
  const made = new Set<string>([""]);
  for (const [path, content] of files) {
    const below = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    if (!made.has(below)) {
      mkdirSync(join(folder, below), { recursive: true });
      made.add(below);
    }
    writeFileSync(`${folder}/${path}`, content, { flag: "wx" });
  }
}
