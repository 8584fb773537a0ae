/** In: a JSON value and a patch for it. Out: the patched value; neither is changed. By RFC 7396: `null` removes. */
import { isObject, type JsonObject, type JsonValue, member, setMember } from "./json.ts";

/** The base with the patch merged in. A patch that is no object takes the base's place. */
export function applyMergePatch(base: JsonValue, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const from: JsonObject = isObject(base) ? base : {};
  const merged: Record<string, JsonValue> = {};
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(patch, key)) setMember(merged, key, from[key] as JsonValue);
    else if (patch[key] !== null)
      setMember(merged, key, applyMergePatch(from[key] as JsonValue, patch[key] as JsonValue));
  }
  for (const key of Object.keys(patch)) {
    if (member(from, key) === undefined && patch[key] !== null) {
      // Into nothing, so that a `null` further down removes here too instead of being kept.
      setMember(merged, key, applyMergePatch(null, patch[key] as JsonValue));
    }
  }
  return merged;
}
