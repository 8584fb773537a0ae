import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compactJson } from "../../src/ir/compact-json.ts";
import { type JsonObject, type JsonValue, setMember, WrittenNumber } from "../../src/ir/json.ts";
import { parseJson } from "../../src/ir/parse-json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { compileCondition, holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { decidingParts, trace } from "../../src/semantics/trace.ts";
import { derivedFields } from "./derived-fields.ts";
import { ALL_ATOM_KINDS, type AtomKind, arbitraryCase, arbitraryPredicate, someSpan } from "./generators.ts";
import { naivelyHolds } from "./naive-semantics.ts";

beforeAll(loadRegexes);

const runs = { numRuns: 600 };
const cases = arbitraryCase({ derived: derivedFields });
const not = (operand: Predicate): Predicate => ({ kind: "not", operand, origin: someSpan });
const all = (...operands: Predicate[]): Predicate => ({ kind: "all", operands, origin: someSpan });
const any = (...operands: Predicate[]): Predicate => ({ kind: "any", operands, origin: someSpan });

describe("a condition means what the language's page says", () => {
  test("compiled and naive reading agree", () => {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        const condition = compileCondition(predicate);
        for (const event of events) expect(condition(event), compactJson(event)).toBe(naivelyHolds(predicate, event));
      }),
      { numRuns: 3000 },
    );
  });

  test.each(ALL_ATOM_KINDS)("generated events give both verdicts for %s", (kind: AtomKind) => {
    const verdicts = { true: 0, false: 0 };
    const arbitrary = arbitraryCase({ atoms: [kind], depth: 0 });
    for (const { predicate, events } of fc.sample(arbitrary, { numRuns: 300, seed: 1 })) {
      for (const event of events) verdicts[`${holds(predicate, event)}`]++;
    }
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(60);
  });
});

describe("logic is plain and two-valued", () => {
  const pairs = fc.tuple(cases, arbitraryPredicate({ derived: derivedFields }));
  const law = (
    name: string,
    left: (a: Predicate, b: Predicate) => Predicate,
    right: (a: Predicate, b: Predicate) => Predicate,
  ) =>
    test(name, () => {
      fc.assert(
        fc.property(pairs, ([{ predicate, events }, other]) => {
          for (const event of events)
            expect(holds(left(predicate, other), event)).toBe(holds(right(predicate, other), event));
        }),
        runs,
      );
    });
  law(
    "De Morgan for and",
    (a, b) => not(all(a, b)),
    (a, b) => any(not(a), not(b)),
  );
  law(
    "De Morgan for or",
    (a, b) => not(any(a, b)),
    (a, b) => all(not(a), not(b)),
  );
  law(
    "not not is nothing",
    (a) => not(not(a)),
    (a) => a,
  );
  law(
    "and commutes",
    (a, b) => all(a, b),
    (a, b) => all(b, a),
  );
  law(
    "or commutes",
    (a, b) => any(a, b),
    (a, b) => any(b, a),
  );
  law(
    "a condition or its negation holds",
    (a) => any(a, not(a)),
    () => ({ kind: "constant", value: true, origin: someSpan }),
  );

  test("`all` is `not any not`", () => {
    const lists = arbitraryCase({ depth: 2 });
    fc.assert(
      fc.property(lists, ({ predicate, events }) => {
        if (predicate.kind !== "every") return;
        const dual = not({ ...predicate, kind: "some", condition: not(predicate.condition) });
        for (const event of events) expect(holds(predicate, event)).toBe(holds(dual, event));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("an event's meaning is in its values alone", () => {
  test("an unrelated field changes nothing", () => {
    fc.assert(
      fc.property(cases, fc.jsonValue(), ({ predicate, events }, value) => {
        for (const event of events)
          expect(holds(predicate, { ...event, unrelated: value as JsonValue })).toBe(holds(predicate, event));
      }),
      runs,
    );
  });

  test("the order of keys changes nothing", () => {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        for (const event of events)
          expect(holds(predicate, reversed(event) as JsonObject)).toBe(holds(predicate, event));
      }),
      runs,
    );
  });

  test("written as JSON and read again it is the same event", () => {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        for (const event of events) {
          const read = parseJson(compactJson(event));
          expect("value" in read && holds(predicate, read.value as JsonObject)).toBe(holds(predicate, event));
        }
      }),
      runs,
    );
  });

  test("an empty member is as good as none", () => {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        for (const event of events)
          expect(holds(predicate, (pruned(event) ?? {}) as JsonObject)).toBe(holds(predicate, event));
      }),
      runs,
    );
  });

  test("integers and booleans mean their texts", () => {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        for (const event of events)
          expect(holds(predicate, asTexts(event) as JsonObject)).toBe(holds(predicate, event));
      }),
      runs,
    );
  });
});

test("a trace mirrors the condition, and what decides it has the verdict in it", () => {
  fc.assert(
    fc.property(cases, ({ predicate, events }) => {
      for (const event of events) {
        const node = trace(predicate, event);
        expect(node.holds).toBe(holds(predicate, event));
        expect(decidingParts(node).length).toBeGreaterThan(0);
      }
    }),
    runs,
  );
});

function rebuilt(
  value: JsonValue,
  change: (value: JsonValue) => JsonValue,
  keys: (keys: string[]) => string[] = (all) => all,
): JsonValue {
  if (Array.isArray(value)) return value.map((one) => rebuilt(one, change, keys));
  if (typeof value !== "object" || value === null || value instanceof WrittenNumber) return change(value);
  const object: Record<string, JsonValue> = {};
  for (const key of keys(Object.keys(value)))
    setMember(object, key, rebuilt((value as JsonObject)[key] as JsonValue, change, keys));
  return object;
}

const reversed = (value: JsonValue) =>
  rebuilt(
    value,
    (one) => one,
    (keys) => keys.reverse(),
  );

/** Without what is missing, at any depth. */
function pruned(value: JsonValue): JsonValue | undefined {
  if (value === null || value === "") return undefined;
  if (typeof value !== "object" || value instanceof WrittenNumber) return value;
  if (Array.isArray(value)) {
    const elements = value.flatMap((one) => pruned(one) ?? []);
    return elements.length > 0 ? value.map(pruned).filter((one) => one !== undefined) : undefined;
  }
  const object: Record<string, JsonValue> = {};
  for (const [key, held] of Object.entries(value as JsonObject)) {
    const kept = pruned(held);
    if (kept !== undefined) setMember(object, key, kept);
  }
  return Object.keys(object).length > 0 ? object : undefined;
}

/** Integers and booleans as texts; but for JSON in a text, which is a text already. */
const asTexts = (value: JsonValue) =>
  rebuilt(value, (one) => (typeof one === "number" || typeof one === "boolean" ? `${one}` : one));
