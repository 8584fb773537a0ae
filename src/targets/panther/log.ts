/** In: a test's event. Out: the `Log` of a test in Panther: the event, and the name of its log type. */
import type { JsonObject } from "../../ir/json.ts";

/** `p_log_type` is what Panther adds to every event when it takes it in. */
export function logOf(event: JsonObject, logType: string): JsonObject {
  return Object.hasOwn(event, "p_log_type") ? event : { p_log_type: logType, ...event };
}
