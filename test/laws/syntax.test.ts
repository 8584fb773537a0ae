import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Report } from "../../src/diagnostics/problem.ts";
import type { RuleFile } from "../../src/syntax/ast.ts";
import { balanceBrackets } from "../../src/syntax/balance-brackets.ts";
import { dumpAst } from "../../src/syntax/dump-ast.ts";
import { dumpTokens } from "../../src/syntax/dump-tokens.ts";
import { formatFile } from "../../src/syntax/format-file.ts";
import { LimitedReport } from "../../src/syntax/limited-report.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { RuleParser } from "../../src/syntax/parser.ts";
import { readTemplates } from "../../src/syntax/read-templates.ts";
import { readTokens } from "../../src/syntax/read-tokens.ts";
import { Recovery } from "../../src/syntax/recover.ts";
import { pageExample } from "../syntax/page-example.ts";
import { file, fileWords, plainFile } from "./syntax-generators.ts";
import { treeWithoutPlaces } from "./tree-without-places.ts";

function parse(text: string): { readonly file: RuleFile; readonly report: Report } {
  const report = new Report();
  return { file: parseFile({ path: "law.tocsin", text }, report), report };
}

function errors(report: Report): string[] {
  return report.diagnostics
    .filter((one) => one.severity === "error")
    .map((one) => `${one.span.start} ${one.code} ${one.message}`);
}

describe("the grammar", () => {
  test("has no ambiguity that Chevrotain knows of", () => {
    expect(() => new RuleParser(false)).not.toThrow();
  });

  test("reads every file that is made by it", () => {
    fc.assert(
      fc.property(file, ({ text, comments }) => {
        const { file, report } = parse(text);
        expect(errors(report)).toEqual([]);
        expect(file.comments.length).toBe(comments);
      }),
      { numRuns: 1000 },
    );
  });

  test("a layout without any space that isn't needed reads the same", () => {
    fc.assert(
      fc.property(fileWords, (words) => {
        const tight = words.reduce(
          (text, next) => (/\w$/.test(text) && /^[\w-]/.test(next) ? `${text} ${next}` : text + next),
          "",
        );
        // `/` and `.` would run into their neighbours.
        fc.pre(!words.some((next) => next.startsWith("/")));
        fc.pre(!/\d \d|\d\.|-/.test(tight));
        expect(treeWithoutPlaces(parse(tight).file)).toEqual(treeWithoutPlaces(parse(words.join(" ")).file));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the formatter", () => {
  test("keeps the meaning and every comment, and changes nothing the second time", () => {
    fc.assert(
      fc.property(file, ({ text }) => {
        const before = parse(text);
        const once = formatFile(before.file);
        const after = parse(once);
        expect(errors(after.report)).toEqual([]);
        expect(treeWithoutPlaces(after.file)).toEqual(treeWithoutPlaces(before.file));
        const texts = (one: RuleFile) => one.comments.map((comment) => comment.text).sort();
        expect(texts(after.file)).toEqual(texts(before.file));
        expect(formatFile(after.file)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test("gives one form for one meaning, wherever the line breaks were", () => {
    fc.assert(
      fc.property(fileWords, (words) => {
        const spaced = formatFile(parse(words.join(" ")).file);
        expect(formatFile(parse(words.join("\n")).file)).toBe(spaced);
      }),
      { numRuns: 500 },
    );
  });

  test("leaves no blanks at the ends of lines", () => {
    fc.assert(
      fc.property(file, ({ text }) => {
        expect(formatFile(parse(text).file)).not.toMatch(/[ \t\r]\n|^\n|\n\n\n|\n\n$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("recovery", () => {
  test("piece by piece, a file without problems gives the same tree as whole", () => {
    fc.assert(
      fc.property(plainFile, ({ text }) => {
        const whole = parse(text);
        const source = whole.file.source;
        const report = new LimitedReport();
        const stream = readTokens(source, report);
        if (!stream) throw new Error("refused");
        const reading = { source, report, templates: [] };
        const pieces = new Recovery(reading, balanceBrackets(stream, report), stream.spoiled).file(undefined);
        readTemplates(reading.templates, report);
        expect(errors(report)).toEqual([]);
        expect(dumpAst({ ...whole.file, declarations: pieces })).toBe(dumpAst(whole.file));
      }),
      { numRuns: 1000 },
    );
  });
});

const scraps = fc.constantFrom(
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  ",",
  ".",
  ":",
  "=",
  "==",
  "!=",
  "<",
  ">=",
  "??",
  "&&",
  "||",
  "!",
  ";",
  "?",
  "/",
  "//",
  "/*",
  "*/",
  '"',
  "'",
  '"""',
  "\\",
  "#",
  "@",
  "\u0000",
  "\u202e",
  "\u200b",
  "\ud800",
  "é",
  "\n",
  "when",
  "unless",
  "rule",
  "alert",
  "event",
  "test",
  "let",
  "source",
  "import",
  "and",
  "or",
  "not",
  "any",
  "all",
  "in",
  "contains",
  "starts",
  "with",
  "as",
  "json",
  "json(",
  "null",
  "true",
  "group by",
  "sequence",
  "first seen",
  "tune",
  "lines(",
  "1",
  "01",
  "-",
  "2026-02-30",
  "5x",
  "T1",
  "TA0001:",
  "x",
  "x =",
  "/(a+)+/",
  "/[/",
  '"{"',
  '"{}"',
  "'\\d'",
  '"\\d"',
  '"\\u0000"',
  "nocase",
  "wehn",
  "contain",
);

/** The file's pieces, some of them gone, doubled, exchanged or replaced. */
const mangled = fc
  .tuple(
    fc.oneof(
      fc.constant(pageExample),
      file.map((one) => one.text),
    ),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("drop", "double", "swap", "put", "cut"), scraps), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, changes]) => {
    const pieces = text.match(/\w+|\s+|"(?:[^"\\\n]|\\.)*"|[^\w\s]/g) ?? [];
    for (const [place, change, scrap] of changes) {
      const at = pieces.length === 0 ? 0 : place % pieces.length;
      if (change === "drop") pieces.splice(at, 1);
      else if (change === "double") pieces.splice(at, 0, pieces[at] ?? scrap);
      else if (change === "swap") pieces.splice(at, 2, pieces[at + 1] ?? "", pieces[at] ?? "");
      else if (change === "put") pieces.splice(at, 0, scrap);
      else pieces.splice(at, place % 20);
    }
    return pieces.join("");
  });

/** Whatever the text: nothing throws, places lie in it, and what is said to be whole can be formatted. */
function survives(text: string): void {
  const { file, report } = parse(text);
  for (const { span, related, fixes } of report.diagnostics) {
    for (const place of [span, ...related.map((one) => one.span), ...fixes.map((one) => one.span)]) {
      expect(place.start >= 0 && place.start <= place.end && place.end <= text.length).toBe(true);
    }
  }
  expect(file.broken === true).toBe(report.hasErrors);
  dumpTokens(file.source);
  JSON.stringify(file.declarations, (key, value) => {
    if (key === "span") expect(value.start >= 0 && value.start <= value.end && value.end <= text.length).toBe(true);
    return key === "source" ? undefined : value;
  });
  const once = formatFile(file);
  if (report.hasErrors) {
    expect(once).toBe(text);
    return;
  }
  const again = parse(once);
  expect(errors(again.report)).toEqual([]);
  expect(treeWithoutPlaces(again.file)).toEqual(treeWithoutPlaces(file));
  expect(formatFile(again.file)).toBe(once);
}

describe("nothing throws", () => {
  test("for mangled files", () => {
    fc.assert(fc.property(mangled, survives), { numRuns: 5000 });
  });

  test("for random characters and bytes", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), survives), { numRuns: 1000 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(Buffer.from(bytes).toString("latin1"))),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 60 }), (words) => survives(words.join(" "))),
      { numRuns: 2000 },
    );
  });

  test("for what is large and deep", () => {
    for (const unit of [
      "(",
      "[",
      "{",
      "not ",
      "a.",
      "a and ",
      "json(",
      '{"a":',
      "rule A {\n",
      "when\n",
      "&& ",
      "\\",
      '"',
      "x = =\n",
      'test "a"\n',
    ]) {
      for (const head of ["", "rule A { when ", "event a "]) survives(head + unit.repeat(20_000));
    }
  });
});
