/**
 * In: the folder that a command runs in. Out: the project there: its folders, its pack's settings, its targets.
 * Absolute paths are without links; names of files that people see are relative to the project's root.
 */
import { realpathSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { nearestNames } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import { targets as allTargets } from "../targets/index.ts";
import type { PackSettings, Target } from "../targets/target.ts";
import { type Config, defaultConfig } from "./config.ts";
import { CONFIG_NAME, type ConfigPlace, findConfig } from "./find-config.ts";
import { unknownTarget } from "./problems.ts";
import { readText } from "./read-text.ts";
import { recoverOut } from "./recover-out.ts";

export interface Project {
  /** Absolute, without links. */
  readonly root: string;
  /** The rules' root: absolute; it may not be there. */
  readonly rules: string;
  /** Where packs go by default: absolute. */
  readonly out: string;
  readonly settings: PackSettings;
  readonly defaults: { readonly author?: string; readonly license?: string };
  readonly targets: readonly Target[];
}

/**
 * The project of a folder; nothing where its configuration is wrong, which was reported then. Packs that a killed build
 * left in pieces are brought back first.
 */
export async function openProject(folder: string, report: Report): Promise<Project | undefined> {
  const place = findConfig(folder);
  const read = await configOf(place, report);
  if (!read) return undefined;
  const { config, source } = read;
  const { name, version, author, license } = config.pack;
  const targets = targetsByName(config.targets, spanOfTargets(source), report);
  if (!targets) return undefined;
  const out = join(place.root, config.out);
  // Whatever comes next reads the packs, or writes them: they are whole from here on.
  recoverOut(out);
  return {
    root: place.root,
    rules: realFolder(join(place.root, config.rules)),
    out,
    settings: { name, version, author: author ?? "Tocsin" },
    defaults: { ...(author === undefined ? {} : { author }), ...(license === undefined ? {} : { license }) },
    targets,
  };
}

interface ReadConfig {
  readonly config: Config;
  readonly source: Source;
}

async function configOf(place: ConfigPlace, report: Report): Promise<ReadConfig | undefined> {
  const source = { path: CONFIG_NAME, text: "" };
  if (place.path === undefined) return { config: defaultConfig, source };
  const text = readText(place.path, { name: CONFIG_NAME, within: place.root }, report);
  if (text === undefined) return undefined;
  // The YAML library is loaded only where there is something to read with it.
  const { readConfig } = await import("./read-config.ts");
  const written = { path: CONFIG_NAME, text };
  const config = readConfig(written, report);
  return config && { config, source: written };
}

/** The line of `targets:`, near enough for a message about one of them. */
function spanOfTargets(source: Source): Span {
  const start = Math.max(0, source.text.search(/^targets\s*:/m));
  const end = source.text.indexOf("\n", start);
  return { source, start, end: end < 0 ? source.text.length : end };
}

/** The targets of these names in the registry's order, all for no names; nothing where one is unknown. */
export function targetsByName(
  names: readonly string[] | undefined,
  span: Span,
  report: Report,
): readonly Target[] | undefined {
  const known = allTargets.map((target) => target.id);
  const unknown = (names ?? []).filter((name) => !known.includes(name));
  for (const name of unknown) {
    report.add(unknownTarget, { name, nearest: nearestNames(name, known, 1)[0], known }, span);
  }
  if (unknown.length > 0) return undefined;
  return allTargets.filter((target) => names?.includes(target.id) ?? true);
}

/** The folder without links, or as it is where it isn't there. */
function realFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync.native(path) : path;
}

/** A path as people know it: from the project's root, `/`-separated. */
export function nameWithin(root: string, path: string): string {
  return relative(root, path).split(sep).join("/") || ".";
}

/** The absolute path that a word on the command line means. */
export function absolutePath(folder: string, written: string): string {
  return resolve(folder, written);
}
