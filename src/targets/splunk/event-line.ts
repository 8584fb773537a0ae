/** In: an event. Out: the same as one line of JSON, as attack data hold it; hidden characters are escaped. */
import { isObject, type JsonValue, WrittenNumber } from "../../ir/json.ts";

const HIDDEN = /[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

const quote = (text: string) =>
  JSON.stringify(text).replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

export function eventLine(value: JsonValue): string {
  if (value instanceof WrittenNumber) return value.text;
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(eventLine).join(",")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${quote(key)}:${eventLine(item)}`)
      .join(",")}}`;
  return String(value);
}
