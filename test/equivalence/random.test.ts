import { afterAll, beforeAll, expect, test } from "vitest";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { type Column, closeColumns, openColumns } from "./support/engines.ts";
import { explainDifference, tallyLines } from "./support/report.ts";
import { runEquivalence } from "./support/run.ts";

let columns: readonly Column[] = [];
beforeAll(async () => {
  await loadRegexes();
  columns = await openColumns("random equivalence", (t) => !process.env.ONLY || t.id === process.env.ONLY);
});
afterAll(() => closeColumns(columns));

test("random", { timeout: 600_000 }, async () => {
  const start = performance.now();
  const { tallies, rules, refused } = await runEquivalence(columns, { seed: Number(process.env.SEED ?? 1), pairs: Number(process.env.PAIRS ?? 20000), mostDifferences: Number(process.env.MOST ?? 300) });
  console.log(rules, refused.length, refused.slice(0, 8).join("\n"), performance.now() - start);
  for (const [column, tally] of tallies) {
    console.log(tallyLines(column.engine.id, tally));
    for (const one of tally.differences.slice(0, Number(process.env.SHOW ?? 8))) console.log(await explainDifference(column, one));
  }
  expect(1).toBe(1);
});
