import { describe, expect, test } from "vitest";
import type { JsonNode } from "../../src/syntax/ast.ts";
import { codes, declarations, fixed, parse } from "./support.ts";

function json(text: string): JsonNode {
  const event = declarations(`event e ${text}`)[0];
  if (event?.kind !== "event" || event.event.kind !== "written") throw new Error("no event");
  return event.event.json;
}

/** As `JSON.parse` would give it, with numbers as their texts. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case "object":
      return node.members.map((member) => [member.key, plain(member.value)]);
    case "array":
      return node.elements.map(plain);
    case "embedded":
      return { json: plain(node.value) };
    case "number":
      return `number ${node.text}`;
    case "null":
      return null;
    default:
      return node.value;
  }
}

test("every kind of value", () => {
  expect(
    plain(
      json(
        '{ "a": "x\\n", "b": [1, -0.5e3, []], "c": { "d": true, "e": false }, "f": null, "__proto__": json { "g": 1 }, "h": json [1] }',
      ),
    ),
  ).toEqual([
    ["a", "x\n"],
    ["b", ["number 1", "number -0.5e3", []]],
    [
      "c",
      [
        ["d", true],
        ["e", false],
      ],
    ],
    ["f", null],
    ["__proto__", { json: [["g", "number 1"]] }],
    ["h", { json: ["number 1"] }],
  ]);
});

test("no digit of a number is lost", () => {
  expect(plain(json('{ "a": 12345678901234567890, "b": 1.10 }'))).toEqual([
    ["a", "number 12345678901234567890"],
    ["b", "number 1.10"],
  ]);
});

test("a key that stands twice is a warning; both are kept, in their order", () => {
  const { diagnostics, file } = parse('event e { "a": 1, "b": 2, "a": 3 }');
  expect(diagnostics.map((one) => [one.code, one.severity, one.span.start, one.related[0]?.span.start])).toEqual([
    ["D1030", "warning", 26, 10],
  ]);
  const event = file.declarations[0];
  expect(event?.kind === "event" && event.event.kind === "written" && plain(event.event.json)).toEqual([
    ["a", "number 1"],
    ["b", "number 2"],
    ["a", "number 3"],
  ]);
});

describe("what is no JSON", () => {
  test.each([
    ['{ "a": 1, }', "D1029", '{ "a": 1 }'],
    ['{ "a": [1, 2, ] }', "D1029", '{ "a": [1, 2 ] }'],
    ["{ a: 1 }", "D1031", '{ "a": 1 }'],
    ["{ 'a': 1 }", "D1031", '{ "a": 1 }'],
    ['{ "a": \'b"c\' }', "D1031", '{ "a": "b\\"c" }'],
    ['{ "a": 1 "b": 2 }', "D1025", '{ "a": 1, "b": 2 }'],
    ['{ "a": """b""" }', "D1031", '{ "a": "b" }'],
  ])("%s is repaired", (written, code, repaired) => {
    expect(codes(`event e ${written}`)).toBe(code);
    expect(fixed(`event e ${written}`)).toBe(`event e ${repaired}`);
  });

  test.each([
    ['{ "a": 01 }', "1:16 D1009"],
    ['{ "a": .5 }', "1:16 D1020"],
    ['{ "a": tru }', "1:16 D1020"],
    ['{ "a": 2026-11-22 }', "1:16 D1020"],
    ['{ "a" 1 }', "1:15 D1020"],
    ['{ "a": 1,, "b": 2 }', "1:18 D1020"],
    ['{ "a": { "b": { "c": x } } }', "1:30 D1020"],
    ['{ "a": [1, [2, x]] }', "1:24 D1020"],
    ["{ 1: 2 }", "1:11 D1020"],
    ["[1]", "1:9 D1020"],
    ['{ "a": json "b" }', "1:21 D1020"],
  ])("%s is one problem at its place", (written, problem) => {
    const { problems } = parse(`event e ${written}`);
    expect(problems.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([problem]);
  });

  test("each broken member is reported, the others are kept", () => {
    const { problems, file } = parse('event e { "a": x, "b": 1, "c": y, "d": [z, 2] }');
    expect(problems).toHaveLength(3);
    const event = file.declarations[0];
    expect(event?.kind === "event" && event.event.kind === "written" && plain(event.event.json)).toEqual([
      ["b", "number 1"],
      ["d", ["number 2"]],
    ]);
  });
});
