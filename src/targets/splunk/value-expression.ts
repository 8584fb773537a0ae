/**
 * In: what a title, a key or the context reads of an event. Out: an expression for it, one text or several; nothing
 * where SPL can't read it. What is missing shows as the language says: `<path>`.
 */
import type { FirstOf, Path, Subject } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";
import type { Choice, Template } from "../../ir/rule.ts";
import { judge } from "../kit/judge.ts";
import { capabilities } from "./capabilities.ts";
import { call, type Expression, field, joined, number, text } from "./expression.ts";
import { type ElementFields, lower } from "./lower.ts";
import { prepare } from "./prepare.ts";
import { hasHidden, PLAIN_KEY } from "./quote.ts";
import { isUnreadable, readPath, type Reading } from "./reading.ts";
import { SUCCESS, voidTexts } from "./void-text.ts";

/** A text that a search can hold in quotes. */
export function isSayable(value: string): boolean {
  return !/[`$\x01-\x1f\x7f]/.test(value) && !hasHidden(value);
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
export function pathValues(path: Path): Expression | undefined {
  const whole = objectText(path);
  if (whole) return whole;
  const readings = readPath(path, new Map());
  if (isUnreadable(readings)) return undefined;
  const values = readings.map(ofReading);
  const [only] = values;
  return values.length === 1 ? only : call("mvappend", ...values);
}

/** The condition of a choice, or of a derived field's case; nothing where SPL can't say it exactly. */
export function choiceCondition(when: Predicate, lists: ElementFields): Expression | undefined {
  const prepared = prepare(when);
  return judge(prepared, capabilities).fidelity === "exact" ? lower(prepared, lists) : undefined;
}

/** `case(c, v, …, true(), v)`; the last has no condition. */
function caseOf(cases: readonly { readonly when: Expression | undefined; readonly value: Expression }[]): Expression {
  const [only] = cases;
  if (cases.length === 1 && only && !only.when) return only.value;
  return call("case", ...cases.flatMap((one) => [one.when ?? call("true"), one.value]));
}

/** All values of a path or of a derived field. */
export function subjectValues(subject: Subject, lists: ElementFields): Expression | undefined {
  if (subject.kind === "path") return pathValues(subject);
  const cases: { when: Expression | undefined; value: Expression }[] = [];
  for (const { value, when } of subject.cases) {
    const condition = when && choiceCondition(when, lists);
    if (when && !condition) return undefined;
    const read = value.kind === "text" ? text(value.text) : pathValues(value.path);
    if (!read) return undefined;
    cases.push({ when: condition, value: value.kind === "lowerCase" ? call("lower", read) : read });
  }
  return caseOf(cases);
}

const hasLists = (subject: Subject) => subject.kind === "path" && subject.steps.some((step) => step.kind === "each");

/** One text of a subject: several values as a comma list of at most five. */
function oneText(subject: Subject, lists: ElementFields, isChoice: boolean): Expression | undefined {
  const values = subjectValues(subject, lists);
  if (!values) return undefined;
  if (hasLists(subject)) return call("mvjoin", call("mvindex", values, number("0"), number("4")), text(", "));
  const voids = subject.kind === "path" ? voidTexts(subject) : [];
  if (voids.includes(SUCCESS)) return call("nullif", values, text(SUCCESS));
  return isChoice && subject.kind === "path" ? call("nullif", values, text("null")) : values;
}

/** The first alternative that is present, else `<…>` as the rule has it: never NULL. */
export function firstOf(value: FirstOf, lists: ElementFields): Expression | undefined {
  const parts: Expression[] = [];
  const isChoice = value.alternatives.length > 1;
  for (const one of value.alternatives) {
    const part = one.kind === "text" ? text(one.text) : oneText(one, lists, isChoice);
    if (!part || (one.kind === "text" && !isSayable(one.text))) return undefined;
    parts.push(part);
  }
  const shown = `<${value.shown}>`;
  if (value.alternatives.at(-1)?.kind !== "text") {
    if (!isSayable(shown)) return undefined;
    parts.push(text(shown));
  }
  const [only] = parts;
  return parts.length === 1 ? only : call("coalesce", ...parts);
}

/** A whole template as one text. `valueOf` gives the expression of each value in it. */
export function templateText(template: Template, valueOf: (value: FirstOf) => Expression | undefined): Expression | undefined {
  const parts: Expression[] = [];
  for (const part of template.parts) {
    const one = part.kind === "text" ? (isSayable(part.text) ? text(part.text) : undefined) : valueOf(part.value);
    if (!one) return undefined;
    parts.push(one);
  }
  const [only] = parts;
  if (parts.length === 0) return text("");
  return parts.length === 1 ? only : joined(...parts);
}

/** A choice as one expression, `valueOf` for each of its values. */
export function choiceText<Value>(
  choice: Choice<Value>,
  lists: ElementFields,
  valueOf: (value: Value) => Expression | undefined,
): Expression | undefined {
  const cases: { when: Expression | undefined; value: Expression }[] = [];
  for (const { value, when } of choice) {
    const condition = when && choiceCondition(when, lists);
    const read = valueOf(value);
    if ((when && !condition) || !read) return undefined;
    cases.push({ when: condition, value: read });
  }
  return caseOf(cases);
}
