/** What a pack's README tells of its rules, and that no text of a rule becomes more than text in it. */
import { expect, test } from "vitest";
import { targets } from "../../../src/targets/index.ts";
import { markdownSentence, markdownText } from "../../../src/targets/kit/markdown.ts";
import { readmeContents } from "../../../src/targets/kit/readme.ts";
import type { Fidelity, TargetRule } from "../../../src/targets/target.ts";
import * as b from "../elastic/build.ts";

const one = (id: string, title: string, fidelity: Fidelity = "exact", ...reasons: string[]): TargetRule => ({
  rule: b.rule(b.equals("eventName", "A"), { id, metadata: { title: b.written(title) } }),
  judgement: { fidelity, findings: reasons.map((reason) => ({ fidelity, reason, span: b.span })) },
  files: [{ path: `rules/${id}.txt`, content: "\n" }],
  carried: [],
  diagnostics: [],
  query: "",
  payload: undefined,
});

const target = { name: "Somewhere", deviations: ["fraction", "key-case"] } as const;

test("rules, what isn't exact, what is left out, what the platform can't see", () => {
  const rules = [one("B", "Second"), one("A", "First", "wider", "the value may lie in another member.")];
  const leftOut = [one("C", "Third"), one("D", "Fourth", "impossible", "no field holds `a.b`")];
  const text = readmeContents(target, rules, leftOut);
  expect(text.match(/^\| (?!rule|---).*$/gm)).toEqual([
    "| First | medium | wider | `rules/A.txt` |",
    "| Second | medium | exact | `rules/B.txt` |",
  ]);
  expect(text.match(/^- .*$/gm)).toEqual([
    "- First (`A`): wider. The value may lie in another member.",
    "- Fourth (`D`): No field holds `a.b`.",
    "- Third (`C`): its `targets` do not name Somewhere.",
    "- `fraction`: A number with a fraction, an exponent or more than 15 digits counts by another text.",
    "- `key-case`: Keys are read in any letter case.",
  ]);
});

test("a pack without rules says so", () => {
  const text = readmeContents(target, [], []);
  expect(text).toContain("There is no rule for Somewhere yet.");
  expect(text).toContain("No rule is left out.");
});

test.each<[string, string]>([
  ["a | b", "a \\| b"],
  ["a\nb\r\n\n# c", "a b \\# c"],
  ["`code` **bold** _it_ ~no~", "\\`code\\` \\*\\*bold\\*\\* \\_it\\_ \\~no\\~"],
  ["[x](https://e.vil) ![i](//e)", "\\[x\\](https&#58;//e.vil) \\!\\[i\\](//e)"],
  ["<script>&lt;", "\\<script\\>&#38;lt;"],
  ["mail a@b, www.e.vil, WWW.x", "mail a&#64;b, www&#46;e.vil, WWW&#46;x"],
  ["- item", "\\- item"],
  ["1. item", "1&#46; item"],
  ["2) item", "2\\) item"],
  ["back\\slash", "back\\\\slash"],
  ["left\u202eright\u0007", "left\\\\u\\{202e\\}right\\\\u\\{7\\}"],
])("%j is only text", (text, shown) => {
  // The characters that nobody sees are written out first, and that is escaped like anything else.
  expect(markdownText(text).replace(/(?<!\\)\\u\{/g, "\\\\u\\{")).toBe(shown);
});

test("code in a sentence of ours stays code, unless it can't be", () => {
  expect(markdownSentence("`a.b` is *no* field of `x[]`.")).toBe("`a.b` is \\*no\\* field of `x[]`.");
  expect(markdownSentence("of `a|b`")).toBe("of \\`a\\|b\\`");
  expect(markdownSentence("of `<b>`")).toBe("of `<b>`");
});

test.each(targets.map((each) => [each.name, each] as const))("%s: every pack has one", (_, each) => {
  const files = each.pack([], b.settings).files;
  const readme = files.find(({ path }) => path === "README.md");
  expect(readme?.content).toMatch(/^# /);
  expect(readme?.content).toContain("## Install");
  expect(readme?.content).toContain(`There is no rule for ${each.name} yet.`);
});
