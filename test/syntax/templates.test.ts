import { describe, expect, test } from "vitest";
import { textOf } from "../../src/source/source.ts";
import type { TemplateText } from "../../src/syntax/ast.ts";
import { clauses, inRule, parse } from "./support.ts";

function template(written: string, name = "title"): TemplateText {
  const [alert] = clauses(`alert { ${name} = ${written} }`);
  const value = alert?.kind === "alert" ? alert.entries[0]?.value : undefined;
  if (value?.kind !== "template") throw new Error("no template");
  return value;
}

/** Texts as they are, values as the text under their places. */
function pieces(written: string): string[] {
  return template(written).pieces.map((piece) =>
    piece.kind === "text" ? piece.text : `<${piece.value.alternatives.map((one) => textOf(one.span)).join("|")}>`,
  );
}

describe("pieces", () => {
  test.each([
    ['"plain"', ["plain"]],
    ['""', [""]],
    ['"by {actor}"', ["by ", "<actor>"]],
    ['"{a.b}{c}"', ["<a.b>", "<c>"]],
    ["\"{a ?? b.c ?? 'x y'}.\"", ["<a|b.c|'x y'>", "."]],
    ['"{{a}} {b}"', ["{a} ", "<b>"]],
    ['"{{{a}}}"', ["{", "<a>", "}"]],
    ["'{json(a).b[].c}'", ["<json(a).b[].c>"]],
    ["'{a.\"x-y\"}'", ['<a."x-y">']],
    ["'{a ?? \"}\"}'", ['<a|"}">']],
    ['"{ a }"', ["<a>"]],
  ])("%s", (written, expected) => expect(pieces(written)).toEqual(expected));

  test("places are exact after escapes, and inside of them", () => {
    expect(pieces('"\\"\\u00e9\\n {a.b} {c.\\"x-y\\"} {d}"')).toEqual([
      '"é\n ',
      "<a.b>",
      " ",
      '<c.\\"x-y\\">',
      " ",
      "<d>",
    ]);
  });

  test("places are exact in a block", () => {
    expect(pieces('"""\n      one {a.b}\n        two {c}\n      """')).toEqual(["one ", "<a.b>", "\n  two ", "<c>"]);
  });

  test("a text piece has the place where it was written", () => {
    const { pieces: found } = template('"\\u0041b {c} d"');
    expect(found.map((piece) => textOf(piece.span))).toEqual(["\\u0041b ", "{c}", " d"]);
  });

  test("the description is one too", () =>
    expect(template('"{a}"', "description").pieces).toMatchObject([{ kind: "value" }]));
});

describe("slips", () => {
  test.each([
    ['"a {} b"', "2:20 D1080 Nothing stands between these braces."],
    ['"a {  } b"', "2:20 D1080 Nothing stands between these braces."],
    ['"a {b"', "2:20 D1081 This `{` has no `}`."],
    ['"a {b {c}"', "2:20 D1081 This `{` has no `}`."],
    ['"a } b"', "2:20 D1082 This `}` closes nothing."],
    ['"{a}}"', "2:21 D1082 This `}` closes nothing."],
    ['"{a b}"', "2:21 D1020 Here should be a path or a text, not `b`."],
    ['"{a ?? }"', "2:18 D1020 Here should be a path or a text, not the closing brace."],
    ['"{a == 1}"', "2:21 D1020 Here should be a path or a text, not `==`."],
    ['"\\n{a.x-y}"', "2:23 D1032 A name has letters, digits and `_` only: `x-y`."],
    ['"{a // b}"', "2:18 D1020 Here should be a path or a text, not `//`."],
    ['"{1}"', "2:19 D1020 Here should be a path or a text, not `1`."],
    ['"{@}"', "2:19 D1005 `@` means nothing here."],
  ])("%s", (written, problem) => expect(parse(inRule(`alert { title = ${written} }`)).problems).toEqual([problem]));

  test("more than a hundred values are refused", () => {
    expect(parse(inRule(`alert { title = "${"{a}".repeat(101)}" }`)).problems).toEqual([
      "2:318 D1083 A text shows at most 100 values.",
    ]);
    expect(parse(inRule(`alert { title = "${"{a}".repeat(100)}" }`)).problems).toEqual([]);
  });
});
