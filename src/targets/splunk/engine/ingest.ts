/**
 * In: a CloudTrail record. Out: the fields that a search sees of it, as Splunk shows an aws:cloudtrail event with the
 * Splunk Add-on for AWS: JSON paths with `{}` for the elements of a list, everything as text, `errorCode` filled in.
 * Written from Splunk's own pages (spath, limits.conf, add-on), not from what the compiler believes of them.
 *
 * Documented: paths and `{}` (Search Reference, spath); lists are multivalue fields; the first 5,000 bytes alone are
 * extracted (limits.conf, [spath] extraction_cutoff). Seen in Splunk's published example events, security_content 4.42:
 * `errorCode` is there in all of them, `success` where the record has none; members that are JSON null are fields.
 * Assumed, since nothing says otherwise: booleans and null by their JSON words, numbers as they are written, `""` a field
 * that holds an empty text, keys with dots or other characters put into the name as they are (two fields of one name
 * are one with several values), a field that begins before the 5,000th byte is whole, `_raw` is compact JSON.
 * Left out: the fields that the add-on derives (src, user, …); what is emitted must not rest on them.
 */
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../../../ir/json.ts";

/** Stands for the value of a JSON null: whether Splunk shows it as a text is an open point. */
export class JsonNull {
  readonly kind = "JSON null";
}

const JSON_NULL = new JsonNull();

export type Extracted = string | JsonNull | readonly (string | JsonNull)[];

export interface IngestedEvent {
  readonly fields: ReadonlyMap<string, Extracted>;
  readonly raw: string;
  /** What `raw` is the text of: the event itself. */
  readonly json: JsonObject;
  /** Seconds since 1970. */
  readonly time: number;
}

/** limits.conf, [spath] extraction_cutoff. */
export const EXTRACTION_CUTOFF = 5_000;

const ingested = new WeakMap<JsonObject, IngestedEvent>();

/** The fields of an event; once per event object. */
export function ingest(event: JsonObject): IngestedEvent {
  const before = ingested.get(event);
  if (before) return before;
  const writer = new Writer();
  writer.write(event, "");
  if (!writer.fields.has("errorCode")) writer.fields.set("errorCode", "success");
  writer.fields.set("sourcetype", "aws:cloudtrail");
  const { eventTime } = event;
  const time = typeof eventTime === "string" ? Date.parse(eventTime) : Number.NaN;
  const made = { fields: writer.fields, raw: writer.text, json: event, time: Number.isNaN(time) ? 0 : time / 1000 };
  ingested.set(event, made);
  return made;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

/** Writes the JSON text and, on the way, the field of each value that begins before the cut. */
class Writer {
  readonly fields = new Map<string, Extracted>();
  text = "";
  /** By how many UTF-8 bytes the text is longer than its characters. */
  private extraBytes = 0;

  write(value: JsonValue, name: string): void {
    if (typeof value === "string") this.leaf(name, value, JSON.stringify(value));
    else if (value === null) this.leaf(name, JSON_NULL, "null");
    else if (typeof value === "boolean") this.leaf(name, String(value), String(value));
    else if (typeof value === "number") this.leaf(name, String(value), String(value));
    else if (value instanceof WrittenNumber) this.leaf(name, value.text, value.text);
    else if (Array.isArray(value)) this.list(value as readonly JsonValue[], name);
    else if (isObject(value)) this.object(value, name);
  }

  private object(value: JsonObject, name: string): void {
    let separator = "{";
    for (const [key, held] of Object.entries(value)) {
      this.add(`${separator}${JSON.stringify(key)}:`);
      this.write(held, name === "" ? key : `${name}.${key}`);
      separator = ",";
    }
    this.text += separator === "{" ? "{}" : "}";
  }

  private list(values: readonly JsonValue[], name: string): void {
    let separator = "[";
    for (const held of values) {
      this.text += separator;
      this.write(held, `${name}{}`);
      separator = ",";
    }
    this.text += separator === "[" ? "[]" : "]";
  }

  private leaf(name: string, value: string | JsonNull, json: string): void {
    if (this.text.length + this.extraBytes < EXTRACTION_CUTOFF) {
      const before = this.fields.get(name);
      if (before === undefined) this.fields.set(name, value);
      else if (Array.isArray(before)) (before as (string | JsonNull)[]).push(value);
      else this.fields.set(name, [before as string | JsonNull, value]);
    }
    this.add(json);
  }

  private add(json: string): void {
    this.text += json;
    if (BEYOND_ASCII.test(json)) this.extraBytes += new TextEncoder().encode(json).length - json.length;
  }
}
