import { describe, expect, test } from "vitest";
import { positionAt, textOf } from "../../src/source/source.ts";
import { pageExample } from "./page-example.ts";
import { clauses, codes, declarations, inRule, parse, withoutSpans } from "./support.ts";

describe("the whole example", () => {
  const { file, problems } = parse(pageExample);
  const rule = file.declarations[1];
  if (rule?.kind !== "rule") throw new Error("no rule");

  test("has no problems", () => expect(problems).toEqual([]));

  test("has every clause in its order", () => {
    expect(rule.id.text).toBe("AWS.STS.TruffleHogCallerIdentity");
    expect(rule.clauses.map((clause) => clause.kind).join(" ")).toBe(
      `${"data ".repeat(14)}source let when unless alert platform platform event test test test test test`,
    );
  });

  test("has every comment, and knows which stand after code", () => {
    expect(file.comments.map((comment) => comment.trailing)).toEqual([true, true, true, true, true, true]);
    expect(file.comments[0]?.text).toBe("// from the rules' root; brings its lets and events");
  });

  test("each clause's place is its text", () => {
    const starts = rule.clauses.map((clause) => textOf(clause.span).split(/\s/)[0]);
    expect(starts.slice(14)).toEqual([
      "source",
      "let",
      "when",
      "unless",
      "alert",
      "elastic",
      "splunk",
      "event",
      "test",
      "test",
      "test",
      "test",
      "test",
    ]);
    expect(positionAt(file.source, rule.span.start)).toEqual({ line: 3, column: 1 });
    expect(pageExample.slice(rule.span.end)).toBe("\n");
  });
});

describe("ids", () => {
  test.each(["A", "AWS.S3.Public_Access", "AWS.2FA-Disabled.X-1", "AWS.T1098.x", "AWS.2026.5m", "rule.when.true"])(
    "%s",
    (id) => {
      expect(declarations(`rule ${id} {}`)[0]).toMatchObject({ kind: "rule", id: { text: id } });
    },
  );

  test("spaces and comments inside are not part of it", () => {
    expect(declarations("rule A . // c\n B {}")[0]).toMatchObject({ id: { text: "A.B" } });
  });
});

describe("data", () => {
  test.each([
    ["medium", { kind: "word", text: "medium" }],
    ["Old.Id-2.3x", { kind: "word", text: "Old.Id-2.3x" }],
    ["true", { kind: "boolean", value: true }],
    ["[a, [1, 2], { b = 1  c = [] }]", { kind: "dataList" }],
    [
      "{ a = 1  b = { c = d } }",
      { kind: "dataMap", entries: [{ name: { text: "a" } }, { value: { kind: "dataMap" } }] },
    ],
  ])("x = %s", (written, value) =>
    expect(clauses(`x = ${written}`)[0]).toMatchObject({ kind: "data", name: { text: "x" }, value }),
  );

  test("any word can be a name", () => {
    const names = ["when", "alert", "test", "source", "true", "not", "let", "json"];
    const body = names.map((name) => `${name} = 1`).join("\n");
    expect(clauses(body).map((clause) => clause.kind === "data" && clause.name.text)).toEqual(names);
  });
});

describe("alert", () => {
  const [alert] = clauses(`alert {
    title = "a {b}"
    key = [a.b, c ?? d ?? "x", "y"]
    suppress = 1h
    severity = high when a == 1 and b
    severity = low
    suppress = none
    context = []
    reason = "no {template}"
  }`);
  const entries = alert?.kind === "alert" ? alert.entries : [];

  test("each entry has its kind of value", () => {
    expect(entries.map((entry) => entry.value.kind)).toEqual([
      "template",
      "valueList",
      "duration",
      "word",
      "word",
      "word",
      "valueList",
      "template",
    ]);
  });

  test("`when` belongs to its entry", () => {
    expect(entries.map((entry) => entry.when?.kind)).toEqual([
      undefined,
      undefined,
      undefined,
      "and",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("a key's items are paths or `??`", () => {
    expect(entries[1]?.value).toMatchObject({
      items: [{ kind: "path" }, { kind: "coalesce", alternatives: [{}, {}, { kind: "text" }] }, { kind: "coalesce" }],
    });
  });

  test("only title and description are templates", () => {
    expect(entries[0]?.value).toMatchObject({ pieces: [{ kind: "text", text: "a " }, { kind: "value" }] });
    expect(entries[7]?.value).toMatchObject({ pieces: [{ kind: "text", text: "no {template}" }] });
  });
});

describe("events and tests", () => {
  test.each([
    ['event a { "b": 1 }', { kind: "event", name: { text: "a" }, event: { kind: "written" } }],
    ["event a as b", { event: { kind: "patched", base: { text: "b" } } }],
    ['event a as b with { "c": null }', { event: { kind: "patched", patch: { kind: "object" } } }],
    [
      'test "n" alerts as a',
      { kind: "test", name: { value: "n" }, expect: "alerts", input: { kind: "patched", base: { text: "a" } } },
    ],
    ['test "n" ignores a', { expect: "ignores", input: { kind: "patched", base: { text: "a" } } }],
    ['test "n" alerts file', { input: { kind: "patched", base: { text: "file" } } }],
    ['test "n" alerts {}', { input: { kind: "written" } }],
    ['test "n" alerts 3 file "x.json"', { count: { text: "3" }, input: { kind: "file", path: { value: "x.json" } } }],
    ['test "n" ignores as a with {}', { input: { kind: "patched", patch: { members: [] } } }],
  ])("%s", (body, clause) => expect(clauses(body)[0]).toMatchObject(clause));

  test("a file has lets, events and imports of its own", () => {
    const found = declarations('import "a.tocsin"\nimport \'b.tocsin\'\nlet x = ["a"]\nevent y {}\nrule Z {}\n');
    expect(found.map((one) => one.kind)).toEqual(["import", "import", "let", "event", "rule"]);
  });
});

describe("layout", () => {
  test("line breaks mean nothing", () => {
    const one = pageExample.replaceAll(/ *\/\/ .*$/gm, "");
    const two = one.replaceAll(/\n/g, (_, at: number) => (inBlock(one, at) ? "\n" : " "));
    expect(parse(two).problems).toEqual([]);
    expect(withoutSpans(parse(two).file.declarations)).toEqual(withoutSpans(parse(one).file.declarations));
  });

  test("an empty file is a file", () => {
    expect(codes("")).toBe("");
    expect(codes("// nothing")).toBe("");
    expect(codes(inRule(""))).toBe("");
  });
});

function inBlock(text: string, at: number): boolean {
  return text.slice(0, at).split('"""').length % 2 === 0;
}
