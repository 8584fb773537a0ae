import { beforeAll, describe, expect, test } from "vitest";
import { type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import type { OrderOperator } from "../../src/ir/predicate.ts";
import { compileCondition, holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes, usesRegexes } from "../../src/semantics/match-regex.ts";
import * as build from "./build.ts";

beforeAll(loadRegexes);

describe("nocase folds ASCII letters and nothing else", () => {
  const rows: readonly (readonly [text: string, other: string, verdict: boolean])[] = [
    ["Kali", "kALI", true],
    ["\u212aali", "kali", false],
    ["ſts", "sts", false],
    ["İam", "iam", false],
    ["ıam", "iam", false],
    ["ÀB-Ab", "Àb-ab", true],
    ["Àb", "àb", false],
    ["[", "{", false],
    ["@", "`", false],
  ];
  test.each(rows)("%s and %s", (text, other, verdict) => {
    expect(holds(build.fieldCompare("a", "equals", "b", true), { a: text, b: other })).toBe(verdict);
    expect(holds(build.textTest("contains", "a", [other], true), { a: `x${text}y` })).toBe(verdict);
    expect(holds(build.like("a", [build.pattern(`?${other}*`)], true), { a: `x${text}y` })).toBe(verdict);
  });
});

test("texts are not normalised", () => {
  expect(holds(build.equals("a", "é"), { a: "e\u0301" })).toBe(false);
});

describe("many texts", () => {
  const texts = Array.from({ length: 50 }, (_, index) => `Text${index}`);
  test("a long list is asked as a short one", () => {
    const condition = compileCondition(build.equals("a", ...texts));
    expect([condition({ a: "Text49" }), condition({ a: "text49" }), condition({ a: "Text50" })]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test("without case too", () => {
    const condition = compileCondition(build.textTest("equals", "a", texts, true));
    expect([condition({ a: "tEXT49" }), condition({ a: "Text50" })]).toEqual([true, false]);
  });
});

describe("like", () => {
  const rows: readonly (readonly [pattern: string, fits: readonly string[], doesNot: readonly string[]])[] = [
    ["abc", ["abc"], ["ab", "abcd", "ABC", ""]],
    ["a*", ["a", "ab", "a\nb"], ["ba", ""]],
    ["*a", ["a", "ba"], ["ab"]],
    ["*a*", ["a", "bac"], ["b"]],
    ["a*b", ["ab", "aab", "a*b"], ["a", "b", "aba"]],
    ["ab*ba", ["abba", "abxba"], ["aba"]],
    ["a*b*c", ["abc", "aXbXc", "abbcc"], ["acb", "ab"]],
    ["*ab*ab*", ["abab", "xabyabz"], ["aba", "ab"]],
    ["?", ["a", "😀", "\n", "é"], ["ab", "", "e\u0301"]],
    ["??", ["ab", "😀a"], ["😀", "a"]],
    ["a?c", ["abc", "a😀c"], ["ac", "abbc"]],
    ["*?a", ["xa", "xya"], ["a"]],
    ["?*", ["a", "ab"], [""]],
    ["a?*?b", ["axyb", "axxxb"], ["axb", "ab"]],
    ["*a?", ["xab", "aab", "aba?"], ["xa"]],
    ["*.example.com", ["www.example.com"], ["wwwXexample.com"]],
    ["*[a-z]*", ["x[a-z]y"], ["abc"]],
    ["^a$", ["^a$"], ["a"]],
  ];
  test.each(rows)("%s", (pattern, fits, doesNot) => {
    const condition = compileCondition(build.like("f", [build.pattern(pattern)]));
    expect(fits.filter((text) => !condition({ f: text }))).toEqual([]);
    expect(doesNot.filter((text) => condition({ f: text }))).toEqual([]);
  });

  test("takes time in proportion, whatever the pattern", () => {
    const text = "a".repeat(20_000);
    const started = performance.now();
    expect(holds(build.like("f", [build.pattern(`${"*a?".repeat(30)}*b`)]), { f: text })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("matches", () => {
  const { literal, sequence, oneOf, repeat, anyCharacter, characters, notCharacters, regex } = build;
  const rows: readonly (readonly [
    name: string,
    pattern: ReturnType<typeof regex>,
    finds: readonly string[],
    doesNot: readonly string[],
  ])[] = [
    ["somewhere", regex(literal("ab")), ["ab", "xaby"], ["a", "AB"]],
    ["at the start", regex(literal("ab"), "^"), ["abx"], ["xab", "x\nab"]],
    ["at the very end", regex(literal("ab"), "$"), ["xab"], ["ab\n", "abx"]],
    ["anchors bind all alternatives", regex(oneOf(literal("a"), literal("b")), "^$"), ["a", "b"], ["ab", "ax", "xb"]],
    [
      "a dot is any character",
      regex(sequence(literal("a"), anyCharacter, literal("b")), "^$"),
      ["axb", "a\nb", "a\rb", "a\u2028b", "a😀b"],
      ["ab", "axxb"],
    ],
    ["a class", regex(characters("az", "09"), "^$"), ["a", "5"], ["A", "-"]],
    ["a negated class takes line breaks", regex(notCharacters("az"), "^$"), ["\n", "😀", "A"], ["a", ""]],
    ["odd characters in classes", regex(characters("]^", "--", "\\\\"), "^$"), ["]", "^", "-", "\\"], ["a", "["]],
    ["code points past 2^16", regex(characters("😀🙏"), "^$"), ["😁"], ["x", "🀀"]],
    [
      "what RE2 would read otherwise",
      regex(literal("a.b*(c)|[d]{2}^$\\z?+ #"), "^$"),
      ["a.b*(c)|[d]{2}^$\\z?+ #"],
      ["aXb(c)"],
    ],
    ["counts", regex(repeat(literal("ab"), 2, 3), "^$"), ["abab", "ababab"], ["ab", "abababab"]],
    [
      "a repeated group of alternatives",
      regex(sequence(literal("x"), repeat(oneOf(literal("a"), literal("bc")), 1)), "^$"),
      ["xabca", "xbc"],
      ["x", "xb"],
    ],
    [
      "alternatives in a sequence",
      regex(sequence(literal("x"), oneOf(literal("a"), literal("b")), literal("y")), "^$"),
      ["xay", "xby"],
      ["xa", "by"],
    ],
    [
      "the largest counts that are allowed",
      regex(repeat(repeat(literal("a"), 5, 5), 200, 200), "^$"),
      ["a".repeat(1000)],
      ["a".repeat(999), "a".repeat(1001)],
    ],
    ["nothing folds by itself", regex(literal("k"), "^$"), ["k"], ["K", "\u212a"]],
  ];
  test.each(rows)("%s", (_name, pattern, finds, doesNot) => {
    const condition = compileCondition(build.matches("f", pattern));
    expect(finds.filter((text) => !condition({ f: text }))).toEqual([]);
    expect(doesNot.filter((text) => condition({ f: text }))).toEqual([]);
  });

  test("runs in linear time", () => {
    const evil = regex(
      sequence(repeat(characters("az"), 0), repeat(characters("az"), 0), repeat(characters("az"), 0), literal("!")),
      "^$",
    );
    const started = performance.now();
    expect(holds(build.matches("f", evil), { f: "a".repeat(50_000) })).toBe(false);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test("a condition knows whether it holds a regex", () => {
    const matching = build.matches("f", regex(literal("a")));
    expect(usesRegexes(build.not(build.some("l[]", matching)))).toBe(true);
    expect(usesRegexes(build.equals("f", "a"))).toBe(false);
    const derived = {
      kind: "derived",
      name: "d",
      cases: [{ value: { kind: "text", text: "x" }, when: matching }],
      type: "text",
      origin: build.origin,
    } as const;
    expect(usesRegexes({ kind: "exists", subject: derived, origin: build.origin })).toBe(true);
  });
});

describe("order", () => {
  const order = (value: JsonValue, operator: OrderOperator, limit: string) =>
    holds(build.numberOrder("f", operator, limit), { f: value });
  const below = (value: JsonValue, limit: string) =>
    (["<", "<=", ">", ">="] as const).map((operator) => order(value, operator, limit));
  test.each<[JsonValue, string]>([
    [1, "2"],
    [-2, "-1"],
    ["0.1", "0.11"],
    [new WrittenNumber("1.10"), "1.2"],
    ["999999999999998", "999999999999999"],
    ["-999999999999999", "-999999999999998"],
    ["-0.00000000000001", "0.00000000000001"],
    ["0.00000000000001", "0.00000000000002"],
    [9, "10"],
  ])("%s is below %s", (value, limit) => expect(below(value, limit)).toEqual([true, true, false, false]));
  test.each<[JsonValue, string]>([
    [0, "-0"],
    ["-0.0", "0"],
    [new WrittenNumber("1.50"), "1.5"],
    [22, "22.000"],
  ])("%s equals %s", (value, limit) => expect(below(value, limit)).toEqual([false, true, false, true]));
  test.each<JsonValue>([
    "",
    "x",
    "1e3",
    new WrittenNumber("1e3"),
    "01",
    ".5",
    "5.",
    "+1",
    " 1",
    "1 ",
    "0x10",
    "１",
    "1,5",
    true,
    1e15,
    "1000000000000000",
    "0.123456789012345",
    null,
    ["1"],
  ])("%s is no number", (value) => expect(below(value, "1")).toEqual([false, false, false, false]));

  const times = (text: JsonValue) =>
    (["<", "<=", ">", ">="] as const).map((operator) =>
      holds(build.timeOrder("t", operator, "2026-11-22T10:00:00Z"), { t: text }),
    );
  test("times", () => {
    expect(times("2026-11-22T09:59:59Z")).toEqual([true, true, false, false]);
    expect(times("2026-11-22T10:00:00Z")).toEqual([false, true, false, true]);
    expect(times("2027-01-01T00:00:00Z")).toEqual([false, false, true, true]);
  });
  test.each<JsonValue>([
    "2026-11-22",
    "2026-11-22T10:00:00.000Z",
    "2026-11-22T10:00:00+00:00",
    "2026-11-22 10:00:00Z",
    "2026-11-22T10:00:00z",
    "2026-11-22T10:00:00Z\n",
    20261122,
    "",
  ])("%s is no time", (text) => expect(times(text)).toEqual([false, false, false, false]));
});

describe("addresses", () => {
  const rows: readonly (readonly [address: string, network: string, inside: boolean])[] = [
    ["10.255.255.255", "10.0.0.0/8", true],
    ["11.0.0.0", "10.0.0.0/8", false],
    ["192.168.7.255", "192.168.4.0/22", true],
    ["192.168.8.0", "192.168.4.0/22", false],
    ["198.51.100.7", "198.51.100.7/32", true],
    ["198.51.100.8", "198.51.100.7/32", false],
    ["1.2.3.4", "0.0.0.0/0", true],
    ["::1", "0.0.0.0/0", false],
    ["1.2.3.4", "::/0", false],
    ["::ffff:1.2.3.4", "::/0", false],
    ["::ffff:10.0.0.1", "10.0.0.0/8", true],
    ["::ffff:0a00:0001", "10.0.0.0/8", true],
    ["2001:DB8:0:0::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["febf::1", "fe80::/10", true],
    ["fec0::1", "fe80::/10", false],
    ["fe80::1%eth0", "fe80::/10", false],
    ["010.0.0.1", "10.0.0.0/8", false],
    ["10.1", "10.0.0.0/8", false],
    ["10.0.0.1 ", "10.0.0.0/8", false],
    ["AWS Internal", "0.0.0.0/0", false],
  ];
  test.each(rows)("%s in %s", (address, network, inside) =>
    expect(holds(build.inNetwork("a", network), { a: address })).toBe(inside),
  );
  test("one of several networks is enough", () => {
    expect(holds(build.inNetwork("a", "10.0.0.0/8", "172.16.0.0/12"), { a: "172.31.0.1" })).toBe(true);
  });
});
