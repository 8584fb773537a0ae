/** In: a rule. Out: what of its alert Panther shows, rounds or leaves out. */
import type { Rule } from "../../ir/rule.ts";
import type { Carried } from "../target.ts";
import { blockOf, dedupMinutesOf } from "./document.ts";

function suppressCarried(rule: Rule): Carried {
  const minutes = dedupMinutesOf(rule);
  const seconds = rule.alert.suppress?.value ?? 0;
  if (blockOf(rule).dedup_period_minutes === undefined && seconds !== minutes * 60) {
    return {
      part: "suppress",
      how: "rounded",
      note: `Alerts of the same key are one for ${minutes} minutes; Panther knows whole minutes, and at least 5.`,
    };
  }
  return { part: "suppress", how: "carried" };
}

export function carriedOf(rule: Rule): Carried[] {
  const carried: Carried[] = [
    { part: "title", how: "carried" },
    { part: "key", how: "carried" },
    suppressCarried(rule),
    { part: "severity", how: "carried" },
  ];
  if (rule.alert.description) carried.push({ part: "description", how: "carried" });
  if (rule.alert.context.length > 0) carried.push({ part: "context", how: "carried" });
  const files = rule.tests.filter((test) => test.input.kind === "file").length;
  if (files > 0) carried.push({ part: "tests", how: "left out", note: "Tests over log files are not part of a pack." });
  return carried;
}
