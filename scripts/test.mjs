// Every check of the project: `npm test`. Out: what failed, what could not run, and as the last line `N passed, N failed`,
// counted over all steps and tests. In CI (CI=true) a check that could not run is a failure.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const binary = (name) => join(root, "node_modules/.bin", name);

const STEPS = [
  { name: "bundle", words: [process.execPath, "scripts/bundle.mjs"] },
  { name: "types", words: [binary("tsc"), "--noEmit"] },
  { name: "format and lint", words: [binary("biome"), "check", "--error-on-warnings", "."] },
  { name: "unused code", words: [binary("knip"), "--no-progress"] },
];

/** Runs a program; `echo` shows what it says while it runs. */
function run([program, ...words], echo) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    const take = (to) => (part) => {
      text += part;
      if (echo) to.write(part);
    };
    child.stdout.setEncoding("utf8").on("data", take(process.stdout));
    child.stderr.setEncoding("utf8").on("data", take(process.stderr));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-tests-"));
  const file = join(folder, "results.json");
  try {
    const words = [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...process.argv.slice(2),
    ];
    const { code, text } = await run([binary("vitest"), ...words], true);
    const results = JSON.parse(readFileSync(file, "utf8"));
    const broken = results.testResults.filter(
      (one) => one.status === "failed" && one.assertionResults.every((test) => test.status !== "failed"),
    );
    return {
      passed: results.numPassedTests,
      // A file that can't be loaded has no failed test in it, and a failure outside of any test shows in the exit code only.
      failed: Math.max(results.numFailedTests + broken.length, code === 0 ? 0 : 1),
      skipped: results.numPendingTests + results.numTodoTests,
      notRun: [...new Set(text.match(/not run: .*/g) ?? [])],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let passed = 0;
let failed = 0;
for (const { name, words } of STEPS) {
  const { code, text } = await run(words, false);
  if (code === 0) passed++;
  else {
    failed++;
    console.log(text.trimEnd());
  }
  console.log(`${code === 0 ? "ok    " : "FAILED"}  ${name}`);
}

const tests = await runTests();
passed += tests.passed;
failed += tests.failed;
if (tests.skipped > 0) console.log(`\n${tests.skipped} tests skipped.`);
for (const line of tests.notRun) {
  console.log(line);
  if (process.env.CI === "true") failed++;
}
if (tests.notRun.length > 0 && process.env.CI !== "true") {
  console.log(
    "The packs were not read by the tools above. `npm run validators:install` makes them (Python 3.11 to 3.13).",
  );
}
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
