/** Runs small searches on small events, for the tests of the engine. */
import type { JsonObject } from "../../../src/ir/json.ts";
import { compileText } from "../../../src/targets/splunk/engine/load-search.ts";

/** What a search says of an event: true, false, or why there is no verdict. */
export function run(search: string, event: JsonObject): boolean | string {
  const verdict = compileText(search, "some_filter").judge(event);
  return "error" in verdict ? verdict.error : verdict.alerts;
}

/** What a condition of `where` says of an event. */
export function where(condition: string, event: JsonObject = {}): boolean | string {
  return run(`\`cloudtrail\` | where ${condition}`, event);
}

/** Which of the events pass a condition: their places. */
export function passing(condition: string, events: readonly JsonObject[]): readonly number[] {
  return events.flatMap((event, index) => (where(condition, event) === true ? [index] : []));
}
