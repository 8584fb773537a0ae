/** The rules as Kibana imports them: the same as the rule files, in the form that it takes. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { elastic } from "../../../src/targets/elastic/index.ts";
import type { TargetRule } from "../../../src/targets/target.ts";
import * as b from "./build.ts";

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
const schema = new URL("kibana-rule.schema.json", import.meta.url);
const fits = ajv.compile(JSON.parse(readFileSync(fileURLToPath(schema), "utf8")));

type Row = Record<string, unknown>;

const condition = b.all(b.equals("eventName", "PutBucketPolicy"), b.equals("userIdentity.type", "Root"));
const evasion = { id: "TA0005", name: "Defense Evasion" };

const rules: { readonly [what: string]: TargetRule } = {
  "the least": elastic.compile(b.rule(condition), b.settings),
  "a query in KQL": elastic.compile(
    b.rule(b.all(b.equals("eventName", "GetObject"), b.equals("requestParameters.key", "a")), {
      id: "A.Kql",
      metadata: { title: b.written("In KQL"), enabled: false },
    }),
    b.settings,
  ),
  "a building block": elastic.compile(
    b.rule(condition, { id: "A.Signal", metadata: { title: b.written("A signal"), signal: true } }),
    b.settings,
  ),
  everything: elastic.compile(
    b.rule(condition, {
      id: "A.Full",
      metadata: {
        title: b.written("A full rule"),
        description: b.written(
          `${"A long description over many words. ".repeat(9)}\n\nA second "paragraph" of it: \\ and \u202e.`,
        ),
        license: b.written("Apache-2.0"),
        version: b.written(7),
        tags: [b.written("Use Case: UEBA")],
        attack: [b.persistence, { tactic: evasion, span: b.span }],
        references: [b.written("https://example.com/a?b=c")],
        falsePositives: [b.written(`${"Somebody hands out keys. ".repeat(8)}\nAt night too.`)],
        runbook: b.written('- Ask.\n\n```\n"""\n```'),
      },
      alert: {
        key: [{ value: [b.firstOf("userIdentity.arn")] }],
        suppress: b.written(600),
        severity: [{ value: "critical", when: b.equals("userIdentity.type", "Root") }, { value: "medium" }],
        context: [b.path("eventName"), b.path("userIdentity.arn")],
      },
      block: {
        interval: "10m",
        from: "now-11m",
        max_signals: 20,
        rule_name_override: "aws.cloudtrail.error_message",
        timeline: "Alerts Involving a Single User Timeline",
        response: "- Delete the key.",
      },
    }),
    b.settings,
  ),
};

const rowsOf = (some: readonly TargetRule[]): Row[] => {
  const file = elastic.pack(some, b.settings).files.find(({ path }) => path === "rules.ndjson");
  const lines = file?.content.split("\n") ?? [];
  expect(lines.pop()).toBe("");
  return lines.map((line) => JSON.parse(line) as Row);
};

/** Texts as the exporter of detection-rules writes them: on one line, but for Markdown and queries. */
function packed(value: unknown, key = ""): unknown {
  if (typeof value === "string" && ["note", "query", "setup"].includes(key)) return value;
  if (typeof value === "string")
    return value
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim())
      .join(" ");
  if (Array.isArray(value)) return value.map((one) => packed(one));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, packed(member, name)]));
  return value;
}

test.each(Object.entries(rules))("%s is in the form of Kibana's import, and says what its rule file says", (_, one) => {
  const [row] = rowsOf([one]) as [Row];
  expect(fits(row) ? [] : fits.errors).toEqual([]);
  const { rule } = parse(one.files[0]?.content ?? "") as { rule: Row };
  const { related_integrations, required_fields, version, ...rest } = row;
  for (const threat of (rule.threat ?? []) as Row[]) threat.technique ??= [];
  expect(rest).toEqual(packed(rule));
  expect(Object.keys(row)).toEqual(Object.keys(row).sort());
  expect(version).toBe(one.rule.metadata.version.value);
  expect(related_integrations).toEqual([{ integration: "cloudtrail", package: "aws", version: "^6.1.0" }]);
  const names = (required_fields as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual([...new Set(String(rule.query).match(/[a-z_]+(?:\.[A-Za-z_]+)+(?= ?[:=])/g))].sort());
});

test("what a query reads has Elasticsearch's types, and the flattened objects' members are keywords", () => {
  const [row] = rowsOf([rules["a query in KQL"] as TargetRule]) as [Row];
  expect(row.required_fields).toEqual([
    { ecs: false, name: "aws.cloudtrail.flattened.request_parameters.key", type: "keyword" },
    { ecs: true, name: "data_stream.dataset", type: "constant_keyword" },
    { ecs: true, name: "event.action", type: "keyword" },
  ]);
});

test("each rule is one line, in the order of the rule files, whatever its texts hold", () => {
  const hostile = elastic.compile(
    b.rule(condition, {
      id: "A.Hostile",
      metadata: { title: b.written("Hostile"), description: b.written('"}\n{"rule_id":"x"}\r\n\u2028\u0000 end') },
    }),
    b.settings,
  );
  const all = [...Object.values(rules), hostile];
  const rows = rowsOf(all);
  expect(rows.map((row) => row.name)).toEqual(
    ["A full rule", "Hostile", "In KQL", "A test rule", "A signal"].sort((a, c) => {
      const pathOf = (name: string) => all.find((one) => one.rule.metadata.title.value === name)?.files[0]?.path ?? "";
      return pathOf(a) < pathOf(c) ? -1 : 1;
    }),
  );
  expect(rows.find((row) => row.name === "Hostile")?.description).toBe('"} {"rule_id":"x"}  \u0000 end');
});

test("without a rule there is no file to import", () => {
  expect(elastic.pack([], b.settings).files.map(({ path }) => path)).toEqual(["README.md"]);
});
