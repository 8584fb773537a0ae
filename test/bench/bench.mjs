// How long the command takes as a whole process, beside another process that does something comparable: `tocsin build` of
// one rule and of a thousand beside a start of Node itself, the thousand beside sigma-cli, and `tocsin hunt` beside a
// program that only parses the log. The two take turns, so that a busy machine slows both; the medians are compared.
// Exit code 1 where a bar is missed.
//
// npm run bench [-- --runs 15] [--with-sigma]
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeLog } from "./make-log.mjs";
import { makeRules, makeSigmaRules } from "./make-rules.mjs";
import { findSigma } from "./sigma.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const tocsin = join(root, "dist/tocsin.cjs");
const given = process.argv.indexOf("--runs");
const RUNS = given > 0 ? Number(process.argv[given + 1]) : 15;
const EVENTS = 100_000;
const PARSE = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';

const NODE = [process.execPath, "-e", "0"];
// Each build writes every file, into a folder of its own. None is deleted between the runs: for a minute ext4 gives no
// deleted file's inode out again and looks at each of them when a file is made, which takes longer than a build.
const build = (folder, run) => [process.execPath, tocsin, "build", "--out", join(folder, `out-${run}`)];

/** Each: what it makes in a folder, and the two commands of a run there; or why it can't be measured. */
const COMPARISONS = [
  {
    name: "one rule, three packs",
    most: 3.5,
    prepare: (folder) => write(folder, makeRules(1)),
    commands: (folder, run) => [build(folder, run), NODE],
  },
  {
    name: "1,000 rules, three packs",
    most: 20,
    prepare: (folder) => write(folder, makeRules(1000)),
    commands: (folder, run) => [build(folder, run), NODE],
  },
  sigmaComparison(findSigma(process.argv.includes("--with-sigma"))),
  huntComparison("hunt, 60 rules", 1.5, copySomeRules),
  // The same with the whole library, without a bar.
  huntComparison("hunt, all rules", undefined, copyRules),
];

/** A thousand rules to three targets beside the same to Splunk alone. */
function sigmaComparison({ command, missing }) {
  return {
    name: "1,000 rules, sigma-cli",
    most: 0.5,
    missing,
    prepare: (folder) => {
      write(folder, makeRules(1000));
      write(join(folder, "sigma"), makeSigmaRules(1000));
    },
    commands: (folder, run) => {
      const out = join(folder, `sigma-${run}.txt`);
      const words = ["convert", "--target", "splunk", "--without-pipeline", "--output", out, join(folder, "sigma")];
      return [build(folder, run), [command, ...words], out];
    },
  };
}

/** A hunt in a large log beside a program that only parses it. */
function huntComparison(name, most, copy) {
  return {
    name,
    most,
    prepare: (folder) => {
      copy(folder);
      makeLog(EVENTS, join(folder, "log.json"));
    },
    commands: (folder) => {
      const log = join(folder, "log.json");
      return [
        [process.execPath, tocsin, "hunt", log],
        [process.execPath, "-e", PARSE, log],
      ];
    },
  };
}

function copyRules(folder, isLeftOut = () => false) {
  const filter = (path) => !isLeftOut(path);
  cpSync(join(root, "rules"), join(folder, "rules"), { recursive: true, filter });
  cpSync(join(root, "tocsin.config.yaml"), join(folder, "tocsin.config.yaml"));
}

/** The first sixty rules of the library by id, each in a file of its own, and what they import. */
function copySomeRules(folder) {
  const files = readdirSync(join(root, "rules"), { recursive: true }).map((name) => join(root, "rules", name));
  const rules = files
    .filter((path) => path.endsWith(".tocsin"))
    .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/^rule (\S+)/gm)].map(([, id]) => ({ id, path })))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const others = new Set(rules.slice(60).map(({ path }) => path));
  copyRules(folder, (path) => others.has(path));
}

function write(folder, files) {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Milliseconds that a process takes from start to end. */
function time([program, ...words], folder) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0)
    throw new Error(
      `${program} ${words.join(" ")} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`,
    );
  return taken;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function measure(folder, commands) {
  const ours = [];
  const theirs = [];
  // The first pair only warms the file cache up.
  for (let run = 0; run <= RUNS; run++) {
    const [our, their, written] = commands(folder, run);
    const other = time(their, folder);
    const one = time(our, folder);
    if (written && statSync(written).size === 0) throw new Error(`nothing was written: ${written}`);
    if (run === 0) continue;
    ours.push(one);
    theirs.push(other);
  }
  return { ours: median(ours), theirs: median(theirs), least: Math.min(...ours) / Math.min(...theirs) };
}

execFileSync(process.execPath, [join(root, "scripts/bundle.mjs")], { stdio: "inherit" });
let missed = 0;
for (const { name, most, missing, prepare, commands } of COMPARISONS) {
  if (missing) {
    console.log(`${name.padEnd(26)} not measured: ${missing}`);
    continue;
  }
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-"));
  try {
    prepare(folder);
    const { ours, theirs, least } = measure(folder, commands);
    const ratio = ours / theirs;
    const isMissed = most !== undefined && ratio > most;
    if (isMissed) missed++;
    const figures = `${ours.toFixed(0)} ms / ${theirs.toFixed(0)} ms = ${ratio.toFixed(2)}x`;
    const verdict = most === undefined ? "no bar" : `bar ${most}x  ${isMissed ? "MISSED" : "held"}`;
    console.log(`${name.padEnd(26)} ${figures.padEnd(28)} ${verdict} (the fastest of each: ${least.toFixed(2)}x)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = missed > 0 ? 1 : 0;
