import { describe, expect, test } from "vitest";
import type { DataEntry, Literal } from "../../src/syntax/ast.ts";
import { clauses, codes, fixed, inRule, parse } from "./support.ts";

/** The literal after `x = `. */
function literal(written: string): Literal {
  return (clauses(`x = ${written}`)[0] as DataEntry).value as Literal;
}

function text(written: string): string {
  const found = literal(written);
  if (found.kind !== "text") throw new Error(`not a text: ${written}`);
  return found.value;
}

describe("texts", () => {
  test.each([
    ['"plain"', "plain"],
    ['"a\\"b\\\\c\\/d"', 'a"b\\c/d'],
    ['"\\u00e9\\n\\t\\r"', "é\n\t\r"],
    ['"\\ud83d\\ude00"', "😀"],
    ['""', ""],
    ["'raw \\d \"x\"'", 'raw \\d "x"'],
    ["''", ""],
  ])("%s", (written, value) => expect(text(written)).toBe(value));

  test.each([
    ['"""one"""', "one"],
    ['"""  one  """', "one"],
    ['"""\n    one\n      two\n\n    three\n    """', "one\n  two\n\nthree"],
    ['"""\r\n    one\r\n    two\r\n    """', "one\ntwo"],
    ['"""one\n    two"""', "one\ntwo"],
    ['"""\n\n  one\n"""', "\none"],
    ['"""a "quoted" \\d word"""', 'a "quoted" \\d word'],
    ['"""\n\tone\n\t\ttwo\n\t"""', "one\n\ttwo"],
    ['""""""', ""],
  ])("block %j", (written, value) => expect(text(written)).toBe(value));

  test.each(["\\d", "\\'", "\\x", "\\u12", "\\😀", "\\0"])(
    "%s is no escape, and the fix doubles the backslash",
    (sequence) => {
      const source = inRule(`x = "a${sequence}z"`);
      expect(parse(source).problems).toEqual([`2:7 D1007 \`${sequence}\` is no escape in a text.`]);
      expect(codes(fixed(source))).toBe("");
    },
  );

  test.each([
    "\\u0000",
    "\\b",
    "\\f",
    "\\u001b",
    "\\u202e",
    "\\u2028",
    "\\u200f",
    "\\ud800",
    "\\udc00x",
    "\\u0085",
    "\\ufffe\\ud800",
  ])("%s stands for a character that is refused", (sequence) =>
    expect(codes(inRule(`x = "a${sequence}"`))).toBe("D1008"),
  );

  test("a raw text ends at its quote, an escaped one does not", () => {
    expect(parse(inRule('x = \'a\\\'\ny = "b\\""')).problems).toEqual([]);
  });

  test.each([
    ['x = "open\ny = 1', "2:5 D1006"],
    ["x = 'open\ny = 1", "2:5 D1006"],
    ['x = "open \\"\ny = 1', "2:5 D1006"],
  ])("%j is one problem, and the next line is read", (body, start) => {
    const { problems, file } = parse(inRule(body));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${start}`));
    const rule = file.declarations[0];
    expect(rule?.kind === "rule" && rule.clauses.map((clause) => clause.kind)).toEqual(["data", "data"]);
  });

  test("an unclosed block is one problem at its quotes", () => {
    expect(parse(inRule('x = """open\ny = 1')).problems).toEqual([
      '2:5 D1006 The text that starts here has no closing `"""`.',
    ]);
  });
});

describe("numbers", () => {
  test.each(["0", "-0", "10", "-1", "0.5", "1e5", "1.5E-10", "12345678901234567890"])("%s", (written) => {
    expect(literal(written)).toMatchObject({ kind: "number", text: written });
  });

  test.each(["01", "1.", "0x1F", "1_000", "10.0.0.1", "1e", "-01", "--1"])("%s is refused", (written) => {
    expect(codes(inRule(`x = ${written}`))).not.toBe("");
  });

  test("an account without quotes is told to use them", () => {
    const { diagnostics } = parse(inRule("x = 012345678901"));
    expect(diagnostics.map((one) => [one.code, one.help])).toEqual([
      ["D1009", 'Numbers have no leading zeros; if it is a text, put it in quotes: `"012345678901"`.'],
    ]);
  });
});

describe("times and durations", () => {
  test.each([
    ["2026-11-22", "2026-11-22T00:00:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    ["2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z"],
  ])("%s", (written, value) => expect(literal(written)).toMatchObject({ kind: "time", text: written, value }));

  test.each([
    "2026-02-30",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-1-2",
    "2026-11-22T24:00:00Z",
    "2026-11-22T10:60:00Z",
    "2026-11-22T10:00:00",
    "2026-11-22T10:00:00.000Z",
    "2026-11-22T10:00:00+01:00",
    "2026-11-22T10:00:61Z",
  ])("%s is no time", (written) => expect(codes(inRule(`x = ${written}`))).toBe("D1010"));

  test.each([
    ["30s", 30],
    ["5m", 300],
    ["1h", 3600],
    ["7d", 604800],
    ["0s", 0],
  ])("%s", (written, seconds) => expect(literal(written)).toMatchObject({ kind: "duration", text: written, seconds }));

  test.each(["1h30m", "5min", "2w", "05m", "1.5h", "99999999999999999999d"])("%s is no duration", (written) =>
    expect(codes(inRule(`x = ${written}`))).toBe("D1011"),
  );
});

describe("ATT&CK ids", () => {
  test("a tactic and a technique, each with its place", () => {
    const [entry] = clauses("attack = [TA0007:T1087.004, TA0001, T1078]");
    const list = (entry as DataEntry).value;
    expect(list).toMatchObject({
      kind: "dataList",
      items: [
        {
          kind: "attack",
          tactic: { text: "TA0007", span: { start: 21, end: 27 } },
          technique: { text: "T1087.004", span: { start: 28, end: 37 } },
        },
        { kind: "attack", tactic: { text: "TA0001" } },
        { kind: "attack", technique: { text: "T1078" } },
      ],
    });
    expect(list).not.toHaveProperty("items.1.technique");
    expect(list).not.toHaveProperty("items.2.tactic");
  });

  test.each(["TA007", "TA0007:T108", "T1087.4", "T10870"])("%s is none", (written) => {
    expect(codes(inRule(`attack = [${written}]`))).toBe("D1013");
  });

  test("names that begin like one are names", () => {
    expect(clauses("when T10x == 1 and TAG == 2 and T == 3")).toHaveLength(1);
  });
});

describe("characters", () => {
  const forbidden = [
    "\u0000",
    "\u0007",
    "\u000b",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u009f",
    "\u061c",
    "\u200e",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ud800",
    "\udfff",
  ];

  test.each(forbidden.map((character) => [character.charCodeAt(0).toString(16), character]))(
    "U+%s is refused in literals, comments and between them",
    (hex, character) => {
      const shown = `\\u{${hex.toUpperCase().padStart(4, "0")}}`;
      for (const source of [
        inRule(`x = "a${character}b"`),
        inRule(`x = 1 // a${character}`),
        inRule(`x =${character}1`),
        inRule(`when x matches /a${character}/`),
      ]) {
        const { diagnostics } = parse(source);
        expect(diagnostics[0]).toMatchObject({ code: "D1003", span: { start: source.indexOf(character) } });
        expect(diagnostics[0]?.message).toContain(shown);
      }
    },
  );

  test.each(["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u{e0041}"])(
    "a character without width is a warning (%#)",
    (character) => {
      const { diagnostics, file } = parse(inRule(`x = "a${character}b"`));
      expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([["D1004", "warning"]]);
      const rule = file.declarations[0];
      expect(rule?.kind === "rule" && rule.clauses[0]).toMatchObject({ value: { value: `a${character}b` } });
    },
  );

  test("a byte order mark at the start, tabs and CRLF are fine", () => {
    expect(parse(`\ufeff${inRule("\tx = 1\r\n\ty = 2\r")}`).problems).toEqual([]);
  });

  test("the pair of an emoji is one character", () => expect(text('"😀"')).toBe("😀"));

  test.each([
    ["x = “a”", "Quotes are straight"],
    ["x = 1\u00a0", "space of a special kind"],
    ["when größe == 1", "stands in quotes after its dot"],
  ])("%s: one problem with a hint", (body, hint) => {
    const { diagnostics } = parse(inRule(body));
    expect(diagnostics.map((one) => one.code)).toEqual(["D1005"]);
    expect(diagnostics[0]?.help).toContain(hint);
  });

  test.each(["# a", "/* a */"])("%s is no comment", (comment) =>
    expect(codes(inRule(`x = 1\n${comment}\ny = 2`))).toBe("D1015"),
  );
});

describe("bounds", () => {
  test("a source over 1 MiB is refused before it is read", () => {
    expect(codes(`// ${"é".repeat(1024 * 1024)}`)).toBe("D1001");
    expect(codes("\n".repeat(1024 * 1024))).toBe("");
  });

  test.each([
    ["parentheses", (depth: number) => inRule(`when ${"(".repeat(depth - 1)}a${")".repeat(depth - 1)}`)],
    ["brackets", (depth: number) => inRule(`x = ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}`)],
    ["braces", (depth: number) => `event a ${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`],
    ["json( … )", (depth: number) => inRule(`when ${"json(".repeat(depth - 1)}a${")".repeat(depth - 1)} exists`)],
    ["not", (depth: number) => inRule(`when ${"not ".repeat(depth - 1)}a`)],
  ])("%s may be nested 64 deep, not 65", (_, source) => {
    expect(codes(source(64))).toBe("");
    expect(codes(source(65))).toBe("D1002");
    expect(codes(source(100_000))).toBe("D1002");
  });
});
