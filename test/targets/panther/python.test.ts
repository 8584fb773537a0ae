import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pythonConstant, pythonString, pythonVariable } from "../../../src/targets/kit/python.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { path, someSpan } from "../../laws/generators.ts";
import { makeRule, template } from "./make-rule.ts";
import { runModules } from "./panther-core.ts";
import { pythonWith, runPython } from "./python-process.ts";

const awkward = [
  "'",
  '"',
  "'''",
  '"""',
  "\\",
  "\\n",
  "\n",
  "\r",
  "\t",
  "\0",
  "\x07",
  "\x7f",
  "\x85",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ud800",
  "é",
  "😀",
  "{",
  "}",
  "{{",
  "{0}",
  "%s",
  "$",
  "`",
  "|",
  "#",
  " ",
  "word",
  "\\u0041",
  "\\N{BULLET}",
];
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.array(fc.constantFrom(...awkward), { maxLength: 12 }).map((parts) => parts.join("")),
);
const samples = fc.sample(texts, { numRuns: 10_000, seed: 11 });

describe("Python literals", () => {
  test("are printable ASCII and never end early", () => {
    for (const text of samples) expect(pythonString(text)).toMatch(/^(["'])(?:[ -[\]-~]|\\[ -~])*\1$/);
  });

  const python = pythonWith("ast", "10,000 literals read back by CPython");
  test.skipIf(!python)("are read back by CPython as they were", () => {
    const script = `import ast, json, sys
print(json.dumps([ast.literal_eval(one) for one in json.load(sys.stdin)]))`;
    expect(runPython<string[]>(python as string, script, samples.map(pythonString))).toEqual(samples);
  });

  const core = pythonWith("panther_core", "10,000 texts in titles, on CPython with panther_core");
  test.skipIf(!core)("stay whole in f-strings, short or long", { timeout: 60_000 }, () => {
    const condition = { kind: "exists" as const, subject: path("eventName"), origin: someSpan };
    const eventName = path("eventName");
    const asText = path("eventName", { type: "text" });
    const expected: string[] = [];
    const runs = Array.from({ length: samples.length / 4 }, (_, index) => {
      const [a, b, c, d] = samples.slice(4 * index, 4 * index + 4) as [string, string, string, string];
      expected.push(`${a}x${b}x${c}${c || "<…>"}${d}`);
      const fallback = {
        kind: "value" as const,
        value: { alternatives: [{ kind: "text" as const, text: c || "<…>" }], shown: "", origin: someSpan },
      };
      const title = template(a, eventName, b, asText, c, d);
      const parts = [...title.parts.slice(0, -1), fallback, ...title.parts.slice(-1)];
      const rule = makeRule({ condition, alert: { title: [{ value: { ...title, parts } }] } });
      const { files } = panther.compile(rule, { name: "a", version: "1.0.0", author: "a" });
      return { module: files[0]?.content ?? "", events: [{ eventName: "x" }] };
    });
    const outcomes = runModules(core as string, runs);
    expect(outcomes.map(([one]) => one?.title ?? one?.error)).toEqual(expected);
  });
});

describe("names", () => {
  test("words that AWS begins with a small letter stay one", () => {
    const names = ["parameters dBInstanceIdentifier", "kMSKeyId", "dBName", "vpcId", "aBc"];
    expect(names.map((one) => pythonVariable(one, new Set()))).toEqual([
      "parameters_db_instance_identifier",
      "kms_key_id",
      "db_name",
      "vpc_id",
      "a_bc",
    ]);
  });

  test("are Python's way, and taken only once", () => {
    const used = new Set<string>();
    const constants = ["eventNames", "event names", "x-amz-acl", "ARN", "123", "é", "policyARNs"].map((one) =>
      pythonConstant(one, used),
    );
    expect(constants).toEqual([
      "EVENT_NAMES",
      "EVENT_NAMES_2",
      "X_AMZ_ACL",
      "ARN",
      "VALUE_123",
      "VALUE",
      "POLICY_ARNS",
    ]);
    const variables = ["class", "event", "userName", "type", "_"].map((one) => pythonVariable(one, used));
    expect(variables).toEqual(["class_2", "event_2", "user_name", "type_2", "value"]);
  });
});
