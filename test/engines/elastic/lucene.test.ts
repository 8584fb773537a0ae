/** Lucene's wildcards and regular expressions. */
import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { luceneRegexp } from "../../../src/targets/elastic/engine/lucene/regexp.ts";
import { likeWildcard, luceneWildcard } from "../../../src/targets/elastic/engine/lucene/wildcard.ts";

const matches = (pattern: string, value: string, ignoresCase = false) => luceneRegexp(pattern, ignoresCase)(value);

describe("a regular expression fits the whole value", () => {
  // Held against Lucene 9.12 itself, with all optional operators on.
  test.each<[pattern: string, fits: string[], doesNot: string[]]>([
    ["abc", ["abc"], ["xabc", "abcx", "ab", ""]],
    ["a.c", ["abc", "a\nc", "a😀c"], ["ac", "abbc"]],
    ["a|bc|d", ["a", "bc", "d"], ["abc", "b"]],
    ["(a|b)c", ["ac", "bc"], ["a", "abc"]],
    ["ab*c?", ["a", "abbb", "abc", "ac"], ["abcc", "bc"]],
    ["a+", ["a", "aaa"], [""]],
    ["a{2}", ["aa"], ["a", "aaa"]],
    ["a{2,}", ["aa", "aaaa"], ["a"]],
    ["a{1,3}", ["a", "aaa"], ["", "aaaa"]],
    ["(ab){2}c{0}", ["abab"], ["ab", "ababc"]],
    ["[a-c]", ["a", "b", "c"], ["d", "-", ""]],
    ["[^a-c]", ["d", "😀", "\n"], ["a", ""]],
    ["[a\\-c]", ["a", "-", "c"], ["b"]],
    ["[.*]", [".", "*"], ["a"]],
    ["[\\]\\\\]", ["]", "\\"], ["a"]],
    ["[]a]", ["]", "a"], ["b"]],
    ["\\.\\*\\(\\)", [".*()"], ["a*()"]],
    ["^a$", ["^a$"], ["a"]],
    ["", [], ["a"]],
    ["()a", ["a"], [""]],
    ["}]", ["}]"], ["}"]],
    ["*a", ["*a"], ["a"]],
    ["|", ["|"], [""]],
    ["a||b", ["a", "|b"], ["", "b"]],
    // The optional operators, each of which must be escaped to be itself.
    ["a@", ["a", "axyz"], ["b"]],
    ["a#", [], ["a#", "a"]],
    ["a#?", ["a"], ["a#"]],
    ['"a.c"', ["a.c"], ["abc", '"a.c"']],
    ['\\@\\#\\&\\~\\<\\>\\"', ['@#&~<>"'], ["@"]],
    ["😀+", ["😀😀"], ["😀x"]],
  ])("%s", (pattern, fits, doesNot) => {
    for (const value of fits) expect([value, matches(pattern, value)]).toEqual([value, true]);
    for (const value of doesNot) expect([value, matches(pattern, value)]).toEqual([value, false]);
  });

  test("ignoring case is ignoring that of ASCII letters", () => {
    expect(matches("aB[cD]é", "Abcé", true)).toBe(true);
    expect(matches("aB[cD]é", "ABdé", true)).toBe(true);
    expect(matches("é", "É", true)).toBe(false);
    expect(matches("k", "\u212a", true)).toBe(false);
  });

  test.each([
    "(",
    "a)",
    "[a",
    "[a-",
    "[c-a]",
    "a{",
    "a{x}",
    "a{1",
    "a{3,2}",
    "a{5000}",
    "a|",
    "\\",
    '"a',
    "a&b",
    "~a",
    "<1-2>",
    "\\d",
    "\\w+",
    "\\n",
    "[\\s]",
    "((a{900}){900}){900}",
  ])("%s is an error", (pattern) => {
    expect(() => luceneRegexp(pattern, false)).toThrow(/regular expression/);
  });

  test("the usual exponential patterns take no time", () => {
    const start = performance.now();
    expect(matches("(a|a)*(a|aa)*b", "a".repeat(20_000))).toBe(false);
    expect(matches("(.*,){20}x", ",".repeat(20_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("on generated patterns it is what another engine is", () => {
  const sign = fc.constantFrom(
    "a",
    "b",
    "A",
    "0",
    "é",
    "😀",
    ".",
    "\\.",
    "\\*",
    "\\\\",
    "\\/",
    "[ab]",
    "[^a]",
    "[a-z0]",
    "\\-",
  );
  const piece = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      sign,
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `${a}${b}`),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `(${a}|${b})`),
      fc
        .tuple(tie("any"), fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}"))
        .map(([a, times]) => `(${a})${times}`),
    ),
  })).any as fc.Arbitrary<string>;
  const value = fc.string({
    unit: fc.constantFrom("a", "b", "A", "0", "é", "😀", ".", "*", "\\", "/", "\n", "-"),
    maxLength: 6,
  });

  test("re2js, anchored at both ends", () => {
    const verdicts = { true: 0, false: 0 };
    fc.assert(
      fc.property(piece, fc.array(value, { minLength: 4, maxLength: 8 }), (pattern, values) => {
        const other = RE2JS.compile(`^(?:${pattern})$`, RE2JS.DOTALL);
        const own = luceneRegexp(pattern, false);
        for (const one of values) {
          const expected =
            other.test(one) && !one.endsWith("\n")
              ? true
              : RE2JS.compile(`\\A(?:${pattern})\\z`, RE2JS.DOTALL).test(one);
          expect([pattern, one, own(one)]).toEqual([pattern, one, expected]);
          verdicts[`${expected}`]++;
        }
      }),
      { numRuns: 1500 },
    );
    expect(verdicts.true).toBeGreaterThan(200);
    expect(verdicts.false).toBeGreaterThan(200);
  });
});

describe("a wildcard fits the whole value", () => {
  test.each<[pattern: string, fits: string[], doesNot: string[]]>([
    ["abc", ["abc"], ["ab", "abcd"]],
    ["*", ["", "x", "x\ny"], []],
    ["a*", ["a", "abc"], ["ba"]],
    ["*a", ["a", "bca"], ["ab"]],
    ["*a*", ["a", "bab"], ["b"]],
    ["a*a", ["aa", "aba"], ["a"]],
    ["a*b*c", ["abc", "axbxc"], ["acb", "ac"]],
    ["ab*ba", ["abba", "abxba"], ["aba"]],
    ["?", ["a", "😀", "\n"], ["", "ab"]],
    ["a?c*", ["abc", "axcyy"], ["ac"]],
    ["*?b", ["ab", "xab"], ["b"]],
    ["\\*", ["*"], ["a", "\\*"]],
    ["\\?\\\\", ["?\\"], ["a\\"]],
    ["a\\", ["a\\"], ["a"]],
    ["\\a", ["a"], ["\\a"]],
  ])("%s", (pattern, fits, doesNot) => {
    for (const value of fits) expect([value, luceneWildcard(pattern)(value)]).toEqual([value, true]);
    for (const value of doesNot) expect([value, luceneWildcard(pattern)(value)]).toEqual([value, false]);
  });

  test("in a pattern of `like` a backslash is itself", () => {
    expect(likeWildcard("\\*")("\\x")).toBe(true);
    expect(likeWildcard("\\*")("*")).toBe(false);
  });

  test("both ways of matching agree", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "😀"), maxLength: 7 });
    const value = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, value, (one, text) => {
        // The same with a `?` in front is matched sign by sign.
        expect(luceneWildcard(`?${one}`)(`x${text}`)).toBe(luceneWildcard(one)(text));
      }),
      { numRuns: 3000 },
    );
  });
});
