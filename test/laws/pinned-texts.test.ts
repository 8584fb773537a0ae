/** Which rules need not be asked about an event: what a condition pins holds wherever it does. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { RuleIndex } from "../../src/cases/rule-index.ts";
import { compactJson } from "../../src/ir/compact-json.ts";
import type { JsonValue } from "../../src/ir/json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { pinnedTexts } from "../../src/semantics/pinned-texts.ts";
import { textOf } from "../../src/semantics/text.ts";
import { derivedFields } from "./derived-fields.ts";
import { arbitraryCase, path, someSpan } from "./generators.ts";

beforeAll(loadRegexes);

/** Mostly comparisons of the two fields that rules are looked up by. */
const cases = arbitraryCase({
  paths: ["eventName", "eventSource", "eventName", "eventName[]", "a.eventName", "list[]"].map((text) => path(text)),
  atoms: ["equals", "equals", "equals", "contains", "exists"],
  derived: derivedFields,
});
const FIELDS = ["eventName", "eventSource"] as const;

test("where a condition holds, a field that it pins has one of the texts", () => {
  let pinned = 0;
  fc.assert(
    fc.property(cases, ({ predicate, events }) => {
      for (const field of FIELDS) {
        const texts = pinnedTexts(predicate, field);
        for (const event of events) {
          if (!texts || !holds(predicate, event)) continue;
          pinned++;
          const text = Object.hasOwn(event, field) ? textOf(event[field] as JsonValue) : undefined;
          expect(text !== undefined && texts.has(text), `${field} in ${compactJson(event)}`).toBe(true);
        }
      }
    }),
    // A fixed seed, so that the floor below is always passed or never.
    { numRuns: 3000, seed: 1 },
  );
  expect(pinned).toBeGreaterThan(300);
});

const equals = (field: string, texts: readonly string[], nocase = false): Predicate => ({
  kind: "equals",
  subject: path(field),
  texts,
  nocase,
  origin: someSpan,
});
const join = (kind: "all" | "any", ...operands: readonly Predicate[]): Predicate => ({
  kind,
  operands,
  origin: someSpan,
});
const name = (...texts: readonly string[]) => equals("eventName", texts);
const other = equals("eventSource", ["s"]);

test.each<[what: string, condition: Predicate, texts: readonly string[] | undefined]>([
  ["a comparison", name("A", "B"), ["A", "B"]],
  ["one beside others", join("all", other, name("A"), other), ["A"]],
  ["two of one field", join("all", name("A", "B"), name("B", "C")), ["B"]],
  ["alternatives", join("any", name("A"), join("all", other, name("B"))), ["A", "B"]],
  ["an alternative without it", join("any", name("A"), other), undefined],
  ["another field", other, undefined],
  ["any case", equals("eventName", ["A"], true), undefined],
  ["elements", equals("eventName[]", ["A"]), undefined],
  ["a negation", { kind: "not", operand: name("A"), origin: someSpan }, undefined],
  ["what never holds", { kind: "constant", value: false, origin: someSpan }, []],
])("%s", (_, condition, texts) => {
  expect(pinnedTexts(condition, "eventName")).toEqual(texts && new Set(texts));
});

test("a rule that fires on an event is among those that the index gives, and they are in order", () => {
  let left = 0;
  fc.assert(
    fc.property(fc.array(cases, { minLength: 1, maxLength: 6 }), (several) => {
      // Of a rule the index reads its condition only.
      const rules = several.map(({ predicate }) => ({ rule: { condition: predicate } as Rule }));
      const index = new RuleIndex(rules);
      for (const event of several.flatMap(({ events }) => events)) {
        const found = index.candidates(event);
        expect(rules.filter((one) => found.includes(one))).toEqual(found);
        left += rules.length - found.length;
        for (const one of rules)
          if (!found.includes(one)) expect(holds(one.rule.condition, event), compactJson(event)).toBe(false);
      }
    }),
    { numRuns: 600 },
  );
  expect(left).toBeGreaterThan(1000);
});
