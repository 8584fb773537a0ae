/**
 * In: a path. Out: the Python that reads it from an event. Panther keeps CloudTrail's records as they are, so every
 * path has the same name there. How `get` and `deep_get` treat missing, null and other values is measured in
 * panther_core 0.16 (`immutable.py`): both never raise; `deep_get`'s default stands for null too, `get`'s does not.
 */
import type { Path, PathStep, ValueType } from "../../ir/path.ts";
import { pythonVariable } from "../kit/python.ts";
import type { Expression, Loop } from "./expression.ts";
import { call, method, name, text } from "./expression.ts";
import type { ModuleParts } from "./module-parts.ts";

/** The variables that quantifiers have bound, by their name in the language. */
export type Variables = ReadonlyMap<string, string>;

/** A path's value, once for each round of the loops around it. */
export interface Reading {
  readonly value: Expression;
  readonly loops: readonly Loop[];
  /** Does the record's schema know it as text? Then it is compared as it stands (declared deviation *type*). */
  readonly isText: boolean;
  /** The same as a text that is empty where there is none: never anything else, so that methods of texts are safe. */
  readonly asText: Expression;
  /** The last key of the path, for names. */
  readonly label: string;
  /** The variables in reach of `value`: those of its loops, and of all around it. */
  readonly names: ReadonlySet<string>;
}

const TEXT_TYPES: ReadonlySet<ValueType> = new Set(["text", "timestamp", "address"]);

type Key = Extract<PathStep, { kind: "key" }>;
const isKey = (step: PathStep): step is Key => step.kind === "key";

function readKeys(from: Expression, keys: readonly Key[], parts: ModuleParts, fromEvent: boolean): Expression {
  if (keys.length === 0) return from;
  const texts = keys.map((key) => text(key.name));
  if (fromEvent) return method(from, keys.length === 1 ? "get" : "deep_get", ...texts);
  return call(parts.helper("_get"), from, ...texts);
}

/** `str(event.deep_get("userAgent", default=""))`: the one that is a text whatever stands there. */
function textOfEvent(keys: readonly Key[]): Expression {
  const callee: Expression = { kind: "attribute", owner: name("event"), name: "deep_get" };
  const read: Expression = { kind: "call", callee, operands: keys.map((key) => text(key.name)), named: { name: "default", value: text("") } };
  return call("str", read);
}

/** The name of a variable for the elements of a list: `item` where nothing better is known. */
const ELEMENT = "item";

/** Reads a path; `around` are variables that its own loops must leave alone. */
export function readPath(path: Path, parts: ModuleParts, variables: Variables, around: Iterable<string> = []): Reading {
  const loops: Loop[] = [];
  const names = new Set([...variables.values(), ...around]);
  const fromEvent = path.root.kind === "event";
  let value = name(path.root.kind === "event" ? "event" : elementName(variables, path.root.variable));
  let keys: Key[] = [];
  let onEvent = fromEvent;
  const flush = () => {
    value = readKeys(value, keys, parts, onEvent);
    if (keys.length > 0) onEvent = false;
    keys = [];
  };
  for (const step of path.steps) {
    if (step.kind === "key") {
      keys.push(step);
      continue;
    }
    flush();
    onEvent = false;
    if (step.kind === "json") value = call(parts.helper("_json"), value);
    else {
      const variable = pythonVariable(ELEMENT, names);
      loops.push({ variable, iterable: call(parts.helper("_items"), value) });
      value = name(variable);
    }
  }
  flush();
  const label = path.steps.findLast(isKey)?.name ?? ELEMENT;
  const plain = fromEvent && path.steps.every(isKey);
  if (plain && TEXT_TYPES.has(path.type)) return { value, loops, isText: true, asText: textOfEvent(path.steps as Key[]), label, names };
  return {
    value,
    loops,
    isText: false,
    get asText() {
      return call(parts.helper("_text"), value);
    },
    label,
    names,
  };
}

function elementName(variables: Variables, variable: string): string {
  const found = variables.get(variable);
  if (!found) throw new Error(`compiler bug: ${variable} is not bound here`);
  return found;
}
