// Random equivalence for millions of pairs of a rule and an event: `npm run soak -- --pairs 5000000 [--seed 7]`. The seed
// is printed, and a run with it finds the same. Exit code 1 where an engine disagrees; 3 where one is not there.
import "./generate.mjs";
import { importTypeScript } from "./run-typescript.mjs";

function given(name, otherwise) {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`${name} wants a number.`);
  process.exit(2);
}

const pairs = given("--pairs", 1_000_000);
const seed = given("--seed", Math.floor(Date.now() / 1000) % 2 ** 31);
const { soak } = await importTypeScript("test/equivalence/soak.ts");
process.exitCode = await soak(pairs, seed);
