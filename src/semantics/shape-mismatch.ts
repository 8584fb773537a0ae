/**
 * A path without `[]` that meets an array reads nothing there. The language says so, and a platform may see it
 * otherwise (a declared deviation), so whoever explains a verdict can ask for it here.
 */
import { isObject, type JsonValue, member } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import { type Path, showPath } from "../ir/path.ts";
import { isMissing } from "./missing.ts";

/**
 * The parts of a path, as people write them, at which a list stands where the path has no `[]`; each once.
 * `start` is the event, or the element that the path begins at. `mayEndAtList`: for `exists`, which may ask for the list itself.
 */
export function shapeMismatches(path: Path, start: JsonValue, mayEndAtList: boolean): string[] {
  const found = new Set<string>();
  let values: readonly JsonValue[] = [start];
  for (const [index, step] of path.steps.entries()) {
    switch (step.kind) {
      case "each":
        values = values.flatMap((value) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]));
        break;
      case "key":
        if (values.some(isList)) found.add(showPath({ ...path, steps: path.steps.slice(0, index) }));
        values = values.flatMap((value) => memberOf(value, step.name));
        break;
      case "json":
        values = values.flatMap(jsonOf);
        break;
    }
  }
  if (!mayEndAtList && values.some(isList)) found.add(showPath(path));
  return [...found];
}

function memberOf(value: JsonValue, key: string): [] | [JsonValue] {
  const held = isObject(value) ? member(value, key) : undefined;
  return held === undefined ? [] : [held];
}

function isList(value: JsonValue): boolean {
  return Array.isArray(value) && !isMissing(value);
}

function jsonOf(value: JsonValue): JsonValue[] {
  if (typeof value !== "string") return [value];
  const parsed = parseJson(value);
  return "value" in parsed ? [parsed.value] : [];
}
