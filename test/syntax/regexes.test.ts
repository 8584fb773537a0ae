import { describe, expect, test } from "vitest";
import { expandCase } from "../../src/ir/expand-case.ts";
import type { Regex, RegexPattern } from "../../src/ir/pattern.ts";
import { condition, fixed, inRule, parse } from "./support.ts";

function regex(written: string): RegexPattern {
  const found = condition(`f matches /${written}/`);
  const right = found.kind === "comparison" ? found.right : undefined;
  if (right?.kind !== "regex" || !right.pattern) throw new Error(`no regex: ${written}`);
  return right.pattern;
}

/** The tree as a text with every level in brackets. */
function show(node: Regex): string {
  switch (node.kind) {
    case "literal":
      return node.text;
    case "anyCharacter":
      return "<any>";
    case "characters":
      return `<${node.negated ? "not " : ""}${node.ranges.map(([a, b]) => (a === b ? code(a) : `${code(a)}-${code(b)}`)).join(" ")}>`;
    case "sequence":
      return `(${node.items.map(show).join(" ")})`;
    case "alternatives":
      return `(${node.items.map(show).join(" | ")})`;
    case "repeat":
      return `${show(node.item)}{${node.least},${node.most ?? ""}}`;
  }
}

function code(point: number): string {
  return point > 0x20 && point < 0x7f ? String.fromCodePoint(point) : point.toString(16);
}

function problems(written: string): string[] {
  return parse(inRule(`when f matches /${written}/`)).problems.map((one) => one.replace(/^2:/, ""));
}

describe("trees", () => {
  test.each([
    ["abc", "abc"],
    ["a.c", "(a <any> c)"],
    ["ab*", "(a b{0,})"],
    ["a+b?c{2}d{2,}e{2,3}", "(a{1,} b{0,1} c{2,2} d{2,} e{2,3})"],
    ["a|bc|d", "(a | bc | d)"],
    ["(a|b)c", "((a | b) c)"],
    ["(ab)c", "abc"],
    ["(ab)+", "ab{1,}"],
    ["(?:ab)+c", "(ab{1,} c)"],
    ["\\.\\*\\/\\\\", ".*/\\"],
    ["\\n\\r\\t", "\n\r\t"],
    ["[abc]", "<a-c>"],
    ["[c-ea-bx]", "<a-e x>"],
    ["[a-cb-z]", "<a-z>"],
    ["[^a]", "<not a>"],
    ["[-a]", "<- a>"],
    ["[a-]", "<- a>"],
    ["[a^]", "<^ a>"],
    ["[\\]\\-/.]", "<--/ ]>"],
    ["\\d", "<0-9>"],
    ["\\D", "<not 0-9>"],
    ["\\w\\s", "(<0-9 A-Z _ a-z> <9-d 20>)"],
    ["[\\d_]", "<0-9 _>"],
    ["[^\\s,]", "<not 9-d 20 ,>"],
    ["[\\Da]", "<0-/ :-10ffff>"],
    ["[\\d\\D]", "<0-10ffff>"],
    ["é😀+", "(é 😀{1,})"],
    ["[😀-😂]", "<1f600-1f602>"],
    ["(a+){3}", "a{1,}{3,3}"],
    ["(a{10}b){100}", "(a{10,10} b){100,100}"],
    ["a{200}", "a{200,200}"],
    ["((a|b)|c)d", "(((a | b) | c) d)"],
    [" ", " "],
  ])("/%s/", (written, expected) => expect(show(regex(written).body)).toBe(expected));

  test.each([
    ["^a", true, false],
    ["a$", false, true],
    ["^a$", true, true],
    ["\\^a\\$", false, false],
    ["a\\$", false, false],
    ["^(a|b)$", true, true],
    ["[$^]", false, false],
  ])("/%s/ is anchored to its start: %s, to its end: %s", (written, fromStart, toEnd) => {
    expect(regex(written)).toMatchObject({ fromStart, toEnd, written });
  });
});

describe("what is not portable", () => {
  const cases: [string, string[]][] = [
    ["(?=a)b", ["17 D1041 `(?=` looks ahead or behind, which is not portable."]],
    ["(?!a)b", ["17 D1041 `(?!` looks ahead or behind, which is not portable."]],
    ["(?<=a)b", ["17 D1041 `(?<=` looks ahead or behind, which is not portable."]],
    ["(?<!a)b", ["17 D1041 `(?<!` looks ahead or behind, which is not portable."]],
    ["(a)\\1", ["20 D1042 `\\1` refers back to a group, which is not portable."]],
    ["(a)\\k<b>", ["20 D1042 `\\k<b>` refers back to a group, which is not portable."]],
    ["a*?", ["18 D1043 `*?` is a lazy quantifier, which is not portable."]],
    ["a{2,3}?", ["18 D1043 `{2,3}?` is a lazy quantifier, which is not portable."]],
    ["a++", ["18 D1044 `++` is possessive, which is not portable."]],
    ["(?>a)", ["17 D1044 `(?>` is possessive, which is not portable."]],
    ["(?i)a", ["17 D1045 Regexes have no flags: `(?i)`."]],
    ["(?i:a)", ["17 D1045 Regexes have no flags: `(?i:`."]],
    [
      "\\ba\\B",
      [
        "17 D1046 `\\b` stands for a place, not for a character, which is not portable.",
        "20 D1046 `\\B` stands for a place, not for a character, which is not portable.",
      ],
    ],
    [
      "\\Aa\\Z",
      [
        "17 D1046 `\\A` stands for a place, not for a character, which is not portable.",
        "20 D1046 `\\Z` stands for a place, not for a character, which is not portable.",
      ],
    ],
    ["\\p{Lu}", ["17 D1047 `\\p{Lu}` names a class that not all platforms have."]],
    ["[[:alpha:]]", ["18 D1047 `[:alpha:]` names a class that not all platforms have."]],
    ["(?<n>a)", ["17 D1048 `(?<n>` is a special kind of group; groups only hold things together here."]],
    ["(?P<n>a)", ["17 D1048 `(?P<n>` is a special kind of group; groups only hold things together here."]],
    ["(?P=n)a", ["17 D1042 `(?P=n` refers back to a group, which is not portable."]],
    ["a()", ["18 D1049 The group is empty."]],
    ["a[]", ["18 D1050 No character is in this class."]],
    ["[^\\d\\D]", ["17 D1050 No character is in this class."]],
    ["a||b", ["19 D1051 One side of `|` is empty."]],
    ["(a|)b", ["19 D1051 One side of `|` is empty."]],
    ["|a", ["17 D1051 One side of `|` is empty."]],
    ["a^b", ["18 D1052 `^` can only be the first sign of the whole regex."]],
    ["(^a)", ["18 D1052 `^` can only be the first sign of the whole regex."]],
    ["a$b", ["18 D1052 `$` can only be the last sign of the whole regex."]],
    ["(a$)", ["19 D1052 `$` can only be the last sign of the whole regex."]],
    ["^a|b", ["17 D1053 `^` beside a bare `|` belongs to one side only, which is easily misread."]],
    ["a|b$", ["20 D1053 `$` beside a bare `|` belongs to one side only, which is easily misread."]],
    ["a|$", ["19 D1053 `$` beside a bare `|` belongs to one side only, which is easily misread."]],
    ["(a+)+", ["17 D1054 This repeats without end something that itself repeats without end."]],
    ["(a|b*c){2,}", ["17 D1054 This repeats without end something that itself repeats without end."]],
    ["((a*){3})*", ["17 D1054 This repeats without end something that itself repeats without end."]],
    ["a{201}", ["18 D1055 The count `{201}` is not allowed."]],
    ["a{1,201}", ["18 D1055 The count `{1,201}` is not allowed."]],
    ["a{3,2}", ["18 D1055 The count `{3,2}` is not allowed."]],
    ["a{0}", ["18 D1055 The count `{0}` is not allowed."]],
    ["a{,3}", ["18 D1055 The count `{,3}` is not allowed."]],
    [
      "(a{100}b){11}",
      ["17 D1056 Together with the counts inside, this repeats up to 1100 times; at most 1000 are allowed."],
    ],
    ["\\x41", ["17 D1057 `\\x41` is no escape in a portable regex."]],
    ["a\\e", ["18 D1057 `\\e` is no escape in a portable regex."]],
    ["a(b", ["18 D1058 `(` has no counterpart in this regex."]],
    ["a)b", ["18 D1058 `)` has no counterpart in this regex."]],
    ["+a", ["17 D1059 There is nothing before `+` that it could repeat."]],
    ["a|+b", ["19 D1059 There is nothing before `+` that it could repeat."]],
    ["a**", ["19 D1059 There is nothing before `*` that it could repeat."]],
    ["a{2}{3}", ["21 D1059 There is nothing before `{3}` that it could repeat."]],
    ["{2}a", ["17 D1059 There is nothing before `{2}` that it could repeat."]],
    ["[z-a]", ["18 D1060 `z-a` is no range of characters."]],
    ["[a-\\d]", ["18 D1060 `a-\\d` is no range of characters."]],
    ["a{b", ["18 D1061 A bare `{` is read in different ways."]],
    ["a]b", ["18 D1061 A bare `]` is read in different ways."]],
    ["[a[b]", ["19 D1061 A bare `[` is read in different ways."]],
    ["^$", ["17 D1062 The regex matches nothing in particular: there is no character in it."]],
    [`${"(".repeat(65)}a${")".repeat(65)}`, ["81 D1063 Groups are nested more than 64 deep in this regex."]],
  ];
  test.each(cases)("/%s/", (written, expected) => expect(problems(written)).toEqual(expected));

  test("the column of flags is theirs", () => {
    expect(parse(inRule("when f matches /a/i")).problems).toEqual(["2:19 D1045 Regexes have no flags: `i`."]);
    expect(fixed(inRule("when f matches /a/i"))).toBe(inRule("when f matches /a/ nocase"));
  });

  test("several problems are all reported", () => {
    expect(problems("(?=x)a+?\\b(b|)[z-a]$x").map((one) => one.split(" ")[1])).toEqual([
      "D1041",
      "D1043",
      "D1046",
      "D1051",
      "D1060",
      "D1052",
    ]);
  });

  test.each(["a*?", "a]b", "a(b", "(?>a)", "(?<n>a)"])("the fix of /%s/ repairs it", (written) => {
    expect(parse(fixed(inRule(`when f matches /${written}/`))).problems).toEqual([]);
  });

  test.each([
    ["/a", "D1012"],
    ["/[a/", "D1012"],
  ])("%s is not closed", (written, code) => {
    expect(parse(inRule(`when f matches ${written}\n and b == 1`)).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  test("a regex under its limit of problems stops there", () => {
    expect(problems("\\q".repeat(1000))).toHaveLength(20);
  });
});

describe("expandCase", () => {
  test.each([
    ["ab1", "(<A a> <B b> 1)"],
    ["a", "<A a>"],
    ["12", "12"],
    ["[a-c]x?", "(<A-C a-c> <X x>{0,1})"],
    ["[^a]", "<not A a>"],
    ["[X-b]", "<A-B X-b x-z>"],
    ["\\w", "<0-9 A-Z _ a-z>"],
    ["(a|é)+.", "((<A a> | é){1,} <any>)"],
    ["(ab)+", "(<A a> <B b>){1,}"],
  ])("/%s/", (written, expected) => expect(show(expandCase(regex(written)).body)).toBe(expected));

  test("anchors and text stay", () =>
    expect(expandCase(regex("^a$"))).toMatchObject({ fromStart: true, toEnd: true, written: "^a$" }));
});
