/**
 * In: a path. Out: where its values stand on Splunk, each place a reading; or a sentence why they stand nowhere.
 * The automatic extraction names the members of objects with dots and the elements of a list with `{}`
 * (`resources{}.ARN`), one field with several values. What it flattens too far is read from the JSON text itself.
 * What a condition asks of the values is not known here.
 */
import { type Path, type PathStep, showPath } from "../../ir/path.ts";
import { call, type Expression, field, text } from "./expression.ts";
import { PLAIN_KEY } from "./quote.ts";

export type Reading =
  /** One value, or NULL. `whole` is the same value in a list, as JSON: it tells a text from a list or an object. */
  | { readonly kind: "value"; readonly value: Expression; readonly fromJson: boolean; readonly whole?: Expression }
  /** A field with several values; absent where there is none. */
  | { readonly kind: "values"; readonly field: string }
  /** An expression with several values, which only `mvfind` can ask. */
  | { readonly kind: "computed"; readonly values: Expression };

/** The fields that hold the element of each quantifier that is open, by variable. */
export interface Scope {
  get(variable: string): string | undefined;
}

export interface Unreadable {
  readonly reason: string;
}

export function isUnreadable<Known extends object>(one: Known | Unreadable): one is Unreadable {
  return "reason" in one;
}

/** `a[].b[]` may hold one or many at each `[]`: so many fields at most for one path. */
const MOST_LISTS = 3;

function unusualKey(path: Path): Unreadable | undefined {
  const key = path.steps.find((step) => step.kind === "key" && !PLAIN_KEY.test(step.name));
  return key && { reason: `\`${showPath(path)}\` has a key with characters that Splunk's field names don't keep.` };
}

/** The names that the automatic extraction gives the values: at each `[]`, one or many. */
export function fieldNames(steps: readonly PathStep[]): string[] {
  let names = [""];
  for (const step of steps) {
    if (step.kind === "key") names = names.map((name) => (name === "" ? step.name : `${name}.${step.name}`));
    else names = [...new Set(names.flatMap((name) => [`${name}{}`, name]))];
  }
  return names;
}

function readFields(path: Path): readonly Reading[] | Unreadable {
  if (path.steps.filter((step) => step.kind === "each").length > MOST_LISTS) {
    return {
      reason: `\`${showPath(path)}\` has more than ${MOST_LISTS} lists in it, each of which may be one or many.`,
    };
  }
  return fieldNames(path.steps).map((name) =>
    name.includes("{}") ? { kind: "values", field: name } : { kind: "value", value: field(name), fromJson: false },
  );
}

const dotted = (steps: readonly PathStep[]) =>
  steps
    .map((step) => (step.kind === "key" ? step.name : "{}"))
    .join(".")
    .replaceAll(".{}", "{}");
const extract = (json: Expression, path: string) => call("json_extract", json, text(path));

/** Reads on from a JSON text: at most one `[]` on the way. */
function readJson(path: Path, json: Expression, steps: readonly PathStep[]): readonly Reading[] | Unreadable {
  const at = steps.findIndex((step) => step.kind === "each");
  const plain = dotted(steps.filter((step) => step.kind === "key"));
  if (plain === "") return { reason: `\`${showPath(path)}\` asks for a whole value, which Splunk has only as text.` };
  const one: Reading = {
    kind: "value",
    value: extract(json, plain),
    fromJson: true,
    whole: call("json_extract", json, text(plain), text(plain)),
  };
  if (at < 0) return [one];
  if (steps.some((step, index) => index > at && step.kind === "each")) {
    return {
      reason: `\`${showPath(path)}\` has a list in a list, which Splunk's JSON functions don't open in one row.`,
    };
  }
  // A list at the end is the list itself; one on the way is gathered by `{}`.
  const list = at === steps.length - 1 ? plain : dotted(steps);
  return [one, { kind: "computed", values: call("json_array_to_mv", extract(json, list)) }];
}

/** The JSON text that a path starts from, and the steps that are left: after the last `json(…)`, or inside an element. */
function jsonStart(
  path: Path,
  scope: Scope,
): { readonly json: Expression; readonly steps: readonly PathStep[] } | Unreadable {
  let json: Expression = field("_raw");
  if (path.root.kind === "element") {
    const element = scope.get(path.root.variable);
    if (element === undefined) throw new Error(`compiler bug: ${path.root.variable} is not bound here`);
    json = field(element);
  }
  let steps: PathStep[] = [];
  for (const step of path.steps) {
    if (step.kind !== "json") steps.push(step);
    else {
      if (steps.some((one) => one.kind === "each"))
        return { reason: `\`${showPath(path)}\` opens JSON in each element of a list.` };
      if (steps.length > 0) json = extract(json, dotted(steps));
      steps = [];
    }
  }
  return { json, steps };
}

/** Where the values of a path are. The element of a quantifier itself is its field. */
export function readPath(path: Path, scope: Scope): readonly Reading[] | Unreadable {
  const unusual = unusualKey(path);
  if (unusual) return unusual;
  const readsJson = path.steps.some((step) => step.kind === "json");
  if (path.root.kind === "event" && !readsJson) return readFields(path);
  const start = jsonStart(path, scope);
  if (isUnreadable(start)) return start;
  if (path.root.kind === "element" && path.steps.length === 0)
    return [{ kind: "value", value: start.json, fromJson: true }];
  return readJson(path, start.json, start.steps);
}

/**
 * What stands at a path of the event, from the record's JSON text: an object has no field of its own. At most one `[]`
 * on the way, and none at the end.
 */
export function readWhole(path: Path): readonly Reading[] | Unreadable {
  return unusualKey(path) ?? readJson(path, field("_raw"), path.steps);
}

/** The elements of a JSON list, and a value that is no list as the one element. */
const elementsOf = (value: Expression) => call("coalesce", call("json_array_to_mv", value), value);

/**
 * The elements of a list, as an expression with several values: objects as JSON text, texts by themselves. A value that
 * is no list is the one element.
 */
export function readElements(list: Path): Expression | Unreadable {
  const unusual = unusualKey(list);
  if (unusual) return unusual;
  const start = jsonStart({ ...list, steps: list.steps.slice(0, -1) }, { get: () => undefined });
  if (isUnreadable(start)) return start;
  if (start.steps.some((step) => step.kind === "each"))
    return { reason: `\`${showPath(list)}\` is a list in a list, which Splunk doesn't open in one row.` };
  return elementsOf(start.steps.length === 0 ? start.json : extract(start.json, dotted(start.steps)));
}

/** The same for a list inside each element of the field `elements`. */
export function readInnerElements(list: Path, elements: string): Expression | Unreadable {
  const unusual = unusualKey(list);
  if (unusual) return unusual;
  const start = jsonStart({ ...list, steps: list.steps.slice(0, -1) }, { get: () => elements });
  if (isUnreadable(start)) return start;
  if (start.steps.length === 0 || start.steps.some((step) => step.kind === "each")) {
    return { reason: `\`${showPath(list)}\` is a list in a list, which Splunk doesn't open in one row.` };
  }
  return elementsOf(extract(start.json, dotted(start.steps)));
}
