/** Rules: made by the grammar, made from shipped ones by mangling, and of any characters. None may crash or hang a stage. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../src/diagnostics/paint.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { renderGithub } from "../../src/diagnostics/render-github.ts";
import { renderPretty } from "../../src/diagnostics/render-pretty.ts";
import { renderSarif } from "../../src/diagnostics/render-sarif.ts";
import { compile, evaluate } from "../../src/library/index.ts";
import { formatFile } from "../../src/syntax/format-file.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { randomCondition } from "../equivalence/support/random-condition.ts";
import { SeededChooser } from "../equivalence/support/seeded-chooser.ts";
import { hostileRule } from "../hostile/input.ts";
import { file } from "../laws/syntax-generators.ts";
import { treeWithoutPlaces } from "../laws/tree-without-places.ts";
import { fuzz } from "./limits.ts";
import { anyText, mangled } from "./mangle.ts";

const rules = fileURLToPath(new URL("../../rules", import.meta.url));
const shipped = (readdirSync(rules, { recursive: true }) as string[])
  .filter((path) => path.endsWith(".tocsin"))
  .sort()
  .map((path) => readFileSync(join(rules, path), "utf8"));

/** Parsing, printing and parsing again: what is right stays what it is, and the second printing changes nothing. */
function expectIdentity(text: string): void {
  const parse = (one: string) => {
    const report = new Report();
    return { file: parseFile({ path: "rule.tocsin", text: one }, report), report };
  };
  const { file: tree, report } = parse(text);
  renderPretty(report.diagnostics, plain);
  renderGithub(report.diagnostics);
  JSON.parse(renderSarif(report.diagnostics, [], "1.0.0"));
  const printed = formatFile(tree);
  if (report.hasErrors) {
    expect(printed).toBe(text);
    return;
  }
  const again = parse(printed);
  expect(again.report.hasErrors).toBe(false);
  expect(treeWithoutPlaces(again.file)).toEqual(treeWithoutPlaces(tree));
  expect(formatFile(again.file)).toBe(printed);
}

/** Through every stage: checked, written out for every platform, and run. */
async function expectWhole(text: string): Promise<void> {
  expectIdentity(text);
  const { ok, problems, rules: compiled } = await compile({ "rule.tocsin": text });
  for (const { code, start, end } of problems) {
    expect(code).toMatch(/^D\d{4}$/);
    expect(start.line >= 1 && start.column >= 1 && start.offset <= end.offset && end.offset <= text.length).toBe(true);
  }
  expect(ok).toBe(problems.every((one) => one.severity !== "error"));
  for (const rule of compiled) {
    evaluate(rule, { eventSource: "iam.amazonaws.com", eventName: "CreateUser", userIdentity: { type: "Root" } });
    for (const { path } of rule.emitted.flatMap((one) => one.files)) expect(path).toMatch(/^[\w.-]+(?:\/[\w .-]+)*$/);
  }
}

test("of the grammar", { timeout: 3_600_000 }, () =>
  fuzz(
    15,
    file.map((one) => one.text),
    expectWhole,
  ),
);

test("of the grammar, with conditions that the checker takes", { timeout: 3_600_000 }, () =>
  fuzz(10, fc.nat(), (seed) =>
    expectWhole(hostileRule({ when: randomCondition(new SeededChooser(seed), "anything") })),
  ),
);

test("shipped ones, mangled", { timeout: 3_600_000 }, () => fuzz(25, mangled(shipped), expectWhole));

test("any text", { timeout: 3_600_000 }, () => fuzz(20, anyText, expectWhole));
