/**
 * In: what a title, a key or the context reads of an event that the rule's condition accepts. Out: an expression for
 * it; nothing where SPL can't read it. What is missing shows as the language says: `<path>`.
 */
import type { DerivedField, FirstOf, Path, Subject } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";
import type { Choice, Template } from "../../ir/rule.ts";
import { judge } from "../kit/judge.ts";
import { capabilities } from "./capabilities.ts";
import type { ComputedFields } from "./computed-fields.ts";
import { call, type Expression, field, joined, number, text } from "./expression.ts";
import { type Facts, knownSubject } from "./facts.ts";
import { lower } from "./lower.ts";
import { prepare } from "./prepare.ts";
import { hasHidden, PLAIN_KEY } from "./quote.ts";
import { isUnreadable, type Reading, readPath } from "./reading.ts";
import { SUCCESS, voidTexts } from "./void-text.ts";

/** The search so far, and what is known of the events that come through it. */
export interface Known {
  readonly computed: ComputedFields;
  readonly facts: Facts;
}

const NO_FACTS: Facts = new Map();

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAYABLE = /[`$\x01-\x1f\x7f]/;

/** A text that a search can hold in quotes. */
export function isSayable(value: string): boolean {
  return !UNSAYABLE.test(value) && !hasHidden(value);
}

function ofReading(reading: Reading): Expression {
  switch (reading.kind) {
    case "value":
      return reading.value;
    case "values":
      return field(reading.field);
    case "computed":
      return reading.values;
  }
}

/** An object has no field; its JSON text is in the event. */
function objectText(path: Path): Expression | undefined {
  if ((path.type !== "object" && path.type !== "open") || path.root.kind !== "event") return undefined;
  const keys = path.steps.map((step) => (step.kind === "key" && PLAIN_KEY.test(step.name) ? step.name : undefined));
  return keys.every((key) => key !== undefined) ? call("json_extract", field("_raw"), text(keys.join("."))) : undefined;
}

/** All values of a path: one, or several in one field. */
function pathValues(path: Path): Expression | undefined {
  const whole = objectText(path);
  if (whole) return whole;
  const readings = readPath(path, { get: () => undefined });
  if (isUnreadable(readings)) return undefined;
  const values = readings.map(ofReading);
  const [only] = values;
  return values.length === 1 ? only : call("mvappend", ...values);
}

/** `case(c, v, …, true(), v)`; the last has no condition. */
function caseOf(cases: readonly { readonly when: Expression | undefined; readonly value: Expression }[]): Expression {
  const [only] = cases;
  if (cases.length === 1 && only && !only.when) return only.value;
  return call("case", ...cases.flatMap((one) => [one.when ?? call("true"), one.value]));
}

/** May an object or a list stand there? Not where the API model knows one text, number or boolean. */
function mayBeContainer({ type, api }: Path): boolean {
  return type === "unknown" && (!api || api.isList || api.type === "structure" || api.type === "open");
}

/** All values of a field of the context. An object or a list is its JSON text. */
export function contextValues(subject: Subject, known: Known): Expression | undefined {
  const values = subjectValues(subject, known);
  if (!values || subject.kind === "derived" || values.kind !== "field" || !mayBeContainer(subject)) return values;
  const json = objectText({ ...subject, type: "open" });
  return json ? call("coalesce", values, json) : values;
}

/** A condition as an expression; nothing where SPL can't say it exactly. */
function conditionOf(when: Predicate, { computed, facts }: Known): Expression | undefined {
  const prepared = prepare(when, facts);
  return judge(prepared, capabilities).fidelity === "exact" ? lower(prepared, computed, defineDerived) : undefined;
}

function derivedValue(derived: DerivedField, computed: ComputedFields): Expression | undefined {
  const cases: { when: Expression | undefined; value: Expression }[] = [];
  for (const { value, when } of derived.cases) {
    const condition = when && conditionOf(when, { computed, facts: NO_FACTS });
    const read = value.kind === "text" ? text(value.text) : pathValues(value.path);
    if ((when && !condition) || !read) return undefined;
    cases.push({ when: condition, value: value.kind === "lowerCase" ? call("lower", read) : read });
  }
  return caseOf(cases);
}

/** The column of a derived field that was judged sayable. */
export function defineDerived(derived: DerivedField, computed: ComputedFields): void {
  computed.derived(derived.name, () => {
    const value = derivedValue(derived, computed);
    if (!value) throw new Error(`compiler bug: ${derived.name} was judged sayable`);
    return value;
  });
}

/** All values of a path or of a derived field. */
export function subjectValues(subject: Subject, { computed, facts }: Known): Expression | undefined {
  const known = knownSubject(subject, facts);
  if (known.kind === "path") return pathValues(known);
  if (!derivedValue(known, computed)) return undefined;
  defineDerived(known, computed);
  return field(known.name);
}

const hasLists = (subject: Subject) => subject.kind === "path" && subject.steps.some((step) => step.kind === "each");

/** One text of a subject: several values as a comma list of at most five. A JSON null shows as `null`. */
function oneText(subject: Subject, known: Known): Expression | undefined {
  const values = subjectValues(subject, known);
  if (!values) return undefined;
  if (hasLists(subject)) return call("mvjoin", call("mvindex", values, number("0"), number("4")), text(", "));
  return voidTexts(subject).includes(SUCCESS) ? call("nullif", values, text(SUCCESS)) : values;
}

/** The first alternative that is present, else `<…>` as the rule has it: never NULL. */
export function firstOf(value: FirstOf, known: Known): Expression | undefined {
  const parts: Expression[] = [];
  for (const one of value.alternatives) {
    const part = one.kind === "text" ? text(one.text) : oneText(one, known);
    if (!part || (one.kind === "text" && !isSayable(one.text))) return undefined;
    parts.push(part);
  }
  if (value.alternatives.at(-1)?.kind !== "text") {
    const shown = `<${value.shown}>`;
    if (!isSayable(shown)) return undefined;
    parts.push(text(shown));
  }
  const [only] = parts;
  return parts.length === 1 ? only : call("coalesce", ...parts);
}

/** A whole template as one text. `read` gives the expression of each value in it. */
export function templateText(
  template: Template,
  read: (value: FirstOf) => Expression | undefined,
): Expression | undefined {
  const parts: Expression[] = [];
  for (const part of template.parts) {
    const one = part.kind === "text" ? (isSayable(part.text) ? text(part.text) : undefined) : read(part.value);
    if (!one) return undefined;
    parts.push(one);
  }
  const [only] = parts;
  if (parts.length === 0) return text("");
  return parts.length === 1 ? only : joined(...parts);
}

/** A choice as one expression, `read` for each of its values. */
export function choiceText<Value>(
  choice: Choice<Value>,
  known: Known,
  read: (value: Value) => Expression | undefined,
): Expression | undefined {
  const cases: { when: Expression | undefined; value: Expression }[] = [];
  for (const { value, when } of choice) {
    const condition = when && conditionOf(when, known);
    const shown = read(value);
    if ((when && !condition) || !shown) return undefined;
    cases.push({ when: condition, value: shown });
  }
  return caseOf(cases);
}
