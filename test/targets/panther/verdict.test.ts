import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, member } from "../../../src/ir/json.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import { compileAlert } from "../../../src/semantics/alert.ts";
import { holds } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { factsOf } from "../../../src/targets/panther/facts.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { derivedFields } from "../../laws/derived-fields.ts";
import { arbitraryCase, HOSTILE_PATHS, path, someSpan } from "../../laws/generators.ts";
import { firstOf, makeRule, template } from "./make-rule.ts";
import { runModules } from "./panther-core.ts";
import { pythonWith } from "./python-process.ts";

beforeAll(loadRegexes);

const python = pythonWith("panther_core", "emitted Panther rules run on CPython with panther_core");
const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };

/** What the target's declared deviations exempt: letters that fold to ASCII, and numbers with an exponent. */
function isDeviation(event: JsonObject): boolean {
  return /[\u212a\u0130]|[0-9]e[0-9]/.test(compactJson(event));
}

function moduleOf(predicate: Predicate, alert = {}): string {
  const { files, diagnostics } = panther.compile(makeRule({ condition: predicate, alert }), settings);
  expect(diagnostics).toEqual([]);
  return (files[0] as { content: string }).content;
}

/** Nothing may raise; where no declared deviation applies, the verdict is the interpreter's, and both verdicts occur. */
function compareVerdicts(
  cases: readonly { readonly predicate: Predicate; readonly events: readonly JsonObject[] }[],
  least: number,
  isExempt: (event: JsonObject) => boolean = () => false,
): void {
  const runs = cases.map(({ predicate, events }) => ({ module: moduleOf(predicate), events }));
  const outcomes = runModules(python as string, runs);
  const verdicts = { true: 0, false: 0 };
  for (const [index, { predicate, events }] of cases.entries()) {
    for (const [at, event] of events.entries()) {
      const outcome = outcomes[index]?.[at];
      const about = `${compactJson(event)}\n${runs[index]?.module}`;
      expect(outcome?.error, about).toBeUndefined();
      if (isDeviation(event) || isExempt(event)) continue;
      const verdict = holds(predicate, event);
      verdicts[`${verdict}`]++;
      expect(outcome?.rule, about).toBe(verdict);
    }
  }
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(least);
}

describe.skipIf(!python)("Panther gives the interpreter's verdict", () => {
  test("for generated conditions over any values, and never raises", { timeout: 120_000 }, () => {
    const cases = fc.sample(arbitraryCase({ derived: derivedFields }), { numRuns: 1200, seed: 20261122 });
    compareVerdicts(cases, 800);
  });

  test("and its alert's texts, and no hook raises", { timeout: 120_000 }, () => {
    const subjects = [...HOSTILE_PATHS, ...derivedFields.slice(0, 1)];
    const shape = fc.array(
      fc.array(fc.constantFrom(...subjects, "or 'else' {x} \"q\" \\"), { minLength: 1, maxLength: 3 }),
      { minLength: 1, maxLength: 3 },
    );
    const cases = fc.sample(fc.tuple(arbitraryCase({}, 4), arbitraryCase({ depth: 1 }, 1), shape), {
      numRuns: 400,
      seed: 7,
    });
    const rules = cases.map(([{ predicate }, { predicate: when }, shapes]) =>
      makeRule({
        condition: predicate,
        alert: {
          title: [
            { value: template("'One' \"two\" {", ...shapes, "} three\\ "), when },
            { value: template(...shapes) },
          ],
          key: [{ value: shapes.map((one) => firstOf(...one)) }],
          severity: [{ value: "high", when }, { value: "low" }],
          description: template("About ", ...shapes, "."),
          context: subjects,
        },
      }),
    );
    const runs = rules.map((rule, index) => ({
      module: panther.compile(rule, settings).files[0]?.content ?? "",
      events: cases[index]?.[0].events ?? [],
    }));
    const outcomes = runModules(python as string, runs);
    let compared = 0;
    for (const [index, rule] of rules.entries()) {
      const expected = compileAlert(rule.alert);
      for (const [at, event] of (runs[index]?.events ?? []).entries()) {
        const outcome = outcomes[index]?.[at];
        const about = `${compactJson(event)}\n${runs[index]?.module}`;
        expect(outcome?.error, about).toBeUndefined();
        // A hook is asked only about events that the rule fires on: it may take what the condition pins as known.
        if (isDeviation(event) || (factsOf(rule.condition).size > 0 && !outcome?.rule)) continue;
        compared++;
        const { title, key, severity, description } = expected(event);
        expect(outcome, about).toMatchObject({
          title,
          dedup: key.join("|"),
          severity: severity === "high" ? "HIGH" : "DEFAULT",
          description,
        });
      }
    }
    expect(compared).toBeGreaterThan(600);
  });

  test("where the condition pins what derived fields depend on", { timeout: 120_000 }, () => {
    const pin = (text: string): Predicate => ({
      kind: "equals",
      subject: path("eventName"),
      texts: [text],
      nocase: false,
      origin: someSpan,
    });
    const paths = ["eventName", "a.b", "userIdentity.type"].map((one) => path(one));
    const derivedOnly = arbitraryCase({ derived: derivedFields, paths, depth: 2 });
    const cases = fc.sample(fc.tuple(derivedOnly, fc.constantFrom("a", "k", "ab")), { numRuns: 700, seed: 3 });
    const conditions = cases.map(
      ([{ predicate }, text]): Predicate => ({ kind: "all", operands: [pin(text), predicate], origin: someSpan }),
    );
    compareVerdicts(
      conditions.map((predicate, index) => ({
        predicate,
        events: (cases[index]?.[0].events ?? []).map((event, at) =>
          at % 3 ? { ...event, eventName: cases[index]?.[1] ?? "" } : event,
        ),
      })),
      400,
    );
  });

  test("for fields that the schema knows as text, wherever they hold text or nothing", { timeout: 120_000 }, () => {
    const typed = ["eventName", "userIdentity.type", "a.b"].map((one) => path(one, { type: "text" }));
    const cases = fc.sample(arbitraryCase({ paths: [...typed, path("requestParameters.k"), path("list[].k")] }), {
      numRuns: 700,
      seed: 9,
    });
    const isText = (value: JsonValue | undefined) => value === undefined || value === null || typeof value === "string";
    compareVerdicts(cases, 300, (event) =>
      typed.some(({ steps }) => {
        let value: JsonValue | undefined = event;
        for (const step of steps) value = isObject(value) && step.kind === "key" ? member(value, step.name) : undefined;
        return !isText(value);
      }),
    );
  });
});
