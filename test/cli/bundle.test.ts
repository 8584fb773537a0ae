/** The command as people run it: one process, from the bundle. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFolder, ruleText } from "./support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
let bundle = "";
beforeAll(() => {
  bundle = makeFolder();
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), bundle], { stdio: "pipe" });
});

const environment = () => {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
};

function tocsin(
  folder: string,
  words: readonly string[],
  more: { input?: string; env?: NodeJS.ProcessEnv; node?: string[] } = {},
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(more.node ?? []), join(bundle, "tocsin.cjs"), ...words],
    {
      cwd: folder,
      encoding: "utf8",
      input: more.input ?? "",
      env: more.env ?? environment(),
    },
  );
  return { status, stdout, stderr };
}

const project = (text = ruleText()) =>
  makeFolder({ "rules/a.tocsin": text, "tocsin.config.yaml": "pack: { name: mine }\n" });

test("is a program of its own: executable, for Node, and whole", () => {
  const [first] = readFileSync(join(bundle, "tocsin.cjs"), "utf8").split("\n");
  expect(first).toBe("#!/usr/bin/env node");
  expect(statSync(join(bundle, "tocsin.cjs")).mode & 0o111).toBe(0o111);
  const program = readFileSync(
    join(bundle, readdirSync(bundle).find((name) => name.endsWith(".js")) as string),
    "utf8",
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the loader reads it as one byte a character
  expect(program).toMatch(/^[\u0000-\u007f]*$/);
  const required = new Set(
    [...program.matchAll(/(?<!["'])\brequire\("([^"]+)"\)/g)].map((found) => found[1] as string),
  );
  for (const name of required)
    expect(name, "only Node's own modules are left to load").toMatch(/^(?:node:)?[a-z0-9_/]+$/);
  expect(required).not.toContain("chevrotain");
});

test("checks, tests, builds and hunts", () => {
  const folder = project();
  expect(tocsin(folder, ["check"])).toEqual({ status: 0, stdout: "1 rule in 1 file: no problems.\n", stderr: "" });
  expect(tocsin(folder, ["test"]).stdout).toBe("1 rule, 2 tests passed\n");
  expect(tocsin(folder, ["build"]).stdout).toContain("Wrote dist-rules");
  expect(tocsin(folder, ["build", "--check"]).status).toBe(0);
  expect(
    tocsin(folder, ["hunt", "-"], { input: '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}' }).stdout,
  ).toContain("1 hit of 1 rule");
  expect(tocsin(folder, ["explain", "A.Rule"]).status).toBe(0);
});

test("regexes, which are loaded only when a rule has one, work", () => {
  const when = 'eventSource == "iam.amazonaws.com" and userAgent matches /tool [0-9]+/';
  const event = (agent: string) =>
    `{ "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "userAgent": "${agent}" }`;
  const more = `test "it" alerts ${event("tool 12")}\n  test "not" ignores ${event("tool x")}`;
  expect(tocsin(project(ruleText({ when, more })), ["test"])).toMatchObject({
    status: 0,
    stdout: "1 rule, 2 tests passed\n",
  });
});

test.each([
  [0, ["check"], ruleText()],
  [1, ["check"], ruleText({ when: "eventNme exists" })],
  [2, ["chek"], ruleText()],
  [2, ["check", "nope"], ruleText()],
] as const)("ends with %i for %j", (code, words, text) => {
  expect(tocsin(project(text), words).status).toBe(code);
});

describe("V8's cache", () => {
  const cacheFile = () => join(bundle, readdirSync(bundle).find((name) => name.endsWith(".cache")) as string);

  test("is used by the Node that made it", () => {
    const script = `
      const vm = require("node:vm");
      const Original = vm.Script;
      vm.Script = class extends Original {
        constructor(...given) {
          super(...given);
          console.log("rejected: " + this.cachedDataRejected);
        }
      };
    `;
    const probe = join(makeFolder({ "probe.cjs": script }), "probe.cjs");
    expect(tocsin(project(), ["--version"], { node: ["--require", probe] }).stdout).toContain("rejected: false");
  });

  test("may be damaged, foreign or gone", () => {
    const whole = readFileSync(cacheFile());
    const damaged = Buffer.from(whole);
    damaged.fill(0x55, 0, 64);
    try {
      for (const bytes of [damaged, Buffer.alloc(0), whole.subarray(0, 1000), Buffer.from("no cache")]) {
        writeFileSync(cacheFile(), bytes);
        expect(tocsin(project(), ["check"])).toMatchObject({ status: 0, stderr: "" });
      }
      const path = cacheFile();
      rmSync(path);
      expect(tocsin(project(), ["check"])).toMatchObject({ status: 0, stderr: "" });
      writeFileSync(path, whole);
      expect(tocsin(project(), ["check"], { node: ["--no-opt", "--max-lazy"] })).toMatchObject({
        status: 0,
        stderr: "",
      });
    } finally {
      writeFileSync(
        join(bundle, `${(readdirSync(bundle).find((name) => name.endsWith(".js")) as string).slice(0, -3)}.cache`),
        whole,
      );
    }
  });
});

test("whoever stops reading ends it quietly", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [`rules/r${n}.tocsin`, ruleText({ id: `R.R${n}`, when: "eventNme exists" })]),
  );
  const folder = makeFolder(files);
  const child = spawn(
    "bash",
    ["-c", 'set -o pipefail; "$0" "$1" dump --stage ast | head -n 1', process.execPath, join(bundle, "tocsin.cjs")],
    { cwd: folder, env: environment() },
  );
  let err = "";
  let out = "";
  child.stderr.on("data", (part) => (err += part));
  child.stdout.on("data", (part) => (out += part));
  await new Promise((resolve) => child.on("close", resolve));
  expect(out.split("\n").length).toBe(2);
  expect(err).not.toMatch(/EPIPE|\bat\b.*node:/);
});

test("a stack overflow or any other mistake of ours gives 3, without a stack trace", () => {
  const broken = makeFolder({
    "probe.cjs": "Object.defineProperty(process, 'cwd', { value: () => { throw new Error('broken on purpose'); } });",
  });
  const { status, stderr } = tocsin(project(), ["check"], { node: ["--require", join(broken, "probe.cjs")] });
  expect(status).toBe(3);
  expect(stderr).toContain("mistake in Tocsin itself");
  expect(stderr).not.toContain("    at ");
});
