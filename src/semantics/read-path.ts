/**
 * In: a path, or a derived field. Out: a function that asks whether some value of an event, missing ones left out,
 * passes a test. The one place that says which values a path has.
 */
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../ir/json.ts";
import { parseJson } from "../ir/parse-json.ts";
import type { DerivedField, Path, PathStep, Subject } from "../ir/path.ts";
import { unreachable } from "../ir/predicate.ts";
import { isMissing } from "./missing.ts";
import type { Condition, Scope } from "./scope.ts";
import { foldCase, textOf } from "./text.ts";

export type ValueTest = (value: JsonValue) => boolean;

/** Is there a value that passes the test? Values are asked in the event's order, until one does. */
export type Reader = (event: JsonObject, test: ValueTest) => boolean;

/** How the condition of a derived field's case is compiled; handed in, since conditions read fields themselves. */
export type CompileWithin = (when: NonNullable<DerivedField["cases"][number]["when"]>, scope: Scope) => Condition;

/** One step after another: from the values so far to the test at the end. */
type Walk = (value: JsonValue, test: ValueTest) => boolean;

const atTheEnd: Walk = (value, test) => !isMissing(value) && test(value);

/** Reads a path's values. */
export function compilePath(path: Path, scope: Scope): Reader {
  const walk = path.steps.reduceRight<Walk>((rest, step) => compileStep(step, rest), atTheEnd);
  if (path.root.kind === "event") return walk;
  const element = scope.get(path.root.variable);
  if (!element) throw new Error(`compiler bug: ${path.root.variable} is not bound here`);
  return (_event, test) => walk(element.value, test);
}

function compileStep(step: PathStep, rest: Walk): Walk {
  switch (step.kind) {
    case "key":
      return compileKey(step.name, rest);
    case "each":
      return (value, test) => (Array.isArray(value) ? value.some((element) => rest(element, test)) : rest(value, test));
    case "json":
      return (value, test) => {
        const held = typeof value === "string" ? jsonOf(value) : value;
        return held !== undefined && rest(held, test);
      };
    default:
      return unreachable(step);
  }
}

/** The value under that very key; nothing where there is no object, whatever else has such a property. */
function compileKey(name: string, rest: Walk): Walk {
  return (value, test) => {
    if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof WrittenNumber)
      return false;
    if (!Object.hasOwn(value, name)) return false;
    return rest((value as JsonObject)[name] as JsonValue, test);
  };
}

/** Several conditions of a rule read the same policy document: the last one is remembered. */
let lastText = "";
let lastValue: JsonValue | undefined;

function jsonOf(text: string): JsonValue | undefined {
  if (text === lastText) return lastValue;
  const parsed = parseJson(text);
  lastText = text;
  lastValue = "value" in parsed ? parsed.value : undefined;
  return lastValue;
}

/** Reads the values of a path or of a derived field: the first of its cases that applies. */
export function compileSubject(subject: Subject, scope: Scope, compile: CompileWithin): Reader {
  if (subject.kind === "path") return compilePath(subject, scope);
  const cases = subject.cases.map(({ value, when }) => ({
    applies: when ? compile(when, scope) : () => true,
    read: compileDerivedValue(value, scope),
  }));
  return (event, test) => cases.find((one) => one.applies(event))?.read(event, test) ?? false;
}

function compileDerivedValue(value: DerivedField["cases"][number]["value"], scope: Scope): Reader {
  switch (value.kind) {
    case "path":
      return compilePath(value.path, scope);
    case "text":
      return (_event, test) => test(value.text);
    case "lowerCase": {
      const read = compilePath(value.path, scope);
      return (event, test) => read(event, (held) => test(lowerCase(held)));
    }
    default:
      return unreachable(value);
  }
}

function lowerCase(value: JsonValue): JsonValue {
  const text = isObject(value) ? undefined : textOf(value);
  return text === undefined ? value : foldCase(text);
}

/** A path's values, for showing them; at most so many. */
export function valuesOf(read: Reader, event: JsonObject, most: number): JsonValue[] {
  const values: JsonValue[] = [];
  read(event, (value) => values.push(value) >= most);
  return values;
}
