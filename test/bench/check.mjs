// What knowing AWS's operations costs: reading and checking 1,000 rules with the model beside the same without it, and the
// start of `tocsin check` on a rule that names no operation beside the same where the model's file isn't even there. Each
// run is a process of its own, and the two kinds take turns, so that a busy machine slows both; the medians are compared.
// Exit code 1 where a bar is missed.
//
// npm run bench [-- --runs 15]
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../scripts/run-typescript.mjs";
import { makeRules } from "./make-rules.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const given = process.argv.indexOf("--runs");
const RUNS = given > 0 ? Number(process.argv[given + 1]) : 9;
const RULES = 1_000;

/** The library's rules, each as often as it takes to make so many. */
function libraryRules() {
  const folder = join(root, "rules");
  const isText = (path) => /\.(?:tocsin|txt)$/.test(path);
  const paths = readdirSync(folder, { recursive: true }).filter(isText);
  const texts = paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]);
  const isLibrary = ([path]) => path.startsWith("lib") || path.startsWith("lists");
  const rules = texts.filter((one) => !isLibrary(one));
  const copies = Array.from({ length: RULES }, (_, at) => [`copy-${at}.tocsin`, rules[at % rules.length][1]]);
  return [...texts.filter(isLibrary), ...copies];
}

const PROJECTS = {
  made: () => makeRules(RULES).map(([path, text]) => [path.replace(/^rules\//, ""), text]),
  library: libraryRules,
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The medians of two kinds of runs that take turns; the first pair only warms the file cache up. */
function compare(one, other) {
  const [ones, others] = [[], []];
  for (let run = -1; run < RUNS; run++) {
    const [a, b] = [one(run), other(run)];
    if (run < 0) continue;
    ones.push(a);
    others.push(b);
  }
  return [median(ones), median(others)];
}

function run(words, folder) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`node ${words.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return { taken, stdout };
}

let missed = 0;
function report(name, [one, other], most) {
  const ratio = one / other;
  if (ratio > most) missed++;
  const figures = `${one.toFixed(0)} ms / ${other.toFixed(0)} ms = ${ratio.toFixed(2)}x`;
  console.log(`${name.padEnd(44)} ${figures.padEnd(28)} bar ${most}x  ${ratio > most ? "MISSED" : "held"}`);
}

function measureCheck(kind) {
  const once = (model) => Number(run([fileURLToPath(import.meta.url), "--once", kind, model], root).stdout);
  return compare(
    () => once("with"),
    () => once("without"),
  );
}

const PLAIN_RULE = `rule Bench.Plain {
  title = "Plain"
  description = "It names no operation."
  severity = low
  author = "Bench"
  created = 2026-01-31
  attack = [TA0003:T1136.003]
  source aws.cloudtrail
  when userIdentity.type == "Root"
  alert { title = "Root"  key = [userIdentity.arn] }
  test "hit" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "userIdentity": { "type": "Root" } }
  test "miss" ignores { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }
}
`;

function measureStart() {
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs")], { stdio: "inherit" });
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-"));
  try {
    for (const copy of ["with", "without"]) cpSync(join(root, "dist"), join(folder, copy), { recursive: true });
    const models = readdirSync(join(folder, "without")).filter((name) => /\.\d+\.json$/.test(name));
    for (const name of models) rmSync(join(folder, "without", name));
    mkdirSync(join(folder, "rules"));
    writeFileSync(join(folder, "rules/plain.tocsin"), PLAIN_RULE);
    const start = (copy) => run([join(folder, copy, "tocsin.cjs"), "check"], folder).taken;
    return compare(
      () => start("with"),
      () => start("without"),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const once = process.argv.indexOf("--once");
if (once > 0) {
  const { timeOfCheck } = await importTypeScript("test/bench/check.ts");
  const [kind, model] = process.argv.slice(once + 1);
  console.log(timeOfCheck(PROJECTS[kind](), model === "with"));
} else {
  report("check of 1,000 made rules, with the model", measureCheck("made"), 1.3);
  report("check of 1,000 library rules, with the model", measureCheck("library"), 1.3);
  report("start without an operation, the model there", measureStart(), 1.1);
  process.exitCode = missed > 0 ? 1 : 0;
}
