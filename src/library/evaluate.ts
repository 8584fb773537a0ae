/** In: a compiled rule and an event. Out: the verdict of the reference interpreter. */
import { isObject, type JsonObject } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import { readyRule } from "./checked-rule.ts";
import type { CompiledRule, Event, Verdict } from "./types.ts";

function readEvent(event: Event): JsonObject {
  const text = typeof event === "string" ? event : JSON.stringify(event);
  const parsed = parseJson(text ?? "");
  if ("problem" in parsed)
    throw new TypeError(
      `evaluate: the event is no JSON: ${parsed.problem.message} (at offset ${parsed.problem.offset})`,
    );
  if (!isObject(parsed.value)) throw new TypeError("evaluate: the event is no JSON object");
  return parsed.value;
}

/**
 * Does the rule alert on the event? A rule that is switched off or only records is asked whether it fires.
 *
 * @param rule one of `compile`'s rules
 * @param event a CloudTrail record, as JSON text or as parsed
 * @throws TypeError for a rule that is not from `compile`, and for an event that is no JSON object or is nested deeper than 64
 */
export function evaluate(rule: CompiledRule, event: Event): Verdict {
  const ready = readyRule(rule);
  if (!ready) throw new TypeError("evaluate: the rule is none that `compile` gave");
  const record = readEvent(event);
  if (!ready.fires(record)) return { alerts: false };
  const { title, description, severity, key } = ready.alertOf(record);
  return { alerts: true, alert: { title, ...(description === undefined ? {} : { description }), severity, key } };
}
