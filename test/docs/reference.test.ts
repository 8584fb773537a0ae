/** The reference of the language: its examples compile, what it calls refused is, and its tables of verdicts are right. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/ir/json.ts";
import { parseJson } from "../../src/ir/parse-json.ts";
import { compileRule } from "../../src/semantics/evaluate.ts";
import { checkCondition, checkTuned, ruleWith } from "../check/support.ts";
import { stepsOf } from "./steps.ts";

const page = readFileSync(new URL("../../docs/reference.md", import.meta.url), "utf8");
const blocks = stepsOf(page).filter(({ language }) => language === "tocsin");
/** What examples import, and the lists that they read. */
const files = Object.fromEntries(
  stepsOf(page).flatMap(({ language, words, text }) => {
    if (language === "text") return [[words[0], text]];
    return words[0] === "library" ? [[words[1], text]] : [];
  }),
);
const tunedRule = blocks.find(({ words }) => words[0] === "file")?.text;

const frame = ruleWith('eventName == "A"');
const whole: Readonly<Record<string, (text: string) => string>> = {
  file: (text) => text,
  tuning: (text) => text,
  condition: (text) => ruleWith(text.trim()),
  rule: (text) => frame.replace('  when eventName == "A"\n', () => text),
  tests: (text) => frame.replace(/ {2}test "hit"[\s\S]*$/, () => `${text}}\n`),
};

describe("its examples", () => {
  for (const { words, text, line } of blocks) {
    const [form = "", code] = words;
    if (form === "library") continue;
    if (form === "refused")
      test(`line ${line} is refused with ${code}`, () => expect(checkCondition(text.trim()).codes).toEqual([code]));
    else if (form === "refused-tuning")
      test(`line ${line} is refused with ${code}`, () =>
        expect(checkTuned(tunedRule, text, files).codes).toEqual([code]));
    else
      test(`line ${line} (${form}) compiles without a word`, () => {
        const { rules, lines } = checkTuned(
          form === "tuning" ? tunedRule : undefined,
          (whole[form] as (text: string) => string)(text),
          files,
        );
        expect(lines).toEqual([]);
        expect(rules.length).toBe(1);
      });
  }
});

describe("its verdicts", () => {
  const rows = [...page.matchAll(/^\| `(.+)` \| `(\{.*\})` \| (yes|no) \|$/gm)];
  test("every row of such a table is read", () =>
    expect(rows.length).toBe([...page.matchAll(/^\|.*\| (yes|no) \|$/gm)].length));

  test.each(rows.map(([, condition, event, verdict]) => [condition, event, verdict] as [string, string, string]))(
    "%s of %s: %s",
    (condition, event, verdict) => {
      const { rules, diagnostics } = checkCondition(condition);
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const parsed = parseJson(event);
      if ("problem" in parsed) throw new Error(parsed.problem.message);
      expect(compileRule(rules[0] as (typeof rules)[0]).fires(parsed.value as JsonObject)).toBe(verdict === "yes");
    },
  );
});
