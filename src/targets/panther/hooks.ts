/**
 * In: what a rule's alert looks like. Out: the functions that Panther calls for it: `title`, `dedup`, `severity`,
 * `description`, `alert_context`. None of them raises, and each returns the type that Panther wants
 * (panther_core 0.16, `rule.py`): texts, and for `alert_context` a mapping that is JSON.
 */
import { showSubject } from "../../ir/path.ts";
import type { Alert, Choice, RuleSeverity, Template } from "../../ir/rule.ts";
import { type Expression, testsIn, truthOf } from "./expression.ts";
import { lowerCondition, readSubject } from "./lower.ts";
import type { ModuleParts } from "./module-parts.ts";
import { memberLines, statementLines } from "./statement.ts";
import { keyTemplate, returnText, shareValues } from "./template-text.ts";

/** A function of the module, its body indented. */
export interface Hook {
  readonly name: string;
  readonly parameter: "event" | "_event";
  readonly body: string;
}

/** pylint 4 counts the tests in an `if` (R0916) and the returns of a function (R0911). */
const MOST_TESTS = 5;
const MOST_RETURNS = 6;
const LONG_CHAIN = "    # pylint: disable=too-many-return-statements,too-many-branches,too-complex";

type Body<Value> = (value: Value, depth: number) => readonly string[];

function whenLines(when: Expression): string[] {
  const condition = truthOf(when);
  if (testsIn(condition) <= MOST_TESTS) return statementLines("if", condition, ":", 1);
  return [...statementLines("applies =", condition, "", 1), "    if applies:"];
}

/** `if condition: return value` for each but the last, then `return value`. */
function choiceLines<Value>(
  choice: readonly { readonly value: Value; readonly when?: Expression }[],
  body: Body<Value>,
): string[] {
  const lines = choice.length > MOST_RETURNS ? [LONG_CHAIN] : [];
  for (const { value, when } of choice) {
    if (when) lines.push(...whenLines(when), ...body(value, 2));
    else lines.push(...body(value, 1));
  }
  return lines;
}

function hook<Value>(
  called: string,
  choice: Choice<Value>,
  parts: ModuleParts,
  readsEvent: (value: Value) => boolean,
  body: Body<Value>,
): Hook {
  const lowered = choice.map(({ value, when }) => (when ? { value, when: lowerCondition(when, parts) } : { value }));
  const reads = choice.some(({ value, when }) => when !== undefined || readsEvent(value));
  return { name: called, parameter: reads ? "event" : "_event", body: choiceLines(lowered, body).join("\n") };
}

const hasValue = (template: Template): boolean => template.parts.some((part) => part.kind === "value");

/** The text of a template without values. */
function plainText(template: Template): string {
  return template.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

function templateHook(called: string, choice: Choice<Template>, parts: ModuleParts): Hook {
  return hook(called, choice, parts, hasValue, (template, depth) => returnText(template.parts, parts, depth));
}

function contextHook(context: Alert["context"], parts: ModuleParts): Hook {
  const lines = ["    return {"];
  const names = new Set<string>();
  for (const subject of context) {
    const key = showSubject(subject);
    if (names.has(key)) continue;
    names.add(key);
    const { value, loops } = readSubject(subject, parts);
    const read: Expression = loops.length === 0 ? value : { kind: "generator", callee: "", element: value, loops };
    lines.push(...memberLines(key, read, 2));
  }
  return { name: "alert_context", parameter: "event", body: [...lines, "    }"].join("\n") };
}

/** The severity that stands in the YAML: that of an alert for which no condition holds. */
export function defaultSeverity(alert: Alert): RuleSeverity {
  return (alert.severity.at(-1) as Choice<RuleSeverity>[number]).value;
}

/** A title that is always the same as the rule's name needs no function: Panther shows the name. */
function needsTitle(title: Choice<Template>, displayName: string): boolean {
  const [only] = title;
  return title.length > 1 || only === undefined || hasValue(only.value) || plainText(only.value) !== displayName;
}

/** The hooks of a rule, in the order in which Panther's own rules have them. */
export function hooksOf(alert: Alert, displayName: string, parts: ModuleParts): Hook[] {
  const hooks: Hook[] = [];
  const templates = [
    ...alert.title.map(({ value }) => value.parts),
    ...(alert.description ? [alert.description.parts] : []),
  ];
  shareValues([...templates, ...(alert.key ?? []).map(({ value }) => keyTemplate(value))], parts);
  if (needsTitle(alert.title, displayName)) hooks.push(templateHook("title", alert.title, parts));
  if (alert.description) hooks.push(templateHook("description", [{ value: alert.description }], parts));
  if (alert.key) {
    const body: Body<Parameters<typeof keyTemplate>[0]> = (values, depth) =>
      returnText(keyTemplate(values), parts, depth);
    hooks.push(hook("dedup", alert.key, parts, () => true, body));
  }
  if (alert.severity.length > 1) {
    const usual = defaultSeverity(alert);
    const body: Body<RuleSeverity> = (severity, depth) => [
      `${"    ".repeat(depth)}return "${severity === usual ? "DEFAULT" : severity.toUpperCase()}"`,
    ];
    hooks.push(hook("severity", alert.severity, parts, () => false, body));
  }
  if (alert.context.length > 0) hooks.push(contextHook(alert.context, parts));
  return hooks;
}

/** The functions that stand for values, complete when all else is lowered. */
export function valueHooks(parts: ModuleParts): Hook[] {
  const shared = [...parts.shared.values()].map(
    ({ name, value }): Hook => ({ name, parameter: "event", body: statementLines("return", value, "", 1).join("\n") }),
  );
  return [...shared, ...derivedHooks(parts)];
}

function derivedHooks(parts: ModuleParts): Hook[] {
  return [...parts.derived.values()].map(({ name: called, cases }) => {
    const body: Body<Expression> = (value, depth) => statementLines("return", value, "", depth);
    const isTotal = cases.some(({ when }) => !when);
    const all = isTotal ? cases : [...cases, { value: { kind: "text", value: "" } as const }];
    return { name: called, parameter: "event", body: choiceLines(all, body).join("\n") };
  });
}
