/** Each problem's page shows what has the problem and what has not: both are true. */
import { expect, test } from "vitest";
import { allProblems, Report } from "../../src/diagnostics/problem.ts";
import type { TextLiteral } from "../../src/syntax/ast.ts";
import { parsePattern } from "../../src/syntax/parse-pattern.ts";
import { inRule, parse } from "./support.ts";

/** Too large to be written out in a page. */
const described = new Set(["D1001", "D1016"]);
const problems = allProblems().filter((one) => one.code.startsWith("D1") && !described.has(one.code));

/** The codes for the text as a file, and as a part of a rule. */
function readings(text: string): string[][] {
  return [text, inRule(text)].map((source) => {
    const { file, diagnostics } = parse(source);
    const report = new Report();
    JSON.stringify(file.declarations, (_, value) => {
      if (value?.kind === "comparison" && value.operator === "like") parsePattern(value.right as TextLiteral, report);
      return value?.text !== undefined && value?.path !== undefined ? undefined : value;
    });
    return [...diagnostics, ...report.diagnostics].map((one) => one.code);
  });
}

test("there are problems to look at", () => expect(problems.length).toBeGreaterThan(50));

test.each(problems.map((one) => [one.code, one.slug, one] as const))("%s %s", (code, _, one) => {
  const avoid = readings(one.example.avoid);
  const prefer = readings(one.example.prefer);
  expect(avoid.some((found, index) => found.includes(code) && prefer[index]?.length === 0)).toBe(true);
});

test("texts are sentences, and speak of the rule", () => {
  for (const one of problems) {
    expect(one.why).toMatch(/^[A-Z`].*[.]$/);
    expect(one.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+){1,4}$/);
    expect(one.why).not.toMatch(/\byou/i);
  }
});
