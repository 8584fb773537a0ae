/**
 * Builds that end in the midst, with the bundled command as its own process: killed at every kind of moment, on a disk
 * that takes no more, in a folder that may not be written, two at once, and read while they write.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAll } from "../../src/project/compare-packs.ts";
import { makeFolder, ruleText } from "../cli/support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = mkdtempSync(join(tmpdir(), "tocsin-dist-"));
const tocsin = join(dist, "tocsin.cjs");
const killer = join(dist, "kill-at.cjs");

/** Counts what changes the disk, and kills its own process at one of them: before it, or with half of a file written. */
const KILLER = `
const fs = require("node:fs");
const at = Number(process.env.KILL_AT);
const half = process.env.KILL_HALF === "1";
let count = 0;
const die = () => process.kill(process.pid, "SIGKILL");
for (const name of ["mkdirSync", "writeFileSync", "copyFileSync", "renameSync", "unlinkSync", "rmdirSync"]) {
  const real = fs[name];
  fs[name] = (...given) => {
    if (++count === at) {
      if (half && name === "writeFileSync") real(given[0], given[1].slice(0, given[1].length >> 1), given[2]);
      die();
    }
    return real(...given);
  };
}
if (process.env.COUNT_INTO) process.on("exit", () => real.call(fs, process.env.COUNT_INTO, String(count)));
const real = fs.appendFileSync;
`;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), dist], { cwd: root });
  writeFileSync(killer, KILLER);
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

/** Two targets are moments enough. */
const CONFIG = { "tocsin.config.yaml": "targets: [panther, elastic]\n" };
const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [`rules/r${at}.tocsin`, ruleText({ id: `R${at}.Rule`, title: `Rule ${at}` })]),
);
const oldRules = {
  ...CONFIG,
  ...many,
  "rules/a.tocsin": ruleText(),
  "rules/b.tocsin": ruleText({ id: "B.Rule", title: "Second title" }),
};
const newRules = {
  "a.tocsin": ruleText({ title: "Another title" }),
  "c.tocsin": ruleText({ id: "C.Rule", title: "Third" }),
};

/** Every file below with its bytes, as one hash. */
function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const path of [...listAll(folder)].sort()) hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest("hex");
}

function run(folder: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}, before: string[] = []) {
  return spawnSync(process.execPath, [...before, tocsin, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
}

/** A project that was built, and then changed: the next build has files to add, to change and to remove. */
function changedProject() {
  const folder = makeFolder(oldRules);
  run(folder, ["build"]);
  const before = hashOf(join(folder, "dist-rules"));
  rmSync(join(folder, "rules/b.tocsin"));
  for (const [name, text] of Object.entries(newRules)) writeFileSync(join(folder, "rules", name), text);
  return { folder, before };
}

const entriesOf = (folder: string) => readdirSync(folder).sort();

/** After a build that was ended by force: one command that only looks, and the packs are the old or the new ones. */
function expectWhole(folder: string, before: string, after: string, what: string): "old" | "new" {
  const { status, stdout } = run(folder, ["build", "--check"]);
  const hash = hashOf(join(folder, "dist-rules"));
  expect([before, after], what).toContain(hash);
  expect(entriesOf(folder), what).toEqual(["dist-rules", "rules", "tocsin.config.yaml"]);
  expect(status, stdout).toBe(hash === after ? 0 : 1);
  return hash === after ? "new" : "old";
}

describe("a build that is killed", () => {
  test("at 200 of the moments at which it changes the disk", { timeout: 900_000 }, () => {
    const { folder, before } = changedProject();
    const counted = join(dist, "count");
    const packs = join(folder, "dist-rules");
    const keep = join(dist, "old-packs");
    execFileSync("cp", ["-r", packs, keep]);
    run(folder, ["build"], { COUNT_INTO: counted }, ["--require", killer]);
    const after = hashOf(packs);
    expect(after).not.toBe(before);
    const moments = Number(readFileSync(counted, "utf8"));
    expect(moments).toBeGreaterThan(60);
    const seen = { old: 0, new: 0 };
    for (let round = 0; round < 200; round++) {
      rmSync(packs, { recursive: true });
      execFileSync("cp", ["-r", keep, packs]);
      // Each moment in turn, and when they are through, again with half of a file written.
      const at = 1 + (round % moments);
      const isHalf = round >= moments;
      const { signal } = run(folder, ["build"], { KILL_AT: String(at), KILL_HALF: isHalf ? "1" : "0" }, [
        "--require",
        killer,
      ]);
      expect(signal, `moment ${at} of ${moments}`).toBe("SIGKILL");
      seen[
        expectWhole(folder, before, after, `killed at moment ${at} of ${moments}${isHalf ? ", half written" : ""}`)
      ]++;
    }
    expect(seen.old).toBeGreaterThan(20);
    expect(seen.new).toBeGreaterThan(5);
  });

  test("at any time", { timeout: 120_000 }, async () => {
    const { folder, before } = changedProject();
    const copy = makeFolder();
    execFileSync("cp", ["-r", `${folder}/.`, copy]);
    run(copy, ["build"]);
    const after = hashOf(join(copy, "dist-rules"));
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, [tocsin, "build"], { cwd: folder, stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("close", resolve));
      await new Promise((resolve) => setTimeout(resolve, 60 + 12 * round));
      child.kill("SIGKILL");
      await ended;
      expectWhole(folder, before, after, `killed in round ${round}`);
    }
  });
});

describe("a build that can't write", () => {
  const isRoot = process.getuid?.() === 0;

  test("all of a file leaves the old packs whole, and says why", () => {
    const { folder, before } = changedProject();
    // A shell that lets its children write files of at most 512 bytes, and lets them hear of it as an error.
    const script = `trap "" XFSZ; ulimit -f 1; exec "$0" "$@"`;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, tocsin, "build"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stdout).toContain("D6011");
    expect(stderr).toBe("");
    expect(hashOf(join(folder, "dist-rules"))).toBe(before);
    expect(entriesOf(folder)).toEqual(["dist-rules", "rules", "tocsin.config.yaml"]);
  });

  test("into a read-only folder leaves the old packs whole, and says why", () => {
    const { folder, before } = changedProject();
    // Root may write anywhere: then somebody else builds.
    const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
    if (isRoot) for (const path of [dist, folder]) chownSync(path, 65_534, 65_534);
    chmodSync(dist, 0o755);
    chmodSync(folder, 0o555);
    const build = () => spawnSync(process.execPath, [tocsin, "build"], { cwd: folder, encoding: "utf8", ...nobody });
    const { status, stdout, stderr } = build();
    chmodSync(folder, 0o755);
    expect(stdout).toContain("permission denied");
    expect(stderr).toBe("");
    expect(status).toBe(2);
    expect(hashOf(join(folder, "dist-rules"))).toBe(before);
    expect(entriesOf(folder)).toEqual(["dist-rules", "rules", "tocsin.config.yaml"]);
  });
});

describe("two builds at once", () => {
  test("end with the packs of one of them, whole, and nothing left over", { timeout: 120_000 }, async () => {
    const { folder } = changedProject();
    const other = makeFolder({
      "rules/d.tocsin": ruleText({ id: "D.Rule", title: "Of another project" }),
      "tocsin.config.yaml": `out: x\n`,
    });
    run(other, ["build", "--out", join(other, "packs")]);
    const theirs = hashOf(join(other, "packs"));
    const out = join(folder, "dist-rules");
    run(folder, ["build"]);
    const ours = hashOf(out);
    const start = (cwd: string) =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, [tocsin, "build", "--out", out], { cwd, stdio: "ignore" });
        child.on("close", resolve);
      });
    for (let round = 0; round < 10; round++) {
      const codes = await Promise.all([start(folder), start(other), start(folder), start(other)]);
      expect(new Set(codes)).toEqual(new Set([0]));
      expect([ours, theirs]).toContain(hashOf(out));
      expect(entriesOf(folder)).toEqual(["dist-rules", "rules", "tocsin.config.yaml"]);
    }
  });
});

/** Goes into the folder and reads all of it, again and again: every file that it can read must be the one of its manifest. */
const READER = `
const { readFileSync, existsSync } = require("node:fs");
const { createHash } = require("node:crypto");
const [out, stop] = process.argv.slice(1);
let whole = 0;
let mixed = 0;
while (!existsSync(stop)) {
  try {
    process.chdir(out);
    const manifest = JSON.parse(readFileSync("manifest.json", "utf8"));
    const files = manifest.targets.flatMap((id) =>
      [...Object.entries(manifest.shared[id] ?? {}), ...manifest.rules.flatMap((rule) => Object.entries(rule.targets[id]?.files ?? {}))]
        .map(([path, hash]) => [id + "/" + path, hash]));
    for (const [path, hash] of files)
      if (!hash.endsWith(createHash("sha256").update(readFileSync(path)).digest("hex"))) mixed++;
    whole++;
  } catch (error) {
    // The folder was replaced while it was read: what can be read must fit, what is gone is no mixture.
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
  }
}
console.log(JSON.stringify({ whole, mixed }));
`;

test("a reader never finds a mixture of two builds", { timeout: 120_000 }, async () => {
  const { folder } = changedProject();
  const out = join(folder, "dist-rules");
  const stop = join(dist, "stop");
  const reader = spawn(process.execPath, ["-e", READER, out, stop], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  reader.stdout.on("data", (part) => (text += part));
  const ended = new Promise((resolve) => reader.on("close", resolve));
  for (let round = 0; round < 20; round++) {
    writeFileSync(join(folder, "rules/a.tocsin"), ruleText({ title: `Title number ${round}` }));
    expect(run(folder, ["build"]).status).toBe(0);
  }
  expect(existsSync(out)).toBe(true);
  writeFileSync(stop, "");
  await ended;
  const { whole, mixed } = JSON.parse(text);
  expect(mixed).toBe(0);
  expect(whole).toBeGreaterThan(20);
});
