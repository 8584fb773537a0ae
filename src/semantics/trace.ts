/**
 * In: a condition and an event. Out: for each part of the condition whether it holds, and which values it saw, for
 * messages that say why a rule alerts or doesn't.
 */
import { compactJson } from "../ir/compact-json.ts";
import type { JsonObject, JsonValue } from "../ir/json.ts";
import { type Path, type Subject, showPath, showSubject } from "../ir/path.ts";
import type { Atom, Predicate, PredicateKind } from "../ir/predicate.ts";
import { compileWithin } from "./compile-condition.ts";
import { compilePath, compileSubject, valuesOf } from "./read-path.ts";
import { bind, EMPTY_SCOPE, type Scope } from "./scope.ts";
import { shapeMismatches } from "./shape-mismatch.ts";

/** What a part of a condition saw at a path. */
export interface Seen {
  /** The path or field, as people write it. */
  readonly subject: string;
  /** Its first values as compact JSON; none where it is missing. */
  readonly values: readonly string[];
  /** Are there more than are shown? */
  readonly more: boolean;
  /** Parts of the path at which a list stands, and the path has no `[]` there. */
  readonly mismatches: readonly string[];
}

/** One node of a condition, for one event. */
export interface Trace {
  readonly kind: PredicateKind;
  readonly span: Predicate["origin"];
  readonly holds: boolean;
  /** What it compares, or the list of a quantifier. */
  readonly seen: readonly Seen[];
  /** A node's operands; for a quantifier its condition, once for each of the first elements. */
  readonly children: readonly Trace[];
}

const MOST_VALUES = 5;
const MOST_ELEMENTS = 20;
const LONGEST_VALUE = 200;

/** Traces a whole condition. One that holds a regex needs `loadRegexes()` first. */
export function trace(predicate: Predicate, event: JsonObject): Trace {
  return traceWithin(predicate, event, EMPTY_SCOPE);
}

function traceWithin(predicate: Predicate, event: JsonObject, scope: Scope): Trace {
  const node = { kind: predicate.kind, span: predicate.origin, holds: compileWithin(predicate, scope)(event) };
  switch (predicate.kind) {
    case "constant":
      return { ...node, seen: [], children: [] };
    case "all":
    case "any":
      return { ...node, seen: [], children: predicate.operands.map((one) => traceWithin(one, event, scope)) };
    case "not":
      return { ...node, seen: [], children: [traceWithin(predicate.operand, event, scope)] };
    case "some":
    case "every": {
      const inner = bind(scope, predicate.variable);
      const children = valuesOf(compilePath(predicate.list, scope), event, MOST_ELEMENTS).map((value) => {
        inner.element.value = value;
        return traceWithin(predicate.condition, event, inner.scope);
      });
      return { ...node, seen: [see(predicate.list, event, scope, false)], children };
    }
    default:
      return {
        ...node,
        seen: subjectsOf(predicate).map((one) => see(one, event, scope, predicate.kind === "exists")),
        children: [],
      };
  }
}

function subjectsOf(atom: Atom): readonly Subject[] {
  return atom.kind === "fieldCompare" ? [atom.subject, atom.other] : [atom.subject];
}

function see(subject: Subject, event: JsonObject, scope: Scope, mayEndAtList: boolean): Seen {
  const values = valuesOf(compileSubject(subject, scope, compileWithin), event, MOST_VALUES + 1);
  const paths =
    subject.kind === "path"
      ? [subject]
      : subject.cases.flatMap(({ value }) => (value.kind === "text" ? [] : [value.path]));
  return {
    subject: showSubject(subject),
    values: values.slice(0, MOST_VALUES).map(showValue),
    more: values.length > MOST_VALUES,
    mismatches: paths.flatMap((path) => shapeMismatches(path, startOf(path, event, scope), mayEndAtList)),
  };
}

function startOf(path: Path, event: JsonObject, scope: Scope): JsonValue {
  if (path.root.kind === "event") return event;
  const element = scope.get(path.root.variable);
  if (!element) throw new Error(`compiler bug: ${showPath(path)} has no element to start at`);
  return element.value;
}

/** Beyond what JSON escapes itself: C1 controls, and what is invisible or turns the direction of text. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value as compact JSON in characters that can be seen, cut at a code point where it is long. */
export function showValue(value: JsonValue): string {
  const text = compactJson(value).replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return text.length <= LONGEST_VALUE ? text : `${[...text.slice(0, LONGEST_VALUE)].slice(0, -1).join("")}…`;
}

/**
 * The smallest parts that decide a verdict: where a conjunction is false, those of its parts that are; where a
 * disjunction is true, the first part that is; otherwise all parts.
 */
export function decidingParts(node: Trace): readonly Trace[] {
  switch (node.kind) {
    case "not":
      return node.children.flatMap(decidingParts).map((part) => asWritten(part, node));
    case "all":
    case "every":
      return deciding(node, node.holds ? node.children : node.children.filter((one) => !one.holds));
    case "any":
    case "some":
      return deciding(node, node.holds ? node.children.filter((one) => one.holds).slice(0, 1) : node.children);
    default:
      return [node];
  }
}

/** `f missing` and `f != "x"` are a `not` and what it denies under one text: what is said is said of that text. */
function asWritten(part: Trace, denial: Trace): Trace {
  const isOneText =
    part.span.source === denial.span.source &&
    part.span.start === denial.span.start &&
    part.span.end === denial.span.end;
  return isOneText ? { ...part, holds: denial.holds } : part;
}

function deciding(node: Trace, children: readonly Trace[]): readonly Trace[] {
  // A quantifier over nothing is decided by its list alone.
  return children.length === 0 ? [node] : children.flatMap(decidingParts);
}
