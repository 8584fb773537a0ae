import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkFile } from "../../../src/check/check-file.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { parseFile } from "../../../src/syntax/parse-file.ts";
import { panther } from "../../../src/targets/panther/index.ts";

const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };
const cases = new URL("./cases/", import.meta.url);

/** The checked rules of a text; what is wrong with it stops the test. */
function rulesOf(text: string): readonly Rule[] {
  const report = new Report();
  const context = { fileAt: () => undefined, platforms: new Map([[panther.id, panther.validateBlock]]), defaults: {} };
  const rules = checkFile(parseFile({ path: "input.tocsin", text }, report), context, report);
  expect(report.diagnostics.filter((one) => one.severity === "error").map((one) => one.message)).toEqual([]);
  return rules;
}

function emitted(text: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const rule of rulesOf(text)) {
    const { files: own, diagnostics, carried } = panther.compile(rule, settings);
    for (const { path, content } of own) files.set(`${path.split("/").at(-1)}.txt`, content);
    const notes = [...diagnostics.map((one) => `${one.severity} ${one.code}: ${one.message}`)];
    notes.push(...carried.filter((one) => one.how !== "carried").map((one) => `${one.part} ${one.how}: ${one.note}`));
    if (notes.length > 0) files.set(`${rule.id}.txt`, `${notes.join("\n")}\n`);
  }
  return files;
}

describe("what is emitted for Panther", () => {
  test.each(readdirSync(cases))("%s", (name) => {
    const here = new URL(`${name}/`, cases);
    const files = emitted(readFileSync(new URL("input.tocsin", here), "utf8"));
    for (const [file, content] of files) {
      const at = new URL(`expected.${file}`, here);
      if (process.env.UPDATE) writeFileSync(at, content);
      else expect(content).toBe(existsSync(at) ? readFileSync(at, "utf8") : "");
    }
    const stale = readdirSync(here).filter(
      (file) => file.startsWith("expected.") && !files.has(file.slice("expected.".length)),
    );
    if (process.env.UPDATE) for (const file of stale) rmSync(new URL(file, here));
    else expect(stale).toEqual([]);
  });
});
