/**
 * In: a condition. Out: a Python expression with the same verdict for every event, up to Panther's declared deviations
 * (*type*, *key case*, *folding*, *numbers with fractions*). It is always a real `bool`, and never raises.
 * Each function is one rewrite. What they emit is laid down in `helpers.ts` and `fields.ts`; how it looks in `print.ts`.
 */
import { expandDerivedAtom } from "../../ir/expand-derived.ts";
import type { DerivedField, Subject } from "../../ir/path.ts";
import type { Atom, Predicate, PredicateOf } from "../../ir/predicate.ts";
import { pythonVariable } from "../kit/python.ts";
import { call, chain, type Expression, method, name, negate, over, text, truth, truthOf } from "./expression.ts";
import { narrowField, narrowSubject } from "./facts.ts";
import { isTextType, type Reading, readPath, type Variables } from "./fields.ts";
import { folded, lowerTest } from "./lower-test.ts";
import { mergeEquals } from "./merge-equals.ts";
import type { ModuleParts } from "./module-parts.ts";

const NO_VARIABLES: Variables = new Map();

export function lowerCondition(predicate: Predicate, parts: ModuleParts): Expression {
  return lower(predicate, parts, NO_VARIABLES);
}

function lower(predicate: Predicate, parts: ModuleParts, variables: Variables): Expression {
  switch (predicate.kind) {
    case "constant":
      return truth(predicate.value);
    case "all":
    case "any": {
      const operands = mergeEquals(predicate.operands, predicate.kind).map((one) => lower(one, parts, variables));
      return chain(predicate.kind === "all" ? "and" : "or", operands);
    }
    case "not":
      return negate(lower(predicate.operand, parts, variables));
    case "some":
    case "every":
      return lowerQuantifier(predicate, parts, variables);
    default:
      return lowerAtom(predicate, parts, variables);
  }
}

/** `any(condition for item in _items(list))`; a missing element is none, so `_items` leaves it out. */
function lowerQuantifier(
  predicate: PredicateOf<"some" | "every">,
  parts: ModuleParts,
  variables: Variables,
): Expression {
  const { loops } = readPath(predicate.list, parts, variables);
  const last = loops.at(-1);
  if (!last) throw new Error("compiler bug: a quantifier over no list");
  const variable = pythonVariable(
    predicate.variable,
    new Set([...variables.values(), ...loops.slice(0, -1).map((one) => one.variable)]),
  );
  const inner = new Map([...variables, [predicate.variable, variable]]);
  const element = truthOf(lower(predicate.condition, parts, inner));
  const renamed = [...loops.slice(0, -1), { ...last, variable }];
  return over(predicate.kind === "some" ? "any" : "all", element, renamed);
}

/** Reads a subject. A derived field is a function of the module that gives its text. */
export function readSubject(
  subject: Subject,
  parts: ModuleParts,
  variables: Variables = NO_VARIABLES,
  around: ReadonlySet<string> = new Set(),
): Reading {
  const narrowed = narrowSubject(subject, parts.facts);
  if (narrowed.kind === "path") return readPath(narrowed, parts, variables, around);
  const value = call(derivedFunction(narrowed, parts), name("event"));
  return {
    value,
    loops: [],
    isText: true,
    apiType: undefined,
    isTotal: true,
    asText: value,
    label: narrowed.name,
    names: new Set([...variables.values(), ...around]),
  };
}

function derivedFunction(field: DerivedField, parts: ModuleParts): string {
  const known = parts.derived.get(field.name);
  if (known) return known.name;
  const cases = field.cases.map(({ value, when }) => ({
    ...(when ? { when: lowerCondition(when, parts) } : {}),
    value: lowerDerivedValue(value, parts),
  }));
  const made = { name: parts.functionName(field.name), cases };
  parts.derived.set(field.name, made);
  return made.name;
}

function lowerDerivedValue(value: DerivedField["cases"][number]["value"], parts: ModuleParts): Expression {
  if (value.kind === "text") return text(value.text);
  const { asText, loops } = readPath(value.path, parts, NO_VARIABLES);
  if (loops.length > 0) throw new Error("compiler bug: a derived field reads a list");
  return value.kind === "lowerCase" ? method(asText, "lower") : asText;
}

function lowerAtom(atom: Atom, parts: ModuleParts, variables: Variables): Expression {
  if (atom.subject.kind === "derived" && isPrinted(atom, atom.subject, parts))
    return lowerNarrowed(atom, atom.subject, parts, variables);
  if (atom.kind === "fieldCompare" && atom.other.kind === "derived" && readsList(atom.other))
    return lowerExpanded(atom, parts, variables);
  if (atom.kind === "fieldCompare") return lowerFieldCompare(atom, parts, variables);
  if (atom.kind === "exists") return lowerExists(atom, parts, variables);
  const reading = readSubject(atom.subject, parts, variables);
  const test = lowerTest(atom, reading, parts);
  return over("any", reading.loops.length > 0 ? truthOf(test) : test, reading.loops);
}

/** Has the derived field more than one value? Then no function can stand for it. */
function readsList(field: DerivedField): boolean {
  return field.cases.some(
    ({ value }) => value.kind !== "text" && value.path.steps.some((step) => step.kind === "each"),
  );
}

/** Is the field's definition printed in its place? Where the facts make it short, it is plainer than a function. */
function isPrinted(atom: Atom, field: DerivedField, parts: ModuleParts): boolean {
  if (atom.kind === "fieldCompare") return readsList(field);
  const mayBeObject =
    atom.kind === "exists" && field.cases.some(({ value }) => value.kind !== "text" && !isTextType(value.path.type));
  return mayBeObject || readsList(field) || narrowField(field, parts.facts) !== field;
}

function lowerNarrowed(atom: Atom, field: DerivedField, parts: ModuleParts, variables: Variables): Expression {
  return lowerExpanded({ ...atom, subject: narrowField(field, parts.facts) }, parts, variables);
}

/** Anything that is not empty exists. Fields that the schema knows as texts are asked directly. */
function lowerExists(atom: PredicateOf<"exists">, parts: ModuleParts, variables: Variables): Expression {
  if (atom.subject.kind === "derived") return call("bool", readSubject(atom.subject, parts, variables).value);
  const { steps } = atom.subject;
  // A list exists if one of its elements does, which is what `_present` says of a list.
  const end = steps.findLastIndex((step) => step.kind !== "each") + 1;
  const reading = readPath({ ...atom.subject, steps: steps.slice(0, end) }, parts, variables);
  if (reading.isText && end === steps.length) return call("bool", reading.value);
  return over("any", call(parts.helper("_present"), reading.value), reading.loops);
}

function lowerExpanded(atom: Atom, parts: ModuleParts, variables: Variables): Expression {
  return lower(expandDerivedAtom(atom), parts, variables);
}

const RELATION_HELPER = {
  equals: "_equals",
  contains: "_contains",
  startsWith: "_starts_with",
  endsWith: "_ends_with",
} as const;

/** Both are there, and for some pair of their values the relation holds. */
function lowerFieldCompare(atom: PredicateOf<"fieldCompare">, parts: ModuleParts, variables: Variables): Expression {
  const left = readSubject(atom.subject, parts, variables);
  const right = readSubject(atom.other, parts, variables, left.names);
  const test = call(
    parts.helper(RELATION_HELPER[atom.relation]),
    folded(left, atom.nocase),
    folded(right, atom.nocase),
  );
  return over("any", test, [...left.loops, ...right.loops]);
}
