/**
 * In: the folder of the packs. Out: the same, whole, after builds that were killed: where one had moved the old packs
 * away and not yet put the new ones in their place, the old ones come back; everything else that they left goes.
 */
import { existsSync, lstatSync, readdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removeQuietly } from "./remove-tree.ts";

interface Leftover {
  readonly path: string;
  readonly kind: "new" | "old";
  /** The process that made it. */
  readonly process: number;
}

/** From then on a folder is left over whatever runs under the number of the process that made it. */
const AN_HOUR = 60 * 60 * 1000;
/** Between a build's two renames lies no other work: a folder that is away for longer is away for good. */
const LONGEST_SWAP = 1000;
const LOOK_AGAIN = 10;

/** Recovers the folder. What can't be done (a read-only folder) is left to the next build, which then says why. */
export function recoverOut(out: string): void {
  try {
    const found = leftovers(out);
    if (found.length === 0) return;
    if (found.some(({ kind }) => kind === "old")) bringBack(out, found);
    for (const one of leftovers(out)) if (!isInUse(one)) removeQuietly(one.path);
  } catch {
    // Nothing can be changed here, so nothing is worse than before.
  }
}

function bringBack(out: string, found: readonly Leftover[]): void {
  const isThere = () => existsSync(out);
  if (found.some(({ kind, process }) => kind === "old" && isRunning(process)))
    for (let waited = 0; !isThere() && waited < LONGEST_SWAP; waited += LOOK_AGAIN) sleep(LOOK_AGAIN);
  const old = leftovers(out).find(({ kind }) => kind === "old");
  if (old && !isThere()) renameSync(old.path, out);
}

function leftovers(out: string): readonly Leftover[] {
  const start = `.${basename(out)}.`;
  return readdirSync(dirname(out)).flatMap((name) => {
    const [, kind, process] = name.startsWith(start)
      ? (/^(new|old)-(\d{1,10})$/.exec(name.slice(start.length)) ?? [])
      : [];
    if (kind === undefined) return [];
    return [{ path: join(dirname(out), name), kind: kind as Leftover["kind"], process: Number(process) }];
  });
}

function isInUse({ path, process }: Leftover): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts !== undefined && Date.now() - facts.mtimeMs < AN_HOUR && isRunning(process);
}

/** Does another process run under this number? */
function isRunning(id: number): boolean {
  if (id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EPERM";
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
