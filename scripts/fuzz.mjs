// Fuzzing for longer than the tests do: `npm run fuzz -- --runs 1000000 [--seed 7]`. Each input that fails is shown as small
// as it goes, with its seed; a run with that seed finds the same. Exit code 1 where there is one.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function given(name, otherwise) {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  console.error(`${name} wants a number.`);
  process.exit(2);
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const runs = given("--runs", 20_000);
const seed = given("--seed", Math.floor(Date.now() / 1000) % 2 ** 31);
console.log(`${runs} inputs, seed ${seed}`);
const { status } = spawnSync(join(root, "node_modules/.bin/vitest"), ["run", "test/fuzz"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed },
});
process.exitCode = status ?? 1;
