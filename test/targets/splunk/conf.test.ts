/** What is written to a .conf file is read back: by a strict reader of our own, and by Python's where there is one. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confRefuses, confValue, isStanzaName, writeConf } from "../../../src/targets/kit/conf.ts";

/** Stanzas of settings; anything but a stanza, a setting, a line that goes on and a blank line is an error. */
function readConf(text: string): Map<string, Map<string, string>> {
  const stanzas = new Map<string, Map<string, string>>();
  let stanza: Map<string, string> | undefined;
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Error("no line break at the end");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line === "") continue;
    const head = /^\[([^[\]]+)\]$/.exec(line);
    if (head) {
      if (stanzas.has(head[1] as string)) throw new Error(`twice: ${line}`);
      stanza = new Map();
      stanzas.set(head[1] as string, stanza);
      continue;
    }
    const setting = /^([A-Za-z0-9_.]+) =(?: (.*))?$/s.exec(line);
    if (!setting || !stanza) throw new Error(`no setting: ${line}`);
    let value = setting[2] ?? "";
    while (value.endsWith(" \\")) value = `${value.slice(0, -2)}\n${lines[++at] as string}`;
    if (value.endsWith("\\")) throw new Error(`a backslash at the end: ${line}`);
    stanza.set(setting[1] as string, value);
  }
  return stanzas;
}

const HOSTILE = [
  "\\",
  "\n",
  " ",
  "[",
  "]",
  "=",
  "#",
  ";",
  "$",
  "`",
  "|",
  '"',
  "'",
  "%",
  "%(x)s",
  "[x]",
  "\n[x]",
  "\n# y",
  " \\\n",
  "a = b",
  "é",
  "😀",
  "\r",
  "\t",
  "\u2028",
  "\u202e",
  "\0",
  "\ud800",
  "{{",
  "search",
  "\n\n",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 5 })), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

test("every text is kept, or refused with a reason", () => {
  let kept = 0;
  fc.assert(
    fc.property(anyText, anyText, (first, second) => {
      for (const one of [first, second]) {
        const reason = confRefuses(one);
        if (reason !== undefined) {
          expect(() => confValue(one)).toThrow("compiler bug");
          expect(reason).toMatch(/\.$/);
          return;
        }
      }
      kept++;
      const text = writeConf([
        {
          name: "one",
          settings: [
            ["search", first],
            ["description", second],
          ],
        },
        { name: "two", settings: [["search", second]] },
      ]);
      expect(readConf(text)).toEqual(
        new Map([
          [
            "one",
            new Map([
              ["search", first],
              ["description", second],
            ]),
          ],
          ["two", new Map([["search", second]])],
        ]),
      );
    }),
    { numRuns: 10_000 },
  );
  expect(kept).toBeGreaterThan(1000);
});

test("what a .conf file can't hold", () => {
  for (const text of ["a\rb", "a\0", "a\u2028b", "\u202e", "\ud800", "a\\", " a", "a ", "a\n"])
    expect(confRefuses(text), JSON.stringify(text)).toBeDefined();
  for (const text of ["a\\b", "", "a\n[b]\n# c", "C:\\x\\ny", "a \nb", "a\\\nb"])
    expect(confRefuses(text), JSON.stringify(text)).toBeUndefined();
  expect([isStanzaName("a b"), isStanzaName("a]"), isStanzaName("a\nb"), isStanzaName("")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) console.warn("NOT VERIFIED: no python3 here, so Python's configparser did not read the .conf files.");

/** Lines that go on are indented for it: it has no backslash. White space at the ends of lines is not kept by it. */
const READER = `
import configparser, json, sys
text = sys.stdin.buffer.read().decode("utf-8").replace(" \\\\\\n", "\\n\\t.")
parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=(), strict=True, empty_lines_in_values=False, default_section="\\0")
parser.optionxform = str
parser.read_string(text)
json.dump({name: dict(parser.items(name)) for name in parser.sections()}, sys.stdout)
`;

describe.skipIf(!python)("Python's configparser", () => {
  test("reads the same stanzas, settings and values", () => {
    const texts = fc.sample(anyText, 10_000).filter((one) => confRefuses(one) === undefined);
    const text = writeConf(texts.map((one, index) => ({ name: `s${index}`, settings: [["search", one]] })));
    const read = spawnSync("python3", ["-X", "utf8", "-c", READER], {
      input: text,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    expect(read.stderr).toBe("");
    const found = JSON.parse(read.stdout) as Record<string, { search: string }>;
    expect(Object.keys(found).length).toBe(texts.length);
    const trimmed = (value: string) =>
      value
        .split("\n")
        .map((line) => line.trim())
        .join("\n");
    texts.forEach((one, index) => {
      const value =
        found[`s${index}`]?.search
          .split("\n")
          .map((line, at) => (at === 0 ? line : line.slice(1)))
          .join("\n") ?? "";
      expect(trimmed(value), JSON.stringify(one)).toBe(trimmed(one));
    });
  });
});
