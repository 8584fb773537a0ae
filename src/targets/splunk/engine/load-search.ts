/**
 * In: the files that were emitted for one rule. Out: its search, ready to run. The detection is read; in each format
 * that it is written in, the search must be the very same. Where the app's savedsearches.conf is among the files, the
 * saved search of the same name is read too: up to the results' columns, which may differ, both must be the same search,
 * and on every event both must say the same.
 */
import type { JsonObject } from "../../../ir/json.ts";
import type { EngineVerdict } from "../../engine.ts";
import type { PackFile } from "../../target.ts";
import { ingest } from "./ingest.ts";
import { compileCommand, type RowsToRows } from "./run/compile-command.ts";
import { newRow, type Row, type Run } from "./run/rows.ts";
import { verdictOfAllWorlds } from "./run/worlds.ts";
import { fail, quote, SplError } from "./spl-error.ts";
import { expandMacros, type Macro, type Macros } from "./syntax/macros.ts";
import { parsePipeline } from "./syntax/parse-pipeline.ts";
import { readConf } from "./syntax/read-conf.ts";
import type { Pipeline } from "./syntax/tree.ts";

export interface LoadedSearch {
  /** Does it alert? */
  judge(event: JsonObject): EngineVerdict;
  /** Does the search before the first `|` let the event through? */
  prefilter(event: JsonObject): EngineVerdict;
  /** Would it alert if that let everything through? */
  withoutPrefilter(event: JsonObject): EngineVerdict;
}

/** Reads one search's text, compiled; for tests, and for what is below. `filter` is the rule's own filter macro. */
export function compileText(text: string, filter: string, macros: Macros = new Map()): LoadedSearch {
  return compilePipeline(parsePipeline(expandMacros(text, macros, filter)));
}

export async function loadSearch(files: readonly PackFile[]): Promise<LoadedSearch> {
  const detections = files.filter(({ path }) => /(?:^|\/)detections\/.*\.yml$/.test(path));
  const [detection] = detections;
  const names = new Set(detections.map(({ path }) => path.replace(/^.*\//, "")));
  if (!detection || names.size > 1) return fail(`one detection is wanted, and there are ${names.size}`);
  if (new Set(detections.map(({ content }) => searchLines(content))).size > 1)
    return fail("the detection's formats hold two different searches");
  const { parse } = await import("yaml");
  const { name, search } = parse(detection.content, { version: "1.1" }) as {
    readonly name?: unknown;
    readonly search?: unknown;
  };
  if (typeof name !== "string" || typeof search !== "string") return fail(`${detection.path} has no name or no search`);
  const filter = `${detection.path.replace(/^.*\//, "").replace(/\.yml$/, "")}_filter`;
  if (!search.trimEnd().endsWith(`| \`${filter}\``))
    return fail(`the search does not end in its filter macro \`${filter}\``);
  const macros = await readMacros(files, parse);
  const detected = parsePipeline(expandMacros(search, macros, filter));
  const saved = savedSearch(files, name);
  if (saved === undefined) return compilePipeline(detected);
  return both(detected, parsePipeline(expandMacros(saved, readMacrosConf(files), filter)));
}

/** The lines of a detection's search, the same in every format that it is written in. */
function searchLines(content: string): string {
  return /^search:.*(?:\n(?:[ \t].*)?)*/m.exec(content)?.[0].trimEnd() ?? "";
}

async function readMacros(
  files: readonly PackFile[],
  parse: (text: string, options: { version: "1.1" }) => unknown,
): Promise<Macros> {
  const macros = new Map<string, Macro>();
  for (const { path, content } of files) {
    if (!/(?:^|\/)macros\/[^/]+\.yml$/.test(path)) continue;
    const read = parse(content, { version: "1.1" }) as {
      name: string;
      definition: string;
      arguments?: readonly string[];
    };
    const parameters = read.arguments ?? [];
    macros.set(parameters.length > 0 ? `${read.name}(${parameters.length})` : read.name, {
      parameters,
      definition: read.definition,
    });
  }
  return macros;
}

function readMacrosConf(files: readonly PackFile[]): Macros {
  const macros = new Map<string, Macro>();
  for (const { path, content } of files) {
    if (!path.endsWith("/macros.conf")) continue;
    for (const [name, stanza] of readConf(content)) {
      const parameters =
        stanza
          .get("args")
          ?.split(",")
          .map((one) => one.trim()) ?? [];
      macros.set(name, {
        parameters,
        definition: stanza.get("definition") ?? fail(`the macro ${quote(name)} has no definition`),
      });
    }
  }
  return macros;
}

function savedSearch(files: readonly PackFile[], name: string): string | undefined {
  const conf = files.find(({ path }) => path.endsWith("/savedsearches.conf"));
  if (!conf) return undefined;
  return readConf(conf.content).get(name)?.get("search") ?? fail(`savedsearches.conf has no search ${quote(name)}`);
}

/** Two printings of one search, as one. */
function both(detected: Pipeline, saved: Pipeline): LoadedSearch {
  if (JSON.stringify(untilStats(detected)) !== JSON.stringify(untilStats(saved)))
    return fail("the detection and the saved search are two different searches");
  const [first, second] = [compilePipeline(detected), compilePipeline(saved)];
  const agree = (one: EngineVerdict, other: EngineVerdict): EngineVerdict =>
    JSON.stringify(one) === JSON.stringify(other)
      ? one
      : { error: "the detection and the saved search give two verdicts" };
  return {
    judge: (event) => agree(first.judge(event), second.judge(event)),
    prefilter: first.prefilter,
    withoutPrefilter: (event) => agree(first.withoutPrefilter(event), second.withoutPrefilter(event)),
  };
}

function untilStats(pipeline: Pipeline): unknown {
  const end = pipeline.findIndex((command) => command.kind === "stats");
  return end < 0 ? pipeline : pipeline.slice(0, end + 1);
}

function compilePipeline(pipeline: Pipeline): LoadedSearch {
  const [prefilter, ...others] = pipeline.map(compileCommand) as [RowsToRows, ...RowsToRows[]];
  // Without `by`, stats makes a row of no rows at all: then nothing may end before it.
  const goesOn = pipeline.some((command) => command.kind === "stats" && command.by.length === 0);
  const judgeBy = (commands: readonly RowsToRows[]) => (event: JsonObject) => judge(commands, goesOn, event);
  return {
    judge: judgeBy([prefilter, ...others]),
    prefilter: judgeBy([prefilter]),
    withoutPrefilter: judgeBy(others),
  };
}

/** An alert is at least one result, in every reading of what Splunk leaves open. */
function judge(commands: readonly RowsToRows[], goesOn: boolean, event: JsonObject): EngineVerdict {
  try {
    const ingested = ingest(event);
    const run: Run = { event: ingested, row: newRow(ingested), world: 0, touched: 0 };
    const verdict = verdictOfAllWorlds(run, (world) => hasResults(commands, goesOn, world));
    return typeof verdict === "boolean" ? { alerts: verdict } : verdict;
  } catch (error) {
    if (error instanceof SplError) return { error: error.message };
    throw error;
  }
}

function hasResults(commands: readonly RowsToRows[], goesOn: boolean, run: Run): boolean {
  let rows: readonly Row[] = [newRow(run.event)];
  for (const command of commands) {
    rows = command(run, rows);
    if (rows.length === 0 && !goesOn) return false;
  }
  return rows.length > 0;
}
