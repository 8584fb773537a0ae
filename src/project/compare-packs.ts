/** In: the files of a build, and a folder. Out: in what the folder differs from them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackFiles } from "./pack-files.ts";

export interface Difference {
  readonly kind: "missing" | "changed" | "extra";
  /** From the folder of the packs. */
  readonly path: string;
}

/**
 * What is stale, by path. `owned` tells which paths belong to the build: only those can be extra. A folder that is not
 * there misses every file.
 */
export function comparePacks(
  folder: string,
  files: PackFiles,
  owned: (path: string) => boolean,
): readonly Difference[] {
  const found = new Set(listAll(folder));
  const differences: Difference[] = [];
  for (const [path, content] of files) {
    if (!found.delete(path)) differences.push({ kind: "missing", path });
    else if (!readFileSync(join(folder, path)).equals(Buffer.from(content, "utf8")))
      differences.push({ kind: "changed", path });
  }
  for (const path of found) if (owned(path)) differences.push({ kind: "extra", path });
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything below a folder that is no folder itself, `/`-separated. Links aren't followed: no build writes one. */
export function listAll(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else found.push(path);
    }
  };
  try {
    visit("");
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ENOENT") throw error;
  }
  return found;
}
