/** Rule files: what they hold, what is refused and where, and what the alert keeps. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import type { Rule } from "../../../src/ir/rule.ts";
import { elastic } from "../../../src/targets/elastic/index.ts";
import type { PackFile, TargetRule } from "../../../src/targets/target.ts";
import { missing, runValidator } from "../../validators/run.ts";
import * as b from "./build.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

type Table = Record<string, unknown>;

const compile = (condition = b.equals("eventName", "A"), options: b.RuleOptions = {}): TargetRule =>
  elastic.compile(b.rule(condition, options), b.settings);

function onlyFile(compiled: TargetRule): PackFile {
  expect(compiled.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  expect(compiled.files).toHaveLength(1);
  return compiled.files[0] as PackFile;
}

const read = (compiled: TargetRule) => parse(onlyFile(compiled).content) as { metadata: Table; rule: Table };

const evasion18 = { id: "TA0005", name: "Defense Evasion" };

const full: b.RuleOptions = {
  id: "AWS.IAM.AccessKeyForOther",
  metadata: {
    title: b.written("Access Key Created for Another User"),
    description: b.written(
      "Someone created an access key for a user that is not their own. A key outlives the session in which it was made, so whoever gets hold of an account for a moment can come back with it.",
    ),
    severity: b.written("high"),
    confidence: b.written("medium"),
    license: b.written("Apache-2.0"),
    modified: b.written("2026-12-01"),
    version: b.written(3),
    tags: [b.written("team:identity"), b.written("Use Case: Identity and Access Audit")],
    attack: [
      b.persistence,
      { tactic: { id: "TA0005", name: "Stealth" }, version18: { tactic: evasion18 }, span: b.span },
    ],
    references: [b.written("https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html")],
    falsePositives: [b.written('Administrators hand out keys; a role named "onboarding" does nothing else.')],
    runbook: b.written("- Ask the caller.\n- List what the key has done since."),
  },
  alert: {
    title: [{ value: b.template("Key for ", b.firstOf("requestParameters.userName")) }],
    key: [{ value: [b.firstOf("userIdentity.arn"), b.firstOf("requestParameters.userName")] }],
    suppress: b.written(3600),
    severity: [{ value: "critical", when: b.equals("userIdentity.type", "Root") }, { value: "high" }],
    context: [
      b.path("eventName"),
      b.path("userIdentity.arn"),
      b.path("requestParameters.status"),
      b.path("annotation"),
    ],
  },
  block: { response: "- Delete the key.", setup: "Nothing else." },
};

const fullCondition = b.all(
  b.equals("eventSource", "iam.amazonaws.com"),
  b.equals("eventName", "CreateAccessKey"),
  b.exists("requestParameters.userName"),
  b.not(b.equals("userIdentity.arn", "arn:aws:iam::111122223333:user/o'hara")),
);

const kqlCondition = b.all(
  b.equals("eventName", "PutBucketPolicy"),
  b.equals("requestParameters.bucketPolicy.Statement[].Principal", "*"),
  b.equals("requestParameters.key", "a"),
);

/** UPDATE=1 writes what is emitted now. */
function expectGolden(name: string, text: string): void {
  const path = join(here, "golden", name);
  if (process.env.UPDATE) writeFileSync(path, text);
  expect(text).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}

test("a rule file with everything", () => {
  const file = onlyFile(compile(fullCondition, full));
  expect(file.path).toBe("rules/persistence_access_key_created_for_another_user.toml");
  expectGolden("full.toml", file.content);
});

test("a rule file with nothing but what must be, in KQL", () => {
  const file = onlyFile(compile(kqlCondition));
  expect(file.path).toBe("rules/a_test_rule.toml");
  expectGolden("least.toml", file.content);
});

test("a signal is a building block in a folder of its own", () => {
  const compiled = compile(undefined, { metadata: { signal: true } });
  expect(onlyFile(compiled).path).toBe("rules_building_block/a_test_rule.toml");
  const { metadata, rule } = read(compiled);
  expect(rule.building_block_type).toBe("default");
  expect(rule.tags).toContain("Rule Type: BBR");
  expect(rule).toMatchObject({ from: "now-119m", interval: "60m" });
  expect(metadata.bypass_bbr_timing).toBeUndefined();
  const own = read(compile(undefined, { metadata: { signal: true }, block: { interval: "5m" } }));
  expect(own.metadata.bypass_bbr_timing).toBe(true);
  const other = compile(undefined, { metadata: { signal: true }, block: { building_block: false } });
  expect(read(other).rule.building_block_type).toBeUndefined();
});

test("status, and a rule that is switched off", () => {
  const maturity = (status: Rule["metadata"]["status"]["value"]) =>
    read(compile(undefined, { metadata: { status: b.written(status) } })).metadata;
  expect(maturity("stable").maturity).toBe("production");
  expect(maturity("test").maturity).toBe("beta");
  expect(maturity("experimental").maturity).toBe("experimental");
  expect(maturity("deprecated")).toMatchObject({ maturity: "deprecated", deprecation_date: "2026/11/22" });
  expect(read(compile()).rule.enabled).toBeUndefined();
  expect(read(compile(undefined, { metadata: { enabled: false } })).rule.enabled).toBe(false);
});

test("what the block says is taken over", () => {
  const rule_id = "01234567-89ab-5def-8123-456789abcdef";
  const block = {
    name: "Another name",
    rule_id,
    risk_score: 40,
    interval: "10m",
    from: "now-20m",
    index: ["logs-aws*"],
  };
  const compiled = compile(undefined, { block: { ...block, tags: ["Domain: Identity"], use_case: "Log Auditing" } });
  expect(read(compiled).rule).toMatchObject(block);
  expect(read(compiled).rule.tags).not.toContain("Use Case: Threat Detection");
  expect(read(compiled).rule.tags).toEqual(expect.arrayContaining(["Domain: Identity", "Use Case: Log Auditing"]));
  expect(onlyFile(compiled).path).toBe("rules/another_name.toml");
});

test("the block's own fields for an alert stand in place of the context's, and of the title", () => {
  const compiled = compile(undefined, {
    alert: { context: [b.path("eventName")] },
    block: { investigation_fields: ["user.name", "source.ip"], rule_name_override: "event.action", max_signals: 5 },
  });
  expect(read(compiled).rule).toMatchObject({
    investigation_fields: { field_names: ["user.name", "source.ip"] },
    rule_name_override: "event.action",
    max_signals: 5,
  });
  const notes = compiled.carried.filter(({ part }) => part === "title" || part === "context");
  expect(notes.map(({ how, note }) => [how, note])).toEqual([
    ["rounded", "to the value of `event.action`"],
    ["rounded", "to the block's own `investigation_fields`"],
  ]);
});

test("risk scores lie in their severity's band, and one outside is a warning", () => {
  const risk = (severity: "info" | "low" | "critical", confidence: "low" | "high") =>
    read(compile(undefined, { metadata: { severity: b.written(severity), confidence: b.written(confidence) } })).rule;
  expect(risk("low", "high")).toMatchObject({ severity: "low", risk_score: 21 });
  expect(risk("info", "low")).toMatchObject({ severity: "low", risk_score: 1 });
  expect(risk("critical", "high")).toMatchObject({ severity: "critical", risk_score: 99 });
  const outside = compile(undefined, { block: { risk_score: 99 } });
  expect(outside.diagnostics).toMatchObject([{ code: "D4201", severity: "warning", span: b.spanAt(100) }]);
  expect(outside.files).toHaveLength(1);
});

test("a text that Elastic refuses is a problem at its place", () => {
  const at = b.spanAt(7);
  const refused = (options: b.RuleOptions) => {
    const { diagnostics, files } = compile(undefined, options);
    expect(files).toEqual([]);
    return diagnostics.map((one) => [one.code, one.span.start]);
  };
  for (const title of ["(sic)", "No end.", "A", "Two\nlines", "x".repeat(300)]) {
    expect(refused({ metadata: { title: b.written(title, at) } }), title).toEqual([["D4004", 7]]);
  }
  expect(refused({ metadata: { title: b.written("(sic)", at) }, block: { name: "Still." } })).toEqual([["D4004", 100]]);
  expect(refused({ metadata: { runbook: b.written("Look.\n## Setup\nNow.", at) } })).toEqual([["D4004", 7]]);
  expect(refused({ metadata: { description: b.written("A !{investigate{}} button.", at) } })).toEqual([["D4004", 7]]);
  expect(refused({ block: { tags: ["identity"] } })).toEqual([["D4004", 100]]);
});

test("metadata that a rule file must have is asked for", () => {
  const condition = b.equals("eventName", "A");
  const { author: _author, created: _created, ...metadata } = b.rule(condition).metadata;
  const bare = { ...b.rule(condition), metadata };
  expect(elastic.compile(bare, b.settings).diagnostics.map((one) => one.message)).toEqual([
    "Elastic wants `author`, and the rule has none.",
    "Elastic wants `created`, and the rule has none.",
  ]);
  expect(elastic.compile(bare, { ...b.settings, author: "The pack" }).diagnostics).toHaveLength(1);
});

test("ATT&CK: one entry a tactic, ids and names of version 18, sub-techniques under their technique", () => {
  const account = { id: "T1098", name: "Account Manipulation" };
  const attack = [
    b.persistence,
    { ...b.persistence, technique: { id: "T1098.003", name: "Additional Cloud Roles" } },
    {
      tactic: { id: "TA0112", name: "Defense Impairment" },
      technique: { id: "T1685", name: "Disable or Modify Tools" },
      version18: {
        tactic: evasion18,
        technique: { id: "T1562.001", name: "Disable or Modify Tools" },
        parent: { id: "T1562", name: "Impair Defenses" },
      },
      span: b.span,
    },
    { tactic: { id: "TA0003", name: "Persistence" }, technique: account, span: b.span },
  ];
  const { rule } = read(compile(undefined, { metadata: { attack } }));
  expect(rule.threat).toMatchObject([
    {
      tactic: { id: "TA0003" },
      technique: [{ id: "T1098", subtechnique: [{ id: "T1098.001" }, { id: "T1098.003" }] }],
    },
    {
      tactic: { id: "TA0005", name: "Defense Evasion" },
      technique: [{ id: "T1562", name: "Impair Defenses", subtechnique: [{ id: "T1562.001" }] }],
    },
  ]);
  expect(rule.tags).toEqual(expect.arrayContaining(["Tactic: Persistence", "Tactic: Defense Evasion"]));
});

test("suppression by one to three fields, or by none", () => {
  const suppression = (alert: Partial<Rule["alert"]>) => {
    const compiled = compile(undefined, { alert: { suppress: b.written(90), ...alert } });
    return [read(compiled).rule.alert_suppression, compiled.carried.find((one) => one.part === "suppress")] as const;
  };
  const key = (...subjects: (string | Parameters<typeof b.firstOf>[0])[]) => [
    { value: subjects.map((one) => b.firstOf(one)) },
  ];
  const [table, carried] = suppression({ key: key("userIdentity.arn", b.derived("account")) });
  expect(table).toMatchObject({
    group_by: ["aws.cloudtrail.user_identity.arn", "cloud.account.id"],
    missing_fields_strategy: "suppress",
    duration: { unit: "s", value: 90 },
  });
  expect(carried?.how).toBe("carried");
  expect(suppression({ title: [{ value: b.template("By ", b.firstOf("userIdentity.arn")) }] })[0]).toMatchObject({
    group_by: ["aws.cloudtrail.user_identity.arn"],
  });
  const without: Partial<Rule["alert"]>[] = [
    { key: key("requestParameters.bucketName") },
    { key: key("userIdentity.accountId") },
    { key: key("eventName", "eventSource", "awsRegion", "userAgent") },
    { key: [{ value: [b.firstOf("userIdentity.arn", "eventName")] }] },
    { key: [{ value: [], when: b.exists("errorCode") }, { value: [b.firstOf("eventName")] }] },
    {},
  ];
  for (const alert of without) {
    const [none, left] = suppression(alert);
    expect(none).toBeUndefined();
    expect(left).toMatchObject({ how: "left out", note: expect.stringMatching(/every alert is shown$/) });
  }
});

test("severities with conditions are mapped where Kibana's highest is the language's first", () => {
  const mapping = (...severity: Rule["alert"]["severity"]) => {
    const compiled = compile(undefined, { alert: { severity } });
    return [read(compiled).rule.severity_mapping, compiled.carried.find((one) => one.part === "severity")?.how];
  };
  const root = b.equals("userIdentity.type", "Root", "AssumedRole");
  expect(mapping({ value: "high", when: root }, { value: "low" })).toEqual([
    ["Root", "AssumedRole"].map((value) => ({
      field: "aws.cloudtrail.user_identity.type",
      operator: "equals",
      severity: "high",
      value,
    })),
    "carried",
  ]);
  expect(mapping({ value: "low", when: root }, { value: "high", when: root }, { value: "medium" })).toEqual([
    undefined,
    "rounded",
  ]);
  expect(mapping({ value: "high", when: b.not(root) }, { value: "low" })).toEqual([undefined, "rounded"]);
  expect(mapping({ value: "high", when: b.equals("resources[].type", "x") }, { value: "low" })).toEqual([
    undefined,
    "rounded",
  ]);
  expect(mapping({ value: "info" })).toEqual([undefined, "rounded"]);
});

test("what the alert keeps is told part by part", () => {
  expect(
    compile(fullCondition, {
      ...full,
      tests: [{ name: "t", expect: "alerts", input: { kind: "event", event: {} }, span: b.span }],
    }).carried,
  ).toEqual([
    { part: "title", how: "left out", note: expect.stringContaining("fills no template") },
    { part: "key", how: "carried" },
    { part: "suppress", how: "carried" },
    { part: "severity", how: "carried" },
    {
      part: "context",
      how: "rounded",
      note: "`requestParameters.status`: shown as part of the whole object; `annotation`: no field holds it",
    },
    { part: "tags", how: "rounded", note: expect.stringContaining("`team:identity`") },
    { part: "tests", how: "left out", note: expect.any(String) },
  ]);
  expect(compile().carried).toEqual([
    { part: "title", how: "carried" },
    { part: "severity", how: "carried" },
  ]);
});

test("each line of the query leads to its text in the rule", () => {
  const at = b.spanAt(42);
  const late = { ...b.equals("eventSource", "s"), origin: at };
  const { content, origins } = onlyFile(compile(b.all(b.equals("eventName", "A"), late)));
  const line = content.split("\n").findIndex((text) => text.includes('event.provider == "s"')) + 1;
  expect(origins).toContainEqual({ line, span: at });
});

const schemaIn = (files: readonly PackFile[]) =>
  files
    .filter((file) => file.path === "etc/schemas/cloudtrail_flattened_keys.json")
    .map((file) => JSON.parse(file.content));

test("flattened keys that the validator of detection-rules does not list come as a schema", () => {
  const other = { id: "A.Other", metadata: { title: b.written("Another rule") } };
  const rules = [compile(kqlCondition), compile(undefined, other)];
  const { files, diagnostics } = elastic.pack(rules, b.settings);
  expect(diagnostics).toEqual([]);
  const principal = "aws.cloudtrail.flattened.request_parameters.bucketPolicy.Statement.Principal";
  expect(schemaIn(files)).toEqual([{ "logs-aws.cloudtrail-*": { [principal]: "keyword" } }]);
  expect(schemaIn(elastic.pack([compile()], b.settings).files)).toEqual([]);
});

test("the validator knows keys for one index pattern only, so others are told of each key", () => {
  const rules = [compile(kqlCondition, { block: { index: ["filebeat-*", "logs-aws.cloudtrail-*"] } })];
  const principal = "aws.cloudtrail.flattened.request_parameters.bucketPolicy.Statement.Principal";
  const key = "aws.cloudtrail.flattened.request_parameters.key";
  expect(schemaIn(elastic.pack(rules, b.settings).files)).toEqual([
    {
      "filebeat-*": { [principal]: "keyword", [key]: "keyword" },
      "logs-aws.cloudtrail-*": { [principal]: "keyword" },
    },
  ]);
});

test("two rules with one name are told of each other", () => {
  const rules = ["A.One", "A.Two"].map((id) => compile(undefined, { id }));
  const { diagnostics } = elastic.pack(rules, b.settings);
  expect(diagnostics.map((one) => one.message)).toEqual([
    "On Elastic this rule and `A.Two` get the same file, `rules/a_test_rule.toml`.",
    "On Elastic this rule and `A.Two` get the same name, `A test rule`.",
    "On Elastic this rule and `A.One` get the same file, `rules/a_test_rule.toml`.",
    "On Elastic this rule and `A.One` get the same name, `A test rule`.",
  ]);
});

test("the block's schema", () => {
  const problems = (values: unknown) =>
    elastic.validateBlock(values) ? [] : (elastic.validateBlock.errors ?? []).map((one) => one.keyword);
  expect(problems({ language: "eql", accept: "wider", risk_score: 47, tags: ["Use Case: UEBA"] })).toEqual([]);
  expect(problems({ langauge: "eql" })).toEqual(["additionalProperties"]);
  expect(problems({ language: "esql" })).toEqual(["enum"]);
  expect(problems({ accept: "impossible" })).toEqual(["enum"]);
  expect(problems({ risk_score: 101 })).toEqual(["maximum"]);
  expect(problems({ rule_id: "ABC" })).toEqual(["pattern"]);
});

const why = missing("elastic");

test.skipIf(why !== undefined)(`the gate of detection-rules takes the files (${why ?? "eql 1.0.1"})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-elastic-"));
  try {
    const rules = [
      compile(fullCondition, full),
      compile(kqlCondition),
      compile(undefined, { id: "A.Signal", metadata: { signal: true, title: b.written("A signal") } }),
    ];
    const files = [...rules.map(onlyFile), ...elastic.pack(rules, b.settings).files];
    for (const file of files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.content);
    }
    const fields = fileURLToPath(new URL("../../../src/targets/elastic/field-types.json", import.meta.url));
    const outcome = await runValidator("elastic", [folder, fields]);
    expect(outcome.status === "ran" && outcome.report).toMatchObject({ checked: 3, problems: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
