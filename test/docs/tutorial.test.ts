/** The tutorial, done from its first line to its last: each command prints what the page shows, each file is as shown. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../cli/support.ts";
import { commandsOf, doStep, stepsOf } from "./steps.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const steps = stepsOf(readFileSync(join(root, "docs/tutorial.md"), "utf8"));

/** `npx tocsin` is the bundle; no engine of another language is found. */
function environmentIn(home: string): NodeJS.ProcessEnv {
  const program = join(home, "dist/tocsin.cjs");
  mkdirSync(join(home, "bin"));
  writeFileSync(
    join(home, "bin/npx"),
    `#!/bin/sh\nshift\nnpm_command=exec exec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(join(home, "bin/npx"), 0o755);
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return {
    ...rest,
    PATH: `${join(home, "bin")}${delimiter}${rest.PATH}`,
    NO_COLOR: "1",
    TOCSIN_PANTHER_PYTHON: join(home, "no-python"),
    TOCSIN_ELASTIC_PYTHON: join(home, "no-python"),
  };
}

describe("the tutorial", () => {
  let folder = "";
  let environment: NodeJS.ProcessEnv = {};
  beforeAll(() => {
    const home = makeFolder();
    execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), join(home, "dist")], { stdio: "pipe" });
    environment = environmentIn(home);
    folder = join(home, "detections");
    mkdirSync(folder);
  });

  test("shows every command of the daily round, and only the installation isn't run", () => {
    const shown = steps.flatMap((step) => (step.language === "console" ? commandsOf(step.text) : []));
    const text = shown.map(({ command }) => command).join("\n");
    for (const command of "init check test new explain build fmt hunt verify coverage".split(" "))
      expect(text).toContain(`npx tocsin ${command}`);
    const undone = steps.filter(({ language, words }) => language !== "console" && words.length === 0);
    expect(undone.map(({ language }) => language)).toEqual(["sh"]);
  });

  test("can be done as it stands, from the first line to the last", () => {
    for (const step of steps) {
      try {
        doStep(step, folder, environment);
      } catch (error) {
        throw new Error(`docs/tutorial.md, line ${step.line}: ${(error as Error).message}`);
      }
    }
  });
});

describe("a step is refused", () => {
  const folder = () => makeFolder({ a: "one\ntwo\nthree\n" });
  const step = (language: string, words: readonly string[], text: string) => ({ language, words, text, line: 1 });

  test.each([
    ["when a command prints something else", step("console", [], "$ cat a\none\n")],
    ["when a command prints more inside of a line", step("console", [], "$ cat a\no…\nthree\n")],
    ["when a command prints nothing", step("console", [], "$ true\none\n")],
    ["when a change finds nothing to change", step("diff", ["a"], "-four\n+five\n")],
    ["when a change finds a part of a line", step("diff", ["a"], "-o\n+five\n")],
    ["when a file has other lines", step("text", ["a"], "one\nthree\n")],
    ["when a new file is there", step("text", ["new", "a"], "one\n")],
  ])("%s", (_, wrong) => {
    expect(() => doStep(wrong, folder(), process.env)).toThrow();
  });

  test.each([
    ["a command", step("console", [], "$ cat a\none\n…\n$ echo four\nf…r\n")],
    ["lines in the middle", step("text", ["a"], "two\n")],
    ["a change", step("diff", ["a"], " one\n-two\n+2\n")],
  ])("but not %s that is right", (_, right) => {
    expect(() => doStep(right, folder(), process.env)).not.toThrow();
  });
});
