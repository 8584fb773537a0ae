/** The engines that are there, opened; the others are named on a line `not run: …`, which CI takes for a failure. */
import type { JsonObject } from "../../../src/ir/json.ts";
import { type Engine, type EngineVerdict, NotRunHere, type OpenEngine } from "../../../src/targets/engine.ts";
import { targets } from "../../../src/targets/index.ts";
import type { PackFile, Target } from "../../../src/targets/target.ts";

export interface Column {
  readonly target: Target;
  readonly engine: Engine;
  readonly open: OpenEngine;
  /** It stands beside the target's first engine, runs only a part, and is counted apart. */
  readonly isSecond: boolean;
}

/** Every engine of every target. `what` names the check on the line for an engine that is not there. */
export async function openColumns(what: string, wanted: (target: Target) => boolean = () => true): Promise<Column[]> {
  const columns: Column[] = [];
  for (const target of targets.filter(wanted)) {
    const engines = await target.engines();
    if (engines.length === 0) console.log(`not run: ${what} on ${target.name} (it has no engine)`);
    for (const [index, engine] of engines.entries()) {
      const open = await engine.open();
      if ("missing" in open) console.log(`not run: ${what} on ${engine.id} (${open.missing})`);
      else columns.push({ target, engine, open, isSecond: index > 0 });
    }
  }
  return columns;
}

export async function closeColumns(columns: readonly Column[]): Promise<void> {
  await Promise.all(columns.map((column) => column.open.close()));
}

/** The verdicts on all events, or why the emitted text can't be run. */
export async function judgeFiles(
  open: OpenEngine,
  files: readonly PackFile[],
  events: readonly JsonObject[],
): Promise<readonly EngineVerdict[] | NotRunHere | { readonly unreadable: string }> {
  try {
    const loaded = await open.load(files);
    return await loaded.judge(events);
  } catch (error) {
    if (error instanceof NotRunHere) return error;
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
