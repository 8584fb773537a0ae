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
import { compactJson } from "../../../ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../../../ir/json.ts";

/** Stands for the value of a JSON null: whether Splunk shows it as a text is an open point. */
export class JsonNull {
  readonly kind = "JSON null";
}

const JSON_NULL = new JsonNull();

export type Extracted = string | JsonNull | readonly (string | JsonNull)[];

/** limits.conf, [spath] extraction_cutoff. */
export const EXTRACTION_CUTOFF = 5_000;

export class IngestedEvent {
  /** The event's JSON text, once somebody asked for it. */
  private text: string | undefined;

  constructor(
    readonly json: JsonObject,
    readonly fields: ReadonlyMap<string, Extracted>,
    /** Seconds since 1970. */
    readonly time: number,
  ) {}

  get raw(): string {
    this.text ??= compactJson(this.json);
    return this.text;
  }

  /** Is a text the event's own? */
  isRaw(text: string): boolean {
    return text === this.text;
  }
}

const ingested = new WeakMap<JsonObject, IngestedEvent>();

/** The fields of an event; once per event object. */
export function ingest(event: JsonObject): IngestedEvent {
  const before = ingested.get(event);
  if (before) return before;
  const fields = isShort(event) ? collect(event, "", new Map()) : collectBeginning(event);
  if (!fields.has("errorCode")) fields.set("errorCode", "success");
  fields.set("sourcetype", "aws:cloudtrail");
  const { eventTime } = event;
  const time = typeof eventTime === "string" ? Date.parse(eventTime) : Number.NaN;
  const made = new IngestedEvent(event, fields, Number.isNaN(time) ? 0 : time / 1000);
  ingested.set(event, made);
  return made;
}

/** Is all of it within the cut? `JSON.stringify` writes nothing shorter than it is, and is fast. */
function isShort(event: JsonObject): boolean {
  const text = JSON.stringify(event);
  return text.length * 3 < EXTRACTION_CUTOFF || bytesIn(text) < EXTRACTION_CUTOFF;
}

function bytesIn(text: string): number {
  return BEYOND_ASCII.test(text) ? new TextEncoder().encode(text).length : text.length;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

type Fields = Map<string, Extracted>;

/** All fields below a value. */
function collect(value: JsonValue, name: string, fields: Fields): Fields {
  if (typeof value === "string") add(fields, name, value);
  else if (value === null) add(fields, name, JSON_NULL);
  else if (Array.isArray(value)) for (const held of value as readonly JsonValue[]) collect(held, `${name}{}`, fields);
  else if (isObject(value)) {
    const prefix = name === "" ? "" : `${name}.`;
    for (const key of Object.keys(value)) collect(value[key] as JsonValue, prefix + key, fields);
  } else add(fields, name, value instanceof WrittenNumber ? value.text : String(value));
  return fields;
}

function add(fields: Fields, name: string, value: string | JsonNull): void {
  const before = fields.get(name);
  if (before === undefined) fields.set(name, value);
  else if (Array.isArray(before)) (before as (string | JsonNull)[]).push(value);
  else fields.set(name, [before as string | JsonNull, value]);
}

/** The fields of what begins within the cut: counts the bytes of the JSON text on the way. */
function collectBeginning(event: JsonObject): Fields {
  const fields: Fields = new Map();
  let bytes = 0;
  const visit = (value: JsonValue, name: string): void => {
    if (Array.isArray(value)) members(value as readonly JsonValue[], (held) => visit(held, `${name}{}`));
    else if (isObject(value))
      members(Object.keys(value), (key) => {
        bytes += bytesIn(JSON.stringify(key)) + 1;
        visit(value[key] as JsonValue, name === "" ? key : `${name}.${key}`);
      });
    else {
      if (bytes < EXTRACTION_CUTOFF) collect(value, name, fields);
      bytes += bytesIn(compactJson(value));
    }
  };
  /** A bracket or a comma before each, a bracket behind the last. */
  const members = <Member>(all: readonly Member[], visitOne: (member: Member) => void): void => {
    for (const one of all) {
      bytes += 1;
      visitOne(one);
    }
    bytes += all.length === 0 ? "{}".length : 1;
  };
  visit(event, "");
  return fields;
}
