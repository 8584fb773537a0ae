/**
 * json_extract, json_array_to_mv and spath (Search Reference, JSON functions and spath). A path is keys with dots, `{}`
 * behind one for every element of a list, `{n}` for the one at n. json_extract gives a native value: a string, a number,
 * a Boolean, nothing for JSON null, and JSON text, compact as in all its examples, for objects and lists.
 */
import { compactJson } from "../../../../ir/compact-json.ts";
import { isObject, type JsonValue, member, WrittenNumber } from "../../../../ir/json.ts";
import { parseJson } from "../../../../ir/parse-json.ts";
import { fail, quote } from "../spl-error.ts";
import type { Run } from "./rows.ts";
import { JsonBoolean, listOf, type Value } from "./values.ts";
import { secondReading } from "./worlds.ts";

type Step = { readonly key: string } | { readonly element: number | "all" };

export interface JsonPath {
  readonly steps: readonly Step[];
  /** Does it ask for every element of some list? Then several values can come of it. */
  readonly isMany: boolean;
}

const SEGMENT = /^([^{}."\\]*)((?:\{[0-9]*\})*)$/;

/** Reads `a.b{}.c`. */
export function readPath(text: string): JsonPath {
  const steps: Step[] = [];
  for (const segment of text.split(".")) {
    const parts = SEGMENT.exec(segment);
    if (!parts || segment === "") return fail(`${quote(text)} is no JSON path that is known here`);
    if (parts[1] !== "") steps.push({ key: parts[1] as string });
    for (const braces of (parts[2] as string).match(/\{[0-9]*\}/g) ?? [])
      steps.push({ element: braces === "{}" ? "all" : Number(braces.slice(1, -1)) });
  }
  return { steps, isMany: steps.some((step) => "element" in step && step.element === "all") };
}

const TRUE_WORD = new JsonBoolean("true");
const FALSE_WORD = new JsonBoolean("false");

/** With one path: the native value there; with several: a JSON list of what they lead to, null for nothing. */
export function jsonExtract(run: Run, text: string, paths: readonly JsonPath[]): Value {
  const json = readJson(run, text);
  if (json === undefined) return null;
  const [first, ...others] = paths;
  if (first && others.length === 0) return native(valueAt(run, json, first));
  if (!first) return native(json);
  return compactJson(paths.map((path) => valueAt(run, json, path) ?? null));
}

/** "If the input is not a valid JSON array, the function outputs nothing"; strings lose their quotes. */
export function jsonArrayToList(run: Run, text: string): Value {
  if (!text.trimStart().startsWith("[")) return null;
  const json = readJson(run, text);
  if (!Array.isArray(json)) return null;
  const texts: string[] = [];
  for (const element of json as readonly JsonValue[]) {
    if (element !== null || !secondReading(run, "nullInList")) texts.push(plainText(element));
  }
  return listOf(texts);
}

/** spath gives texts: one, several as a multivalue field, or nothing; a JSON null by its word, as automatic extraction. */
export function spath(run: Run, text: string, path: JsonPath): Value {
  const json = readJson(run, text);
  if (json === undefined) return null;
  const texts: string[] = [];
  for (const found of valuesAt(run, json, path.steps)) {
    const isGone =
      (found === null && secondReading(run, "jsonNull")) || (found === "" && secondReading(run, "emptyText"));
    if (!isGone) texts.push(plainText(found));
  }
  return listOf(texts);
}

export function isJson(run: Run, text: string): boolean {
  return readJson(run, text) !== undefined;
}

function native(value: JsonValue | undefined): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? TRUE_WORD : FALSE_WORD;
  if (typeof value === "number") return value;
  if (value instanceof WrittenNumber) return Number(value.text);
  return typeof value === "string" ? value : compactJson(value);
}

function plainText(value: JsonValue): string {
  return typeof value === "string" ? value : compactJson(value);
}

/** What one path leads to; of a path with `{}` a JSON list. */
function valueAt(run: Run, json: JsonValue, path: JsonPath): JsonValue | undefined {
  const found = valuesAt(run, json, path.steps);
  if (!path.isMany || !meetsList(json, path.steps)) return found[0];
  return found.length > 0 ? found : undefined;
}

/** Does a `{}` on the way stand behind a list? */
function meetsList(json: JsonValue, steps: readonly Step[]): boolean {
  const [step, ...rest] = steps;
  if (!step) return false;
  if ("key" in step) {
    const held = isObject(json) ? member(json, step.key) : undefined;
    return held !== undefined && meetsList(held, rest);
  }
  if (Array.isArray(json)) return step.element === "all" || meetsList(json[step.element] ?? null, rest);
  return meetsList(json, rest);
}

function valuesAt(run: Run, json: JsonValue, steps: readonly Step[]): readonly JsonValue[] {
  let values: readonly JsonValue[] = [json];
  for (const step of steps) values = values.flatMap((value) => take(run, value, step));
  return values;
}

function take(run: Run, value: JsonValue, step: Step): readonly JsonValue[] {
  if ("key" in step) {
    const held = isObject(value) ? member(value, step.key) : undefined;
    return held === undefined ? [] : [held];
  }
  if (!Array.isArray(value)) return step.element === "all" && secondReading(run, "bracesOnOne") ? [value] : [];
  const list = value as readonly JsonValue[];
  if (step.element === "all") return list;
  return step.element < list.length ? [list[step.element] as JsonValue] : [];
}

/** Texts read lately: the same element is asked for its members one after the other. */
const parsed = new Map<string, JsonValue | undefined>();
const MOST_PARSED = 256;

function readJson(run: Run, text: string): JsonValue | undefined {
  if (run.event.isRaw(text)) return run.event.json;
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const read = parseJson(text);
  const value = "value" in read ? read.value : undefined;
  parsed.set(text, value);
  return value;
}
