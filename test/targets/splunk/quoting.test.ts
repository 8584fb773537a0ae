/**
 * Nothing that a rule says may break out of a search: whatever texts stand in it, the printed search has the commands
 * and macros that it has for harmless ones. Read by a small tokenizer of SPL that knows quotes, and nothing else.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import { escapeText, textsPattern } from "../../../src/targets/splunk/pattern.ts";
import {
  quoteCommandField,
  quoteEvalField,
  quoteRegex,
  quoteSearchValue,
  quoteText,
} from "../../../src/targets/splunk/quote.ts";
import { rule, settings } from "./build.ts";
import { evaluate, fieldsOf, pcre, readExpression } from "./spl-model.ts";

const COMMANDS = ["eval", "where", "rename", "stats", "spath", "convert"];

interface Outline {
  readonly commands: readonly string[];
  readonly macros: readonly string[];
}

/** Commands by their pipes, and macros; a quote that does not end, a bracket or a backtick in quotes is an error. */
function outline(search: string): Outline {
  const commands: string[] = [];
  const macros: string[] = [];
  for (let at = 0; at < search.length; at++) {
    const character = search[at];
    if (character === '"' || character === "'") {
      const end = /^(["'])(?:\\.|(?!\1)[^\\])*\1/s.exec(search.slice(at));
      if (!end) throw new Error(`a quote that does not end: ${search.slice(at, at + 40)}`);
      if (/[`$]/.test(end[0])) throw new Error(`a macro or a token in quotes: ${end[0]}`);
      at += end[0].length - 1;
    } else if (character === "|") commands.push(/^\|\s*([a-z]+|`)/.exec(search.slice(at))?.[1] ?? "?");
    else if (character === "`") {
      const end = search.indexOf("`", at + 1);
      macros.push(search.slice(at + 1, end));
      at = end;
    } else if (character === "[" || character === "]") throw new Error("a subsearch");
  }
  return { commands: commands.filter((one) => one !== "`"), macros };
}

const HOSTILE = [
  '"',
  "'",
  "\\",
  "`",
  "|",
  "[",
  "]",
  "$",
  "$x$",
  "*",
  "%",
  "_",
  "\n",
  "\t",
  "\u202e",
  "\0",
  '" | delete',
  "` | x",
  '\\"',
  "\\z",
  "(?",
  "]]",
  "null",
  "1e3",
  "é",
  "😀",
  "{",
  "^",
  "-",
];
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 4 }), fc.string({ maxLength: 6 })),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text !== "" && !/[\ud800-\udfff]/u.test(text));

const base: Rule = rule({
  alert:
    'alert { title = "Stopped by {userIdentity.arn}"  key = [userIdentity.arn]  suppress = 1h  context = [sourceIPAddress, userAgent] }',
});

function withTexts(texts: readonly string[], title: string): Rule {
  const origin = base.span;
  const subject = {
    kind: "path",
    root: { kind: "event" },
    steps: [{ kind: "key", name: "userAgent" }],
    type: "text",
    origin,
  } as const;
  const atoms = (["equals", "contains", "containsAll", "startsWith", "endsWith"] as const).map(
    (kind): Predicate => ({ kind, subject, texts, nocase: false, origin }),
  );
  const like: Predicate = {
    kind: "like",
    subject,
    patterns: [{ parts: [{ kind: "anyRun" }, { kind: "text", text: texts[0] as string }], written: "" }],
    nocase: false,
    origin,
  };
  const any: Predicate = { kind: "any", operands: [...atoms, like], origin };
  const not: Predicate = { kind: "not", operand: { kind: "all", operands: [...atoms, like], origin }, origin };
  const condition: Predicate = { kind: "all", operands: [base.condition, any, not], origin };
  return {
    ...base,
    condition,
    alert: { ...base.alert, title: [{ value: { parts: [{ kind: "text", text: title }], span: origin } }] },
  };
}

const searchIn = (content: string) => {
  const lines = content.split("\n");
  const from = lines.findIndex((line) => line.startsWith("search: |-"));
  const end = lines.findIndex((line, index) => index > from && /^[a-z]/.test(line));
  return lines
    .slice(from + 1, end)
    .map((line) => line.slice(2))
    .join("\n");
};

test("the commands and macros of a search are the same for any texts", () => {
  let printed = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), anyText, (texts, title) => {
      const compiled = splunk.compile(withTexts(texts, title), settings);
      if (compiled.files.length === 0) {
        refused++;
        expect(compiled.diagnostics.filter((one) => one.severity === "error").length).toBeGreaterThan(0);
        return;
      }
      printed++;
      const content = compiled.files[0]?.content as string;
      const found = outline(searchIn(content));
      expect(found.commands.every((one) => COMMANDS.includes(one))).toBe(true);
      expect(found.commands).toEqual(["where", "eval", "rename", "stats"]);
      expect(found.macros).toEqual([
        "cloudtrail",
        "security_content_ctime(firstTime)",
        "security_content_ctime(lastTime)",
        "trail_stopped_filter",
      ]);
      const app = splunk.pack([compiled], settings).files.find((one) => one.path.endsWith("savedsearches.conf"))
        ?.content as string;
      expect(app.match(/^\[.*\]$/gm)).toEqual(["[Trail stopped]"]);
    }),
    { numRuns: 800 },
  );
  expect(printed).toBeGreaterThan(80);
  expect(refused).toBeGreaterThan(80);
});

test("a string of eval reads back as it was", () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => !/[`$]/.test(text)),
      (text) => {
        const row = { fields: fieldsOf({}), notOfNull: null };
        expect(evaluate(readExpression(quoteText(text)), row)).toBe(text);
      },
    ),
    { numRuns: 5000 },
  );
});

test("a text as a regex fits that text and no other", () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const whole = textsPattern([text], "whole", false);
      const printed = quoteRegex(whole);
      const read = evaluate(readExpression(printed), { fields: fieldsOf({}), notOfNull: null });
      expect(pcre(read as string).test(text)).toBe(true);
      expect(pcre(read as string).test(other)).toBe(text === other);
      expect(pcre(escapeText(text)).test(`${other}${text}${other}`)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("what quotes can't hold never comes to them", () => {
  expect(() => quoteText("a`b")).toThrow("compiler bug");
  expect(() => quoteText("$a$")).toThrow("compiler bug");
  expect(() => quoteRegex('a"b')).toThrow("compiler bug");
  expect(() => quoteRegex("a\\")).toThrow("compiler bug");
  expect(() => quoteEvalField("a'b")).toThrow("compiler bug");
  expect(() => quoteCommandField('a"b')).toThrow("compiler bug");
  expect(() => quoteSearchValue("a b")).toThrow("compiler bug");
  expect([
    quoteEvalField("eventName"),
    quoteEvalField("a.b{}.c-d"),
    quoteCommandField("a.b{}.c"),
    quoteCommandField("a.c-d"),
  ]).toEqual(["eventName", "'a.b{}.c-d'", "a.b{}.c", '"a.c-d"']);
});
