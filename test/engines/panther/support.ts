/** What the tests of the Panther engine share: an open engine or a line that says why not, and emitted files by hand. */

import { deviationFor } from "../../../src/cases/deviations.ts";
import { isObject, type JsonObject, type JsonValue, member } from "../../../src/ir/json.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import { findSlots } from "../../../src/reason/slots.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";
import { pantherEngine } from "../../../src/targets/panther/engine/engine.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import type { PackFile } from "../../../src/targets/target.ts";

/** The engine, to be closed at the end; without Panther's tools a line that says which check does not run. */
export async function openEngine(what: string): Promise<OpenEngine | undefined> {
  const opened = await pantherEngine.open();
  if (!("missing" in opened)) return opened;
  console.log(`not run: ${what} (${opened.missing}; npm run validators:install)`);
  return undefined;
}

/** A rule's files as a person could write them. */
export function filesOf(module: string, document: { readonly [key: string]: unknown } = {}): readonly PackFile[] {
  const all = {
    AnalysisType: "rule",
    RuleID: "AWS.By.Hand",
    Filename: "x.py",
    Enabled: true,
    Severity: "High",
    LogTypes: ["AWS.CloudTrail"],
  };
  const lines = Object.entries({ ...all, ...document }).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return [
    { path: "rules/x.py", content: module },
    { path: "rules/x.yml", content: lines.join("") },
  ];
}

/** A module whose rule is one expression. */
export const ruleOf = (expression: string) => `def rule(event):\n    return ${expression}\n`;

/** Is another verdict excused by a deviation that the target declares? Gives its name. */
export function excuseFor(condition: Predicate, event: JsonObject): string | undefined {
  return (
    deviationFor(panther.deviations, condition, event)?.id ?? (holdsListAsText(condition, event) ? "type" : undefined)
  );
}

const TEXT_TYPES = new Set(["text", "address", "timestamp"]);
const held = new WeakMap<Predicate, ReturnType<typeof findSlots>["slots"]>();

/**
 * The declared deviation `type`: "a text field of the schema that holds something else". A list of texts is something
 * else too, where the path has no `[]`.
 */
function holdsListAsText(condition: Predicate, event: JsonObject): boolean {
  const slots = held.get(condition) ?? findSlots(condition).slots;
  held.set(condition, slots);
  return slots.some(({ type, steps }) => {
    if (!TEXT_TYPES.has(type)) return false;
    let value: JsonValue | undefined = event;
    for (const step of steps) value = step.kind === "key" && isObject(value) ? member(value, step.name) : undefined;
    return Array.isArray(value);
  });
}
