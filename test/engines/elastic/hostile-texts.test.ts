/** Texts that no query may break on: as the target prints them, these parsers must read them back, sign by sign. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatternPart } from "../../../src/ir/pattern.ts";
import { luceneLiteral } from "../../../src/targets/elastic/print/lucene.ts";
import {
  eqlNeedle,
  eqlRegex,
  eqlString,
  eqlWildcard,
  hasWildcard,
  isAwkwardForKql,
  kqlString,
  kqlWildcard,
} from "../../../src/targets/elastic/print/quote.ts";
import { eql, eqlTest, kql, kqlTest } from "./support.ts";

const SIGNS = [..."\"\\*?'`#@&<>~.|+(){}[]^$:,;=/-_%!\n\r\t\b\f \u00a0\u2003\u2028\u200b\u202e\ufeff\0\u007f"];
const WORDS = [
  "a",
  "Z",
  "é",
  "😀",
  "\u212a",
  "not",
  "or",
  "and",
  " or ",
  " and ",
  "not ",
  "null",
  '"""',
  "\\\\",
  "\\u{41}",
  "\\u0041",
  "\\n",
  "{1,2}",
  "<1-5>",
  "[a-z]",
  "//",
  "/*",
];
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SIGNS) },
      { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
      fc.string({ unit: "binary", maxLength: 2 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""))
  .filter((one) => one !== "" && (one as string & { isWellFormed(): boolean }).isWellFormed());

/** The text, alone and within others, and one that is not it. */
const near = (one: string) => [one, `<${one}>`, `<${one}`, `${one}>`, otherThan(one)];

type Test = (values: { readonly a: string }) => boolean;

/** The values of which a test says other than what JavaScript says of its text. */
function misread(one: string, { starts, ends, contains }: { readonly [name in "starts" | "ends" | "contains"]: Test }) {
  return near(one).filter(
    (a) =>
      starts({ a }) !== a.startsWith(one) || ends({ a }) !== a.endsWith(one) || contains({ a }) !== a.includes(one),
  );
}

const RUNS = { numRuns: 10_000 };

/** A text near by, which must not be taken for the first. */
const otherThan = (one: string) => (one.endsWith("a") ? `${one.slice(0, -1)}b` : `${one.slice(0, -1)}a`);

describe("10,000 texts in each place", () => {
  test("an EQL text", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(eql(`a == ${eqlString(one)} and true`, { a: one })).toBe(true);
        expect(eql(`a in ("x", ${eqlString(one)})`, { a: otherThan(one) })).toBe(false);
      }),
      RUNS,
    );
  });

  test("a text of an EQL function", () => {
    fc.assert(
      fc.property(text, (one) => {
        const contains = eqlTest(`stringContains(a, ${eqlNeedle(one)}) and true`);
        const ends = eqlTest(`endsWith(a, ${eqlNeedle(one)})`);
        const starts = eqlTest(`startsWith(a, ${eqlString(one)})`);
        expect(misread(one, { starts, ends, contains })).toEqual([]);
      }),
      RUNS,
    );
  });

  test("an EQL pattern", () => {
    const plain = text.filter((one) => !hasWildcard(one));
    fc.assert(
      fc.property(plain, (one) => {
        const pattern = eqlWildcard([{ kind: "anyRun" }, { kind: "text", text: one }, { kind: "anyOne" }]);
        expect(eql(`a like ${pattern} and true`, { a: `x${one}y` })).toBe(true);
        expect(eql(`a like ${pattern}`, { a: `x${otherThan(one)}` })).toBe(
          `x${otherThan(one)}`.slice(0, -1).endsWith(one),
        );
      }),
      RUNS,
    );
  });

  test("an EQL regular expression", () => {
    fc.assert(
      fc.property(text, (one) => {
        const regex = luceneLiteral(one);
        fc.pre(regex.length <= 900);
        expect(eql(`a regex ${eqlRegex(regex)} and true`, { a: one })).toBe(true);
        expect(eql(`a regex ("x", ${eqlRegex(`${regex}.*`)})`, { a: `${one}more` })).toBe(true);
        expect(eql(`a regex ${eqlRegex(regex)}`, { a: otherThan(one) })).toBe(false);
      }),
      RUNS,
    );
  });

  test("a KQL value in quotes", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(kql(`a: ${kqlString(one)} and not b: true`, { a: one })).toBe(true);
        expect(kql(`a: ("x" or ${kqlString(one)})`, { a: otherThan(one) })).toBe(false);
      }),
      RUNS,
    );
  });

  test("a KQL value with wildcards that ends in a word of KQL", () => {
    for (const one of ["cannot", "doNOT", "not", "band", "or"]) {
      const value = kqlWildcard([{ kind: "anyRun" }, { kind: "text", text: one }]);
      expect(kql(`a: (x or ${value} or z) and not b: true`, { a: `I ${one}` })).toBe(true);
      expect(kql(`a: ${value}\n and not b: true`, { a: `I ${one}s` })).toBe(false);
    }
  });

  test("a KQL value with wildcards", () => {
    const plain = text.filter((one) => !isAwkwardForKql(one));
    const run = { kind: "anyRun" } as const;
    fc.assert(
      fc.property(plain, (one) => {
        const sign = { kind: "text", text: one } as const;
        const found = (...parts: PatternPart[]) =>
          kqlTest(`a: (x or ${kqlWildcard(parts)}) and a: ${kqlWildcard(parts)}\n and not b: true`);
        const [starts, ends, contains] = [found(sign, run), found(run, sign), found(run, sign, run)];
        expect(misread(one, { starts, ends, contains })).toEqual([]);
      }),
      RUNS,
    );
  });
});
