/**
 * In: the files of a build and its folder. Out: the folder with exactly those files. They are written into a new folder
 * beside it, which then takes its place by renaming: a build that fails or is killed leaves the old packs whole.
 * (Files are not forced to the disk one by one: that would take ten times as long. Safe from a kill, not from a power cut.)
 */
import { copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OutFolder } from "./out-folder.ts";
import type { PackFiles } from "./pack-files.ts";
import { removeTree } from "./remove-tree.ts";

/** Writes the packs. System errors are thrown, after the new folder was taken away. */
export function writePacks(out: OutFolder, files: PackFiles): void {
  const parent = dirname(out.path);
  mkdirSync(parent, { recursive: true });
  const fresh = besides(out.path, "new", process.pid);
  const old = besides(out.path, "old", process.pid);
  try {
    writeAll(fresh, files);
    for (const name of out.kept) copyFileSync(join(out.path, name), join(fresh, name));
    if (out.exists) renameSync(out.path, old);
    try {
      renameSync(fresh, out.path);
    } catch (error) {
      if (out.exists) renameSync(old, out.path);
      throw error;
    }
  } catch (error) {
    removeTree(fresh);
    throw error;
  }
  // The new packs stand; what can't be removed now, the next build removes.
  removeQuietly(old);
}

/** `.dist-rules.new-123`, beside `dist-rules`. */
function besides(out: string, kind: "new" | "old", process: number): string {
  return join(dirname(out), `.${basename(out)}.${kind}-${process}`);
}

/**
 * Clears up after builds that were killed: where one had moved the old packs away and not yet put the new ones in their
 * place, the old ones come back; everything else that they left goes.
 */
export function recoverOut(out: string): void {
  for (const { path, kind } of leftovers(out)) {
    if (kind === "old" && !lstatSync(out, { throwIfNoEntry: false })) renameSync(path, out);
    else removeQuietly(path);
  }
}

function leftovers(out: string): readonly { readonly path: string; readonly kind: string }[] {
  let names: readonly string[];
  try {
    names = readdirSync(dirname(out));
  } catch {
    return [];
  }
  const start = `.${basename(out)}.`;
  return names
    .filter((name) => name.startsWith(start))
    .map((name) => ({ name, found: /^(new|old)-(\d{1,10})$/.exec(name.slice(start.length)) }))
    .filter(({ found }) => found !== null && !isRunning(Number(found[2])))
    .map(({ name, found }) => ({ path: join(dirname(out), name), kind: found?.[1] as string }));
}

function isRunning(id: number): boolean {
  if (id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EPERM";
  }
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

function removeQuietly(path: string): void {
  try {
    removeTree(path);
  } catch {
    // It lies hidden beside the packs, and does no harm there.
  }
}
