import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/ir/json.ts";
import { WrittenNumber } from "../../src/ir/json.ts";
import { parseJson } from "../../src/ir/parse-json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import {
  all,
  any,
  contains,
  element,
  equals,
  every,
  exists,
  fieldCompare,
  not,
  numberOrder,
  path,
  some,
} from "./build.ts";

beforeAll(loadRegexes);

const event = (text: string): JsonObject => {
  const parsed = parseJson(text);
  if (!("value" in parsed)) throw new Error(parsed.problem.message);
  return parsed.value as JsonObject;
};
const verdicts = (rows: readonly (readonly [name: string, condition: Predicate, event: string, verdict: boolean])[]) =>
  test.each(rows)("%s", (_name, condition, text, verdict) => expect(holds(condition, event(text))).toBe(verdict));

describe("a key leads to the value under that very key", () => {
  verdicts([
    ["exact case", equals("a.b", "x"), '{"a":{"b":"x"}}', true],
    ["another case is another key", equals("a.b", "x"), '{"a":{"B":"x"}}', false],
    ["a text has no members", exists("a.length"), '{"a":"text"}', false],
    ["a list has no members", exists("a.length"), '{"a":["x"]}', false],
    ["nor numbered ones", exists(path("a.0")), '{"a":["x"]}', false],
    ["an object may have a length", equals("a.length", "3"), '{"a":{"length":3}}', true],
    ["and numbers for keys", equals("a.0", "x"), '{"a":{"0":"x"}}', true],
    ["what every object of a program has is nothing", exists("a.constructor"), '{"a":{}}', false],
    ["nor is it deeper down", exists("a.constructor.name"), '{"a":{"b":"x"}}', false],
    ["unless it is written there", equals("a.constructor", "x"), '{"a":{"constructor":"x"}}', true],
    ["__proto__ is a key like any other", equals("__proto__.b", "x"), '{"__proto__":{"b":"x"}}', true],
    ["and no way to another object's values", exists("b"), '{"__proto__":{"b":"x"}}', false],
    ["of keys that stand twice the last one counts", equals("a", "y"), '{"a":"x","a":"y"}', true],
    ["a number kept as written has no members", exists("a.text"), '{"a":1.5}', false],
    ["a key of a list's objects needs brackets", equals("a.b", "x"), '{"a":[{"b":"x"}]}', false],
  ]);
});

describe("brackets", () => {
  verdicts([
    ["each element", equals("a[].b", "y"), '{"a":[{"b":"x"},{"b":"y"}]}', true],
    ["one level at a time", equals("a[]", "x"), '{"a":[["x"]]}', false],
    ["two of them, two levels", equals("a[][]", "x"), '{"a":[["x"]]}', true],
    ["AWS writes one or many", equals("a[].b", "x"), '{"a":{"b":"x"}}', true],
    ["lists in lists of objects", equals("a[].b[].c", "x"), '{"a":[{"b":[{"c":"y"}]},{"b":{"c":"x"}}]}', true],
    ["`!=` says that no value is it", not(equals("a[].b", "x")), '{"a":[{"b":"x"},{"b":"y"}]}', false],
    ["and is true of none", not(equals("a[].b", "x")), '{"a":[]}', true],
    [
      "texts of two elements don't make one",
      { ...contains("a[]", "x"), kind: "containsAll", texts: ["x", "y"] } as Predicate,
      '{"a":["x","y"]}',
      false,
    ],
    [
      "but of one they do",
      { ...contains("a[]", "x"), kind: "containsAll", texts: ["x", "y"] } as Predicate,
      '{"a":["yx"]}',
      true,
    ],
  ]);
});

describe("empty is missing", () => {
  const nothing = ["null", '""', "{}", "[]", "[null]", '[[],{"a":""}]', '{"a":{"b":[null]}}'];
  test.each(nothing)("%s", (text) => {
    expect(holds(exists("f"), event(`{"f":${text}}`))).toBe(false);
    expect(holds(exists("f[]"), event(`{"f":${text}}`))).toBe(false);
    expect(holds(exists("f"), event(`{"f":[${text}]}`))).toBe(false);
    expect(holds(some("f[]", not(exists(element("")))), event(`{"f":[${text}]}`))).toBe(false);
    expect(holds(every("f[]", equals(element(""), "x")), event(`{"f":[${text},"x"]}`))).toBe(true);
  });
  test.each(["0", "false", "0.0", '" "', "[0]", '{"a":false}', "-0"])("%s is a value", (text) => {
    expect(holds(exists("f"), event(`{"f":${text}}`))).toBe(true);
  });
});

describe("quantifiers", () => {
  const pair = all(equals(element("k"), "a"), equals(element("v"), "b"));
  verdicts([
    ["some element meets it all", some("l[]", pair), '{"l":[{"k":"x","v":"b"},{"k":"a","v":"b"}]}', true],
    ["halves in two elements don't", some("l[]", pair), '{"l":[{"k":"x","v":"b"},{"k":"a","v":"y"}]}', false],
    [
      "but as two conditions they do",
      all(equals("l[].k", "a"), equals("l[].v", "b")),
      '{"l":[{"k":"x","v":"b"},{"k":"a","v":"y"}]}',
      true,
    ],
    ["`all` over nothing is true", every("l[]", equals(element("k"), "a")), "{}", true],
    ["`any` over nothing is false", some("l[]", not(equals(element("k"), "a"))), '{"l":[]}', false],
    ["`all` needs each", every("l[]", equals(element("k"), "a")), '{"l":[{"k":"a"},{"k":"b"}]}', false],
    ["an element without the member", every("l[]", equals(element("k"), "a")), '{"l":[{"k":"a"},{"j":"b"}]}', false],
    ["one object counts as a list of it", some("l[]", pair), '{"l":{"k":"a","v":"b"}}', true],
    ["an element itself", some("l[]", numberOrder(element(""), ">", "3")), '{"l":[1,4]}', true],
    [
      "other fields stay in sight",
      some("l[]", fieldCompare(element("owner"), "equals", "me")),
      '{"me":"x","l":[{"owner":"y"},{"owner":"x"}]}',
      true,
    ],
    [
      "one inside another",
      some("l[]", some(element("m[]"), fieldCompare(element("", "y"), "equals", element("k")), "y")),
      '{"l":[{"k":"a","m":["b"]},{"k":"b","m":["a","b"]}]}',
      true,
    ],
    [
      "the outer element after an inner quantifier",
      some("l[]", all(some(element("m[]"), equals(element("", "y"), "b"), "y"), equals(element("k"), "b"))),
      '{"l":[{"k":"a","m":["b"]},{"k":"b","m":["b"]}]}',
      true,
    ],
    ["not in the same element", not(some("l[]", pair)), '{"l":[{"k":"a","v":"y"}]}', true],
  ]);
});

describe("json()", () => {
  verdicts([
    ["goes on in a text", equals("json(p).a", "x"), '{"p":"{\\"a\\":\\"x\\"}"}', true],
    ["an object is itself", equals("json(p).a", "x"), '{"p":{"a":"x"}}', true],
    ["lists in it, one or many", equals("json(p).S[].E", "Allow"), '{"p":"{\\"S\\":{\\"E\\":\\"Allow\\"}}"}', true],
    ["no JSON is nothing", exists("json(p).a"), '{"p":"{a: x}"}', false],
    ["white space around it is fine", equals("json(p).a", "1"), '{"p":" {\\"a\\": 1}\\n"}', true],
    ["digits stay", numberOrder("json(p).a", "<", "2"), '{"p":"{\\"a\\":1.5}"}', true],
    ["and have no text", equals("json(p).a", "1"), '{"p":"{\\"a\\":1.0}"}', false],
    ["null in it is missing", exists("json(p).a"), '{"p":"{\\"a\\":null}"}', false],
    ["a whole text of JSON's null is nothing", exists(path("json(p)")), '{"p":"null"}', false],
    ["a list at once", equals("json(p)[]", "x"), '{"p":"[\\"x\\"]"}', true],
    ["the text itself stays what it is", contains("p", '"a"'), '{"p":"{\\"a\\":1}"}', true],
    [
      "one JSON text inside another",
      equals(
        { ...path("json(p).q"), steps: [...path("json(p).q").steps, { kind: "json" }, { kind: "key", name: "a" }] },
        "x",
      ),
      '{"p":"{\\"q\\":\\"{\\\\\\"a\\\\\\":\\\\\\"x\\\\\\"}\\"}"}',
      true,
    ],
    [
      "in each element",
      equals(path("json(l[]).a"), "y"),
      '{"l":["{\\"a\\":\\"x\\"}","broken","{\\"a\\":\\"y\\"}"]}',
      true,
    ],
  ]);
  test("a JSON text that is too deep is nothing", () => {
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(holds(exists(path("json(p).a")), { p: deep(64) })).toBe(true);
    expect(holds(exists(path("json(p).a")), { p: deep(65) })).toBe(false);
  });
});

describe("fields with fields", () => {
  verdicts([
    ["both present and equal", fieldCompare("a", "equals", "b"), '{"a":"x","b":"x"}', true],
    ["a number and its text", fieldCompare("a", "equals", "b"), '{"a":22,"b":"22"}', true],
    ["both missing are not equal", fieldCompare("a", "equals", "b"), "{}", false],
    ["both empty are not equal", fieldCompare("a", "equals", "b"), '{"a":"","b":""}', false],
    ["`!=` is true then", not(fieldCompare("a", "equals", "b")), "{}", true],
    ["some pair", fieldCompare("a[]", "equals", "b[]"), '{"a":["x","y"],"b":["z","y"]}', true],
    ["contains, by the right one's text", fieldCompare("a", "contains", "b"), '{"a":"arn:user/x","b":"user/x"}', true],
    ["nothing is in a missing one", fieldCompare("a", "contains", "b"), '{"a":"x"}', false],
    ["starts with", fieldCompare("a", "startsWith", "b"), '{"a":"xy","b":"x"}', true],
    ["ends with", fieldCompare("a", "endsWith", "b"), '{"a":"xy","b":"x"}', false],
    ["case counts", fieldCompare("a", "equals", "b"), '{"a":"x","b":"X"}', false],
    ["unless it doesn't", fieldCompare("a", "equals", "b", true), '{"a":"x","b":"X"}', true],
    ["1.0 has no text", fieldCompare("a", "equals", "b"), '{"a":1.0,"b":1.0}', false],
    ["lists have none", fieldCompare("a", "equals", "b"), '{"a":["x"],"b":["x"]}', false],
  ]);
});

test("a variable that nothing binds is a bug of ours", () => {
  expect(() => holds(exists(element("k")), {})).toThrow("compiler bug");
});

test("a condition over a missing field is false, and its negation true, never a third thing", () => {
  const a = equals("f", "x");
  expect([a, not(a), all(a, not(a)), any(a, not(a))].map((one) => holds(one, {}))).toEqual([false, true, false, true]);
});

test("numbers built in code behave as those that were read", () => {
  expect(holds(numberOrder("f", "<=", "1.50"), { f: new WrittenNumber("1.5") })).toBe(true);
});
