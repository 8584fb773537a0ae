/** What of a rule lands where in Splunk's packs. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Rule } from "../../../src/ir/rule.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import { riskScore } from "../../../src/targets/splunk/rating.ts";
import type { PackFile, TargetRule } from "../../../src/targets/target.ts";
import { type RuleParts, rule, settings } from "./build.ts";

const compile = (one: Rule): TargetRule => splunk.compile(one, settings);
const codes = (compiled: TargetRule) => compiled.diagnostics.map((one) => one.code);
const fileOf = (files: readonly PackFile[], path: string) => files.find((one) => one.path === path)?.content ?? "";

/** What the tests look into; the whole is compared in one of them. */
interface Detection {
  readonly search: string;
  readonly type: string;
  readonly how_to_implement: string;
  readonly rba?: { readonly message: string };
  readonly drilldown_searches?: readonly { readonly search: string }[];
  readonly enabled_by_default?: boolean;
  readonly deployment?: { readonly scheduling: unknown };
}

function yamlOf(parts: RuleParts): Detection {
  const compiled = compile(rule(parts));
  expect(compiled.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  return parse(compiled.files[0]?.content ?? "") as Detection;
}

const FULL: RuleParts = {
  data: `title = "CloudTrail stopped"
confidence = medium
version = 3
modified = 2026-02-01
attack = [TA0005:T1562.008]
references = ["https://docs.aws.amazon.com/awscloudtrail/"]
false_positives = ["A trail is replaced.", "A test account is torn down."]
runbook = "Ask who stopped it."
tags = ["team:cloud"]`,
  when: 'eventSource == "cloudtrail.amazonaws.com" and eventName in ["StopLogging", "DeleteTrail"] and outcome == "success"',
  alert: `alert {
    title    = "{userIdentity.arn ?? userIdentity.accessKeyId} stopped {requestParameters.name}"
    key      = [userIdentity.arn, requestParameters.name]
    suppress = 1h
    context  = [eventName, sourceIPAddress, userAgent, userIdentity.arn]
  }`,
};

test("a whole search", () => {
  const compiled = compile(rule(FULL));
  expect(compiled.query).toBe(`eventSource="cloudtrail.amazonaws.com"
    AND in(eventName, "StopLogging", "DeleteTrail")
    AND (isnull(errorCode) OR in(errorCode, "", "null", "success"))
    AND (isnull(errorMessage) OR in(errorMessage, "", "null"))`);
  expect(
    yamlOf(FULL).search,
  ).toBe(`\`cloudtrail\` eventSource="cloudtrail.amazonaws.com" (eventName="StopLogging" OR eventName="DeleteTrail")
| where eventSource="cloudtrail.amazonaws.com"
    AND in(eventName, "StopLogging", "DeleteTrail")
    AND (isnull(errorCode) OR in(errorCode, "", "null", "success"))
    AND (isnull(errorMessage) OR in(errorMessage, "", "null"))
| eval user=coalesce('userIdentity.arn', 'userIdentity.accessKeyId', "<userIdentity.arn ?? userIdentity.accessKeyId>"),
    name=coalesce('requestParameters.name', "<requestParameters.name>"),
    arn=coalesce('userIdentity.arn', "<userIdentity.arn>")
| rename eventName as signature, sourceIPAddress as src, userAgent as user_agent
| stats count min(_time) as firstTime max(_time) as lastTime
    values(signature) as signature values(src) as src values(user_agent) as user_agent
    by user name arn
| \`security_content_ctime(firstTime)\`
| \`security_content_ctime(lastTime)\`
| \`cloudtrail_stopped_filter\``);
});

test("a detection for Enterprise Security", () => {
  const { search: _, how_to_implement: __, drilldown_searches, ...rest } = yamlOf(FULL);
  expect(rest).toEqual({
    name: "CloudTrail stopped",
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
    version: 3,
    date: "2026-02-01",
    author: "Tocsin",
    status: "production",
    type: "TTP",
    description: "Somebody stopped a trail.",
    data_source: ["AWS CloudTrail"],
    known_false_positives: "A trail is replaced.\nA test account is torn down.",
    explanation: "Ask who stopped it.",
    references: ["https://docs.aws.amazon.com/awscloudtrail/"],
    rba: {
      message: "$user$ stopped $name$",
      risk_objects: [{ field: "user", type: "user", score: 72 }],
      threat_objects: [
        { field: "src", type: "ip_address" },
        { field: "user_agent", type: "http_user_agent" },
      ],
    },
    tags: {
      analytic_story: ["AWS CloudTrail Detections"],
      asset_type: "AWS Account",
      mitre_attack_id: ["T1685.002"],
      product: ["Splunk Enterprise", "Splunk Enterprise Security", "Splunk Cloud"],
      security_domain: "threat",
      throttling: { fields: ["arn", "name"], period: "1h" },
    },
    tests: [
      {
        name: "a trail is stopped",
        attack_data: [
          { data: "attack_data/cloudtrail_stopped_1.json", source: "aws_cloudtrail", sourcetype: "aws:cloudtrail" },
        ],
      },
    ],
    enabled_by_default: true,
  });
  expect(drilldown_searches?.map((one) => one.search.slice(0, 60))).toEqual([
    '%original_detection_search% | search user = "$user$"',
    expect.stringContaining("| from datamodel Risk.All_Risk"),
  ]);
});

test("a saved search of the plain app", () => {
  const compiled = compile(rule(FULL));
  const { files } = splunk.pack([compiled], settings);
  expect(fileOf(files, "app/tocsin_cloudtrail/default/savedsearches.conf")).toBe(`[CloudTrail stopped]
description = Somebody stopped a trail. \\
 \\
Severity: high, confidence medium, production. \\
 \\
ATT&CK: T1685.002 ${rule(FULL).metadata.attack[0]?.technique?.name} (${rule(FULL).metadata.attack[0]?.tactic.name}) \\
 \\
False positives: A trail is replaced. \\
A test account is torn down. \\
 \\
Runbook: Ask who stopped it. \\
 \\
References: https://docs.aws.amazon.com/awscloudtrail/ \\
 \\
Tags: team:cloud
search = \`cloudtrail\` eventSource="cloudtrail.amazonaws.com" (eventName="StopLogging" OR eventName="DeleteTrail") \\
| where eventSource="cloudtrail.amazonaws.com" \\
    AND in(eventName, "StopLogging", "DeleteTrail") \\
    AND (isnull(errorCode) OR in(errorCode, "", "null", "success")) \\
    AND (isnull(errorMessage) OR in(errorMessage, "", "null")) \\
| eval user=coalesce('userIdentity.arn', 'userIdentity.accessKeyId', "<userIdentity.arn ?? userIdentity.accessKeyId>"), \\
    name=coalesce('requestParameters.name', "<requestParameters.name>"), \\
    arn=coalesce('userIdentity.arn', "<userIdentity.arn>") \\
| rename eventName as signature, sourceIPAddress as src, userAgent as user_agent \\
| stats count min(_time) as firstTime max(_time) as lastTime \\
    values(signature) as signature values(src) as src values(user_agent) as user_agent \\
    by user name arn \\
| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime) \\
| eval alert_title=user." stopped ".name \\
| \`cloudtrail_stopped_filter\`
cron_schedule = 0 * * * *
dispatch.earliest_time = -70m@m
dispatch.latest_time = -10m@m
enableSched = 1
disabled = 0
schedule_window = auto
counttype = number of events
relation = greater than
quantity = 0
alert.track = 1
alert.severity = 5
alert.digest_mode = 0
alert.suppress = 1
alert.suppress.fields = arn,name
alert.suppress.period = 1h
`);
});

test("the folders that contentctl wants, and stories, macros and data sources by name", () => {
  const block =
    'splunk { analytic_story = ["AWS Defense Evasion", "Cloud Logs"]  data_source = ["AWS CloudTrail StopLogging"] }';
  const { files } = splunk.pack([compile(rule({ ...FULL, block }))], settings);
  const own = files.filter((one) => !one.path.startsWith("contentctl_ng/"));
  expect(own.map((one) => one.path)).toEqual([
    "README.md",
    "contentctl/contentctl.yml",
    "contentctl/app_template/README.md",
    "contentctl/app_template/metadata/default.meta",
    "contentctl/data_sources/aws_cloudtrail_stoplogging.yml",
    "contentctl/deployments/escu_default_configuration_anomaly.yml",
    "contentctl/deployments/escu_default_configuration_hunting.yml",
    "contentctl/deployments/escu_default_configuration_ttp.yml",
    "contentctl/macros/cloudtrail.yml",
    "contentctl/macros/security_content_ctime.yml",
    "contentctl/stories/aws_defense_evasion.yml",
    "contentctl/stories/cloud_logs.yml",
    "contentctl/baselines/README",
    "contentctl/dashboards/README",
    "contentctl/lookups/README",
    "contentctl/playbooks/README",
    "contentctl/removed/README",
    "app/tocsin_cloudtrail/app.manifest",
    "app/tocsin_cloudtrail/README.md",
    "app/tocsin_cloudtrail/default/app.conf",
    "app/tocsin_cloudtrail/default/macros.conf",
    "app/tocsin_cloudtrail/default/savedsearches.conf",
    "app/tocsin_cloudtrail/metadata/default.meta",
  ]);
});

test.each<[string, string, string]>([
  ["severity = high\nconfidence = high", "", "TTP"],
  ["severity = medium\nconfidence = medium", "", "TTP"],
  ["severity = low", "", "Anomaly"],
  ["severity = high\nconfidence = low", "", "Anomaly"],
  ["severity = info", "", "Hunting"],
  ["severity = high\nsignal = true", "", "Anomaly"],
  ["severity = info\nsignal = true", "", "Anomaly"],
  ["severity = high", "splunk { type = Hunting }", "Hunting"],
])("the type of a rule with %s %s is %s", (data, block, type) => {
  const yaml = yamlOf({ data, block });
  expect(yaml.type).toBe(type);
  // contentctl refuses risk and drilldowns for Hunting, and wants both otherwise.
  expect([yaml.rba === undefined, yaml.drilldown_searches === undefined]).toEqual([
    type === "Hunting",
    type === "Hunting",
  ]);
});

test("the severity that contentctl computes from the risk score is the rule's own", () => {
  const computed = (score: number) => ["info", "low", "medium", "high", "critical"][Math.ceil(score / 20) - 1];
  for (const severity of ["info", "low", "medium", "high", "critical"] as const) {
    const scores = (["low", "medium", "high"] as const).map((confidence) => riskScore(severity, confidence));
    expect(scores.map(computed)).toEqual([severity, severity, severity]);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  }
});

test("status, and what production wants", () => {
  expect(yamlOf({ data: "status = test" })).toMatchObject({ status: "experimental" });
  expect(yamlOf({ data: "status = deprecated" })).toMatchObject({ status: "deprecated" });
  expect(yamlOf({ data: "enabled = false" }).enabled_by_default).toBeUndefined();
  const untested = compile(
    rule({ tests: 'test "x" ignores { "eventSource": "cloudtrail.amazonaws.com", "eventName": "X" }' }),
  );
  expect(codes(untested)).toEqual(["D4303"]);
  expect(parse(untested.files[0]?.content ?? "")).toMatchObject({ status: "experimental" });
  expect(untested.carried).toContainEqual({
    part: "status",
    how: "rounded",
    note: "to experimental: production wants a test that alerts",
  });
});

test.each<[string, RuleParts, string[]]>([
  ["a title that no file and no macro may be named", { data: 'title = "Root, and friends"' }, ["D4004"]],
  ["a title that is too long", { data: `title = "${"a".repeat(68)}"` }, ["D4004"]],
  ["a token in the alert's title", { alert: 'alert { title = "Spent $100" }' }, ["D4301"]],
  ["a whole token in the alert's title", { alert: 'alert { title = "Spent $x$ as {userIdentity.arn}" }' }, ["D4301"]],
  ["a macro in the alert's title", { alert: 'alert { title = "Ran `x` as {userIdentity.arn}" }' }, ["D4301"]],
  [
    "a risk object that no column has",
    { block: 'splunk { risk_objects = [{ field = "userAgent"  type = user }] }' },
    ["D4302"],
  ],
  ["a technique beside its sub-technique", { data: "attack = [TA0007:T1087, TA0007:T1087.004]" }, ["D4304"]],
  ["an address in the runbook", { data: 'runbook = "Look for 169.254.169.254 in the logs."' }, ["D4305"]],
  ["a network in the runbook", { data: 'runbook = "Look for 169.254.0.0/16 in the logs."' }, []],
])("%s", (_, parts, expected) => {
  expect(codes(compile(rule(parts)))).toEqual(expected);
});

test("a name of Splunk's own stands in for the title", () => {
  expect(
    yamlOf({ data: 'title = "Root, and friends"', block: 'splunk { name = "Root and friends" }' }).search,
  ).toContain("| `root_and_friends_filter`");
});

test("without a date nothing is emitted", () => {
  const { created: _, modified: __, ...metadata } = rule().metadata;
  const compiled = compile({ ...rule(), metadata });
  expect([codes(compiled), compiled.files]).toEqual([["D4005"], []]);
});

test("two rules of one name are a problem of both", () => {
  const rules = [rule({ id: "A.One", data: 'title = "A b"' }), rule({ id: "A.Two", data: 'title = "a-B"' })].map(
    compile,
  );
  const packed = splunk.pack(rules, settings);
  expect([packed.files, packed.diagnostics.map((one) => one.code)]).toEqual([[], ["D4006", "D4006"]]);
  expect(packed.diagnostics[0]?.message).toContain("a_b.yml");
});

test("late fields are read by their paths, and the prefilter leaves out what may be late", () => {
  const when =
    'eventSource == "s3.amazonaws.com" and eventType == "AwsApiCall" and requestParameters.key == "x" and resources[].ARN == "y"';
  const { search } = yamlOf({ when, block: "splunk { late_fields = true }" });
  expect(search.split("\n").slice(0, 8)).toEqual([
    '`cloudtrail` eventSource="s3.amazonaws.com"',
    "| spath path=eventSource",
    "| spath path=eventType",
    "| spath path=requestParameters.key",
    "| spath path=resources{}.ARN",
    "| spath path=resources.ARN",
    "| spath path=userIdentity.arn",
    '| where eventSource="s3.amazonaws.com"',
  ]);
});

test("choices of a title and of a severity are columns", () => {
  const alert = `alert {
    title = "Root did {eventName}" when userIdentity.type == "Root"
    title = "{userIdentity.arn} did {eventName}"
    severity = critical when userIdentity.type == "Root"
    severity = high
  }`;
  const compiled = compile(rule({ alert }));
  const yaml = parse(compiled.files[0]?.content ?? "") as Detection;
  expect(yaml.search).toContain(
    `alert_title=case('userIdentity.type'="Root", "Root did ".signature, true(), user." did ".signature)`,
  );
  expect(yaml.search).toContain(`severity=case('userIdentity.type'="Root", "critical", true(), "high")`);
  expect(yaml.rba?.message).toBe("$alert_title$");
  expect(compiled.carried.find((one) => one.part === "severity")?.how).toBe("rounded");
});

test("a schedule of its own is a deployment in the detection", () => {
  const yaml = yamlOf({ block: 'splunk { cron_schedule = "*/5 * * * *"  earliest = "-20m"  latest = "-5m" }' });
  expect(yaml.deployment?.scheduling).toEqual({
    cron_schedule: "*/5 * * * *",
    earliest_time: "-20m",
    latest_time: "-5m",
    schedule_window: "auto",
  });
});

test("lines of the YAML lead back to the rule", () => {
  const one = rule(FULL);
  const [file] = compile(one).files;
  const line = (file?.content.split("\n").findIndex((text) => text.startsWith("description:")) ?? 0) + 1;
  expect(file?.origins?.find((origin) => origin.line === line)?.span).toEqual(one.metadata.description.span);
});

test("the same rules give the same bytes", () => {
  const bytes = () => {
    const rules = [rule(FULL), rule({ id: "A.Other", data: 'title = "Other"' })].map(compile);
    return JSON.stringify([rules.map((one) => one.files), splunk.pack(rules, settings).files]);
  };
  expect(bytes()).toBe(bytes());
});
