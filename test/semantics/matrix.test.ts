/** Each operator over each kind of value. The verdicts are written by hand, from the language's page. */
import { beforeAll, describe, expect, test } from "vitest";
import { type JsonObject, type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import * as build from "./build.ts";

beforeAll(loadRegexes);

/** The operators, in the order of the tables' columns; `f` is the path that they ask. */
const operators: readonly (readonly [name: string, make: (f: string) => Predicate])[] = [
  ['== "22"', (f) => build.equals(f, "22")],
  ['in ["true", "22"]', (f) => build.equals(f, "true", "22")],
  ['== "ab" nocase', (f) => build.textTest("equals", f, ["ab"], true)],
  ['contains "2"', (f) => build.contains(f, "2")],
  ['contains all ["2", "6"]', (f) => build.textTest("containsAll", f, ["2", "6"])],
  ['starts with "22"', (f) => build.textTest("startsWith", f, ["22"])],
  ['ends with "1"', (f) => build.textTest("endsWith", f, ["1"])],
  ['like "?2*"', (f) => build.like(f, [build.pattern("?2*")])],
  ["matches /^[0-9.]+$/", (f) => build.matches(f, build.regex(build.repeat(build.characters("09", "."), 1), "^$"))],
  ["< 23", (f) => build.numberOrder(f, "<", "23")],
  [">= 2026-01-01", (f) => build.timeOrder(f, ">=", "2026-01-01T00:00:00Z")],
  ["in cidr 10.0.0.0/8", (f) => build.inNetwork(f, "10.0.0.0/8")],
  ["is ip", (f) => build.isAddress(f)],
  ["exists", (f) => build.exists(f)],
  ["== g", (f) => build.fieldCompare(f, "equals", "g")],
];

const absent = Symbol("absent");
const written = (text: string) => new WrittenNumber(text);
type Row = readonly [name: string, value: JsonValue | typeof absent, verdicts: string];

// Columns:                                        == in nocase contains all starts ends like matches < >= cidr ip exists g
const scalars: readonly Row[] = [
  [
    "no field",
    absent,
    "                             .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "null",
    null,
    "                                   .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "an empty text",
    "",
    "                            .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "an empty object",
    {},
    "                          .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "an object of nothing",
    { a: null, b: [{}] },
    "   .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "0",
    0,
    "                                         .  .  .      .        .   .      .    .    T       T .  .    .  T      .",
  ],
  [
    "22",
    22,
    "                                       T  T  .      T        .   T      .    T    T       T .  .    .  T      T",
  ],
  [
    '"22"',
    "22",
    "                                   T  T  .      T        .   T      .    T    T       T .  .    .  T      T",
  ],
  [
    "23",
    23,
    "                                       .  .  .      T        .   .      .    .    T       . .  .    .  T      .",
  ],
  [
    "-1",
    -1,
    "                                       .  .  .      .        .   .      T    .    .       T .  .    .  T      .",
  ],
  [
    "2261",
    2261,
    "                                   .  .  .      T        T   T      T    T    T       . .  .    .  T      .",
  ],
  [
    "22.0",
    written("22.0"),
    "                        .  .  .      .        .   .      .    .    .       T .  .    .  T      .",
  ],
  [
    '"22.0"',
    "22.0",
    "                               .  .  .      T        .   T      .    T    T       T .  .    .  T      .",
  ],
  [
    "2e0",
    written("2e0"),
    "                          .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "1 and fifteen zeros",
    1e15,
    "                    .  .  .      .        .   .      .    .    T       . .  .    .  T      .",
  ],
  [
    "-2^53",
    -9007199254740992,
    "                     .  .  .      T        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "2^53 + 1",
    written("9007199254740993"),
    "        .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "true",
    true,
    "                                   .  T  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    '"true"',
    "true",
    "                               .  T  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "false",
    false,
    "                                 .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    '"AB"',
    "AB",
    "                                   .  .  T      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    '"null"',
    "null",
    "                               .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "a space",
    " ",
    "                                 .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "an IPv4 address",
    "10.0.0.1",
    "                  .  .  .      .        .   .      T    .    T       . .  T    T  T      .",
  ],
  [
    "a mapped address",
    "::ffff:10.2.0.9",
    "          .  .  .      T        .   .      .    .    .       . .  T    T  T      .",
  ],
  [
    "another address",
    "2a00::1",
    "                   .  .  .      T        .   .      T    .    .       . .  .    T  T      .",
  ],
  [
    "a name",
    "iam.amazonaws.com",
    "                  .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "a time",
    "2026-11-22T10:00:00Z",
    "               .  .  .      T        T   .      .    .    .       . T  .    .  T      .",
  ],
  [
    "a date",
    "2026-11-22",
    "                         .  .  .      T        T   .      .    .    .       . .  .    .  T      .",
  ],
];

// An array or an object where a text is asked for is a value, and has no text.
const containers: readonly Row[] = [
  [
    "an empty list",
    [],
    "                            .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "a list of nothing",
    [null, "", [[]]],
    "          .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "a list of the text",
    ["22"],
    "                   .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "an object",
    { a: "22" },
    "                       .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "a list in a list",
    [["22"]],
    "                   .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
];

// The same through `f[]`: some element makes it true.
const elements: readonly Row[] = [
  [
    "an empty list",
    [],
    "                            .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "a list of nothing",
    [null, "", [[]]],
    "          .  .  .      .        .   .      .    .    .       . .  .    .  .      .",
  ],
  [
    "a list of the text",
    ["22"],
    "                   T  T  .      T        .   T      .    T    T       T .  .    .  T      T",
  ],
  [
    "a list with the number in it",
    [null, "x", 22],
    "T  T  .      T        .   T      .    T    T       T .  .    .  T      T",
  ],
  [
    "each half in its own",
    ["2", "6"],
    "             .  .  .      T        .   .      .    .    T       T .  .    .  T      .",
  ],
  [
    "texts of two kinds",
    ["10.0.0.1", "Ab"],
    "       .  .  T      .        .   .      T    .    T       . .  T    T  T      .",
  ],
  [
    "a list in a list",
    [["22"]],
    "                   .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "a list of objects",
    [{ a: "22" }],
    "             .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
  [
    "an object",
    { a: "22" },
    "                       .  .  .      .        .   .      .    .    .       . .  .    .  T      .",
  ],
];

function check(f: string, [, value, verdicts]: Row): void {
  const event: JsonObject = value === absent ? { g: 22 } : { f: value, g: 22 };
  const expected = verdicts.replaceAll(" ", "");
  expect(expected).toHaveLength(operators.length);
  for (const [index, [name, make]] of operators.entries()) {
    const wanted = expected[index] === "T";
    const condition = make(f);
    expect(compileCondition(condition)(event), `${f} ${name}`).toBe(wanted);
    expect(compileCondition(build.not(condition))(event), `not ${f} ${name}`).toBe(!wanted);
  }
}

describe("a path without brackets", () => {
  test.each([...scalars, ...containers])("over %s", (...row) => check("f", row as Row));
});

describe("a path with brackets", () => {
  test.each(elements)("over %s", (...row) => check("f[]", row as Row));
  test.each(scalars)("over one value, %s", (...row) => check("f[]", row as Row));
  test.each(scalars)("over a list with one value, %s", (name, value, verdicts) => {
    check("f[]", [name, value === absent ? absent : [value], verdicts]);
  });
});

describe("through an object, a list of objects, and JSON in a text", () => {
  const within = (event: (value: JsonValue | typeof absent) => JsonObject, f: string) => (row: Row) => {
    const [, value, verdicts] = row;
    const expected = verdicts.replaceAll(" ", "");
    for (const [index, [name, make]] of operators.entries()) {
      expect(compileCondition(make(f))({ ...event(value), g: 22 }), `${f} ${name}`).toBe(expected[index] === "T");
    }
  };
  const member = (value: JsonValue | typeof absent): JsonObject => (value === absent ? {} : { b: value });
  test.each([...scalars, ...containers])("a.b over %s", (...row) =>
    within((value) => ({ a: member(value) }), "a.b")(row as Row),
  );
  test.each([...scalars, ...containers])("a[].b over %s", (...row) =>
    within((value) => ({ a: [{}, member(value)] }), "a[].b")(row as Row),
  );
  test.each([...scalars, ...containers])("a[].b, without the list, over %s", (...row) =>
    within((value) => ({ a: member(value) }), "a[].b")(row as Row),
  );
  test.each([...scalars, ...containers])("json(a).b over %s", (...row) => {
    within(
      (value) => ({
        a: JSON.stringify(member(value), (_key, one) =>
          one instanceof WrittenNumber ? { raw: one.text } : one,
        ).replace(/\{"raw":"([^"]+)"\}/, "$1"),
      }),
      "json(a).b",
    )(row as Row);
  });
});
