// How long `tocsin build` takes as a whole process, in starts of Node itself: one rule, and a thousand. The two kinds
// of runs take turns, so that a busy machine slows both; the medians are compared. Exit code 1 where a bar is missed.
//
// npm run bench [-- --runs 15] [--profile]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRules } from "./make-rules.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const tocsin = join(root, "dist/tocsin.cjs");
const given = process.argv.indexOf("--runs");
const RUNS = given > 0 ? Number(process.argv[given + 1]) : 15;

const BARS = [
  { name: "one rule, three packs", rules: 1, most: 3.5 },
  { name: "1,000 rules, three packs", rules: 1000, most: 20 },
];

function makeProject(folder, count) {
  for (const [path, text] of makeRules(count)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Milliseconds that a process of Node takes from start to end. */
function time(words, folder) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0)
    throw new Error(`node ${words.join(" ")} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return taken;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function measure(folder, rules) {
  const empty = [];
  const built = [];
  for (let run = -1; run < RUNS; run++) {
    const one = time(["-e", "0"], folder);
    // Each build writes every file, into a folder of its own. None is deleted between the runs: for a minute ext4
    // gives no deleted file's inode out again and looks at each of them when a file is made, which takes longer than a build.
    const other = time([tocsin, "build", "--out", join(folder, `out-${run + 1}`)], folder);
    // The first pair only warms the file cache up.
    if (run < 0) continue;
    empty.push(one);
    built.push(other);
  }
  return { rules, empty: median(empty), built: median(built) };
}

execFileSync(process.execPath, [join(root, "scripts/bundle.mjs")], { stdio: "inherit" });
let missed = 0;
for (const { name, rules, most } of BARS) {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-"));
  try {
    makeProject(folder, rules);
    const { empty, built } = measure(folder, rules);
    const ratio = built / empty;
    if (ratio > most) missed++;
    const figures = `${built.toFixed(0)} ms / ${empty.toFixed(0)} ms = ${ratio.toFixed(2)}x`;
    console.log(`${name.padEnd(26)} ${figures.padEnd(28)} bar ${most}x  ${ratio > most ? "MISSED" : "held"}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = missed > 0 ? 1 : 0;
