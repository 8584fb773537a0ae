import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "../../../src/ir/json.ts";
import { WrittenNumber } from "../../../src/ir/json.ts";
import { Commented, FlowJson, QuotedText, writeYaml } from "../../../src/targets/kit/yaml.ts";
import { pythonWith, runPython } from "./python-process.ts";

const awkward = [
  "'''",
  '"""',
  "\\",
  "\\n",
  "\n",
  "\r\n",
  "\t",
  " ",
  ": ",
  " #",
  "#",
  "- ",
  "? ",
  "%",
  "$",
  "`",
  "|",
  ">",
  "&a",
  "*a",
  "!t",
  "@",
  "=",
  "<<",
  "~",
  "null",
  "yes",
  "No",
  "on",
  "0x1F",
  "1e3",
  "1_000",
  "0777",
  "1:30",
  "2026-11-22",
  "---",
  "...",
  "{",
  "}",
  "[",
  "]",
  ",",
  "\0",
  "\x07",
  "\x7f",
  "\x85",
  "\xa0",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\uffff",
  "é",
  "😀",
  "\u{e0001}",
  "<script>",
  "{{x}}",
  "123456789012",
  "word",
  "two words",
  "a very long run of words that goes on and on ",
  "\n\n",
  "  ",
];
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.array(fc.constantFrom(...awkward), { maxLength: 14 }).map((parts) => parts.join("")),
  fc.constantFrom(...awkward),
);

function sampleTexts(count: number): string[] {
  return fc.sample(texts, { numRuns: count, seed: 20261122 }).map((text) => text.replace(/[\ud800-\udfff]/gu, "x"));
}

/** Every text in each place that a text can have. */
function documentOf(text: string) {
  return {
    value: text,
    quoted: new QuotedText(text),
    list: [text, [text], { nested: { deeper: text } }],
    [text]: text,
    log: new FlowJson({ [text]: text, many: [text, { [text]: [text] }] }),
  };
}

function expectedOf(text: string) {
  return {
    value: text,
    quoted: text,
    list: [text, [text], { nested: { deeper: text } }],
    [text]: text,
    log: { [text]: text, many: [text, { [text]: [text] }] },
  };
}

describe("texts in YAML", () => {
  const samples = sampleTexts(10_000);

  test("come back from `yaml`, by 1.1 and by 1.2", () => {
    for (const [index, text] of samples.entries()) {
      // `yaml` takes long over a document: the whole of it for some, the value alone for all.
      const document = writeYaml(index % 10 === 0 ? documentOf(text) : { value: text, list: [text] });
      const expected = index % 10 === 0 ? expectedOf(text) : { value: text, list: [text] };
      expect(parse(document, { version: index % 2 ? "1.1" : "1.2" }), JSON.stringify(text)).toEqual(expected);
    }
  });

  const python = pythonWith("yaml", "10,000 texts read back by PyYAML");
  test.skipIf(!python)("come back from PyYAML with libyaml", () => {
    const script = `import json, sys, yaml
documents = json.load(sys.stdin)
print(json.dumps([yaml.load(document, Loader=yaml.CSafeLoader) for document in documents]))`;
    const read = runPython<unknown[]>(
      python as string,
      script,
      samples.map((text) => writeYaml(documentOf(text))),
    );
    for (const [index, text] of samples.entries()) expect(read[index], JSON.stringify(text)).toEqual(expectedOf(text));
  });
});

describe("numbers in events", () => {
  test("stay numbers for PyYAML, whose floats want a point and a signed exponent", () => {
    const log: JsonObject = {
      a: 5,
      b: new WrittenNumber("1e21"),
      c: new WrittenNumber("1.5E3"),
      d: new WrittenNumber("12345678901234567890"),
    };
    expect(writeYaml({ Log: new FlowJson(log) })).toContain(`{
    "a": 5,
    "b": 1.0e+21,
    "c": 1.5e+3,
    "d": 12345678901234567890
  }`);
  });
});

describe("the look", () => {
  test("plain words, quoted doubts, literal blocks, folded lines, comments", () => {
    const document = writeYaml({
      AnalysisType: "rule",
      RuleID: new QuotedText("AWS.Root"),
      Enabled: true,
      Nothing: undefined,
      Account: "123456789012",
      Reports: { "MITRE ATT&CK": [new Commented("TA0007:T1087.004", "Cloud Account")] },
      Runbook: "1. Look.\n2. Ask.\n",
      Description: "A word after another, ".repeat(8).trim(),
      Threshold: 1,
      Tags: [],
      Tests: [{ Name: "a test", Log: new FlowJson({ eventName: "A", userIdentity: { type: "Root" } }) }],
    });
    expect(document).toBe(`AnalysisType: rule
RuleID: "AWS.Root"
Enabled: true
Account: "123456789012"
Reports:
  MITRE ATT&CK:
    - TA0007:T1087.004 # Cloud Account
Runbook: |
  1. Look.
  2. Ask.
Description: >-
  A word after another, A word after another, A word after another, A word after another, A word
  after another, A word after another, A word after another, A word after another,
Threshold: 1
Tags: []
Tests:
  - Name: a test
    Log:
      {
        "eventName": "A",
        "userIdentity": { "type": "Root" }
      }
`);
  });

  test("a comment cannot end its line", () => {
    expect(writeYaml({ a: [new Commented("b", "c\nd: e")] })).toBe("a:\n  - b # c d: e\n");
  });
});
