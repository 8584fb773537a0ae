/** Runs emitted modules on CPython, with the events that Panther hands to its rules (`panther_core`). */
import { compactJson } from "../../../src/ir/compact-json.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import { runPython } from "./python-process.ts";

/** What the hooks of a module say of one event; an exception, or a result of the wrong type, is an error. */
export interface Outcome {
  readonly rule?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly dedup?: string;
  readonly severity?: string;
  readonly alert_context?: { readonly [key: string]: unknown };
  readonly error?: string;
}

const SCRIPT = `
import json, sys
from panther_core.enriched_event import PantherEvent
from panther_core.immutable import json_encoder

TYPES = {"rule": bool, "title": str, "description": str, "dedup": str, "severity": str, "alert_context": dict}

def run(module, text):
    outcome = {}
    for hook, wanted in TYPES.items():
        if hook not in module:
            continue
        try:
            result = module[hook](PantherEvent(json.loads(text)))
            if type(result) is not wanted:
                raise TypeError(f"{hook} returned {type(result)}")
            outcome[hook] = json.loads(json.dumps(result, default=json_encoder))
        except BaseException as error:
            return {"error": f"{hook}: {type(error).__name__}: {error}"}
    return outcome

answers = []
for one in json.load(sys.stdin):
    module = {}
    try:
        exec(compile(one["module"], "rule.py", "exec"), module)
    except BaseException as error:
        answers.append([{"error": f"module: {type(error).__name__}: {error}"}] * len(one["events"]))
        continue
    answers.append([run(module, event) for event in one["events"]])
print(json.dumps(answers))
`;

export interface Run {
  readonly module: string;
  readonly events: readonly JsonObject[];
}

export function runModules(python: string, runs: readonly Run[]): Outcome[][] {
  const input = runs.map(({ module, events }) => ({ module, events: events.map(compactJson) }));
  return runPython<Outcome[][]>(python, SCRIPT, input);
}
