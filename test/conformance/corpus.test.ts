/** The conformance corpus: as its table makes it, and as the interpreter sees it. `UPDATE=1` writes the files anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { ruleFromText } from "../equivalence/support/rule-from-text.ts";
import { type ConformanceCase, corpusFiles, corpusPath, corpusText, readCorpus } from "./case.ts";
import { handWritten } from "./hand-written.ts";
import { makeCorpus } from "./make.ts";

const made = makeCorpus();

beforeAll(loadRegexes);

if (process.env.UPDATE === "1")
  for (const [group, cases] of made) writeFileSync(corpusPath(`${group}.json`), corpusText(group, cases));

test("the files are what the table makes (UPDATE=1 writes them)", () => {
  expect(corpusFiles()).toEqual([...made.keys()].map((group) => `${group}.json`).sort());
  for (const [group, cases] of made)
    expect(readFileSync(corpusPath(`${group}.json`), "utf8") === corpusText(group, cases), group).toBe(true);
});

test("there are enough cases of both verdicts, each once", () => {
  const all = [...made.values()].flat();
  const repeated = all.map((one) => one.id).filter((id, at, ids) => ids.indexOf(id) !== at);
  expect(repeated).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(2_500);
  for (const [group, cases] of made) {
    const alerts = cases.filter((one) => one.verdict).length;
    expect(Math.min(alerts, cases.length - alerts) / cases.length, group).toBeGreaterThan(0.1);
  }
});

test("verdicts that were read off the language's page by hand", () => {
  const cases = new Map([...made.values()].flat().map((one) => [one.id, one]));
  expect(handWritten.length).toBeGreaterThanOrEqual(60);
  for (const { id, verdict } of handWritten) expect([id, cases.get(id)?.verdict]).toEqual([id, verdict]);
});

describe("the interpreter gives each verdict", () => {
  for (const name of corpusFiles()) {
    test(name, () => {
      const differing: ConformanceCase[] = [];
      const conditions = new Map<string, ReturnType<typeof compileCondition>>();
      for (const one of readCorpus(name)) {
        let condition = conditions.get(one.condition);
        if (!condition) {
          const rule = ruleFromText(one.condition);
          if ("refused" in rule) throw new Error(`${one.id}: ${rule.refused}`);
          condition = compileCondition(rule.condition);
          conditions.set(one.condition, condition);
        }
        if (condition(one.event) !== one.verdict) differing.push(one);
      }
      expect(differing).toEqual([]);
    });
  }
});
