/** A checked rule for tests, with as little said as can be. */
import type { FirstOf } from "../../src/ir/path.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import type { Alert, Metadata, Rule, RuleTest, Template } from "../../src/ir/rule.ts";
import type { Span } from "../../src/source/source.ts";
import { path } from "../laws/generators.ts";

/** A span over a piece of a rule's text. */
export function spanOf(text: string, part = text): Span {
  const start = text.indexOf(part);
  return { source: { path: "rules/a.tocsin", text }, start, end: start + part.length };
}

const origin = spanOf("rule A.B {}");
const said = <Value>(value: Value) => ({ value, span: origin });

/** A template from text with `{path}` and `{path ?? path ?? 'text'}` in it. */
export function template(text: string): Template {
  const parts = text
    .split(/\{([^}]*)\}/)
    .map((part, index) =>
      index % 2 === 0 ? ({ kind: "text", text: part } as const) : ({ kind: "value", value: firstOf(part) } as const),
    );
  return { parts: parts.filter((part) => part.kind === "value" || part.text !== ""), span: origin };
}

export function firstOf(shown: string): FirstOf {
  const alternatives = shown
    .split(" ?? ")
    .map((part) => (part.startsWith("'") ? ({ kind: "text", text: part.slice(1, -1) } as const) : path(part)));
  return { alternatives, shown, origin };
}

const metadata: Metadata = {
  title: said("A title"),
  description: said("A description"),
  severity: said("medium"),
  confidence: said("high"),
  status: said("stable"),
  version: said(1),
  tags: [],
  attack: [],
  references: [],
  falsePositives: [],
  enabled: true,
  signal: false,
  formerly: [],
};

export function rule(
  condition: Predicate,
  more: { readonly alert?: Partial<Alert>; readonly tests?: readonly RuleTest[]; readonly id?: string } = {},
): Rule {
  return {
    id: more.id ?? "A.B",
    span: origin,
    origin,
    metadata,
    source: "aws.cloudtrail",
    condition,
    when: condition,
    alert: {
      title: [{ value: template("{eventName} was called") }],
      severity: [{ value: "medium" }],
      context: [],
      ...more.alert,
    },
    blocks: {},
    tests: more.tests ?? [],
  };
}

export function eventTest(
  name: string,
  expect: "alerts" | "ignores",
  event: RuleTest["input"] & { kind: "event" } extends { event: infer Event } ? Event : never,
): RuleTest {
  return { name, expect, input: { kind: "event", event }, span: origin };
}

export function fileTest(name: string, expect: "alerts" | "ignores", file: string, count?: number): RuleTest {
  return {
    name,
    expect,
    ...(count === undefined ? {} : { count }),
    input: { kind: "file", path: said(file) },
    span: origin,
  };
}
