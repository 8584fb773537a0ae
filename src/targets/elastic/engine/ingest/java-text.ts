/**
 * `toString()` of Java's maps, lists and scalars, which is what `aws.cloudtrail.request_parameters` and its like hold:
 * `{key=value, list=[a, b]}`, nothing quoted or escaped, keys in the order of a HashMap. Held against the 19 strings of
 * the AWS integration's own pipeline tests.
 */
import { JavaMap, JavaNumber, type JavaValue } from "./java-value.ts";

export function javaText(value: JavaValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof JavaNumber) return value.text;
  if (value instanceof JavaMap) {
    return `{${javaOrder(value)
      .map((key) => `${key}=${javaText(value.members.get(key) as JavaValue)}`)
      .join(", ")}}`;
  }
  return `[${value.map(javaText).join(", ")}]`;
}

/**
 * The keys of a HashMap as it walks them: bucket by bucket, in a bucket as they came. (A bucket of eight or more becomes a
 * tree only in tables of at least 64 buckets; that order is left out of this model.)
 */
export function javaOrder(map: JavaMap): string[] {
  const keys = [...map.members.keys()];
  if (keys.length < 2) return keys;
  let buckets = 16;
  while (map.largest > buckets * 0.75) buckets *= 2;
  return keys
    .map((key, place) => ({ key, place, bucket: spreadHash(key) & (buckets - 1) }))
    .sort((a, b) => a.bucket - b.bucket || a.place - b.place)
    .map(({ key }) => key);
}

/** `String.hashCode`, its upper half folded in as HashMap does. */
function spreadHash(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (Math.imul(31, hash) + key.charCodeAt(index)) | 0;
  return hash ^ (hash >>> 16);
}
