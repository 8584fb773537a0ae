/** Paths into an event, and the values that conditions, keys and templates read. */
import type { Span } from "../source/source.ts";
import type { Predicate } from "./predicate.ts";

/**
 * What the schema says stands at a path. `open` is an object whose members the record's schema does not know
 * (`requestParameters`); `unknown` is anything below one. Types steer the checker and the targets, never the meaning.
 */
export type ValueType =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "timestamp"
  | "address"
  | "object"
  | "open"
  | "unknown";

/** `key`: an object's member. `each`: the elements of a list, or the value itself. `json`: JSON held in a text. */
export type PathStep =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "each" }
  | { readonly kind: "json" };

/** Where a path starts: the event, or the element that a quantifier binds. */
export type PathRoot = { readonly kind: "event" } | { readonly kind: "element"; readonly variable: string };

/**
 * What AWS's API model says stands at a path below `requestParameters` or `responseElements`, for every operation that
 * the condition allows there. Records may differ from it, so like a type it steers the targets and never the meaning.
 */
export interface ApiValue {
  /** `open`: an object whose members the model doesn't know. */
  readonly type: "text" | "integer" | "number" | "boolean" | "time" | "structure" | "open";
  /** A list stands there, of values of this type. */
  readonly isList: boolean;
  /** Of a structure that is asked whether it exists: its members that hold values, as steps from the path on. */
  readonly leaves?: readonly (readonly PathStep[])[];
}

export interface Path {
  readonly kind: "path";
  readonly root: PathRoot;
  readonly steps: readonly PathStep[];
  readonly type: ValueType;
  /** Only where the model is sure. */
  readonly api?: ApiValue;
  readonly origin: Span;
}

/** One case of a derived field: its value, if `when` holds (always, without one) and no case before it did. */
export interface DerivedCase {
  readonly value:
    | { readonly kind: "path"; readonly path: Path }
    | { readonly kind: "lowerCase"; readonly path: Path }
    | { readonly kind: "text"; readonly text: string };
  readonly when?: Predicate;
}

/** `outcome`, `actor`, `account`: a name that targets may know, with the definition for those that don't. */
export interface DerivedField {
  readonly kind: "derived";
  readonly name: string;
  readonly cases: readonly DerivedCase[];
  readonly type: ValueType;
  readonly origin: Span;
}

/** What a comparison asks about. */
export type Subject = Path | DerivedField;

/** `a ?? b ?? "text"`: the first that is present. Only keys and templates hold these; conditions are folded. */
export interface FirstOf {
  readonly alternatives: readonly (Subject | { readonly kind: "text"; readonly text: string })[];
  /** As it is written in the rule, for `<…>` where nothing is present. */
  readonly shown: string;
  readonly origin: Span;
}

/** The path as people write it: `requestParameters."x-amz-acl"`, `json(a.b).c[]`. */
export function showPath(path: Pick<Path, "root" | "steps">): string {
  let text = path.root.kind === "element" ? path.root.variable : "";
  for (const step of path.steps) {
    if (step.kind === "each") text += "[]";
    else if (step.kind === "json") text = `json(${text})`;
    else {
      const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(step.name) ? step.name : JSON.stringify(step.name);
      text += text === "" ? name : `.${name}`;
    }
  }
  return text;
}

export function showSubject(subject: Subject): string {
  return subject.kind === "derived" ? subject.name : showPath(subject);
}
