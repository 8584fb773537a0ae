import { describe, expect, test } from "vitest";
import { type JsonObject, WrittenNumber } from "../../src/ir/json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { decidingParts, showValue, trace } from "../../src/semantics/trace.ts";
import { derivedFields } from "../laws/derived-fields.ts";
import { all, any, element, equals, every, exists, fieldCompare, not, origin, path, some } from "./build.ts";

/** The deciding parts in short: what was asked of, whether it holds, the values seen. */
const deciding = (predicate: Predicate, event: JsonObject) =>
  decidingParts(trace(predicate, event)).map(({ holds, seen }) => [
    seen.map((one) => one.subject).join(" "),
    holds,
    seen.flatMap((one) => one.values),
  ]);

const a = equals("a", "1");
const b = equals("b", "2");
const c = equals("c", "3");

describe("what decides a verdict", () => {
  test.each<[name: string, predicate: Predicate, event: JsonObject, parts: unknown[]]>([
    [
      "the parts of an `and` that are false",
      all(a, b, c),
      { a: "1", b: "x" },
      [
        ["b", false, ['"x"']],
        ["c", false, []],
      ],
    ],
    [
      "all parts of an `and` that is true",
      all(a, b),
      { a: "1", b: "2" },
      [
        ["a", true, ['"1"']],
        ["b", true, ['"2"']],
      ],
    ],
    ["the first part of an `or` that is true", any(a, b, c), { b: 2, c: "3" }, [["b", true, ["2"]]]],
    [
      "all parts of an `or` that is false",
      any(a, b),
      {},
      [
        ["a", false, []],
        ["b", false, []],
      ],
    ],
    [
      "what stands under a `not`",
      all(a, { ...not(b), origin: { ...origin, end: origin.end + 1 } }),
      { a: "1", b: "2" },
      [["b", true, ['"2"']]],
    ],
    ["what a `!=` denies, as it is written", all(a, not(b)), { a: "1", b: "2" }, [["b", false, ['"2"']]]],
    ["nothing that has no part in it", all(a, any(b, c)), { a: "x", b: "2" }, [["a", false, ['"x"']]]],
    [
      "the element that makes an `any` true",
      some("l[]", equals(element("k"), "y")),
      { l: [{ k: "x" }, { k: "y" }] },
      [["x.k", true, ['"y"']]],
    ],
    [
      "the elements that make an `all` false",
      every("l[]", equals(element("k"), "y")),
      { l: [{ k: "x" }, { k: "y" }] },
      [["x.k", false, ['"x"']]],
    ],
    ["an empty list itself", some("l[]", equals(element("k"), "y")), { l: [null] }, [["l[]", false, []]]],
    ["both sides of a comparison of fields", fieldCompare("a", "equals", "b"), { a: "x" }, [["a b", false, ['"x"']]]],
  ])("%s", (_name, predicate, event, parts) => expect(deciding(predicate, event)).toEqual(parts));
});

test("a trace mirrors the condition", () => {
  const node = trace(all(a, not(any(b, c))), { a: "1", c: "3" });
  expect(node).toMatchObject({
    kind: "all",
    holds: false,
    span: origin,
    children: [
      { kind: "equals", holds: true, children: [] },
      {
        kind: "not",
        holds: false,
        children: [{ kind: "any", holds: true, children: [{ holds: false }, { holds: true }] }],
      },
    ],
  });
});

test("derived fields show the value that they have", () => {
  const [outcome] = derivedFields;
  if (!outcome) throw new Error("no derived field");
  const node = trace(
    { kind: "equals", subject: outcome, texts: ["k"], nocase: false, origin },
    { eventName: "a", a: { b: "FAILURE" } },
  );
  expect(node.seen).toEqual([{ subject: "outcome", values: ['"failure"'], more: false, mismatches: [] }]);
});

test("of many values the first five are shown", () => {
  expect(trace(equals("l[]", "x"), { l: [1, 2, 3, 4, 5, 6] }).seen).toEqual([
    { subject: "l[]", values: ["1", "2", "3", "4", "5"], more: true, mismatches: [] },
  ]);
});

describe("a list where the path has no brackets is named", () => {
  const mismatches = (predicate: Predicate, event: JsonObject) =>
    trace(predicate, event).seen.flatMap((one) => one.mismatches);
  test.each<[name: string, predicate: Predicate, event: JsonObject, found: string[]]>([
    ["on the way", equals("a.b.c", "x"), { a: { b: [{ c: "x" }] } }, ["a.b"]],
    ["at the end of a comparison", equals("a.b", "x"), { a: { b: ["x"] } }, ["a.b"]],
    ["but `exists` may ask for the list", exists("a.b"), { a: { b: ["x"] } }, []],
    ["an empty list is none", equals("a.b", "x"), { a: { b: [null] } }, []],
    ["with brackets there is none", equals("a[].b", "x"), { a: [{ b: "x" }] }, []],
    ["a list in a list", equals("a[]", "x"), { a: [["x"]] }, ["a[]"]],
    ["in JSON in a text", equals("json(p).S.E", "x"), { p: '{"S":[{"E":"x"}]}' }, ["json(p).S"]],
    ["inside a quantifier", some("l[]", equals(element("k"), "x")), { l: [{ k: ["x"] }] }, []],
    [
      "a quoted key",
      equals(
        {
          ...path("a"),
          steps: [
            { kind: "key", name: "x-y" },
            { kind: "key", name: "b" },
          ],
        },
        "x",
      ),
      { "x-y": [{ b: "x" }] },
      ['"x-y"'],
    ],
  ])("%s", (_name, predicate, event, found) => expect(mismatches(predicate, event)).toEqual(found));
  test("at an element, in the quantifier's own trace", () => {
    const [child] = trace(some("l[]", equals(element("k"), "x")), { l: [{ k: ["x"] }] }).children;
    expect(child?.seen[0]?.mismatches).toEqual(["x.k"]);
  });
});

test("values are shown in characters that can be seen, and cut where they are long", () => {
  expect(showValue({ a: ["\u202e\u0007\u0085", new WrittenNumber("1.0")] })).toBe(
    '{"a":["\\u202e\\u0007\\u0085",1.0]}',
  );
  const long = showValue("😀".repeat(300));
  expect([...long].length).toBeLessThan(200);
  expect(long.endsWith("😀…")).toBe(true);
});
