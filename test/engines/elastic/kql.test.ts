/** KQL as a detection rule runs it: Kibana's grammar, and Elasticsearch's queries for what it means. */
import { describe, expect, test } from "vitest";
import { kql, type Values } from "./support.ts";

describe("what a query finds", () => {
  test.each<[condition: string, values: Values, found: boolean]>([
    // Terms: the whole of some value, and case counts.
    ['a: "Foo"', { a: "Foo" }, true],
    ['a: "foo"', { a: "Foo" }, false],
    ['a: "Fo"', { a: "Foo" }, false],
    ["a: Foo", { a: "Foo" }, true],
    ["a:Foo", { a: "Foo" }, true],
    ['a : "x"', { a: ["w", "x"] }, true],
    ['a: "x y"', { a: "x y" }, true],
    ['a: "*"', { a: "x" }, false],
    ['a: "*"', { a: "*" }, true],
    // Missing is false, and its negation true.
    ['a: "x"', {}, false],
    ['not a: "x"', {}, true],
    ['not a: "x"', { a: ["w", "x"] }, false],
    ["a: *", {}, false],
    ["a: *", { a: "x" }, true],
    ["a: *", { a: "" }, true],
    ["not a: *", {}, true],
    ["b: *", { b: false }, true],
    ["ip: *", { ip: "10.0.0.1" }, true],
    ["when: *", {}, false],
    // Wildcards stand only outside quotes.
    ["a: F*", { a: "Foo" }, true],
    ["a: f*", { a: "Foo" }, false],
    ["a: *oo", { a: "Foo" }, true],
    ["a: *o*", { a: "Foo" }, true],
    ["a: F*o*", { a: "Foo" }, true],
    ["a: F?o", { a: "Foo" }, false],
    ["a: F?*", { a: "F?x" }, true],
    ["a: F?*", { a: "Fox" }, false],
    ['a: "F*"', { a: "Foo" }, false],
    ["a: F\\*", { a: "F*" }, true],
    ["a: F\\*", { a: "Foo" }, false],
    ["a: F\\**", { a: "F*x" }, true],
    ["a: C\\:\\\\*", { a: "C:\\x" }, true],
    ["a: \\(x\\)*", { a: "(x)y" }, true],
    ["a: \\u0041*", { a: "Ab" }, true],
    ["a: ab*cd", { a: "abcd" }, true],
    ["a: ab*bc", { a: "abc" }, false],
    // Lists.
    ['a: ("x" or "y")', { a: "y" }, true],
    ["a: (x* or *y)", { a: "zy" }, true],
    ['a: ("x" and "y")', { a: ["y", "x"] }, true],
    ['a: ("x" and "y")', { a: "x" }, false],
    ['a: (not "x")', { a: "y" }, true],
    ['not a: ("x" or "y")', { a: "z" }, true],
    ['a: (\n  "x" or\n  "y"\n)', { a: "x" }, true],
    ['a: ("x" or ("y" and "z"))', { a: ["y", "z"] }, true],
    // `not` binds one test, `and` tighter than `or`.
    ['a: "x" or a: "y" and b: true', { a: "x" }, true],
    ['(a: "x" or a: "y") and b: true', { a: "x" }, false],
    ['not a: "x" and b: true', { a: "y", b: true }, true],
    ['not (a: "x" and b: true)', { a: "x", b: false }, true],
    ['a: "x" AND b: true', { a: "x", b: true }, true],
    ['NOT a: "x"', { a: "y" }, true],
    ['a: "x"\n    and b: true', { a: "x", b: true }, true],
    // Booleans and addresses.
    ["b: true", { b: true }, true],
    ['b: "true"', { b: true }, true],
    ["b: false", { b: true }, false],
    ['ip: "10.0.0.0/8"', { ip: "10.1.2.3" }, true],
    ['ip: "10.0.0.0/8"', { ip: "11.1.2.3" }, false],
    ['ip: "10.1.2.3"', { ip: "10.1.2.3" }, true],
    ['ip: "2001:db8::/32"', { ip: "2001:db8::7" }, true],
    ['ip: "::1"', { ip: "0:0:0:0:0:0:0:1" }, true],
    // Keys of a flattened field: terms, prefixes, existence; values are texts.
    ['flat.k: "true"', { "flat.k": true }, true],
    ["flat.k: true", { "flat.k": true }, true],
    ['flat.k: "22"', { "flat.k": 22 }, true],
    ['flat.k.l: "v"', { "flat.k.l": "v" }, true],
    ['flat.k: "v"', { "flat.k.l": "v" }, false],
    ["flat.k: *", { "flat.k": "v" }, true],
    ["flat.k: *", { "flat.kk": "v" }, false],
    ["flat.k: *", { "flat.k.l": "v" }, false],
    ["flat.k: v*", { "flat.k": ["w", "vw"] }, true],
    ['flat.k: ("a" or b*)', { "flat.k": "bc" }, true],
    ['flat.x-amz-acl: "public-read"', { "flat.x-amz-acl": "public-read" }, true],
    ['flat.k: "v"', { "flat.K": "v" }, false],
    // Times: a bound without a fraction means the whole second.
    ['when < "2026-01-01T00:00:00Z"', { when: "2025-12-31T23:59:59Z" }, true],
    ['when < "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:00Z" }, false],
    ['when <= "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:00.500Z" }, true],
    ['when > "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:00.500Z" }, false],
    ['when > "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:01Z" }, true],
    ['when >= "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:00Z" }, true],
    ['when: "2026-01-01T00:00:00Z"', { when: "2026-01-01T00:00:00.5Z" }, true],
    ['when < "2026-01-01T00:00:00Z"', {}, false],
    ['not when < "2026-01-01T00:00:00Z"', {}, true],
  ])("%s on %j: %s", (condition, values, found) => {
    expect(kql(condition, values)).toBe(found);
  });
});

describe("quoted values", () => {
  test.each<[text: string, value: string]>([
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"\\t\\r\\n"', "\t\r\n"],
    ['"\\u00e9"', "é"],
    ['"\\d"', "\\d"],
    ['"a or b"', "a or b"],
    ['"not x"', "not x"],
    ['"(x)*:{y}<"', "(x)*:{y}<"],
    ['" x "', " x "],
  ])("%s is the text %j", (text, value) => {
    expect(kql(`a: ${text}`, { a: value })).toBe(true);
  });
});

describe("the words of the grammar", () => {
  test("a value that ends in `not` before white space ends too early, as in Kibana", () => {
    expect(() => kql("a: *cannot and b: true", {})).toThrow(/KQL/);
    expect(kql("a: (*cannot)", { a: "I cannot" })).toBe(true);
    expect(kql("a: *can\\u006eot and b: true", { a: "I cannot", b: true })).toBe(true);
  });

  test("`or` and `and` are words only between white space", () => {
    expect(kql("a: for*", { a: "form" })).toBe(true);
    expect(kql("a: (or or and)", { a: "and" })).toBe(true);
    expect(kql("a: \\or", { a: "or" })).toBe(true);
  });

  test("`\\n` is a line break, also where `\\not` was meant", () => {
    expect(() => kql("a: x\\not", {})).toThrow(/white space/);
    expect(kql("a: \\NOT", { a: "NOT" })).toBe(true);
  });
});

describe("what Kibana or Elasticsearch refuses, or Tocsin never prints, is an error", () => {
  test.each([
    "",
    "x",
    '"x"',
    "a:",
    "a: x y",
    "a: x y*",
    "a: (x or y",
    "a: ()",
    "a: x)",
    "a: null",
    'a: "unclosed',
    'a: "x" b: "y"',
    "not not a: x",
    "*: x",
    "a*: x",
    "a: { k: x }",
    'nowhere: "x"',
    'words: "x"',
    'looked: "x"',
    'flat: "x"',
    "flat.k: *v",
    "flat.k: v*w",
    "flat.k: *v*",
    'flat.k < "x"',
    'a < "x"',
    "b: yes",
    "b: t*",
    "ip: 10.*",
    'ip: "nowhere"',
    "when: 2026*",
    'when < "soon"',
    'when < "2026-01-01"',
    "when < *",
    "a: <x",
    "a: x\\",
  ])("%s", (condition) => {
    expect(() => kql(condition, { a: "x" })).toThrow(/KQL/);
  });
});

test("deep nesting is an error, not a crash", () => {
  expect(() => kql(`${"(".repeat(20_000)}a: x${")".repeat(20_000)}`, {})).toThrow(/KQL/);
  expect(() => kql(`a: ${"(".repeat(20_000)}x${")".repeat(20_000)}`, {})).toThrow(/KQL/);
});
