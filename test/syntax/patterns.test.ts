import { describe, expect, test } from "vitest";
import { Report } from "../../src/diagnostics/problem.ts";
import { positionAt } from "../../src/source/source.ts";
import type { TextLiteral } from "../../src/syntax/ast.ts";
import { parsePattern } from "../../src/syntax/parse-pattern.ts";
import { condition } from "./support.ts";

function pattern(written: string) {
  const found = condition(`f like ${written}`);
  if (found.kind !== "comparison") throw new Error("no comparison");
  const report = new Report();
  const parsed = parsePattern(found.right as TextLiteral, report);
  const problems = report.diagnostics.map(
    (one) => `${positionAt(one.span.source, one.span.start).column} ${one.code} ${one.message}`,
  );
  return { parsed, problems, report };
}

function shape(written: string): string[] | undefined {
  return pattern(written).parsed?.parts.map((part) => (part.kind === "text" ? part.text : part.kind));
}

describe("parsePattern", () => {
  test.each([
    ["'Describe*'", ["Describe", "anyRun"]],
    ["'a?c'", ["a", "anyOne", "c"]],
    ["'**a**'", ["anyRun", "a", "anyRun"]],
    ["'*?*'", ["anyRun", "anyOne", "anyRun"]],
    ["'a\\*b\\?c\\\\d'", ["a*b?c\\d"]],
    ['"a\\\\*b"', ["a*b"]],
    ['"a*b"', ["a", "anyRun", "b"]],
    ["''", []],
    ["'plain'", ["plain"]],
  ])("%s", (written, expected) => expect(shape(written)).toEqual(expected));

  test.each([
    ["'a\\d*'", ["15 D1040 `\\d` is no escape in a `like` pattern."], "\\\\"],
    ["'a\\'", ["15 D1040 `\\` is no escape in a `like` pattern."], "\\\\"],
    [
      '"é\\\\d\\\\😀"',
      ["15 D1040 `\\d` is no escape in a `like` pattern.", "18 D1040 `\\😀` is no escape in a `like` pattern."],
      "\\\\\\\\",
    ],
  ])("%s is refused", (written, problems, fix) => {
    const found = pattern(written);
    expect(found.parsed).toBeUndefined();
    expect(found.problems).toEqual(problems);
    expect(found.report.diagnostics[0]?.fixes[0]?.text).toBe(fix);
  });

  test("the pattern keeps how it was written", () => expect(pattern("'a*'").parsed?.written).toBe("a*"));
});
