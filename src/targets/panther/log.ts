/** In: a test's event. Out: the `Log` of a test in Panther: the event, the name of its log type, and keys in order. */
import { isObject, type JsonObject, type JsonValue, setMember } from "../../ir/json.ts";

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isObject(value)) return value;
  const object: Record<string, JsonValue> = {};
  for (const key of Object.keys(value).sort()) setMember(object, key, sorted(value[key] as JsonValue));
  return object;
}

/** `p_log_type` is what Panther adds to every event when it takes it in. */
export function logOf(event: JsonObject, logType: string): JsonObject {
  return sorted({ p_log_type: logType, ...event }) as JsonObject;
}
