import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitsPattern, fitsRegex } from "../../src/check/check-operations-fit.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { patternTest } from "../../src/semantics/match-pattern.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { parsePattern } from "../../src/syntax/parse-pattern.ts";
import { reportsOf } from "./operations-support.ts";

function patternOf(text: string) {
  const span = { source: { path: "a", text }, start: 0, end: text.length };
  const pattern = parsePattern({ kind: "text", value: text, quote: "'", span }, new Report());
  if (!pattern) throw new Error(text);
  return pattern;
}

function regexOf(text: string) {
  const file = parseFile({ path: "a", text: `let a = [/${text}/]\n` }, new Report());
  const [one] = file.declarations;
  const value = one?.kind === "let" && one.value.kind === "list" ? one.value.items[0] : undefined;
  if (value?.kind !== "regex" || !value.pattern) throw new Error(text);
  return value.pattern;
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "A"), maxLength: 8 });

test("a pattern fits what it fits in a rule", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "A", "*", "?"), minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(pattern, word, fc.boolean(), (written, text, nocase) => {
      const tree = patternOf(written);
      expect(fitsPattern(tree, text, nocase)).toBe(patternTest(tree, nocase)(text));
    }),
  );
});

describe("a regex", () => {
  const REGEXES = ["^ab*$", "a|bb", "(a|ab){2}b", "[^a]+a", "(aa|a)*b", "a{2,3}$", "^.?A", "b.{0,2}b", "^(ab?){1,4}$"];
  test.each(REGEXES)("%s is found where JavaScript finds it", (written) => {
    const tree = regexOf(written);
    const expression = new RegExp(written, "s");
    fc.assert(fc.property(word, (text) => void expect(fitsRegex(tree, text)).toBe(expression.test(text))));
  });

  test("takes no long time, however it is written", () => {
    const before = performance.now();
    const slow = "(.|..|...)*(.|..)*!";
    reportsOf(`eventSource == "ec2.amazonaws.com" and eventName matches /${slow}/`);
    reportsOf(`eventName like "*a*e*i*o*u*a*e*i*o*u*!"`);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
