/** docs/problems/ has a page for every problem, and they are what the code says. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { everyProblem } from "../../src/cli/every-problem.ts";
import { knownProblems } from "./known-problems.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tocsin-problems-"));
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (path: string) =>
  new Map(
    readdirSync(path)
      .sort()
      .map((name) => [name, readFileSync(join(path, name), "utf8")]),
  );

test("`tocsin explain` knows every problem that a command can report", async () => {
  expect((await everyProblem()).map(({ code }) => code)).toEqual(knownProblems.map(({ code }) => code));
  expect(knownProblems.length).toBeGreaterThan(150);
});

test("every problem has a page, and no page is stale: else run `npm run problems`", () => {
  execFileSync(process.execPath, [join(root, "scripts/problem-pages.mjs"), folder], { cwd: root });
  const written = filesOf(folder);
  expect(filesOf(join(root, "docs/problems"))).toEqual(written);
  for (const { code, slug } of knownProblems) expect(written.get(`${code}.md`)).toContain(`# ${code} ${slug}\n`);
  expect(written.size).toBe(knownProblems.length + 1);
});

test("every example is there, and says something", () => {
  for (const { code, example } of knownProblems) {
    expect(example.avoid.trim(), code).not.toBe("");
    expect(example.prefer.trim(), code).not.toBe(example.avoid.trim());
  }
});
