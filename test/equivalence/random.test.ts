/**
 * Random equivalence at the size of CI: rules of every kind, to depth 4, and events made for them; the interpreter and
 * every engine give the same verdict, or a declared deviation says why not. `npm run soak` does the same for millions.
 * Smaller, while working: `PAIRS=20000 npx vitest run test/equivalence/random.test.ts`; another seed: `SEED=7`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { openAllColumns } from "./support/columns.ts";
import { type Column, closeColumns } from "./support/engines.ts";
import { explainDifference, tallyLines } from "./support/report.ts";
import { type RunResult, runEquivalence, type Tally } from "./support/run.ts";

const PAIRS = Number(process.env.PAIRS ?? 200_000);
const SEED = Number(process.env.SEED ?? 20_261_122);
/** What is asked at all is asked on so many pairs. */
const LEAST = PAIRS < 200_000 ? 0 : 200;

let columns: readonly Column[] = [];
let result: RunResult;

beforeAll(async () => {
  await loadRegexes();
  columns = await openAllColumns("random equivalence");
  const start = performance.now();
  result = await runEquivalence(columns, { seed: SEED, pairs: PAIRS, pairsPerCell: LEAST });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`random equivalence: seed ${SEED}, ${result.rules} rules made, ${seconds} s`);
  for (const [column, tally] of result.tallies) console.log(tallyLines(column, tally));
}, 900_000);

afterAll(() => closeColumns(columns));

const each = (check: (tally: Tally, column: Column) => void, seconds = false) => {
  for (const [column, tally] of result.tallies) if (seconds || !column.isSecond) check(tally, column);
};

test("no engine disagrees, but where a declared deviation says so", { timeout: 300_000 }, async () => {
  const found: string[] = [];
  for (const [column, tally] of result.tallies)
    for (const difference of tally.differences.slice(0, 3)) found.push(await explainDifference(column, difference));
  expect(found.join("\n\n")).toBe("");
});

test("each engine has judged enough", () => {
  each((tally, { engine }) => expect(tally.pairs, engine.id).toBeGreaterThanOrEqual(PAIRS));
});

test("every made rule is one that the checker takes", () => {
  expect(result.refused).toEqual([]);
});

test("at least 40 % of the rules show both verdicts", () => {
  each((tally, { engine }) => expect(tally.bothVerdicts / tally.rules, engine.id).toBeGreaterThan(0.4));
});

describe("everything is asked often enough:", () => {
  test("every kind of node", () => {
    each((tally, { engine }) => {
      const seldom = [...tally.kinds].filter(([, times]) => times < LEAST);
      expect(seldom, engine.id).toEqual([]);
      if (LEAST > 0) expect(tally.kinds.size, engine.id).toBeGreaterThanOrEqual(15);
    });
    const all = new Set([...result.tallies.values()].flatMap((tally) => [...tally.kinds.keys()]));
    if (columns.length > 0 && LEAST > 0) expect(all.size).toBe(18);
  });

  test("every cell of every target", () => {
    each((tally, column) => {
      const cells = [...(result.cells.get(column)?.keys() ?? [])];
      expect(
        cells.filter((cell) => (tally.cells.get(cell) ?? 0) < LEAST),
        column.engine.id,
      ).toEqual([]);
    });
  });

  test("every declared deviation", () => {
    each((tally, { engine, target }) => {
      const seldom = target.deviations.filter((id) => (tally.held.get(id) ?? 0) < LEAST);
      expect(seldom, engine.id).toEqual([]);
    });
  });
});

test("no deviation excuses more than 1 % of the pairs, all together not more than 3 %", () => {
  each((tally, { engine }) => {
    let sum = 0;
    for (const [id, times] of tally.excused) {
      sum += times;
      expect(times / tally.pairs, `${engine.id}: ${id}`).toBeLessThanOrEqual(0.01);
    }
    expect(sum / tally.pairs, engine.id).toBeLessThanOrEqual(0.03);
  }, true);
});
