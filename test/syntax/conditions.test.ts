import { describe, expect, test } from "vitest";
import { textOf } from "../../src/source/source.ts";
import type { Comparison } from "../../src/syntax/ast.ts";
import { clauses, condition, inRule, parse, withoutSpans } from "./support.ts";

function comparison(text: string): Comparison {
  const found = condition(text);
  if (found.kind !== "comparison") throw new Error(`${text} is ${found.kind}`);
  return found;
}

/** The shape of a condition: `a and (b or c)`, every level in parentheses. */
function shape(text: string): string {
  const show = (node: ReturnType<typeof condition>): string => {
    switch (node.kind) {
      case "and":
      case "or":
        return `(${node.operands.map(show).join(` ${node.kind} `)})`;
      case "not":
        return `not ${show(node.operand)}`;
      case "grouped":
        return `[${show(node.inner)}]`;
      default:
        return textOf(node.span);
    }
  };
  return show(condition(text));
}

describe("operators", () => {
  test.each([
    ['f == "v"', "==", false, "text"],
    ["f != 1", "!=", false, "number"],
    ["f < 1", "<", false, "number"],
    ["f <= 1.5", "<=", false, "number"],
    ["f > 2026-11-22", ">", false, "time"],
    ["f >= 1", ">=", false, "number"],
    ['f in ["a", "b"]', "in", false, "list"],
    ["f in names", "in", false, "path"],
    ["f not in names", "in", true, "path"],
    ['f contains "s"', "contains", false, "text"],
    ['f not contains ["s"]', "contains", true, "list"],
    ['f contains all ["s", "t"]', "contains all", false, "list"],
    ['f not contains all ["s"]', "contains all", true, "list"],
    ['f starts with "s"', "starts with", false, "text"],
    ['f not starts with "s"', "starts with", true, "text"],
    ["f ends with g", "ends with", false, "path"],
    ["f like 'a*'", "like", false, "text"],
    ["f not like 'a*'", "like", true, "text"],
    ["f matches /a/", "matches", false, "regex"],
    ["f not matches [/a/, /b/]", "matches", true, "list"],
    ['f in cidr ["10.0.0.0/8"]', "in cidr", false, "list"],
    ["f not in cidr networks", "in cidr", true, "path"],
    ["f == true", "==", false, "boolean"],
  ])("%s", (text, operator, negated, right) => {
    expect(comparison(text)).toMatchObject({ operator, negated, right: { kind: right } });
  });

  test.each([
    ["f is ip", "is ip", false],
    ["f is not ip", "is ip", true],
    ["f exists", "exists", false],
    ["f missing", "missing", false],
  ])("%s has nothing on its right", (text, operator, negated) => {
    expect(comparison(text)).toMatchObject({ operator, negated });
    expect(comparison(text)).not.toHaveProperty("right");
  });

  test("nocase has its place", () => {
    const { nocase, span } = comparison('f == "v" nocase');
    expect(nocase && textOf(nocase)).toBe("nocase");
    expect(textOf(span)).toBe('f == "v" nocase');
  });

  test("the operator's place covers its `not`", () => {
    expect(textOf(comparison("f not in cidr x").operatorSpan)).toBe("not in cidr");
    expect(textOf(comparison("f is not ip").operatorSpan)).toBe("is not ip");
  });
});

describe("precedence", () => {
  test.each([
    ["a and b or c", "((a and b) or c)"],
    ["a or b and c", "(a or (b and c))"],
    ["not a and b", "(not a and b)"],
    ["not not a", "not not a"],
    ["not a == 1", "not a == 1"],
    ["a and (b or c)", "(a and [(b or c)])"],
    ["a and b and c", "(a and b and c)"],
    ["not (a or b)", "not [(a or b)]"],
  ])("%s", (text, expected) => expect(shape(text)).toBe(expected));
});

describe("paths", () => {
  test.each([
    ["a exists", "a", []],
    ["a.b.c exists", "a", ["b", "c"]],
    ['a."x-y"[].b exists', "a", ["x-y", "each", "b"]],
    ["a[][] exists", "a", ["each", "each"]],
    ["a.in.not.true.when exists", "a", ["in", "not", "true", "when"]],
    ["in exists", "in", []],
    ["contains contains contains", "contains", []],
    ["json exists", "json", []],
    ["when.unless exists", "when", ["unless"]],
    ["nocase == nocase nocase", "nocase", []],
    ["alert.a exists", "alert", ["a"]],
    ["source == source", "source", []],
  ])("%s", (text, start, parts) => {
    const { left } = comparison(text);
    expect("text" in left.start && left.start.text).toBe(start);
    expect(left.parts.map((part) => (part.kind === "each" ? "each" : part.name))).toEqual(parts);
  });

  test("json( … ) goes on", () => {
    expect(withoutSpans(comparison("json(json(a.b).c).d exists").left)).toEqual({
      kind: "path",
      start: {
        kind: "json",
        inner: {
          kind: "path",
          start: {
            kind: "json",
            inner: {
              kind: "path",
              start: { text: "a", span: "span" },
              parts: [{ kind: "key", name: "b", quoted: false, span: "span" }],
              span: "span",
            },
            span: "span",
          },
          parts: [{ kind: "key", name: "c", quoted: false, span: "span" }],
          span: "span",
        },
        span: "span",
      },
      parts: [{ kind: "key", name: "d", quoted: false, span: "span" }],
      span: "span",
    });
  });

  test.each(["true", "false", "null", "not", "any", "all"])("`%s` starts no path", (word) => {
    expect(parse(inRule(`when ${word}.x == 1`)).problems).not.toEqual([]);
  });

  test("a quoted key has its escapes", () => {
    expect(comparison('a."x\\u0041\\"" exists').left.parts).toMatchObject([{ kind: "key", name: 'xA"', quoted: true }]);
  });
});

describe("quantifiers", () => {
  test("any and all", () => {
    expect(condition("any r in a.b[] (r.c == 1 and d exists)")).toMatchObject({
      kind: "quantified",
      quantifier: "any",
      variable: { text: "r" },
      list: { parts: [{ name: "b" }, { kind: "each" }] },
      condition: { kind: "and" },
    });
    expect(condition("all r in json(a).b[] ( any s in r.c[] ( s.d exists ) )")).toMatchObject({
      kind: "quantified",
      quantifier: "all",
      condition: { kind: "quantified", variable: { text: "s" } },
    });
  });
});

describe("let", () => {
  test.each([
    ['let a = ["x", "y",]', { kind: "list", items: [{ value: "x" }, { value: "y" }] }],
    ["let a = [/x/, /y/]", { kind: "list", items: [{ kind: "regex" }, { kind: "regex" }] }],
    ["let a = []", { kind: "list", items: [] }],
    [
      'let a = b ?? c.d ?? "none"',
      { kind: "coalesce", alternatives: [{ kind: "path" }, { kind: "path" }, { kind: "text" }] },
    ],
    ["let a = b.c", { kind: "reference" }],
    ["let a = b == 1 or c", { kind: "or" }],
    ["let a = (b)", { kind: "grouped" }],
  ])("%s", (text, value) => expect(clauses(text)[0]).toMatchObject({ kind: "let", name: { text: "a" }, value }));

  test("a condition has no `??`", () => {
    expect(parse(inRule('let a = b == 1 ?? "x"')).problems).toEqual([
      "2:9 D1034 This can't stand on the left of `??`: it is a condition.",
    ]);
  });
});
