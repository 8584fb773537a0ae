/** Small constructors of checked rules and conditions, so that a test reads as the rule that it is about. */

import { parseNetwork } from "../../../src/ir/address.ts";
import type { DerivedField, FirstOf, Path, PathStep, Subject, ValueType } from "../../../src/ir/path.ts";
import type { Pattern, PatternPart, Regex, RegexPattern } from "../../../src/ir/pattern.ts";
import type { FieldRelation, OrderOperator, Predicate } from "../../../src/ir/predicate.ts";
import type { AttackMapping, BlockValue, Metadata, Rule, Template, Written } from "../../../src/ir/rule.ts";
import type { Span } from "../../../src/source/source.ts";

export const source = { path: "rules/test.tocsin", text: "x".repeat(200) };
export const span: Span = { source, start: 0, end: 4 };
/** A place of its own, to see whether a message points at it. */
export const spanAt = (start: number): Span => ({ source, start, end: start + 1 });
export const written = <Value>(value: Value, at: Span = span): Written<Value> => ({ value, span: at });

/** `requestParameters.tags[].key`; the type only matters to the checker. */
export function path(text: string, type: ValueType = "text"): Path {
  const steps = text.split(".").flatMap((part): PathStep[] => {
    const name = part.replace(/(\[\])+$/, "");
    const each = Array.from({ length: (part.length - name.length) / 2 }, (): PathStep => ({ kind: "each" }));
    return name === "" ? each : [{ kind: "key", name }, ...each];
  });
  return { kind: "path", root: { kind: "event" }, steps, type, origin: span };
}

/** A path that starts at an element: `x.ARN`. */
export function element(variable: string, text = ""): Path {
  return { ...path(text), root: { kind: "element", variable } };
}

export function derived(name: string): DerivedField {
  return { kind: "derived", name, cases: [], type: "text", origin: span };
}

const subjectOf = (subject: string | Subject): Subject => (typeof subject === "string" ? path(subject) : subject);
const origin = span;

export const equals = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "equals",
  subject: subjectOf(subject),
  texts,
  nocase: false,
  origin,
});
export const contains = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "contains",
  subject: subjectOf(subject),
  texts,
  nocase: false,
  origin,
});
export const containsAll = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "containsAll",
  subject: subjectOf(subject),
  texts,
  nocase: false,
  origin,
});
export const startsWith = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "startsWith",
  subject: subjectOf(subject),
  texts,
  nocase: false,
  origin,
});
export const endsWith = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "endsWith",
  subject: subjectOf(subject),
  texts,
  nocase: false,
  origin,
});
export const like = (subject: string | Subject, ...patterns: string[]): Predicate => ({
  kind: "like",
  subject: subjectOf(subject),
  patterns: patterns.map(pattern),
  nocase: false,
  origin,
});
export const matches = (subject: string | Subject, ...regexes: RegexPattern[]): Predicate => ({
  kind: "matches",
  subject: subjectOf(subject),
  regexes,
  origin,
});
export const exists = (subject: string | Subject): Predicate => ({
  kind: "exists",
  subject: subjectOf(subject),
  origin,
});
export const isAddress = (subject: string | Subject): Predicate => ({
  kind: "isAddress",
  subject: subjectOf(subject),
  origin,
});
export const numberOrder = (subject: string | Subject, operator: OrderOperator, limit: string): Predicate => ({
  kind: "numberOrder",
  subject: subjectOf(subject),
  operator,
  limit,
  origin,
});
export const timeOrder = (subject: string | Subject, operator: OrderOperator, limit: string): Predicate => ({
  kind: "timeOrder",
  subject: subjectOf(subject),
  operator,
  limit,
  origin,
});
export const fieldCompare = (
  subject: string | Subject,
  relation: FieldRelation,
  other: string | Subject,
): Predicate => ({
  kind: "fieldCompare",
  subject: subjectOf(subject),
  relation,
  other: subjectOf(other),
  nocase: false,
  origin,
});
export const not = (operand: Predicate): Predicate => ({ kind: "not", operand, origin });
export const all = (...operands: Predicate[]): Predicate => ({ kind: "all", operands, origin });
export const any = (...operands: Predicate[]): Predicate => ({ kind: "any", operands, origin });
export const some = (variable: string, list: string | Path, condition: Predicate): Predicate => ({
  kind: "some",
  variable,
  list: typeof list === "string" ? path(list) : list,
  condition,
  origin,
});
export const every = (variable: string, list: string | Path, condition: Predicate): Predicate => ({
  kind: "every",
  variable,
  list: typeof list === "string" ? path(list) : list,
  condition,
  origin,
});
export const inNetwork = (subject: string | Subject, ...texts: string[]): Predicate => ({
  kind: "inNetwork",
  subject: subjectOf(subject),
  networks: texts.map((text) => {
    const network = parseNetwork(text);
    if ("kind" in network) throw new Error(`no network: ${text}`);
    return network;
  }),
  origin,
});
export const nocase = (predicate: Predicate): Predicate => {
  if (!("nocase" in predicate)) throw new Error(`${predicate.kind} has no case`);
  return { ...predicate, nocase: true };
};

/** `a*b?c`, with `\*`, `\?` and `\\` for the signs themselves. */
export function pattern(text: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [piece] of text.matchAll(/\\[*?\\]|[\s\S]/g)) {
    const last = parts.at(-1);
    if (piece === "*") parts.push({ kind: "anyRun" });
    else if (piece === "?") parts.push({ kind: "anyOne" });
    else {
      const sign = piece.length > 1 ? piece.slice(1) : piece;
      if (last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text + sign };
      else parts.push({ kind: "text", text: sign });
    }
  }
  return { parts, written: text };
}

export const literal = (text: string): Regex => ({ kind: "literal", text });
export const regex = (body: Regex, fromStart = false, toEnd = false): RegexPattern => ({
  body,
  fromStart,
  toEnd,
  written: "…",
});

export function template(...parts: (string | FirstOf)[]): Template {
  return {
    parts: parts.map((part) =>
      typeof part === "string" ? { kind: "text", text: part } : { kind: "value", value: part },
    ),
    span,
  };
}

export function firstOf(...subjects: (string | Subject)[]): FirstOf {
  const alternatives = subjects.map(subjectOf);
  return { alternatives, shown: subjects.map((one) => (typeof one === "string" ? one : "…")).join(" ?? "), origin };
}

export const persistence: AttackMapping = {
  tactic: { id: "TA0003", name: "Persistence" },
  technique: { id: "T1098.001", name: "Additional Cloud Credentials" },
  parent: { id: "T1098", name: "Account Manipulation" },
  span,
};

export interface RuleOptions {
  readonly metadata?: Partial<Metadata>;
  readonly alert?: Partial<Rule["alert"]>;
  readonly block?: Record<string, BlockValue>;
  readonly id?: string;
  readonly tests?: Rule["tests"];
}

/** A rule with everything that Elastic wants; `block` is its `elastic { … }`. */
export function rule(condition: Predicate, options: RuleOptions = {}): Rule {
  const metadata: Metadata = {
    title: written("A test rule"),
    description: written("What the rule finds."),
    severity: written("medium"),
    confidence: written("high"),
    status: written("stable"),
    author: written("Ada"),
    created: written("2026-11-22"),
    version: written(1),
    tags: [],
    attack: [],
    references: [],
    falsePositives: [],
    enabled: true,
    signal: false,
    formerly: [],
    ...options.metadata,
  };
  const values = options.block ?? {};
  const spans = Object.fromEntries(Object.keys(values).map((key, index) => [key, spanAt(100 + index)]));
  return {
    id: options.id ?? "AWS.Test.Rule",
    span,
    origin: span,
    metadata,
    source: "aws.cloudtrail",
    condition,
    when: condition,
    alert: {
      title: [{ value: template(metadata.title.value) }],
      severity: [{ value: metadata.severity.value }],
      context: [],
      ...options.alert,
    },
    blocks: options.block ? { elastic: { values, spans, span } } : {},
    tests: options.tests ?? [],
  };
}

export const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "" };
