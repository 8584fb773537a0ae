/**
 * In: a condition of a checked rule. Out: the same as a function of an event; compiled once, run over whole logs.
 * This folder is the only place that says what a condition means. It knows no target and no schema.
 */
import type { JsonObject, JsonValue } from "../ir/json.ts";
import { type Atom, type FieldCompare, type Predicate, unreachable } from "../ir/predicate.ts";
import { isAddress, networkTest } from "./address.ts";
import { containsAllTest, isRelated, relationTest, type TextTest } from "./compare.ts";
import { patternTest } from "./match-pattern.ts";
import { regexTest } from "./match-regex.ts";
import { numberTest, timeTest } from "./order.ts";
import { compilePath, compileSubject, type ValueTest } from "./read-path.ts";
import { bind, type Condition, EMPTY_SCOPE, type Scope } from "./scope.ts";
import { foldCase, textOf } from "./text.ts";

/** Compiles a condition. One that holds a regex needs `loadRegexes()` first. */
export function compileCondition(predicate: Predicate): Condition {
  return compileWithin(predicate, EMPTY_SCOPE);
}

/** Compiles a condition that stands inside quantifiers. */
export function compileWithin(predicate: Predicate, scope: Scope): Condition {
  switch (predicate.kind) {
    case "constant":
      return () => predicate.value;
    case "all":
      return compileAll(predicate.operands.map((operand) => compileWithin(operand, scope)));
    case "any":
      return compileAny(predicate.operands.map((operand) => compileWithin(operand, scope)));
    case "not": {
      const holds = compileWithin(predicate.operand, scope);
      return (event) => !holds(event);
    }
    case "some":
    case "every":
      return compileQuantifier(predicate, scope);
    case "fieldCompare":
      return compileFieldCompare(predicate, scope);
    default:
      return compileAtom(predicate, scope);
  }
}

function compileAll(operands: readonly Condition[]): Condition {
  return (event) => {
    for (const holds of operands) if (!holds(event)) return false;
    return true;
  };
}

function compileAny(operands: readonly Condition[]): Condition {
  return (event) => {
    for (const holds of operands) if (holds(event)) return true;
    return false;
  };
}

/** `some` element makes the condition true; `every` one does: none makes it false. Missing elements are none. */
function compileQuantifier(predicate: Extract<Predicate, { kind: "some" | "every" }>, scope: Scope): Condition {
  const read = compilePath(predicate.list, scope);
  const inner = bind(scope, predicate.variable);
  const holds = compileWithin(predicate.condition, inner.scope);
  const wanted = predicate.kind === "some";
  return (event) => {
    const found = read(event, (value) => {
      inner.element.value = value;
      return holds(event) === wanted;
    });
    return found === wanted;
  };
}

/** Some value on the left stands in the relation to some value on the right. */
function compileFieldCompare(predicate: FieldCompare, scope: Scope): Condition {
  const { relation, nocase } = predicate;
  const readLeft = compileSubject(predicate.subject, scope, compileWithin);
  const readRight = compileSubject(predicate.other, scope, compileWithin);
  const prepare = nocase ? foldCase : (text: string) => text;
  return (event) =>
    readLeft(
      event,
      onText((left) => {
        const text = prepare(left);
        return readRight(
          event,
          onText((right) => isRelated(relation, text, prepare(right))),
        );
      }),
    );
}

function compileAtom(atom: Exclude<Atom, FieldCompare>, scope: Scope): Condition {
  const read = compileSubject(atom.subject, scope, compileWithin);
  const test = valueTest(atom);
  return (event) => read(event, test);
}

/** A test of a value's text; what has no text fails it. */
function onText(test: TextTest): ValueTest {
  return (value: JsonValue) => {
    const text = textOf(value);
    return text !== undefined && test(text);
  };
}

/** What an atom asks of each single value. */
function valueTest(atom: Exclude<Atom, FieldCompare>): ValueTest {
  switch (atom.kind) {
    case "equals":
    case "contains":
    case "startsWith":
    case "endsWith":
      return onText(relationTest(atom.kind, atom.texts, atom.nocase));
    case "containsAll":
      return onText(containsAllTest(atom.texts, atom.nocase));
    case "like":
      return onText(someTest(atom.patterns.map((pattern) => patternTest(pattern, atom.nocase))));
    case "matches":
      return onText(someTest(atom.regexes.map(regexTest)));
    case "numberOrder":
      return numberTest(atom.operator, atom.limit);
    case "timeOrder":
      return onText(timeTest(atom.operator, atom.limit));
    case "inNetwork":
      return onText(networkTest(atom.networks));
    case "isAddress":
      return onText(isAddress);
    case "exists":
      return () => true;
    default:
      return unreachable(atom);
  }
}

function someTest(tests: readonly TextTest[]): TextTest {
  const [only] = tests;
  return tests.length === 1 && only ? only : (text) => tests.some((test) => test(text));
}

const compiled = new WeakMap<Predicate, Condition>();

/** Does the condition hold for the event? Compiled at the first time, remembered for the next. */
export function holds(predicate: Predicate, event: JsonObject): boolean {
  let condition = compiled.get(predicate);
  if (!condition) {
    condition = compileCondition(predicate);
    compiled.set(predicate, condition);
  }
  return condition(event);
}
