/** Every text that is written comes back, by two readers of TOML. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import type { TomlTable } from "../../../src/targets/kit/toml.ts";
import { tomlString, writeToml } from "../../../src/targets/kit/toml.ts";

const signs = [
  '"',
  '""',
  '"""',
  "'",
  "'''",
  "\\",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\0",
  "\u007f",
  "\u0085",
  "\u2028",
  "\u202e",
  "😀",
  "a",
  " ",
  "#",
  "=",
  "[",
  "$",
];
const someText = fc.oneof(
  fc.array(fc.constantFrom(...signs), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

function tablesOf(texts: readonly string[]): TomlTable[] {
  return [
    { path: ["plain"], entries: texts.map((text, index) => ({ key: `k${index}`, value: text })) },
    { path: ["block"], entries: texts.map((text, index) => ({ key: `k${index}`, value: { kind: "block", text } })) },
    {
      path: ["literal"],
      entries: texts.map((text, index) => ({ key: `k${index}`, value: { kind: "literal", text } })),
    },
    { path: ["list"], entries: [{ key: "k", value: texts }] },
    { path: ["keys"], entries: [...new Set(texts)].map((text) => ({ key: text, value: true })) },
  ];
}

const texts = fc.sample(someText, { numRuns: 10_000, seed: 17 });

function check(read: Record<string, Record<string, unknown>>, reader: string): void {
  for (const form of ["plain", "block", "literal"]) {
    const values = read[form] ?? {};
    const wrong = texts.findIndex((text, index) => values[`k${index}`] !== text);
    expect(wrong < 0 ? undefined : [reader, form, texts[wrong], values[`k${wrong}`]]).toBeUndefined();
  }
  expect(read.list?.k).toEqual(texts);
  expect(Object.keys(read.keys ?? {}).sort()).toEqual([...new Set(texts)].sort());
}

test("10,000 texts, in every form and as keys, are read back by smol-toml", () => {
  check(parse(writeToml(tablesOf(texts)).text) as Record<string, Record<string, unknown>>, "smol-toml");
});

const program = "import json, sys, tomllib; json.dump(tomllib.loads(sys.stdin.buffer.read().decode()), sys.stdout)";
const hasPython = spawnSync("python3", ["-c", "import tomllib"]).status === 0;

test.skipIf(!hasPython)("10,000 texts are read back by Python's tomllib (not run without Python 3.11)", () => {
  const { stdout } = spawnSync("python3", ["-c", program], {
    input: writeToml(tablesOf(texts)).text,
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  check(JSON.parse(stdout), "tomllib");
});

test("a query stands as it is where it can", () => {
  const write = (text: string) =>
    writeToml([{ path: ["rule"], entries: [{ key: "query", value: { kind: "literal", text } }] }]).text;
  expect(write('any where a == "\\\\x"\n')).toBe(`[rule]\nquery = '''\nany where a == "\\\\x"\n'''\n`);
  expect(write("a '''")).toBe('[rule]\nquery = """\na \'\'\'"""\n');
  expect(write("a\u202eb")).toBe('[rule]\nquery = """\na\\u202Eb"""\n');
});

test("what can't be seen is written as an escape", () => {
  expect(tomlString("a\u202eb\u200bc\u2028")).toBe('"a\\u202Eb\\u200Bc\\u2028"');
  expect(tomlString("\ud800")).toBe('"\ufffd"');
});

test("lists, tables and places", () => {
  const span = { source: { path: "a", text: "" }, start: 1, end: 2 };
  const { text, origins } = writeToml([
    {
      path: ["rule"],
      entries: [
        { key: "index", value: ["a", "b"] },
        { key: "risk_score", value: 47, span },
      ],
    },
    {
      path: ["rule", "threat"],
      isOneOfSeveral: true,
      entries: [
        { key: "long", value: ["x".repeat(60), "y".repeat(60)] },
        { key: "query", value: { kind: "literal", text: "a\nb\n" }, isApart: true, lineSpans: [undefined, span] },
      ],
    },
  ]);
  expect(text).toBe(
    `[rule]\nindex = ["a", "b"]\nrisk_score = 47\n\n[[rule.threat]]\nlong = [\n    "${"x".repeat(60)}",\n    "${"y".repeat(60)}",\n]\n\nquery = '''\na\nb\n'''\n`,
  );
  expect(origins).toEqual([
    { line: 3, span },
    { line: 13, span },
  ]);
});
