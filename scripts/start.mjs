// `npm start`: the whole way in one go, over the rules of this repository: check, test, build, and a hunt in a real log.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tocsin = join(root, "dist/tocsin.cjs");

function run(program, words) {
  const { status } = spawnSync(program, words, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 3);
}

function command(what, ...words) {
  console.log(`\n\u0024 tocsin ${words.join(" ")}    # ${what}\n`);
  run(process.execPath, [tocsin, ...words]);
}

if (!existsSync(tocsin)) run(process.execPath, [join(root, "scripts/bundle.mjs")]);
command("are the rules right, and can each target say them?", "check");
command("do their tests pass?", "test");
command("write the packs", "build");
command("run the rules over a real log", "hunt", "rules/logs/stratus-attack-2023-07-10.json.gz");
console.log(`
The packs are in dist-rules/: panther/ (for panther_analysis_tool), elastic/ (detection rules in TOML), splunk/ (a
contentctl content folder and an app that installs). dist-rules/manifest.json says for each rule where it comes from
and how exact it is on each platform. Next: npx tocsin explain AWS.STS.TruffleHogCallerIdentity`);
