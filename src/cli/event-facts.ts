/** In: an event. Out: what people want to see of it first. */
import { isObject, type JsonObject, type JsonValue, member } from "../ir/json.ts";

/** A text of an event, by its path. */
export function textAt(event: JsonObject, ...path: readonly string[]): string | undefined {
  let value: JsonValue | undefined = event;
  for (const key of path) value = isObject(value) ? member(value, key) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Who made the call, as far as the event says. */
export function actorOf(event: JsonObject): string | undefined {
  return (
    textAt(event, "userIdentity", "arn") ??
    textAt(event, "userIdentity", "userName") ??
    textAt(event, "userIdentity", "invokedBy") ??
    textAt(event, "userIdentity", "principalId") ??
    textAt(event, "userIdentity", "type")
  );
}
