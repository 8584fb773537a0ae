import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../src/syntax/tokens.ts";
import { type LanguageWord, languageWords } from "../../src/syntax/words.ts";
import { makeFolder, tocsin } from "../cli/support.ts";

const schema = JSON.parse(readFileSync(new URL("../../src/check/metadata.schema.json", import.meta.url), "utf8")) as {
  readonly properties: { readonly [name: string]: { readonly description: string; readonly enum?: string[] } };
};

describe("the table of words", () => {
  test("has each word once", () => {
    const words = languageWords.map((one) => one.word);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test("has every word of the grammar", () => {
    const known = new Set(languageWords.flatMap((one) => one.word.split(" ")));
    const keywords = vocabulary.flatMap(({ LABEL }) => /^`([a-z]+)`$/.exec(LABEL ?? "")?.[1] ?? []);
    expect(keywords.length).toBeGreaterThan(30);
    expect(keywords.filter((word) => !known.has(word))).toEqual([]);
  });

  test("documents data as its schema does, with the values that there are", () => {
    const data = new Map(languageWords.filter((one) => one.kind === "metadata").map((one) => [one.word, one]));
    expect([...data.keys()].sort()).toEqual(Object.keys(schema.properties).sort());
    for (const [name, { description, enum: values = [] }] of Object.entries(schema.properties)) {
      const { documentation = "" } = data.get(name) ?? {};
      expect(documentation.startsWith(description), name).toBe(true);
      for (const value of values) expect(documentation).toContain(`\`${value}\``);
    }
  });

  test("each example is right", async () => {
    const examples = languageWords.filter((one) => !["rule", "tune", "reason", "import"].includes(one.word));
    const folder = makeFolder(
      Object.fromEntries([
        ["rules/lists/scanners.txt", "trufflehog\n"],
        ...examples.map((one, index) => [`rules/r${index}.tocsin`, ruleWith(one, index)]),
      ]),
    );
    const { out } = await tocsin(folder, ["check", "--format", "json"]);
    const { diagnostics, rules } = JSON.parse(out) as {
      rules: number;
      diagnostics: { severity: string; code: string; path: string; message: string }[];
    };
    expect(rules).toBe(examples.length);
    // That a platform can't say one of them exactly is no slip of the example.
    const errors = diagnostics.filter((one) => one.severity === "error" && !one.code.startsWith("D4"));
    expect(errors.map((one) => `${one.path}: ${one.message}`)).toEqual([]);
  });
});

function ruleWith({ word, kind, example }: LanguageWord, index: number): string {
  const isData = kind === "metadata";
  const data = ['title = "A title"', 'description = "What it is about."', "severity = low"];
  const own = isData ? [...data.filter((line) => !line.startsWith(`${word} `)), example] : data;
  const first = /^\S+/.exec(example)?.[0] ?? "";
  const inAlert = /^(?:key|suppress|context) =/.test(example);
  const isCondition = !isData && kind !== "clause" && !inAlert && first !== "test" && first !== "let";
  const part = (name: string, otherwise: string) => (!isCondition && first === name ? example : otherwise);
  return [
    `rule A.R${index} {`,
    ...own,
    "source aws.cloudtrail",
    part("let", ""),
    isCondition ? `when ${example}` : part("when", 'when eventSource == "iam.amazonaws.com"'),
    part("unless", ""),
    inAlert ? `alert { ${example} }` : part("alert", ""),
    part("event", 'event call { "eventSource": "iam.amazonaws.com", "userAgent": "curl" }'),
    part("test", ""),
    "}",
    "",
  ].join("\n");
}
