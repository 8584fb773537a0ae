/** Every text reaches every place in a query intact, read back by the `eql` package. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatternPart } from "../../../src/ir/pattern.ts";
import { luceneLiteral } from "../../../src/targets/elastic/print/lucene.ts";
import {
  eqlNeedle,
  eqlRegex,
  eqlString,
  eqlWildcard,
  isAwkwardForKql,
  kqlString,
  kqlWildcard,
} from "../../../src/targets/elastic/print/quote.ts";
import { missing } from "../../validators/run.ts";

const signs = [
  '"',
  '"""',
  "'",
  "'''",
  "\\",
  "\\u{41}",
  "\\n",
  "\n",
  "\r",
  "\t",
  "\f",
  "\v",
  "*",
  "?",
  "{",
  "}",
  "#",
  "@",
  "&",
  "<",
  "~",
  ".",
  "a",
  " ",
  "%",
  "$",
  "`",
  "|",
  "😀",
  "é",
  "/*",
  "//",
];
const someText = fc.oneof(
  fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 10 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
);
const texts = fc.sample(someText, { numRuns: 10_000, seed: 23 });

/** Reads the literals of a list, all in one process. */
const program = `
import json, re, sys
import eql, eql.parser
regexes, literals = json.load(sys.stdin)
read = []
with eql.parser.elasticsearch_syntax, eql.parser.skip_optimizations:
    for start in range(0, len(literals), 200):
        found = eql.parse_query('any where concat(' + ", ".join(literals[start:start + 200]) + ') == "x"').first.query
        read += [one.value for one in found.left.arguments]
misses = [i for i, (regex, text) in enumerate(regexes) if not re.fullmatch(regex, text, re.S) or re.fullmatch(regex, text + "x", re.S)]
json.dump([read, misses], sys.stdout)
`;

function readBack(literals: readonly string[], regexes: readonly (readonly [string, string])[] = []) {
  const python = fileURLToPath(new URL("../../../.venvs/elastic/bin/python", import.meta.url));
  const { stdout, stderr } = spawnSync(python, ["-c", program], {
    input: JSON.stringify([regexes, literals]),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as [string[], number[]];
}

const why = missing("elastic");

describe.skipIf(why !== undefined)(`10,000 texts are read back (${why ?? "eql 1.0.1"})`, () => {
  const compare = (literals: readonly string[], expected: readonly string[]) => {
    const [read] = readBack(literals);
    const wrong = expected.findIndex((text, index) => read[index] !== text);
    expect(wrong < 0 ? undefined : [literals[wrong], expected[wrong], read[wrong]]).toBeUndefined();
    expect(read).toHaveLength(expected.length);
  };

  test("as texts", () => compare(texts.map(eqlString), texts));

  test("in `like`, where there is no wildcard in them", () => {
    const plain = texts.filter((text) => !/[*?]/.test(text));
    const around = (text: string): PatternPart[] => [{ kind: "anyRun" }, { kind: "text", text }, { kind: "anyRun" }];
    compare(
      plain.map((text) => eqlWildcard(around(text))),
      plain.map((text) => `*${text}*`),
    );
  });

  test("in `stringContains`, escaped once more", () =>
    compare(
      texts.map(eqlNeedle),
      texts.map((text) => text.replace(/[*?\\]/g, "\\$&")),
    ));

  test("in regexes, which then fit the text and nothing else", () => {
    const regexes = texts.map(luceneLiteral);
    compare(regexes.map(eqlRegex), regexes);
    const [, misses] = readBack(
      [],
      texts.map((text) => [luceneLiteral(text), text] as const),
    );
    expect(misses.map((index) => texts[index])).toEqual([]);
  });
});

test("no text can end its literal early", () => {
  for (const text of texts) {
    expect(eqlString(text).slice(1, -1)).toMatch(/^(?:[^"\\\n\r]|\\.)*$/u);
    expect(kqlString(text).slice(1, -1)).toMatch(/^(?:[^"\\\n\r]|\\.)*$/u);
  }
});

test("KQL's wildcards hold a text or refuse it", () => {
  let held = 0;
  for (const text of texts) {
    const parts: PatternPart[] = [{ kind: "text", text }, { kind: "anyRun" }];
    if (isAwkwardForKql(text)) expect(() => kqlWildcard(parts)).toThrow("compiler bug");
    else {
      held++;
      const printed = kqlWildcard(parts).slice(0, -1);
      expect(printed).toMatch(/^(?:[^\s\\():<>"*{}]|\\[\\():<>"*{}])+$/u);
      expect(printed.replace(/\\(.)/gu, "$1")).toBe(text);
    }
  }
  expect(held).toBeGreaterThan(1000);
});

test("a wildcard that `like` can't escape never reaches it", () => {
  expect(() => eqlWildcard([{ kind: "text", text: "a*" }])).toThrow("compiler bug");
});
