import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkText, checkTuned, ruleWith } from "./support.ts";

const RULE = ruleWith('eventName == "A"');
const withLine = (text: string, piece: string, added: string) => text.replace(piece, `${piece}\n${added}`);

describe("a rule's data", () => {
  const cases: readonly (readonly [what: string, text: string, code: string, help?: string])[] = [
    [
      "a name that nothing reads",
      RULE.replace("severity    = low", 'severity = low\n  autor = "x"'),
      "D2010",
      "author",
    ],
    ["a missing title", RULE.replace('title       = "Title"', ""), "D2011"],
    ["a missing source", RULE.replace("source aws.cloudtrail", ""), "D2011"],
    ["an unknown severity", RULE.replace("= low", "= lwo"), "D2012", "low"],
    ["a severity given twice", withLine(RULE, "severity    = low", "  severity = high"), "D2013"],
    ["a title without quotes", RULE.replace('"Title"', "Title"), "D2012"],
    ["a source that does not exist", RULE.replace("aws.cloudtrail", "aws.cloudtrial"), "D2015"],
    [
      "a platform that does not exist",
      RULE.replace('  test "hit"', '  elasctic { risk_score = 1 }\n\n  test "hit"'),
      "D2016",
      "elastic",
    ],
    ["a target that does not exist", withLine(RULE, "severity    = low", "  targets = [panter]"), "D2016", "panther"],
    ["a reference that is no address", withLine(RULE, "severity    = low", '  references = ["javascript:x"]'), "D2012"],
    ["a technique that does not exist", withLine(RULE, "severity    = low", "  attack = [TA0007:T9999]"), "D2018"],
    ["a technique that belongs elsewhere", withLine(RULE, "severity    = low", "  attack = [TA0001:T1485]"), "D2019"],
    ["a technique alone that has several tactics", withLine(RULE, "severity    = low", "  attack = [T1078]"), "D2018"],
    [
      "clauses out of order",
      RULE.replace('  when eventName == "A"', '  alert { suppress = 1h }\n\n  when eventName == "A"'),
      "D2014",
    ],
    ["no test that ignores", RULE.replace(/ {2}test "miss".*\n/, ""), "D5004"],
    ["two tests of one name", RULE.replace('"miss"', '"hit"'), "D5005"],
    [
      "an unknown alert entry",
      RULE.replace('  test "hit"', '  alert { suppres = 1h }\n\n  test "hit"'),
      "D2022",
      "suppress",
    ],
    [
      "an unknown field in a title",
      RULE.replace('  test "hit"', '  alert { title = "{userIdentity.arnn}" }\n\n  test "hit"'),
      "D2002",
      "arn",
    ],
    [
      "a patch that changes nothing",
      RULE.replace("alerts  {", 'alerts  as e with { "eventName": "b" }\n  test "other" alerts {').replace(
        '  test "hit"',
        '  event e { "eventSource": "a", "eventName": "b" }\n\n  test "hit"',
      ),
      "D5001",
    ],
    ["a base event that does not exist", RULE.replace("ignores {", "ignores as missing_event with {"), "D2021"],
    ["a count without a log", RULE.replace("alerts  {", "alerts 3 {"), "D5008"],
    ["a log outside the root", RULE.replace(/ignores \{.*\}/, 'ignores file "../secret.json"'), "D5009"],
    ["an import outside the root", `import "../x.tocsin"\n${RULE}`, "D2009"],
    ["an import that is not there", `import "lib/x.tocsin"\n${RULE}`, "D2009"],
    [
      "a misspelt field in a test",
      RULE.replace('"eventName": "b" }', '"eventName": "b", "userAgnet": "x" }'),
      "D5006",
      "userAgent",
    ],
    [
      "a test event that is no record",
      RULE.replace('"eventSource": "a", "eventName": "b"', '"eventName": "b"'),
      "D5007",
    ],
  ];
  for (const [what, text, code, help] of cases) {
    test(`${what} is ${code}`, () => {
      const { diagnostics, lines } = checkText(text);
      const found = diagnostics.find((one) => one.code === code);
      expect(found, lines.join("\n")).toBeDefined();
      if (help) expect(found?.help).toContain(help);
    });
  }
});

test("a required name that is misspelt is one problem, not two", () => {
  expect(checkText(RULE.replace("severity    =", "sevrity =")).lines).toEqual([
    "D2010 4:3 The rule takes no `sevrity`.",
  ]);
});

test("a rule with nothing wrong is quiet and carries its defaults", () => {
  const { rules, lines } = checkText(RULE);
  expect(lines).toEqual([]);
  const [rule] = rules;
  expect(rule?.metadata.confidence.value).toBe("medium");
  expect(rule?.metadata.status.value).toBe("test");
  expect(rule?.metadata.version.value).toBe(1);
  expect(rule?.alert.title).toEqual([{ value: { parts: [{ kind: "text", text: "Title" }], span: expect.anything() } }]);
});

test("names of a library arrive with an import, and the library's own mistakes are reported once", () => {
  const library = 'let tools = ["curl"]\nevent call { "eventSource": "a", "eventName": "A" }\n';
  const rule = `import "lib/x.tocsin"\n${RULE.replace('eventName == "A"', "userAgent contains tools").replace(/alerts {2}\{.*\}/, 'alerts as call with { "userAgent": "curl" }')}`;
  const { rules, lines } = checkText(rule, { "lib/x.tocsin": library });
  expect(lines).toEqual([]);
  expect(rules[0]?.tests[0]?.input).toMatchObject({ kind: "event", event: { eventName: "A", userAgent: "curl" } });
});

test("an import that brings nothing that is used is a warning", () => {
  expect(checkText(`import "lib/x.tocsin"\n${RULE}`, { "lib/x.tocsin": 'let tools = ["curl"]\n' }).codes).toEqual([
    "D2008",
  ]);
});

test("ten problems give ten diagnostics", () => {
  const text = `rule Test.Ten {
  titel       = "Title"
  title       = "Title"
  description = "Description."
  severity    = lwo
  attack      = [TA0099]

  source aws.cloudtrial

  let unused_one = ["a"]

  when eventNmae == "A"
   and userIdentity.tpye == "Root"
   and readOnly == "yes"
   and sourceIPAddress in cidr ["10.0.0.1/8"]

  alert { suppres = 1h }

  test "hit"  alerts  { "eventSource": "a", "eventName": "b" }
  test "miss" ignores { "eventSource": "a", "eventName": "c" }
}
`;
  const { codes } = checkText(text);
  expect(codes).toEqual(["D2010", "D2012", "D2018", "D2015", "D2008", "D2001", "D2002", "D3001", "D3013", "D2022"]);
});

test("events become whole records: patches removed, numbers kept, JSON embedded", () => {
  const tests = `  event base { "eventSource": "a", "eventName": "b", "requestParameters": { "n": 1.50, "big": 12345678901234567890, "gone": 1 } }

  test "hit"  alerts  as base with { "requestParameters": { "gone": null, "doc": json { "a": [1] } } }
  test "miss" ignores base
}
`;
  const { rules, lines } = checkText(RULE.replace(/ {2}test "hit"[\s\S]*$/, tests));
  expect(lines).toEqual([]);
  expect(rules[0]?.tests[0]?.input).toEqual({
    kind: "event",
    event: {
      eventSource: "a",
      eventName: "b",
      requestParameters: { n: { text: "1.50" }, big: { text: "12345678901234567890" }, doc: '{"a":[1]}' },
    },
  });
});

test("the README's rule compiles without a word", () => {
  const page = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const { rules, lines } = checkText(/```tocsin\n([\s\S]*?)```/.exec(page)?.[1] as string);
  expect(lines).toEqual([]);
  expect(rules.length).toBe(1);
});

describe("the language page", () => {
  const page = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
  const blocks = [...page.matchAll(/```tocsin( \w+)?\n([\s\S]*?)```/g)].map((match) => ({
    form: (match[1] ?? " file").trim(),
    text: match[2] as string,
  }));
  const files = Object.fromEntries(
    [...page.matchAll(/```text (\S+)\n([\s\S]*?)```/g)].map(([, path, text]) => [path, text]),
  );
  const whole: Readonly<Record<string, (text: string) => string>> = {
    file: (text) => text,
    tuning: (text) => text,
    condition: (text) => ruleWith(text.trim()),
    rule: (text) => RULE.replace('  when eventName == "A"\n', text),
    tests: (text) => RULE.replace(/ {2}test "hit"[\s\S]*$/, `${text}}\n`),
  };
  test("has examples of every form", () =>
    expect(new Set(blocks.map((block) => block.form))).toEqual(new Set(Object.keys(whole))));
  for (const [index, { form, text }] of blocks.entries()) {
    test(`example ${index + 1} (${form}) compiles without a word`, () => {
      const source = (whole[form] as (text: string) => string)(text);
      const first = form === "tuning" ? blocks[0]?.text : undefined;
      const { rules, lines } = checkTuned(first, source, files);
      expect(lines).toEqual([]);
      expect(rules.length).toBe(1);
    });
  }
});
