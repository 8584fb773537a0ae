/** The events that rules and libraries write are held against the model of AWS's operations. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readLogText } from "../../src/cases/read-log.ts";
import { compactJson } from "../../src/ir/compact-json.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { checkWithModel } from "./operations-support.ts";

const OF_EVENTS = /^D505\d$/;

/** A rule of IAM with one more test. */
const ruleOf = (body: string, when = 'eventSource == "iam.amazonaws.com" and eventName == "CreateUser"') =>
  `rule A.B {\n  title = "T"\n  description = "D."\n  severity = low\n  source aws.cloudtrail\n  when ${when}\n  ${body}\n}\n`;

const reported = (text: string, files: Readonly<Record<string, string>> = {}) =>
  checkWithModel(text, files).filter((one) => OF_EVENTS.test(one.code) || one.code.startsWith("D1"));

const call = (service: string, name: string, members = "") =>
  `{ "eventSource": "${service}.amazonaws.com", "eventName": "${name}"${members} }`;
const request = (service: string, name: string, members: string) =>
  call(service, name, `, "requestParameters": ${members}`);
const response = (service: string, name: string, members: string) =>
  call(service, name, `, "responseElements": ${members}`);

/** An event, what is reported of it, what is marked, and what the report says. */
const FOUND: readonly (readonly [event: string, code: string, marked: string, says: string])[] = [
  [call("secrets-manager", "GetSecretValue"), "D5050", '"secrets-manager.amazonaws.com"', "secretsmanager"],
  [call("nowhere-at-all", "ListThings"), "D5050", '"nowhere-at-all.amazonaws.com"', "no event source"],
  [call("iam", "DeletUser"), "D5051", '"DeletUser"', "`DeleteUser`"],
  [request("iam", "DeleteUser", '{ "userNmae": "a" }'), "D5052", '"userNmae"', "`userName`"],
  [request("iam", "DeleteUser", '{ "UserName": "a" }'), "D5052", '"UserName"', "`userName`"],
  [
    response("iam", "CreateAccessKey", '{ "accessKey": { "acessKeyId": "A" } }'),
    "D5052",
    '"acessKeyId"',
    "accessKeyId",
  ],
  [request("iam", "CreateRole", '{ "tags": [{ "key": "a" }, { "kye": "b" }] }'), "D5052", '"kye"', "tags[].kye"],
  [
    request("iam", "DeleteUser", '{ "userName": { "name": "a" } }'),
    "D5053",
    '"userName"',
    "is a text, and here it is an object",
  ],
  [request("iam", "DeleteUser", '{ "userName": ["a"] }'), "D5053", '"userName"', "here it is a list"],
  [
    request("lambda", "CreateFunction20150331", '{ "vpcConfig": "x" }'),
    "D5053",
    '"vpcConfig"',
    "is an object, and here it is a text",
  ],
  [
    request("kms", "CreateKey", '{ "multiRegion": "yes" }'),
    "D5053",
    '"multiRegion"',
    "is a boolean, and here it is a text",
  ],
  [
    request("kms", "ScheduleKeyDeletion", '{ "pendingWindowInDays": true }'),
    "D5053",
    '"pendingWindowInDays"',
    "is an integer",
  ],
  [request("iam", "CreateRole", '{ "tags": ["a"] }'), "D5053", '"a"', "`requestParameters.tags[]` is an object"],
];

describe("what no record says is found", () => {
  test.each(FOUND)("%s", (event, code, marked, says) => {
    const text = ruleOf(`test "x" ignores ${event}`);
    const [found, ...more] = reported(text);
    expect(more).toEqual([]);
    expect(found?.code).toBe(code);
    expect(found?.severity).toBe("warning");
    expect(text.slice(found?.span.start, found?.span.end)).toBe(marked);
    expect(`${found?.message} ${found?.help}`).toContain(says);
  });

  test("in an event of the rule, of its file and of a library, and in patches of them", () => {
    const wrong = request("iam", "DeleteUser", '{ "userNmae": "a" }');
    expect(reported(ruleOf(`event base ${wrong}\n  test "x" ignores base`))).toHaveLength(1);
    expect(reported(`event base ${wrong}\n${ruleOf('test "x" ignores base')}`)).toHaveLength(1);
    expect(reported(`event base ${wrong}\n`)).toHaveLength(1);
    const files = { "lib/a.tocsin": `event base ${wrong}\n` };
    const patch = 'as base with { "requestParameters": { "userName": "b", "usrName": "c" } }';
    const found = reported(`import "lib/a.tocsin"\n${ruleOf(`test "x" ignores ${patch}`)}`, files);
    expect(found.map((one) => one.message.split("`")[1]).sort()).toEqual([
      "requestParameters.userNmae",
      "requestParameters.usrName",
    ]);
  });

  test("a patch that makes it another operation is held against that one, its base against its own", () => {
    const base = `event base ${request("iam", "CreateUser", '{ "path": "/" }')}\n  `;
    const patched = (patch: string) => reported(ruleOf(`${base}test "x" ignores as base with ${patch}`));
    expect(patched('{ "eventName": "DeleteUser" }')).toEqual([]);
    expect(patched('{ "eventName": "DeleteUser", "requestParameters": { "path": "/" } }')).toHaveLength(1);
  });

  test("a base without source and name is held against what its patches make of it", () => {
    const base = 'event base { "requestParameters": { "userNmae": "a" } }\n  ';
    const patch = 'as base with { "eventSource": "iam.amazonaws.com", "eventName": "DeleteUser" }';
    expect(reported(ruleOf(`${base}test "x" ignores ${patch}`)).map((one) => one.code)).toEqual(["D5052"]);
  });

  test("a repair puts the nearest name in its place", () => {
    const [found] = reported(ruleOf(`test "x" ignores ${call("iam", "DeletUser")}`));
    expect(found?.fixes.map((one) => one.text)).toEqual(['"DeleteUser"']);
  });
});

/** Events as CloudTrail writes them, where that isn't how the model has it. */
const FINE: readonly string[] = [
  call("opsworks", "AnythingAtAll"),
  call("signin", "ConsoleLogin"),
  request("lambda", "UpdateFunctionCode20150331v2", '{ "functionName": "a", "publish": "true", "dryRun": false }'),
  request("ec2", "RunInstances", '{ "instancesSet": { "items": [{ "imageId": "ami-1", "minCount": 1 }] } }'),
  request("ec2", "DeleteFlowLogs", '{ "DeleteFlowLogsRequest": { "FlowLogId": { "tag": 1, "content": "fl-1" } } }'),
  request("s3", "PutBucketVersioning", '{ "bucketName": "b", "VersioningConfiguration": { "MfaDelete": "Disabled" } }'),
  request("s3", "PutBucketAcl", '{ "x-amz-acl": ["private"], "acl": "" }'),
  request("ssm", "SendCommand", '{ "instanceIds": "i-1", "parameters": "HIDDEN_DUE_TO_SECURITY_REASONS" }'),
  request("iam", "CreateRole", '{ "tags": { "key": "a", "value": "b" } }'),
  request(
    "iam",
    "CreateRole",
    '{ "assumeRolePolicyDocument": json { "Statement": [] }, "maxSessionDuration": "3600" }',
  ),
  request("iam", "DeleteUser", '{ "userNmae": null }'),
  request("iam", "DeleteUser", "null"),
  response("kms", "PutKeyPolicy", '{ "keyId": "arn:aws:kms:eu-west-1:111122223333:key/a" }'),
  response("ec2", "RunInstances", '{ "requestId": "a", "_return": true }'),
  '{ "eventName": "DeletUser" }',
  '{ "eventSource": 1, "eventName": [] }',
];

test.each(FINE)("nothing is reported of %s", (event) => {
  expect(reported(ruleOf(`test "x" ignores ${event}`))).toEqual([]);
});

test("nothing is reported of any event of the real log", () => {
  const path = fileURLToPath(new URL("../../rules/logs/stratus-attack-2023-07-10.json.gz", import.meta.url));
  const events = readLogText(gunzipSync(readFileSync(path)).toString()).flatMap((item) =>
    item.kind === "event" ? [item.event] : [],
  );
  expect(events).toHaveLength(2_900);
  const shown = (event: JsonObject, index: number) => `event e${index} ${compactJson(event)}`;
  const found = new Set<string>();
  for (let at = 0; at < events.length; at += 400)
    for (const one of reported(
      events
        .slice(at, at + 400)
        .map(shown)
        .join("\n"),
    ))
      found.add(one.message);
  expect([...found]).toEqual([]);
});

test("nothing is reported of the events of the rule library", () => {
  const root = fileURLToPath(new URL("../../rules/", import.meta.url));
  const paths = (readdirSync(root, { recursive: true }) as string[]).filter((one) => one.endsWith(".tocsin"));
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(root + path, "utf8")]));
  const found = paths.flatMap((path) => reported(files[path] as string, files).map((one) => `${path}: ${one.message}`));
  expect(found).toEqual([]);
});

test("what the rule asks for itself is reported with the condition alone", () => {
  const when = 'eventSource == "iam.amazonaws.com" and eventName == "CreatUser" and requestParameters.usrName == "a"';
  const hit = request("iam", "CreatUser", '{ "usrName": "a" }');
  expect(reported(ruleOf(`test "x" alerts ${hit}`, when))).toEqual([]);
  const asked = 'eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and requestParameters.usrName == "a"';
  expect(reported(ruleOf(`test "x" alerts ${request("iam", "CreateUser", '{ "usrName": "a" }')}`, asked))).toEqual([]);
});

describe("tocsin-ignore", () => {
  const tests = (comment: string) =>
    checkWithModel(ruleOf(`test "x" ignores ${call("iam", "DeletUser")} ${comment}`))
      .map((one) => one.code)
      .filter((code) => OF_EVENTS.test(code) || code === "D2060");

  test("takes a report in a test", () => {
    expect(tests("// tocsin-ignore D5051: seen in our own records")).toEqual([]);
    expect(tests("// tocsin-ignore D5052: the wrong one").sort()).toEqual(["D2060", "D5051"]);
  });

  test("takes a report between the members of an event", () => {
    const text = ruleOf(`test "x" ignores {
    "eventSource": "iam.amazonaws.com", "eventName": "DeleteUser",
    // tocsin-ignore D5052: a member that our records have
    "requestParameters": { "force": true }
  }`);
    expect(checkWithModel(text).filter((one) => /^D(?:505|20)/.test(one.code))).toEqual([]);
  });
});

test("a rule that names no operation asks for no part of the model", async () => {
  const { checkFile } = await import("../../src/check/check-file.ts");
  const { parseFile } = await import("../../src/syntax/parse-file.ts");
  const { Report } = await import("../../src/diagnostics/problem.ts");
  const asked: string[] = [];
  const loadApi = (part: string) => {
    asked.push(part);
    return loadApiPart(part);
  };
  const report = new Report();
  const check = (when: string) =>
    checkFile(
      parseFile({ path: "a.tocsin", text: ruleOf(`test "x" ignores ${call("iam", "DeletUser")}`, when) }, report),
      { fileAt: () => undefined, platforms: new Map(), defaults: {}, loadApi },
      report,
    );
  check('userIdentity.type == "Root"');
  expect(asked).toEqual([]);
  check('eventSource == "iam.amazonaws.com" and eventName == "CreateUser"');
  expect(asked).toContain("iam");
});
