/**
 * JSON as an ingest pipeline holds it: Java's maps, lists, texts, booleans and numbers. Only what shows in a document is
 * kept: of a number its Java text, of a map how large it ever was, since that decides its order.
 */
import { isObject, type JsonValue, WrittenNumber } from "../../../../ir/json.ts";
import { javaDouble } from "./java-double.ts";

export type JavaValue = string | boolean | JavaNumber | JavaList | JavaMap;
export type JavaList = readonly JavaValue[];

export class JavaNumber {
  constructor(readonly text: string) {}
}

/** A `java.util.HashMap`. Removing keys does not shrink it. */
export class JavaMap {
  readonly members = new Map<string, JavaValue>();
  constructor(
    /** How many keys it held at most. */
    public largest = 0,
  ) {}

  set(key: string, value: JavaValue): void {
    this.members.set(key, value);
    if (this.members.size > this.largest) this.largest = this.members.size;
  }
}

/**
 * What the pipeline's second script leaves of a record: no null, `""`, `"-"`, `"none"`, nor a map or list that is empty or
 * holds nothing else. Nothing at all is `undefined`. (AWS integration, `cloudtrail/…/default.yml`, "Drops null/empty
 * values recursively"; the two words since its version 3.)
 */
export function withoutEmpties(value: JsonValue): JavaValue | undefined {
  if (typeof value === "string") return value === "" || value === "-" || value === "none" ? undefined : value;
  if (value === null) return undefined;
  if (typeof value === "boolean") return value;
  if (typeof value === "number" || value instanceof WrittenNumber) return javaNumber(value);
  if (isObject(value)) return mapWithoutEmpties(value);
  return listWithoutEmpties(value as readonly JsonValue[]);
}

function mapWithoutEmpties(value: { readonly [key: string]: JsonValue }): JavaMap | undefined {
  const keys = Object.keys(value);
  const map = new JavaMap(keys.length);
  for (const key of keys) {
    const kept = withoutEmpties(value[key] as JsonValue);
    if (kept !== undefined) map.members.set(key, kept);
  }
  return map.members.size > 0 ? map : undefined;
}

function listWithoutEmpties(items: readonly JsonValue[]): JavaList | undefined {
  const list: JavaValue[] = [];
  for (const item of items) {
    const kept = withoutEmpties(item);
    if (kept !== undefined) list.push(kept);
  }
  return list.length > 0 ? list : undefined;
}

/** Jackson reads a number without fraction and exponent as an int, a long or a BigInteger, any other as a double. */
function javaNumber(value: number | WrittenNumber): JavaNumber {
  if (typeof value === "number") return new JavaNumber(String(value));
  return new JavaNumber(/^-?[0-9]+$/.test(value.text) ? BigInt(value.text).toString() : javaDouble(Number(value.text)));
}
