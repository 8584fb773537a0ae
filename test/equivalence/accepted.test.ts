/**
 * What a rule accepts in writing is all that it gets: one that accepts `wider` never misses an alert, one that accepts
 * `narrower` never gives one too many.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { weighVerdict } from "../../src/cases/verify.ts";
import { compactJson } from "../../src/ir/compact-json.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { type EngineVerdict, NotRunHere } from "../../src/targets/engine.ts";
import { type Column, closeColumns, judgeFiles, openColumns } from "./support/engines.ts";
import { randomEvent } from "./support/random-event.ts";
import { ruleFromText, settings } from "./support/rule-from-text.ts";
import { makeCase, seedsOf } from "./support/run.ts";
import { SeededChooser } from "./support/seeded-chooser.ts";

const RULES = 250;
const EVENTS = 80;
const SEED = 20_261_124;

let columns: readonly Column[] = [];
beforeAll(async () => {
  await loadRegexes();
  columns = (await openColumns("accepted differences")).filter((column) => column.engine.id === "tocsin-elastic");
});
afterAll(() => closeColumns(columns));

test.each(["wider", "narrower"] as const)("a rule that accepts `%s`", { timeout: 300_000 }, async (accepted) => {
  const found: string[] = [];
  for (const { target, open } of columns) {
    let [rules, otherwise, pairs] = [0, 0, 0];
    for (const seed of seedsOf(SEED)) {
      if (rules >= RULES || found.length > 3) break;
      const made = makeCase(seed, 0);
      if ("refused" in made) continue;
      const language = accepted === "wider" && seed % 4 > 0 ? "language = eql  " : "";
      const rule = ruleFromText(made.text, `elastic { ${language}accept = ${accepted} }`);
      if ("refused" in rule) continue;
      const emitted = target.compile(rule, settings);
      if (emitted.judgement.fidelity !== accepted || emitted.files.length === 0) continue;
      const chooser = new SeededChooser(seed);
      const events: JsonObject[] = Array.from({ length: EVENTS }, () => randomEvent(chooser, rule.condition).event);
      const verdicts = await judgeFiles(open, emitted.files, events);
      if (verdicts instanceof NotRunHere || "unreadable" in verdicts) {
        found.push(`${made.text}: ${JSON.stringify(verdicts)}`);
        continue;
      }
      rules++;
      pairs += events.length;
      const holds = compileCondition(rule.condition);
      for (const [at, event] of events.entries()) {
        const expected = holds(event);
        const verdict = verdicts[at] as EngineVerdict;
        const weighed = weighVerdict(verdict, expected, target.deviations, rule.condition, event);
        if (weighed.kind !== "differs") continue;
        if (weighed.found === (accepted === "wider") && expected !== weighed.found) otherwise++;
        else
          found.push(
            `wanted ${expected}, found ${weighed.found}\n${made.text}\n${compactJson(event)}\n${emitted.query}`,
          );
      }
    }
    console.log(`accept = ${accepted}: ${rules} rules, ${pairs} pairs, ${accepted} on ${otherwise} of them`);
    expect(otherwise).toBeGreaterThan(0);
  }
  expect(found.slice(0, 3).join("\n\n")).toBe("");
});
