/**
 * In: a path. Out: the Python that reads it from an event. Panther keeps CloudTrail's records as they are, so every
 * path has the same name there. How `get` and `deep_get` treat missing, null and other values is measured in
 * panther_core 0.16 (`immutable.py`): both never raise; `deep_get`'s default stands for null too, `get`'s does not.
 */
import type { ApiValue, Path, PathStep, ValueType } from "../../ir/path.ts";
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
  /** What the API model knows stands there, if it is one value. */
  readonly apiType: ApiValue["type"] | undefined;
  /** Is `value` a text whatever stands in the event? */
  readonly isTotal: boolean;
  /** The same as a text that is empty where there is none: never anything else, so that methods of texts are safe. */
  readonly asText: Expression;
  /** The last key of the path, for names. */
  readonly label: string;
  /** The variables in reach of `value`: those of its loops, and of all around it. */
  readonly names: ReadonlySet<string>;
}

const TEXT_TYPES: ReadonlySet<ValueType> = new Set(["text", "timestamp", "address"]);

export const isTextType = (type: ValueType): boolean => TEXT_TYPES.has(type);

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
  const read: Expression = {
    kind: "call",
    callee,
    operands: keys.map((key) => text(key.name)),
    named: { name: "default", value: text("") },
  };
  return call("str", read);
}

/** The name of a variable for the elements of a list: `item` where nothing better is known. */
const ELEMENT = "item";

class PathReading implements Reading {
  constructor(
    readonly value: Expression,
    readonly loops: readonly Loop[],
    readonly label: string,
    readonly names: ReadonlySet<string>,
    readonly parts: ModuleParts,
    /** The keys of a field that the schema knows as text. */
    readonly textKeys: readonly Key[] | undefined,
    readonly apiType: ApiValue["type"] | undefined,
  ) {}

  readonly isTotal = false;

  get isText(): boolean {
    return this.textKeys !== undefined;
  }

  // Only when it is asked for: it takes a helper along.
  get asText(): Expression {
    return this.textKeys ? textOfEvent(this.textKeys) : call(this.parts.helper("_text"), this.value);
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Reads a path; `around` are variables that its own loops must leave alone. */
export function readPath(
  path: Path,
  parts: ModuleParts,
  variables: Variables,
  around: ReadonlySet<string> = NO_NAMES,
): Reading {
  const { root, steps } = path;
  if (root.kind === "event" && steps.every(isKey)) {
    const value = readKeys(name("event"), steps, parts, true);
    const names = variables.size === 0 ? around : new Set([...variables.values(), ...around]);
    return new PathReading(
      value,
      [],
      labelOf(path),
      names,
      parts,
      isTextType(path.type) ? steps : undefined,
      apiTypeOf(path),
    );
  }
  const start = root.kind === "event" ? "event" : elementName(variables, root.variable);
  return readSteps(path, start, parts, new Set([...variables.values(), ...around]));
}

const apiTypeOf = ({ api }: Path) => (api && !api.isList ? api.type : undefined);

/** Last keys that say little without the one before. */
const VAGUE = /^(?:type|name|arn|id|key|value|text|items)$/i;

function labelOf({ root, steps }: Path): string {
  const keys = steps.filter(isKey);
  const last = keys.at(-1);
  if (!last) return root.kind === "element" ? root.variable : ELEMENT;
  const before = keys.at(-2);
  return before && VAGUE.test(last.name) ? `${before.name} ${last.name}` : last.name;
}

/** Keys in a row are read by one call; a list is a loop, in which the rest goes on. */
function readSteps(path: Path, start: string, parts: ModuleParts, names: Set<string>): Reading {
  const loops: Loop[] = [];
  let value = name(start);
  let keys: Key[] = [];
  let onEvent = path.root.kind === "event";
  const readOn = () => {
    value = readKeys(value, keys, parts, onEvent);
    onEvent = false;
    keys = [];
  };
  for (const step of path.steps) {
    if (step.kind === "key") {
      keys.push(step);
      continue;
    }
    readOn();
    if (step.kind === "json") value = call(parts.helper("_json"), value);
    else {
      const variable = pythonVariable(ELEMENT, names);
      loops.push({ variable, iterable: call(parts.helper("_items"), value) });
      value = name(variable);
    }
  }
  readOn();
  return new PathReading(value, loops, labelOf(path), names, parts, undefined, apiTypeOf(path));
}

function elementName(variables: Variables, variable: string): string {
  const found = variables.get(variable);
  if (!found) throw new Error(`compiler bug: ${variable} is not bound here`);
  return found;
}
