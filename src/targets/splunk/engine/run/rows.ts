/** A result on its way through a search, and how its fields are read. */
import { type Extracted, type IngestedEvent, JsonNull } from "../ingest.ts";
import { listOf, type Value } from "./values.ts";
import { secondReading, type WorldRun } from "./worlds.ts";

/** What the event gave, and above it what commands have set; there, null is a field that was taken away. */
export interface Row {
  readonly extracted: ReadonlyMap<string, Extracted>;
  readonly set: Map<string, Value>;
}

/** One run of a search over one event. Commands and expressions read the row that it stands at. */
export interface Run extends WorldRun {
  readonly event: IngestedEvent;
  row: Row;
}

const NOTHING_EXTRACTED: ReadonlyMap<string, Extracted> = new Map();

export function newRow(event?: IngestedEvent): Row {
  return { extracted: event?.fields ?? NOTHING_EXTRACTED, set: new Map() };
}

/** The value of a field; null where the row has none. */
export function readField(run: Run, name: string): Value {
  const set = run.row.set.get(name);
  if (set !== undefined) return set;
  const found = run.row.extracted.get(name);
  if (typeof found === "string") return found === "" ? textOfEmpty(run) : found;
  if (found !== undefined) return resolve(run, found);
  return run.row.extracted === NOTHING_EXTRACTED ? null : ownField(run, name);
}

/** Fields of the event itself that are not of its JSON. */
function ownField(run: Run, name: string): Value {
  if (name === "_raw") return run.event.raw;
  return name === "_time" ? run.event.time : null;
}

function textOfEmpty(run: Run): Value {
  return secondReading(run, "emptyText") ? null : "";
}

function resolve(run: Run, found: JsonNull | readonly (string | JsonNull)[]): Value {
  if (found instanceof JsonNull) return secondReading(run, "jsonNull") ? null : "null";
  const kept: string[] = [];
  for (const one of found) {
    const text = one instanceof JsonNull ? resolve(run, one) : one === "" ? textOfEmpty(run) : one;
    if (text !== null) kept.push(text as string);
  }
  return listOf(kept);
}
