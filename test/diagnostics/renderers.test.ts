import { describe, expect, test } from "vitest";
import { digits } from "../../src/diagnostics/order.ts";
import { type Paint, plain } from "../../src/diagnostics/paint.ts";
import { type Problem, Report } from "../../src/diagnostics/problem.ts";
import { renderGithub } from "../../src/diagnostics/render-github.ts";
import { problemsAsJson, renderJson } from "../../src/diagnostics/render-json.ts";
import { renderPretty, summaryOf } from "../../src/diagnostics/render-pretty.ts";
import type { Source } from "../../src/source/source.ts";

const kind = (severity: "error" | "warning" | "hint", code = "T0001"): Problem<{ text: string; help?: string }> => ({
  code,
  slug: "a-slug",
  severity,
  say: (a) => a.text,
  help: (a) => a.help,
  why: "",
  example: { avoid: "", prefer: "" },
});

const source = (text: string, path = "rules/a.tocsin"): Source => ({ path, text });

function at(text: string, marked: string, details = { text: "Wrong." }): Report {
  const report = new Report();
  const start = text.indexOf(marked);
  report.add(kind("error"), details, { source: source(text), start, end: start + marked.length });
  return report;
}

const pretty = (report: Report, paint: Paint = plain) => renderPretty(report.diagnostics, paint);

describe("pretty", () => {
  test("shows the line, a run of carets, help, and the other place", () => {
    const text = 'first\n  when userIdentiy.arn == "x"\n';
    const report = new Report();
    const span = { source: source(text), start: 13, end: 24 };
    report.add(kind("error"), { text: "There is no `userIdentiy`.", help: "The closest is `userIdentity`." }, span, {
      related: [{ message: "first used here", span: { source: source(text), start: 0, end: 5 } }],
    });
    expect(pretty(report)).toBe(`error T0001 a-slug: There is no \`userIdentiy\`.
  --> rules/a.tocsin:2:8
  2 |   when userIdentiy.arn == "x"
    |        ^^^^^^^^^^^
  help: The closest is \`userIdentity\`.
  note: first used here
  --> rules/a.tocsin:1:1
  1 | first
    | ^^^^^

`);
  });

  test("what the help says already is not said again as a note", () => {
    const span = { source: source("one two"), start: 0, end: 3 };
    const report = new Report();
    report.add(kind("error"), { text: "Wrong.", help: "What decides it:\n  `two` is false" }, span, {
      related: [
        { message: "`two` is false", span: { ...span, start: 4, end: 7 } },
        { message: "elsewhere", span },
      ],
    });
    expect(pretty(report).match(/`two` is false/g)).toHaveLength(1);
    expect(pretty(report)).toContain("note: elsewhere");
    expect(renderGithub(report.diagnostics).match(/`two` is false/g)).toHaveLength(1);
  });

  const caretsUnder = (shown: string) => {
    const [, , line, carets] = shown.split("\n") as [string, string, string, string];
    return {
      line: line.slice(line.indexOf("|") + 2),
      before: carets.indexOf("^") - carets.indexOf("|") - 2,
      width: carets.split("^").length - 1,
    };
  };

  test("a tab is as wide as it is shown", () => {
    expect(caretsUnder(pretty(at("\t\twhen x", "when")))).toMatchObject({ line: "    when x", before: 4, width: 4 });
  });

  test("a wide character takes two columns, a combining one none", () => {
    expect(caretsUnder(pretty(at('"東京e\u0301" oops', "oops")))).toMatchObject({ before: 8, width: 4 });
    expect(caretsUnder(pretty(at('x "東京"', '"東京"')))).toMatchObject({ before: 2, width: 6 });
  });

  test("what a terminal would act on is shown, and counted as it is shown", () => {
    const shown = pretty(at('a "\u001b[31m\u202e" b', "b", { text: "Found \u001b[2J." }));
    expect(shown).not.toContain("\u001b");
    expect(shown).not.toContain("\u202e");
    expect(caretsUnder(shown)).toMatchObject({ line: 'a "\\u{1b}[31m\\u{202e}" b', before: 23, width: 1 });
  });

  test("a span of several lines is marked to the end of its first", () => {
    expect(caretsUnder(pretty(at("when {\n  x\n}", "{\n  x\n}")))).toMatchObject({
      line: "when {",
      before: 5,
      width: 1,
    });
  });

  test("an empty span at the end of the text has one caret", () => {
    const report = new Report();
    report.add(kind("error"), { text: "Ends." }, { source: source("rule"), start: 4, end: 4 });
    expect(caretsUnder(pretty(report))).toMatchObject({ before: 4, width: 1 });
  });

  test("a long line is cut around the place", () => {
    const text = `${"a".repeat(100_000)}HERE${"b".repeat(100_000)}`;
    const shown = caretsUnder(pretty(at(text, "HERE")));
    expect(shown.line.length).toBeLessThan(200);
    expect(shown.line.slice(shown.before, shown.before + shown.width)).toBe("HERE");
    expect(shown.line).toMatch(/^….*…$/);
  });

  test("a cut never falls into a surrogate pair", () => {
    const shown = pretty(at(`${"👍".repeat(1000)}x${"👍".repeat(1000)}`, "x"));
    expect(shown).not.toContain("\\u{d83d}");
    expect(shown).not.toContain("\\u{dc4d}");
  });

  test("a file without text is named without a place", () => {
    const report = new Report();
    report.add(kind("error"), { text: "It can't be read." }, { source: source("", "no\nsuch"), start: 0, end: 0 });
    expect(pretty(report)).toBe("error T0001 a-slug: It can't be read.\n  --> no\\u{a}such\n\n");
    expect(summaryOf(report.diagnostics)).toBe("1 error");
  });

  test("colours are on parts, never in what they stand around", () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const paint = Object.fromEntries(Object.keys(plain).map((name) => [name, tag(name)])) as unknown as Paint;
    expect(pretty(at("when x", "x"), paint)).toContain("<red>^</red>");
  });

  test("the order is by file, place and severity, however it was found", () => {
    const report = new Report();
    const span = (path: string, start: number) => ({ source: source("abcdef", path), start, end: start + 1 });
    report.add(kind("hint", "T0003"), { text: "three" }, span("b", 2));
    report.add(kind("error", "T0002"), { text: "two" }, span("b", 2));
    report.add(kind("warning", "T0009"), { text: "one" }, span("b", 0));
    report.add(kind("error", "T0001"), { text: "zero" }, span("a", 5));
    expect(pretty(report).match(/(?:zero|one|two|three)$/gm)).toEqual(["zero", "one", "two", "three"]);
    expect(summaryOf(report.diagnostics)).toBe("2 errors, 1 warning, 1 hint in 2 files");
  });
});

test("json has places that begin with 1, offsets that begin with 0, and what help and repairs there are", () => {
  const report = new Report();
  const span = { source: source("a\nbcd"), start: 3, end: 5 };
  report.add(kind("warning"), { text: "Wrong.", help: "Do." }, span, { fixes: [{ title: "Repair", span, text: "x" }] });
  const { diagnostics, counts } = problemsAsJson(report.diagnostics);
  expect(counts).toEqual({ errors: 0, warnings: 1, hints: 0 });
  expect(diagnostics).toEqual([
    {
      code: "T0001",
      slug: "a-slug",
      severity: "warning",
      message: "Wrong.",
      help: "Do.",
      path: "rules/a.tocsin",
      start: { line: 2, column: 2, offset: 3 },
      end: { line: 2, column: 4, offset: 5 },
      related: [],
      fixes: [
        {
          title: "Repair",
          text: "x",
          path: "rules/a.tocsin",
          start: { line: 2, column: 2, offset: 3 },
          end: { line: 2, column: 4, offset: 5 },
        },
      ],
    },
  ]);
  expect(renderJson({ a: "\u202e" })).toBe('{\n  "a": "\\u202e"\n}\n');
});

describe("github", () => {
  test("is one command a line, with GitHub's escapes", () => {
    const report = new Report();
    const span = { source: source("abc def", "rules/a,b:c%.tocsin"), start: 4, end: 7 };
    report.add(kind("error"), { text: "100 % wrong:\nreally, so." }, span);
    expect(renderGithub(report.diagnostics)).toBe(
      "::error file=rules/a%2Cb%3Ac%25.tocsin,line=1,endLine=1,col=5,endColumn=7,title=T0001 a-slug::100 %25 wrong:%0Areally, so.\n",
    );
  });

  test("nothing in a text can begin another command", () => {
    const report = new Report();
    const span = { source: source("x", "a\r\n::error::no"), start: 0, end: 1 };
    report.add(kind("hint"), { text: "a\r\n::set-output name=x::y\n::error::z" }, span);
    const lines = renderGithub(report.diagnostics).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^::notice /);
  });

  test("columns are left out where the place has several lines", () => {
    const report = new Report();
    report.add(kind("warning"), { text: "w" }, { source: source("a\nb\n"), start: 0, end: 3 });
    expect(renderGithub(report.diagnostics)).toBe(
      "::warning file=rules/a.tocsin,line=1,endLine=2,title=T0001 a-slug::w\n",
    );
  });
});

test("numbers have commas between thousands", () => {
  expect([0, 999, 1000, 12345, 1234567].map(digits)).toEqual(["0", "999", "1,000", "12,345", "1,234,567"]);
});
