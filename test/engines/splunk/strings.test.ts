/** Texts of any kind, as the emitter puts them into each place of a search, come out of this engine's parsers as they were. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Predicate } from "../../../src/ir/predicate.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { loadSearch } from "../../../src/targets/splunk/engine/load-search.ts";
import { parseTest } from "../../../src/targets/splunk/engine/syntax/parse-expression.ts";
import { parseSearch } from "../../../src/targets/splunk/engine/syntax/parse-search.ts";
import { readText } from "../../../src/targets/splunk/engine/syntax/strings.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import { textsPattern } from "../../../src/targets/splunk/pattern.ts";
import {
  hasHidden,
  isPlainText,
  quoteEvalField,
  quoteRegex,
  quoteSearchValue,
  quoteText,
} from "../../../src/targets/splunk/quote.ts";
import { rule, settings } from "../../targets/splunk/build.ts";
import { where } from "./run-search.ts";

beforeAll(loadRegexes);

const RUNS = 10_000;
const HOSTILE = [
  '"',
  "'",
  "\\",
  "`",
  "|",
  "[",
  "]",
  "$x$",
  "*",
  "%",
  "_",
  "\n",
  "\t",
  '" | delete',
  "` | x",
  '\\"',
  "\\z",
  "(?i)",
  "]]",
  "null",
  "1e3",
  "é",
  "😀",
  "{",
  "}",
  "^",
  "-",
  "#",
  "//",
  "\\x22",
  "`cloudtrail`",
  ")",
  "(",
  "+?",
  "{2}",
  "\\\\",
  "[:alpha:]",
  "k",
  "K",
];
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 4 }), fc.string({ maxLength: 6 })),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text !== "" && !/[\ud800-\udfff]/u.test(text) && !hasHidden(text));

describe("a text comes back", () => {
  test("from the value of a search term", () => {
    const plain = fc
      .stringMatching(/^[A-Za-z0-9._:/-]{1,20}\*?$/)
      .filter((text) => !/^[0-9A-Fa-f.:]+\/[0-9]+$/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseSearch(`(eventName=${quoteSearchValue(text)} OR a="b")`)).toEqual({
          kind: "or",
          operands: [
            { kind: "field", name: "eventName", operator: "=", value: text },
            { kind: "field", name: "a", operator: "=", value: "b" },
          ],
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("from a string of eval", () => {
    const texts = fc.oneof(
      anyText,
      fc.string({ unit: fc.constantFrom('"', "\\", "'", "|", "a", " ", "]"), minLength: 1, maxLength: 8 }),
    );
    let escaped = 0;
    fc.assert(
      fc.property(
        texts.filter((text) => isPlainText(text) || isPlainText(text.replace(/["\\]/g, ""))),
        (text) => {
          const test = parseTest(`a=${quoteText(text)} AND b="c"`);
          const first = test.kind === "logic" ? test.operands[0] : undefined;
          expect(first?.kind === "compare" && first.right.kind === "string" ? readText(first.right.raw) : first).toBe(
            text,
          );
          if (!isPlainText(text)) escaped++;
        },
      ),
      { numRuns: RUNS },
    );
    expect(escaped).toBeGreaterThan(100);
  });

  test("from a regex of eval, which fits that text and no other", () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const whole = `match(a, ${quoteRegex(textsPattern([text], "whole", false))})`;
        expect(where(whole, { a: text })).toBe(true);
        expect(where(whole, { a: other })).toBe(text === other);
        expect(
          where(`match(a, ${quoteRegex(textsPattern([text], "anywhere", false))})`, { a: `${other}${text}${other}` }),
        ).toBe(true);
        expect(where(`match(a, ${quoteRegex(textsPattern([text], "end", false))})`, { a: `${text}\n` })).toBe(
          `${text}
`.endsWith(text),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test("from the name of a field", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_@:/.{}-]{1,30}$/), (name) => {
        const test = parseTest(`isnull(${quoteEvalField(name)})`);
        expect(test).toEqual({ kind: "call", name: "isnull", args: [{ kind: "field", name }] });
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The rule of `rule()` with a condition on `userAgent` for these texts, in every form that a text is printed in. */
function conditionOn(
  texts: readonly string[],
  kind: "equals" | "contains" | "startsWith" | "endsWith" | "containsAll",
  isNegated: boolean,
): Predicate {
  const { condition, span: origin } = rule();
  const subject = {
    kind: "path",
    root: { kind: "event" },
    steps: [{ kind: "key", name: "userAgent" }],
    type: "text",
    origin,
  } as const;
  const atom: Predicate = { kind, subject, texts, nocase: false, origin };
  return { kind: "all", operands: [condition, isNegated ? { kind: "not", operand: atom, origin } : atom], origin };
}

test("a rule with any texts in it is read, or was refused, and gives the interpreter's verdict", async () => {
  const base = rule();
  const kinds = ["equals", "contains", "startsWith", "endsWith", "containsAll"] as const;
  let [run, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyText, { minLength: 1, maxLength: 3 }),
      anyText,
      fc.constantFrom(...kinds),
      fc.boolean(),
      async (texts, other, kind, isNegated) => {
        const condition = conditionOn(texts, kind, isNegated);
        const emitted = splunk.compile({ ...base, condition }, settings);
        if (emitted.files.length === 0) {
          refused++;
          return;
        }
        run++;
        const search = await loadSearch(emitted.files);
        const holds = compileCondition(condition);
        for (const userAgent of [
          ...texts,
          other,
          texts.join(""),
          `${texts[0]}\n`,
          `x${texts[0]}`,
          texts[0]?.toUpperCase() ?? "",
        ]) {
          const event = { eventSource: "cloudtrail.amazonaws.com", eventName: "StopLogging", userAgent };
          if (userAgent !== "null")
            expect(search.judge(event), JSON.stringify({ texts, kind, isNegated, userAgent })).toEqual({
              alerts: holds(event),
            });
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect(run).toBeGreaterThan(refused);
});
