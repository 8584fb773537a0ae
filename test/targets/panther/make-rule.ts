/** Checked rules made by hand, for tests of the target alone. */

import type { Subject } from "../../../src/ir/path.ts";
import { showSubject } from "../../../src/ir/path.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { Alert, Metadata, Rule, Template, TemplatePart, Written } from "../../../src/ir/rule.ts";
import { someSpan } from "../../laws/generators.ts";

export const written = <Value>(value: Value): Written<Value> => ({ value, span: someSpan });

/** A template from texts and subjects. */
export function template(...parts: (string | Subject | readonly (string | Subject)[])[]): Template {
  return {
    span: someSpan,
    parts: parts.map((part): TemplatePart => {
      if (typeof part === "string") return { kind: "text", text: part };
      return { kind: "value", value: firstOf(...((Array.isArray(part) ? part : [part]) as (string | Subject)[])) };
    }),
  };
}

export function firstOf(...alternatives: (string | Subject)[]) {
  return {
    alternatives: alternatives.map((one) => (typeof one === "string" ? { kind: "text" as const, text: one } : one)),
    shown: alternatives.map((one) => (typeof one === "string" ? JSON.stringify(one) : showSubject(one))).join(" ?? "),
    origin: someSpan,
  };
}

export interface RuleParts {
  readonly id?: string;
  readonly condition: Predicate;
  readonly metadata?: Partial<Metadata>;
  readonly alert?: Partial<Alert>;
  readonly blocks?: Rule["blocks"];
  readonly tests?: Rule["tests"];
}

export function makeRule({
  id = "AWS.Made.Rule",
  condition,
  metadata,
  alert,
  blocks = {},
  tests = [],
}: RuleParts): Rule {
  return {
    id,
    span: someSpan,
    origin: someSpan,
    metadata: {
      title: written("A rule that was made"),
      description: written("What it finds."),
      severity: written("medium"),
      confidence: written("medium"),
      status: written("stable"),
      version: written(1),
      tags: [],
      attack: [],
      references: [],
      falsePositives: [],
      enabled: true,
      signal: false,
      formerly: [],
      ...metadata,
    },
    source: "aws.cloudtrail",
    condition,
    when: condition,
    alert: {
      title: [{ value: template(metadata?.title?.value ?? "A rule that was made") }],
      severity: [{ value: metadata?.severity?.value ?? "medium" }],
      context: [],
      ...alert,
    },
    blocks,
    tests,
  };
}
