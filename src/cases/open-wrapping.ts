/**
 * In: a JSON value from a log. Out: the CloudTrail records in it, and what is none, with the reason.
 * Opened are `Records`, EventBridge's `detail`, and CloudWatch Logs' `logEvents` and `message`.
 */
import { isObject, type JsonObject, type JsonValue, member } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import { type LogItem, placeWithin } from "./log-item.ts";

/** A record in a message in a detail: no service wraps deeper than this. */
const DEEPEST_WRAPPING = 4;

/** Every record in a value, each once, accepted or rejected; never none, unless a list in it is empty. */
export function openWrapping(value: JsonValue, place: string, depthLeft = DEEPEST_WRAPPING): LogItem[] {
  if (!isObject(value)) return [{ kind: "rejected", why: "it is no JSON object", place }];
  const hasSource = isText(member(value, "eventSource"));
  const hasName = isText(member(value, "eventName"));
  if (hasSource && hasName) return [{ kind: "event", event: value, place }];
  const lacking = [...(hasSource ? [] : ["eventSource"]), ...(hasName ? [] : ["eventName"])];
  const lacks = `it has no ${lacking.map((name) => `\`${name}\``).join(" and no ")}`;
  if (depthLeft === 0) return [{ kind: "rejected", why: lacks, place }];
  return (
    openList(value, place, depthLeft) ??
    openMember(value, place, depthLeft) ?? [{ kind: "rejected", why: lacks, place }]
  );
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function openList(value: JsonObject, place: string, depthLeft: number): LogItem[] | undefined {
  for (const name of ["Records", "logEvents"]) {
    const list = member(value, name);
    if (Array.isArray(list)) {
      const elements = list as readonly JsonValue[];
      return elements.flatMap((element, index) =>
        openWrapping(element, placeWithin(place, `${name}[${index}]`), depthLeft - 1),
      );
    }
  }
  return undefined;
}

/** The one record in a wrapping. */
function openMember(value: JsonObject, place: string, depthLeft: number): LogItem[] | undefined {
  const detail = member(value, "detail");
  if (isObject(detail)) return openWrapping(detail, placeWithin(place, "detail"), depthLeft - 1);
  const message = member(value, "message");
  if (isObject(message)) return openWrapping(message, placeWithin(place, "message"), depthLeft - 1);
  if (typeof message !== "string") return undefined;
  return openText(message, placeWithin(place, "message"), depthLeft - 1);
}

/** The records in a JSON text. */
export function openText(text: string, place: string, depthLeft = DEEPEST_WRAPPING): LogItem[] {
  const parsed = parseJson(text);
  if ("value" in parsed) return openWrapping(parsed.value, place, depthLeft);
  const { message, offset } = parsed.problem;
  return [{ kind: "rejected", why: `it is no good JSON: ${message} (at character ${offset + 1})`, place }];
}
