/** Elasticsearch's EQL, row by row: what each operator gives on each kind of value, and what is refused. */
import { describe, expect, test } from "vitest";
import { parseEql } from "../../../src/targets/elastic/engine/eql/parse.ts";
import { eql, type Values } from "./support.ts";

/** Five documents and more that tell the operators apart, by number. */
const documents: readonly Values[] = [
  {},
  { a: "Foo", ip: "10.1.2.3", num: 5, b: true, arr: ["x", "Y", "zed"] },
  { a: "foo", ip: "192.168.0.1", arr: ["Q"] },
  { num: 7 },
  {},
  { a: "", num: 0, b: false, "nest.k": "v" },
  { a: "F*x" },
];

/** Numbers of the documents, without the first, that a condition finds. */
const found = (condition: string) => documents.flatMap((one, at) => (at > 0 && eql(condition, one) ? [at] : []));

describe("each operator finds what Elasticsearch finds", () => {
  test.each<[condition: string, numbers: number[]]>([
    // `==`, `in`, `like`, `regex` and functions mind case; `:` and `~` do not.
    ['a == "Foo"', [1]],
    ['a == "foo"', [2]],
    ['a : "foo"', [1, 2]],
    ['a : "F*"', [1, 2, 6]],
    ['a : "f?o"', [1, 2]],
    ['a : ("zed", "fo?")', [1, 2]],
    ['a like "F*"', [1, 6]],
    ['a like~ "f*"', [1, 2, 6]],
    ['a like "f?o"', [2]],
    ['a like ("nothing", "*o")', [1, 2]],
    ['a in ("Foo", "x")', [1]],
    ['a in~ ("FOO")', [1, 2]],
    ['a regex "F.o"', [1]],
    ['a regex~ "f.o"', [1, 2]],
    ['a regex ("F.o", "f..")', [1, 2]],
    ['startsWith(a, "f")', [2]],
    ['startsWith~(a, "f")', [1, 2, 6]],
    ['endsWith(a, "oo")', [1, 2]],
    ['endsWith~(a, "OO")', [1, 2]],
    ['stringContains(a, "oo")', [1, 2]],
    ['stringContains(a, "OO")', []],
    ['stringContains~(a, "OO")', [1, 2]],
    // A wildcard stands only in `:` and `like`; `==` and `in` take it as it is.
    ['a == "F*x"', [6]],
    ['a == "F*"', []],
    ['a in~ ("f*")', []],
    // A regular expression fits the whole value, and `^` is a sign like others.
    ['a regex "oo"', []],
    ['a regex "^Foo$"', []],
    ['a regex "F[*]x"', [6]],
    // The texts of `stringContains` and `endsWith` are Lucene wildcards.
    ['stringContains(a, "F*o")', [1]],
    ['stringContains(a, "\\\\*")', [6]],
    ['endsWith(a, "?oo")', [1, 2]],
    ['endsWith(a, "\\\\*x")', [6]],
    ['startsWith(a, "F*")', [6]],
    // Two truth values: no value, no hit; negations are the plain opposite.
    ['a != "Foo"', [2, 3, 4, 5, 6]],
    ['not a == "Foo"', [2, 3, 4, 5, 6]],
    ['not (a : "foo")', [3, 4, 5, 6]],
    ['not a : "foo"', [3, 4, 5, 6]],
    ['a not in ("Foo")', [2, 3, 4, 5, 6]],
    ['not startsWith(a, "F")', [2, 3, 4, 5]],
    ['not stringContains(a, "oo")', [3, 4, 5, 6]],
    ['not cidrMatch(ip, "10.0.0.0/8")', [2, 3, 4, 5, 6]],
    ['not (a == "Foo" and b == true)', [2, 3, 4, 5, 6]],
    ["a == null", [3, 4]],
    ["a != null", [1, 2, 5, 6]],
    ["not a != null", [3, 4]],
    ["num == null", [2, 4, 6]],
    ["ip != null", [1, 2]],
    // Any value of several; a negation says that none does.
    ['arr == "x"', [1]],
    ['arr : "y"', [1]],
    ['arr in ("x", "Q")', [1, 2]],
    ['arr != "x"', [2, 3, 4, 5, 6]],
    ['not arr == "x"', [2, 3, 4, 5, 6]],
    ['arr == "x" and arr == "zed"', [1]],
    ['cidrMatch(ip, "10.0.0.0/8")', [1]],
    ['cidrMatch(ip, "10.0.0.0/8", "192.168.0.0/16")', [1, 2]],
    ["num > 4", [1, 3]],
    ["num >= 5 and num <= 5", [1]],
    ["not (num > 4)", [2, 4, 5, 6]],
    ["num == 5", [1]],
    ["num in (0, 7)", [3, 5]],
    ["num < 1", [5]],
    ["b == true", [1]],
    ["b != true", [2, 3, 4, 5, 6]],
    ["b == false", [5]],
    ['nest.k == "v"', [5]],
    ["?nowhere == null", [1, 2, 3, 4, 5, 6]],
    ['?nowhere == "x"', []],
    ['not ?nowhere == "x"', [1, 2, 3, 4, 5, 6]],
    ['?a == "Foo"', [1]],
    // `not` binds tighter than `and`, `and` than `or`.
    ['a == "Foo" or a == "foo" and b == true', [1]],
    ['(a == "Foo" or a == "foo") and b == true', [1]],
    ['not a == "Foo" and arr == "Q"', [2]],
    ['a == "F*x" or not a != null and num == 7', [3, 6]],
    ["true", [1, 2, 3, 4, 5, 6]],
    ["false or num == 7", [3]],
  ])("%s", (condition, numbers) => {
    expect(found(condition)).toEqual(numbers);
  });
});

describe("texts in a query", () => {
  test.each<[text: string, value: string]>([
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"\\n\\r\\t\\b\\f"', "\n\r\t\b\f"],
    ['"\\u{6f}\\u{1F600}"', "o😀"],
    ['"""C:\\new "x" """', 'C:\\new "x" '],
    ['"""ends in a quote""""', 'ends in a quote"'],
    ['"""in two"""""', 'in two""'],
    ['"a*b?c"', "a*b?c"],
  ])("%s is the text %j", (text, value) => {
    expect(eql(`a == ${text}`, { a: value })).toBe(true);
  });

  test("a backslash in a pattern of `:` and `like` is itself", () => {
    expect(eql('a like "C:\\\\*"', { a: "C:\\Windows" })).toBe(true);
    expect(eql('a like "\\\\*"', { a: "*" })).toBe(false);
  });

  test("a lone backslash at the end of a contained text makes the closing run a sign", () => {
    expect(eql('stringContains(a, "a\\\\")', { a: "xa\\y" })).toBe(false);
    expect(eql('stringContains(a, "a\\\\")', { a: "xa*" })).toBe(true);
    expect(eql('stringContains(a, "a\\\\\\\\")', { a: "xa\\y" })).toBe(true);
  });

  test("`?` stands for one character, also beyond the basic plane", () => {
    expect(eql('a like "x?y"', { a: "x😀y" })).toBe(true);
    expect(eql('a like "x??y"', { a: "x😀y" })).toBe(false);
    expect(eql('a regex "x.y"', { a: "x😀y" })).toBe(true);
  });
});

test("case is ASCII's, or Unicode's where the engine is asked for a newer Elasticsearch", () => {
  for (const sign of ["\u212a", "\u017f"]) {
    const letter = sign === "\u212a" ? "k" : "s";
    expect(eql(`a : "${letter}"`, { a: sign })).toBe(false);
    expect(eql(`a : "${letter}"`, { a: sign }, "unicode")).toBe(true);
    expect(eql(`a == "${letter}"`, { a: sign }, "unicode")).toBe(false);
    expect(eql(`a regex~ "${letter}+"`, { a: sign }, "unicode")).toBe(true);
  }
  expect(eql('a : "É"', { a: "é" }, "unicode")).toBe(false);
});

describe("what Elasticsearch refuses, or Tocsin never prints, is an error", () => {
  test.each([
    "nowhere == 1",
    'flat == "x"',
    'flat.key == "x"',
    'words == "x"',
    'when == "2026-01-01T00:00:00Z"',
    'looked == "x"',
    "a == 5",
    "a == true",
    'b == "true"',
    'num == "5"',
    'num : "5"',
    'b : "true"',
    'ip : "10.*"',
    'a < "x"',
    "a == b",
    '"x" == a',
    'a = "x"',
    "a == 'x'",
    'a : ("x", 1)',
    "a : null",
    "a < null",
    'cidrMatch(a, "10.0.0.0/8")',
    'cidrMatch(ip, "10.0.0.0")',
    'cidrMatch(ip, "10.0.0.0/33")',
    'cidrMatch(ip, "::ffff:10.0.0.0/104")',
    "cidrMatch(ip)",
    'stringContains(a, "")',
    'stringContains(a, "x", "y")',
    "stringContains(a, arr)",
    "length(a) == 3",
    'wildcard(a, "x")',
    'arrayContains(a, "x")',
    "a",
    "not",
    'a == "x" and',
    '(a == "x"',
    'a == "x")',
    'a == "x" | head 5',
    'a == "x" // comment',
    'a == "\\d"',
    'a == "\\u{d800}"',
    'a == "unclosed',
    'a == "two\nlines"',
    'a == """two\nlines"""',
    'a regex "\\\\d+"',
    'a regex "a&b"',
    'a regex "~a"',
    'a regex "<1-5>"',
    'a regex "("',
    'a regex~ "[a-z]"',
    'a in "x"',
    "a in ()",
    'a.like == "x"',
  ])("%s", (condition) => {
    expect(() => eql(condition, { a: "x" })).toThrow(/EQL|regular expression/);
  });

  test.each(["sequence [any where true] [any where true]", "iam where true", "", "any", "any where"])("%s", (query) => {
    expect(() => parseEql(query)).toThrow(/EQL/);
  });
});

test("deep nesting is an error, not a crash", () => {
  expect(() => eql(`${"(".repeat(20_000)}true${")".repeat(20_000)}`, {})).toThrow(/EQL/);
  expect(() => eql(`${"not ".repeat(20_000)}true`, {})).toThrow(/EQL/);
});

test("a regular expression has at most 1,000 characters, those of a list all together", () => {
  expect(eql(`a regex "${"x".repeat(1000)}"`, { a: "x".repeat(1000) })).toBe(true);
  expect(() => eql(`a regex "${"x".repeat(1001)}"`, {})).toThrow(/1000/);
  expect(() => eql(`a regex ("${"x".repeat(600)}", "${"y".repeat(600)}")`, {})).toThrow(/1000/);
});
