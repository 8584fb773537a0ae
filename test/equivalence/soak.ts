/** Random equivalence for as many pairs as are asked for, with how far it is on the way; for `scripts/soak.mjs`. */
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { targets } from "../../src/targets/index.ts";
import { openAllColumns } from "./support/columns.ts";
import { closeColumns } from "./support/engines.ts";
import { explainDifference, tallyLines } from "./support/report.ts";
import { runEquivalence } from "./support/run.ts";

/** How often it says how far it is, in pairs. */
const STEP = 250_000;

/** The exit code: 0 where no engine disagrees, 1 where one does, 3 where a platform has none here. */
export async function soak(pairs: number, seed: number): Promise<0 | 1 | 3> {
  await loadRegexes();
  const columns = await openAllColumns("random equivalence");
  console.log(`random equivalence: ${pairs} pairs on each engine, --seed ${seed}`);
  const start = performance.now();
  let next = STEP;
  const { tallies, rules, refused } = await runEquivalence(columns, {
    seed,
    pairs,
    mostDifferences: 20,
    pairsPerCell: 200,
    progress: (done) => {
      if (done < next) return;
      next += STEP;
      console.log(`  ${done} pairs after ${Math.round((performance.now() - start) / 1000)} s`);
    },
  });
  console.log(`${rules} rules made, ${refused.length} of them refused by the checker`);
  let differing = refused.length;
  for (const one of refused.slice(0, 5)) console.log(one);
  for (const [column, tally] of tallies) {
    console.log(tallyLines(column, tally));
    differing += tally.differing;
    for (const difference of tally.differences.slice(0, 5))
      console.log(`\n${await explainDifference(column, difference)}\n`);
  }
  await closeColumns(columns);
  const isThere = targets.every((target) => columns.some((column) => column.target === target));
  return differing > 0 ? 1 : isThere ? 0 : 3;
}
