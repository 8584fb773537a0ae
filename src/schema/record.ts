/**
 * In: the table of CloudTrail's record (`cloudtrail-record.json`). Out: a tree to look paths up in.
 * Knows names and types; what a comparison means is not its business.
 */
import type { ValueType } from "../ir/path.ts";
import table from "./cloudtrail-record.json" with { type: "json" };

/** A field of the record. `members` of an `object` are all there are; an `open` one may have any. */
export interface Field {
  readonly path: string;
  readonly name: string;
  readonly type: ValueType;
  readonly isList: boolean;
  readonly documentation: string;
  /** The values that AWS documents; `closed` says that there are no others. */
  readonly values?: readonly string[];
  readonly closed: boolean;
  readonly example?: string;
  readonly members: ReadonlyMap<string, Field>;
}

interface Row {
  readonly path: string;
  readonly type: string;
  readonly documentation: string;
  readonly values?: readonly string[];
  readonly closed?: boolean;
  readonly example?: string | number;
}

/** Every record has these (CloudTrail User Guide, record contents: none of them is marked optional). */
const ALWAYS_PRESENT = new Set([
  "eventVersion",
  "eventTime",
  "eventSource",
  "eventName",
  "eventID",
  "eventType",
  "awsRegion",
]);

function fieldOf(row: Row): Field {
  const name = row.path.replace(/\[\]$/, "").split(".").at(-1) as string;
  return {
    path: row.path,
    name: name.replace(/\[\]$/, ""),
    type: row.type as ValueType,
    isList: row.path.endsWith("[]"),
    documentation: row.documentation,
    ...(row.values ? { values: row.values } : {}),
    closed: row.closed ?? false,
    ...(row.example === undefined ? {} : { example: String(row.example) }),
    members: new Map(),
  };
}

let tree: ReadonlyMap<string, Field> | undefined;

/** The record's top-level fields by name. */
export function recordFields(): ReadonlyMap<string, Field> {
  if (tree) return tree;
  const top = new Map<string, Field>();
  const byPath = new Map<string, Field>();
  for (const row of table.fields as readonly Row[]) {
    const field = fieldOf(row);
    byPath.set(row.path, field);
    const parentPath = row.path.includes(".") ? row.path.slice(0, row.path.lastIndexOf(".")) : undefined;
    const siblings =
      parentPath === undefined ? top : (byPath.get(parentPath)?.members as Map<string, Field> | undefined);
    if (!siblings) throw new Error(`compiler bug: cloudtrail-record.json has ${row.path} before its parent`);
    siblings.set(field.name, field);
  }
  tree = top;
  return tree;
}

/** Is the field in every record? Only then is it never missing. */
export function isAlwaysPresent(path: string): boolean {
  return ALWAYS_PRESENT.has(path);
}
