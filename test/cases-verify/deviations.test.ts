/** Each declared deviation holds where it should, and nowhere near it: what it does not hold for is never excused. */
import { describe, expect, test } from "vitest";
import { deviationFor, deviations } from "../../src/cases/deviations.ts";
import { weighVerdict } from "../../src/cases/verify.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { WrittenNumber } from "../../src/ir/json.ts";
import type { DeviationId } from "../../src/targets/target.ts";
import { ruleFromText } from "../equivalence/support/rule-from-text.ts";

const conditionOf = (text: string) => {
  const rule = ruleFromText(text);
  if ("refused" in rule) throw new Error(rule.refused);
  return rule.condition;
};

const time = { eventTime: "2026-01-01T00:00:00Z" };
const parameters = (value: JsonObject): JsonObject => ({ ...time, requestParameters: value });
const long = (length: number) => "x".repeat(length);

type Row = readonly [id: DeviationId, condition: string, holds: JsonObject, doesNot: JsonObject];

const table: readonly Row[] = [
  ["shape", 'userAgent == "a"', { ...time, userAgent: ["a"] }, { ...time, userAgent: "a" }],
  ["shape", 'requestParameters.l[] == "a"', parameters({ l: [["a"]] }), parameters({ l: ["a"] })],
  ["shape", 'requestParameters.a.b == "a"', parameters({ a: [{ b: "a" }] }), parameters({ a: { b: "a" }, c: [] })],
  ["shape", "userIdentity.arn exists", { ...time, userIdentity: { arn: { b: 1 } } }, parameters({ arn: { b: 1 } })],
  ["bare-object", "requestParameters.a exists", parameters({ a: { b: 1 } }), parameters({ a: 1, b: {} })],
  ["bare-object", "requestParameters.a[] exists", parameters({ a: [{ b: 1 }] }), parameters({ a: [1, {}] })],
  ["shape", 'requestParameters.a == "a"', parameters({ a: ["a"] }), parameters({ a: { b: 1 } })],
  ["shape", 'requestParameters.l[] == "a"', parameters({ l: true }), parameters({ l: [true] })],
  ["void-text", 'userAgent != "a"', { ...time, userAgent: "-" }, { ...time, userAgent: "--", errorCode: "none" }],
  ["void-text", "requestParameters.l[] exists", parameters({ l: ["a", "none"] }), parameters({ l: ["NONE"] })],
  ["null-text", 'userAgent != "a"', { ...time, userAgent: "null" }, { ...time, userAgent: "success" }],
  ["null-text", "errorCode exists", { ...time, errorCode: "success" }, { ...time, errorMessage: "success" }],
  ["fraction", 'requestParameters.n == "1"', parameters({ n: new WrittenNumber("1.0") }), parameters({ n: 1 })],
  [
    "fraction",
    "requestParameters.n < 2",
    parameters({ n: new WrittenNumber("1e0") }),
    parameters({ n: new WrittenNumber("1.5") }),
  ],
  ["type", 'userAgent == "1"', { ...time, userAgent: 1 }, { ...time, userAgent: "1", awsRegion: 1 }],
  ["type", 'userAgent contains "a"', { ...time, userAgent: ["a"] }, parameters({ userAgent: ["a"] })],
  ["misfit", 'userAgent == "1"', { ...time, awsRegion: { a: 1 } }, { ...time, awsRegion: 1, readOnly: "true" }],
  ["misfit", "readOnly == true", { ...time, readOnly: "yes" }, { ...time, readOnly: true }],
  ["misfit", "eventTime > 2026-01-01", {}, time],
  [
    "misfit",
    "resources[].ARN exists",
    { ...time, resources: { ARN: "a" } },
    { ...time, resources: [{ ARN: "a" }, {}] },
  ],
  ["misfit", 'requestParameters.a == "a"', { ...time, requestParameters: "a" }, parameters({ a: {} })],
  [
    "misfit",
    'outcome == "failure"',
    { ...time, responseElements: { ConsoleLogin: 7 } },
    { ...time, responseElements: { ConsoleLogin: "7" } },
  ],
  ["folding", 'userAgent contains "kali" nocase', { ...time, userAgent: "\u212aali" }, { ...time, userAgent: "éali" }],
  [
    "folding",
    'userAgent contains "kali" nocase or awsRegion == "k"',
    { ...time, userAgent: "\u017f" },
    { ...time, awsRegion: "\u212a" },
  ],
  ["folding", "userAgent == errorCode nocase", { ...time, userAgent: "É" }, { ...time, userAgent: "漢" }],
  [
    "folding",
    'outcome == "x"',
    { ...time, responseElements: { ConsoleLogin: "É" } },
    { ...time, responseElements: { ConsoleLogin: "E" } },
  ],
  ["key-case", 'userAgent == "a"', { ...time, useragent: "a" }, { ...time, userAgent: "a", Errorcode: "x" }],
  [
    "key-case",
    'requestParameters.a.b == "a"',
    parameters({ A: { b: "a" } }),
    parameters({ a: { b: "a" }, c: { B: 1 } }),
  ],
  ["dotted-key", 'requestParameters.a.b == "a"', parameters({ "a.b": "a" }), parameters({ "b.a": "a" })],
  [
    "dotted-key",
    'requestParameters.a.b.c == "a"',
    parameters({ a: { "b.c": "a" } }),
    parameters({ a: { "c.b": "a" } }),
  ],
  ["long-value", 'userAgent contains "a"', { ...time, userAgent: long(1_025) }, { ...time, userAgent: long(1_024) }],
  ["long-value", 'requestParameters.a == "a"', parameters({ b: long(8_200) }), parameters({ b: long(1_100) })],
  ["long-record", 'userAgent == "a"', { ...time, other: long(5_000) }, { ...time, other: long(4_900) }],
  [
    "odd-address",
    "sourceIPAddress is ip",
    { ...time, sourceIPAddress: "010.0.0.1" },
    { ...time, sourceIPAddress: "10.0.0.1" },
  ],
  [
    "odd-address",
    "sourceIPAddress is ip",
    { ...time, sourceIPAddress: "::ffff:10.0.0.1" },
    { ...time, sourceIPAddress: "2001:db8::1" },
  ],
  [
    "odd-address",
    "sourceIPAddress is ip",
    { ...time, sourceIPAddress: "fe80::1%eth0" },
    { ...time, userAgent: "fe80::1%eth0" },
  ],
  ["bracket-text", 'requestParameters.l[] contains "a"', parameters({ l: ["{a"] }), parameters({ l: ["a{"] })],
  [
    "character-bytes",
    'userAgent like "a?b"',
    { ...time, userAgent: "aéb" },
    { ...time, userAgent: "a.b", errorCode: "é" },
  ],
  ["character-bytes", "userAgent matches /a.b/", { ...time, userAgent: "aéb" }, { ...time, userAgent: "a.b" }],
];

describe("a deviation holds where it should, and not beside it:", () => {
  test.each(table)("%s: %s", (id, text, holds, doesNot) => {
    const condition = conditionOf(text);
    expect(deviationFor([id], condition, holds)?.id).toBe(id);
    expect(deviationFor([id], condition, doesNot)).toBeUndefined();
  });

  test("each has a row", () => {
    expect(new Set(table.map(([id]) => id))).toEqual(new Set(deviations().map((one) => one.id)));
  });

  test("one that is not declared never does", () => {
    for (const [id, text, holds] of table) {
      const others = deviations()
        .map((one) => one.id)
        .filter((one) => one !== id);
      expect(deviationFor(others, conditionOf(text), holds)?.id).not.toBe(id);
      expect(deviationFor([], conditionOf(text), holds)).toBeUndefined();
    }
  });

  test("none holds for an ordinary record", () => {
    const event = {
      ...time,
      eventName: "CreateUser",
      userIdentity: { type: "IAMUser", userName: "alice" },
      requestParameters: { userName: "bob", tags: [{ key: "a", value: "b" }] },
      resources: [{ ARN: "arn:aws:iam::111122223333:user/bob" }],
      sourceIPAddress: "203.0.113.9",
      readOnly: false,
    };
    const all = deviations().map((one) => one.id);
    for (const [, text] of table) expect(deviationFor(all, conditionOf(text), event)).toBeUndefined();
  });
});

describe("a verdict is weighed:", () => {
  const condition = conditionOf('userAgent == "a"');
  const list = { ...time, userAgent: ["a"] };
  const weigh = (verdict: Parameters<typeof weighVerdict>[0], event: JsonObject = list) =>
    weighVerdict(verdict, false, ["shape"], condition, event);

  test("the same verdict agrees, whatever holds", () => expect(weigh({ alerts: false })).toEqual({ kind: "agrees" }));
  test("another one is excused by what holds", () =>
    expect(weigh({ alerts: true })).toEqual({ kind: "excused", by: "shape" }));
  test("by nothing else", () => expect(weigh({ alerts: true }, time)).toEqual({ kind: "differs", found: true }));
  test("an error is never excused", () =>
    expect(weigh({ error: "TypeError" })).toEqual({ kind: "differs", found: "TypeError" }));
  test("what documentation leaves open may be", () =>
    expect(weigh({ error: "open", undocumented: true }).kind).toBe("excused"));
  test("but need not be", () => expect(weigh({ error: "open", undocumented: true }, time).kind).toBe("differs"));
  test("what was not run counts for nothing", () =>
    expect(weigh({ error: "not here", notRun: true })).toEqual({ kind: "not run" }));
});
