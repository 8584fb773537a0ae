/**
 * In: a rule and an event that it alerts on. Out: what the alert says: title, key, severity, context.
 */
import type { JsonObject, JsonValue } from "../ir/json.ts";
import { WrittenNumber } from "../ir/json.ts";
import { type FirstOf, showSubject } from "../ir/path.ts";
import type { Alert, Choice, Rule, RuleSeverity, Template } from "../ir/rule.ts";
import { compileCondition, compileWithin } from "./compile-condition.ts";
import { compileSubject, type Reader, valuesOf } from "./read-path.ts";
import { EMPTY_SCOPE } from "./scope.ts";
import { textOf } from "./text.ts";

/** An alert as it would be shown. */
export interface AlertText {
  readonly title: string;
  readonly description?: string;
  readonly severity: RuleSeverity;
  /** What makes two alerts the same: the texts of `key`, or the title alone. */
  readonly key: readonly string[];
  /** The values of each path of `context`; none where it is missing. */
  readonly context: readonly { readonly name: string; readonly values: readonly JsonValue[] }[];
}

/** What an event gives: a text, a list of texts, a severity. */
type Render<Value> = (event: JsonObject) => Value;

/** How many values of a path a text shows. */
const MOST_SHOWN = 5;

/** Of a path in `context` so many values are kept. */
const MOST_CONTEXT = 100;

/** An integer and a text as they are compared; any other number as it was written. Objects and arrays have no text. */
function shownText(value: JsonValue): string | undefined {
  return value instanceof WrittenNumber ? value.text : textOf(value);
}

function textsOf(read: Reader, event: JsonObject): string[] {
  const texts: string[] = [];
  read(event, (value) => {
    const text = shownText(value);
    if (text !== undefined) texts.push(text);
    return texts.length === MOST_SHOWN;
  });
  return texts;
}

/** The texts of the first alternative that has any, as a comma list; `<path>` where none has. */
function compileFirstOf(value: FirstOf): Render<string> {
  const alternatives = value.alternatives.map((one): Render<readonly string[]> => {
    if (one.kind === "text") return () => [one.text];
    const read = compileSubject(one, EMPTY_SCOPE, compileWithin);
    return (event) => textsOf(read, event);
  });
  return (event) => {
    for (const texts of alternatives) {
      const found = texts(event);
      if (found.length > 0) return found.join(", ");
    }
    return `<${value.shown}>`;
  };
}

function compileTemplate(template: Template): Render<string> {
  const parts = template.parts.map(
    (part): Render<string> => (part.kind === "text" ? () => part.text : compileFirstOf(part.value)),
  );
  return (event) => parts.map((part) => part(event)).join("");
}

/** A template's text for an event. */
export function renderTemplate(template: Template, event: JsonObject): string {
  return compileTemplate(template)(event);
}

function compileChoice<Value, Result>(
  choice: Choice<Value>,
  compile: (value: Value) => Render<Result>,
): Render<Result> {
  const arms = choice.map(({ value, when }) => ({
    applies: when ? compileCondition(when) : () => true,
    render: compile(value),
  }));
  return (event) => {
    const arm = arms.find((one) => one.applies(event));
    if (!arm) throw new Error("compiler bug: a choice in an alert has no default");
    return arm.render(event);
  };
}

function compileContext(context: Alert["context"]): Render<AlertText["context"]> {
  const fields = context.map((subject) => ({
    name: showSubject(subject),
    read: compileSubject(subject, EMPTY_SCOPE, compileWithin),
  }));
  return (event) => fields.map(({ name, read }) => ({ name, values: valuesOf(read, event, MOST_CONTEXT) }));
}

/** Compiles a rule's alert once, to be rendered for many events. */
export function compileAlert(alert: Alert): Render<AlertText> {
  const title = compileChoice(alert.title, compileTemplate);
  const description = alert.description && compileTemplate(alert.description);
  const severity = compileChoice(alert.severity, (value) => () => value);
  const context = compileContext(alert.context);
  const key = alert.key
    ? compileChoice(alert.key, (values) => {
        const parts = values.map(compileFirstOf);
        return (event) => parts.map((part) => part(event));
      })
    : (event: JsonObject) => [title(event)];
  return (event) => ({
    title: title(event),
    ...(description ? { description: description(event) } : {}),
    severity: severity(event),
    key: key(event),
    context: context(event),
  });
}

/** The alert of a rule for one event, whether or not the rule's condition holds for it. */
export function alertOf(rule: Rule, event: JsonObject): AlertText {
  return compileAlert(rule.alert)(event);
}
