/** What a case of the conformance corpus is, and how its files are read and written. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compactJson } from "../../src/ir/compact-json.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { parseJson } from "../../src/ir/parse-json.ts";

export interface ConformanceCase {
  /** `equals/deep/not/other-case`, once in the whole corpus. */
  readonly id: string;
  /** What it shows, for people. */
  readonly about: string;
  /** A condition, as it stands after `when`. */
  readonly condition: string;
  /** A record. Numbers count as they are written: `1.0` is no `1`. */
  readonly event: JsonObject;
  readonly verdict: boolean;
}

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The files of the corpus, a group of operators each. */
export function corpusFiles(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
}

export function corpusPath(name: string): string {
  return `${folder}${name}`;
}

/** One file as text: a line for each case, so that a change shows as what it is. */
export function corpusText(group: string, cases: readonly ConformanceCase[]): string {
  const lines = cases.map(({ id, about, condition, event, verdict }) => {
    const [name, what, when] = [id, about, condition].map((one) => JSON.stringify(one));
    return `    {"id":${name},"about":${what},"condition":${when},"verdict":${verdict},"event":${compactJson(event)}}`;
  });
  return `{\n  "format": 1,\n  "group": "${group}",\n  "cases": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** The cases of a file, every number as it was written. */
export function readCorpus(name: string): readonly ConformanceCase[] {
  const parsed = parseJson(readFileSync(corpusPath(name), "utf8"));
  if (!("value" in parsed)) throw new Error(`${name}: ${parsed.problem.message}`);
  return (parsed.value as unknown as { readonly cases: readonly ConformanceCase[] }).cases;
}
