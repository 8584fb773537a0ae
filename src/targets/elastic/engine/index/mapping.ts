/** The fields of `logs-aws.cloudtrail-*`, by type. A name under a flattened field is a key of it. */
import data from "./mapping.json" with { type: "json" };

export type FieldType =
  | "keyword"
  | "constant_keyword"
  | "boolean"
  | "date"
  | "ip"
  | "long"
  | "text"
  | "flattened"
  | "unmodelled";

/** A field as a query names it: `key` is what stands after the name of a flattened field. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly key?: string;
}

/** What a query may name; nothing where the index has no such field. */
export type FieldLookup = (name: string) => Field | undefined;

const types = new Map(Object.entries(data.fields) as [string, FieldType][]);
const limits = new Map<string, number>(Object.entries(data.ignoreAbove));
const flattened = [...types].flatMap(([name, type]) => (type === "flattened" ? [name] : []));

export const lookUpField: FieldLookup = (name) => {
  const type = types.get(name);
  if (type) return { name, type };
  const root = flattened.find((one) => name.startsWith(`${one}.`));
  return root === undefined ? undefined : { name: root, type: "flattened", key: name.slice(root.length + 1) };
};

/** The most UTF-16 units that a keyword of this field may have and still be indexed. */
export function ignoreAbove(name: string): number {
  return limits.get(name) ?? data.ignoreAbove.default;
}
