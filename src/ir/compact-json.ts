/** In: a JSON value. Out: its text without white space, keys in their order, numbers as they were written. */
import { type JsonValue, WrittenNumber } from "./json.ts";

/** Compact JSON text. Lone surrogates come out as escapes, so the text is always well-formed. */
export function compactJson(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return value === 0 ? "0" : JSON.stringify(value);
  if (value instanceof WrittenNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(compactJson).join(",")}]`;
  const members = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}:${compactJson(held)}`);
  return `{${members.join(",")}}`;
}
