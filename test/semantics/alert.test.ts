import { beforeAll, describe, expect, test } from "vitest";
import { type JsonObject, WrittenNumber } from "../../src/ir/json.ts";
import { parseJson } from "../../src/ir/parse-json.ts";
import { alertOf, renderTemplate } from "../../src/semantics/alert.ts";
import { evaluate, loadRegexesFor } from "../../src/semantics/evaluate.ts";
import { firstOf, rule, template } from "../cases-tests/build-rule.ts";
import { equals, exists, literal, matches, path, regex } from "./build.ts";

beforeAll(() => loadRegexesFor([rule(matches("a", regex(literal("x"))))]));

const event = (text: string) => (parseJson(text) as { value: JsonObject }).value;

describe("templates", () => {
  test.each([
    ["plain", "{}", "plain"],
    ["{a} from {b.c}", '{"a":"x","b":{"c":22}}', "x from 22"],
    ["{a}", "{}", "<a>"],
    ["{a}", '{"a":""}', "<a>"],
    ["{a}", '{"a":false}', "false"],
    ["{a}", '{"a":1.50}', "1.50"],
    ["{a}", '{"a":{"b":1}}', "<a>"],
    ["{a}", '{"a":["x"]}', "<a>"],
    ["{a[]}", '{"a":["x",null,"y"]}', "x, y"],
    ["{a[]}", '{"a":"x"}', "x"],
    ["{a[]}", '{"a":[1,2,3,4,5,6,7]}', "1, 2, 3, 4, 5"],
    ["{a ?? b}", '{"b":"y"}', "y"],
    ["{a ?? b}", '{"a":"x","b":"y"}', "x"],
    ["{a ?? b}", "{}", "<a ?? b>"],
    ["{a ?? b ?? 'nobody'}", "{}", "nobody"],
    ["{a} {a}", '{"a":"{b}"}', "{b} {b}"],
    ["{__proto__.a}", "{}", "<__proto__.a>"],
    ["{constructor}", "{}", "<constructor>"],
  ])("%s of %s is %s", (written, text, shown) => expect(renderTemplate(template(written), event(text))).toBe(shown));
});

describe("an alert", () => {
  const condition = exists("eventName");
  test("takes the first title, severity and key whose condition holds", () => {
    const choosing = rule(condition, {
      alert: {
        title: [{ value: template("root!"), when: equals("type", "Root") }, { value: template("{type}") }],
        severity: [
          { value: "critical", when: equals("type", "Root") },
          { value: "high", when: exists("type") },
          { value: "low" },
        ],
        key: [
          { value: [firstOf("type"), firstOf("region ?? 'any'")], when: exists("type") },
          { value: [firstOf("account")] },
        ],
        description: template("{type} did it"),
        context: [path("type"), path("list[]"), path("none")],
      },
    });
    expect(alertOf(choosing, event('{"type":"Root","region":"eu-west-1","list":[1,{"a":2}]}'))).toEqual({
      title: "root!",
      description: "Root did it",
      severity: "critical",
      key: ["Root", "eu-west-1"],
      context: [
        { name: "type", values: ["Root"] },
        { name: "list[]", values: [1, { a: 2 }] },
        { name: "none", values: [] },
      ],
    });
    expect(alertOf(choosing, event('{"type":"User"}'))).toMatchObject({
      title: "User",
      severity: "high",
      key: ["User", "any"],
    });
    expect(alertOf(choosing, {})).toMatchObject({ title: "<type>", severity: "low", key: ["<account>"] });
  });

  test("has its title for a key unless the rule names one", () => {
    expect(alertOf(rule(condition), event('{"eventName":"A"}')).key).toEqual(["A was called"]);
  });

  test("keeps numbers in the context as they were written", () => {
    expect(alertOf(rule(condition, { alert: { context: [path("n")] } }), event('{"n":1.0}')).context).toEqual([
      { name: "n", values: [new WrittenNumber("1.0")] },
    ]);
  });

  test("is there only if the condition holds", () => {
    expect(evaluate(rule(condition), {})).toEqual({ alerts: false });
    expect(evaluate(rule(condition), event('{"eventName":"A"}'))).toMatchObject({
      alerts: true,
      alert: { title: "A was called" },
    });
  });

  test("reads a condition with a regex in its choices", async () => {
    const choosing = rule(condition, {
      alert: {
        title: [{ value: template("yes"), when: matches("a", regex(literal("x"))) }, { value: template("no") }],
      },
    });
    await loadRegexesFor([choosing]);
    expect([alertOf(choosing, { a: "axa" }).title, alertOf(choosing, { a: "b" }).title]).toEqual(["yes", "no"]);
  });
});
