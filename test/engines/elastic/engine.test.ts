/** The engine as the project asks it: emitted files in, verdicts out. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/ir/json.ts";
import { createElasticEngine, elasticEngine } from "../../../src/targets/elastic/engine/engine.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";
import type { PackFile } from "../../../src/targets/target.ts";
import { aws, filesOf } from "./support.ts";

const open = async (): Promise<OpenEngine> => (await elasticEngine.open()) as OpenEngine;
const verdicts = async (files: readonly PackFile[], events: readonly JsonObject[]) =>
  (await (await open()).load(files)).judge(events);

describe("verdicts", () => {
  test("one for each record, in order", async () => {
    const files = filesOf(`any where ${aws} and event.action == "A"`);
    expect(await verdicts(files, [{ eventName: "A" }, { eventName: "B" }, {}])).toEqual([
      { alerts: true },
      { alerts: false },
      { alerts: false },
    ]);
  });

  test("of KQL too, and other files of the pack are passed over", async () => {
    const files = [
      { path: "etc/keys.json", content: "{" },
      ...filesOf('aws.cloudtrail.flattened.request_parameters.a: "x"', "kuery"),
    ];
    expect(await verdicts(files, [{ requestParameters: { a: "x" } }])).toEqual([{ alerts: true }]);
  });

  test("a record that Elasticsearch refuses is in no index, so nothing alerts on it, negations included", async () => {
    const files = filesOf('any where not event.provider == "x"');
    expect(await verdicts(files, [{ eventSource: { a: 1 } }, { eventSource: "y" }])).toEqual([
      { alerts: false },
      { alerts: true },
    ]);
  });

  test("by a newer Elasticsearch's letters, where that is asked for", async () => {
    const files = filesOf('any where event.action : "k"');
    const newer = (await createElasticEngine({ folding: "unicode" }).open()) as OpenEngine;
    expect(await (await newer.load(files)).judge([{ eventName: "\u212a" }])).toEqual([{ alerts: true }]);
    expect(await verdicts(files, [{ eventName: "\u212a" }])).toEqual([{ alerts: false }]);
  });
});

describe("what can't be read is said at once", () => {
  const rule = (more: string, fields: Record<string, string> = {}): readonly PackFile[] => {
    const all = {
      index: '["logs-aws.cloudtrail-*"]',
      type: '"eql"',
      language: '"eql"',
      query: '"any where true"',
      ...fields,
    };
    const lines = Object.entries(all).flatMap(([key, value]) => (value === "" ? [] : [`${key} = ${value}\n`]));
    return [{ path: "x.toml", content: `[rule]\n${lines.join("")}${more}` }];
  };

  test("the rule by itself is fine", async () => {
    expect(await verdicts(rule(""), [{}])).toEqual([{ alerts: true }]);
  });

  test.each<[what: string, files: readonly PackFile[], why: RegExp]>([
    ["no rule", [], /one file/],
    ["two rules", [...rule(""), ...rule("")], /one file/],
    ["no TOML", [{ path: "x.toml", content: "[rule" }], /./],
    ["no table", [{ path: "x.toml", content: "a = 1\n" }], /\[rule\]/],
    ["a rule of several events", rule("", { type: '"threshold"' }), /not run here/],
    ["another language", rule("", { language: '"esql"' }), /not run here/],
    ["a language that is not the type's", rule("", { language: '"kuery"' }), /not run here/],
    ["another index", rule("", { index: '["logs-*"]' }), /index/],
    ["no index", rule("", { index: "" }), /index/],
    ["no query", rule("", { query: "" }), /query/],
    ["filters", rule("[[rule.filters]]\nx = 1\n"), /filters/],
    ["another category", rule('event_category_override = "event.type"\n'), /event_category_override/],
    ["a wrong query", rule("", { query: '"any where nope == 1"' }), /nope/],
    [
      "a field that is looked up elsewhere",
      rule("", { query: '"any where user_agent.name == \\"x\\""' }),
      /user_agent.name/,
    ],
  ])("%s", async (_, files, why) => {
    await expect((await open()).load(files)).rejects.toThrow(why);
  });
});

test("twenty thousand pairs a second, a new record each time included", async () => {
  const engine = await open();
  const rules = await Promise.all(
    [
      'any where event.action like "Put*" and not user_agent.original : "*x*"',
      'any where event.provider regex "s3[.].*" and source.ip != null',
    ].map((query) => engine.load(filesOf(query))),
  );
  const records = (count: number) =>
    Array.from(
      { length: count },
      (_, index): JsonObject => ({
        eventName: index % 2 ? "PutObject" : "GetObject",
        eventSource: "s3.amazonaws.com",
        sourceIPAddress: `10.0.0.${index % 250}`,
        userAgent: "aws-cli/2.15.0",
        userIdentity: { type: "IAMUser", userName: "bob", arn: "arn:aws:iam::1:user/bob" },
        requestParameters: { bucketName: "b", Host: "h", key: `k${index}` },
      }),
    );
  await rules[0]?.judge(records(2000));
  const some = records(10_000);
  const start = performance.now();
  for (const rule of rules) await rule.judge(some);
  expect((2 * some.length) / ((performance.now() - start) / 1000)).toBeGreaterThan(10_000);
});
