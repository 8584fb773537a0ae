import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compactJson } from "../../src/ir/compact-json.ts";
import { type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import { applyMergePatch } from "../../src/ir/merge-patch.ts";
import { parseJson } from "../../src/ir/parse-json.ts";
import { parseStrictly } from "../../src/ir/strict-json.ts";

const limits = { depth: 64 };
const read = (text: string): JsonValue => {
  const parsed = parseJson(text);
  if ("problem" in parsed) throw new Error(`${parsed.problem.message} at ${parsed.problem.offset}`);
  return parsed.value;
};
const problemOf = (text: string) => {
  const parsed = parseJson(text);
  return "problem" in parsed ? parsed.problem : undefined;
};

describe("no digit is lost", () => {
  test.each<[text: string, value: JsonValue]>([
    ["0", 0],
    ["-0", 0],
    ["-12", -12],
    ["999999999999999", 999999999999999],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992],
    ["-9007199254740992", -9007199254740992],
    ["9007199254740993", new WrittenNumber("9007199254740993")],
    ["-9007199254740993", new WrittenNumber("-9007199254740993")],
    ["12345678901234567890", new WrittenNumber("12345678901234567890")],
    ["1.0", new WrittenNumber("1.0")],
    ["1.5", new WrittenNumber("1.5")],
    ["1e3", new WrittenNumber("1e3")],
    ["1E+2", new WrittenNumber("1E+2")],
    ["-0.0", new WrittenNumber("-0.0")],
    ["0e0", new WrittenNumber("0e0")],
    ["1e-400", new WrittenNumber("1e-400")],
  ])("%s", (text, value) => {
    // Alone, as a member, and in a list; with white space, and after an ordinary number.
    for (const around of [text, ` ${text}\n`]) expect(read(around)).toStrictEqual(value);
    for (const around of [`{"a":${text}}`, `{ "a" : ${text} }`, `{"x":1,"a":${text},"y":"z"}`]) {
      expect((read(around) as { a: JsonValue }).a).toStrictEqual(value);
    }
    for (const around of [`[1,${text}]`, `[1, ${text} ,2]`, `["a", ${text}]`])
      expect((read(around) as JsonValue[])[1]).toStrictEqual(value);
    expect(Object.is(read(text), -0)).toBe(false);
  });

  test("whatever the number and its surroundings", () => {
    const number = fc.stringMatching(/^-?(0|[1-9]\d{0,17})(\.\d{1,4})?([eE][+-]?\d{1,2})?$/);
    const around = fc.constantFrom<(number: string) => string>(
      (one) => `{"a":${one}}`,
      (one) => `{"a":\t${one}\r\n}`,
      (one) => `[${one},1]`,
      (one) => `["1.5,",${one}]`,
      (one) => `{"b":[{"a":2},[ ${one}]]}`,
      (one) => one,
    );
    fc.assert(
      fc.property(number, around, (text, wrap) => {
        const found: JsonValue[] = [];
        const collect = (value: JsonValue): void => {
          if (typeof value === "number" || value instanceof WrittenNumber) found.push(value);
          else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
        };
        collect(read(wrap(text)));
        const isInteger = /^-?\d+$/.test(text) && BigInt(text) <= 2n ** 53n && BigInt(text) >= -(2n ** 53n);
        const wanted = isInteger ? Number(BigInt(text)) : new WrittenNumber(text);
        expect(found.some((one) => (one instanceof WrittenNumber ? isEqual(one, wanted) : one === wanted))).toBe(true);
        expect(found.every((one) => typeof one !== "number" || Number.isInteger(one))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

function isEqual(one: WrittenNumber, other: JsonValue): boolean {
  return other instanceof WrittenNumber && other.text === one.text;
}

describe("against the engine's own parser", () => {
  const withoutNumbers = fc
    .jsonValue()
    .map((value) => JSON.stringify(value, (_key, one) => (typeof one === "number" ? Math.trunc(one % 1e9) || 0 : one)));
  test("both paths read what it reads", () => {
    fc.assert(
      fc.property(withoutNumbers, fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
        const laidOut = JSON.stringify(JSON.parse(text), null, indent);
        expect(read(laidOut)).toEqual(JSON.parse(laidOut));
        expect(parseStrictly(laidOut, limits)).toEqual({ value: JSON.parse(laidOut) });
      }),
      { numRuns: 1000 },
    );
  });

  test("both refuse what it refuses", () => {
    const broken = fc
      .tuple(
        withoutNumbers,
        fc.nat(),
        fc.constantFrom("", '"', "{", "]", ",", ":", "\\", "\n", "-", "0", "NaN", "\u0000", "tru"),
      )
      .map(
        ([text, at, insert]) =>
          text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + (at % 2)),
      );
    fc.assert(
      fc.property(broken, (text) => {
        let isFine = true;
        try {
          JSON.parse(text);
        } catch {
          isFine = false;
        }
        expect(problemOf(text) === undefined).toBe(isFine);
        expect("value" in parseStrictly(text, limits)).toBe(isFine);
      }),
      { numRuns: 4000 },
    );
  });

  test("its text is read back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(compactJson(read(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what is refused", () => {
  test.each([
    ["", "the text ends too early", 0],
    ['{"a":', "the text ends too early", 5],
    ['{"a":1', "the text ends too early", 6],
    ['{"a":1,}', "a key in double quotes is missing", 7],
    ["{a:1}", "a key in double quotes is missing", 1],
    ['{"a" 1}', "a colon after a key is missing", 5],
    ['{"a":1 "b":2}', "a comma or a closing brace is missing", 7],
    ["[1 2]", "a comma or a closing bracket is missing", 3],
    ["[1,]", "a value is missing", 3],
    ["[NaN]", "a value is missing", 1],
    ["[-Infinity]", "a value is missing", 1],
    ["['a']", "a value is missing", 1],
    ["[01]", "a comma or a closing bracket is missing", 2],
    ["[1.]", "a comma or a closing bracket is missing", 2],
    ["[1e400]", "a number is too large", 1],
    ["[-1e400]", "a number is too large", 1],
    [`[1${"0".repeat(400)}]`, "a number is too large", 1],
    ['["a\nb"]', "a control character stands in a text", 3],
    ['["a\\x"]', "an escape in a text is none of JSON's", 3],
    ['["\\u12"]', "an escape in a text is none of JSON's", 2],
    ['["abc', "a text is not closed", 1],
    ['["\\ud800"]', "a text holds half of a surrogate pair", 1],
    ['["\\udc00\\ud800"]', "a text holds half of a surrogate pair", 1],
    ['{"\\ud800":1}', "a text holds half of a surrogate pair", 1],
    ['["\ud800"]', "a text holds half of a surrogate pair", 1],
    ["{} {}", "something stands after the end of the JSON value", 3],
    ["\ufeff{}", "a value is missing", 0],
  ])("%j", (text, message, offset) => expect(problemOf(text)).toEqual({ message, offset }));

  test("a whole surrogate pair is fine, written either way", () => {
    expect(read('["\\ud83d\\ude00","😀"]')).toEqual(["😀", "😀"]);
  });

  test("nesting deeper than the limit, however deep, without a fall", () => {
    const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    for (const nested of [lists, objects]) {
      expect(problemOf(nested(63))).toBeUndefined();
      expect(problemOf(nested(64))).toBeUndefined();
      for (const depth of [65, 1000, 100_000])
        expect(problemOf(nested(depth))?.message).toBe("objects and arrays are nested too deeply");
    }
    expect("value" in parseJson("[[1]]", { depth: 2 })).toBe(true);
    expect("problem" in parseJson("[[1]]", { depth: 1 })).toBe(true);
  });
});

describe("keys", () => {
  test.each([
    '{"__proto__":{"a":1},"b":2}',
    '{"__proto__":{"a":1},"b":2.5}',
    '{"__proto__":null,"constructor":{"prototype":1},"b":1.5}',
  ])("%s is plain data", (text) => {
    const value = read(text) as Record<string, JsonValue>;
    expect(Object.keys(value)[0]).toBe("__proto__");
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
    expect(compactJson(value)).toBe(text);
  });
  test("of two that are the same the last one counts", () => {
    expect(read('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(read('{"a":1.5,"a":2,"__proto__":1,"__proto__":2}')).toEqual(JSON.parse('{"a":2,"__proto__":2}'));
  });
});

describe("compact text", () => {
  test.each<[JsonValue, string]>([
    [{ b: 1, a: [true, null, "x\n"] }, '{"b":1,"a":[true,null,"x\\n"]}'],
    [new WrittenNumber("1.0"), "1.0"],
    [-0, "0"],
    [{}, "{}"],
    ["\ud800", '"\\ud800"'],
  ])("%j", (value, text) => expect(compactJson(value)).toBe(text));
});

describe("merge patch", () => {
  // The table of RFC 7396, appendix A.
  test.each<[JsonValue, JsonValue, JsonValue]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j", (base, patch, result) =>
    expect(compactJson(applyMergePatch(base, patch))).toBe(compactJson(result)),
  );

  test("keys that objects of a program have are plain keys, and nothing is changed in place", () => {
    const base = JSON.parse('{"__proto__":{"a":1},"b":1}') as JsonValue;
    const patch = JSON.parse('{"__proto__":{"c":2},"constructor":3,"b":null}') as JsonValue;
    const before = [compactJson(base), compactJson(patch)];
    expect(compactJson(applyMergePatch(base, patch))).toBe('{"__proto__":{"a":1,"c":2},"constructor":3}');
    expect([compactJson(base), compactJson(patch)]).toEqual(before);
  });
});
