/** The model of AWS's operations: its size, what it says of well-known operations, and how it stands up to real records. */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { isObject, type JsonObject, type JsonValue } from "../../src/ir/json.ts";
import type { PathStep } from "../../src/ir/path.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import model from "../../src/schema/api/model.json" with { type: "json" };
import { ApiModel, type ApiOperation, type ApiSide } from "../../src/schema/api-model.ts";
import overlay from "../../src/schema/api-overlay.json" with { type: "json" };
import { followPath } from "../../src/schema/api-path.ts";
import { checkWithModel } from "../check/operations-support.ts";
import { ruleWith } from "../check/support.ts";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const api = new ApiModel(loadApiPart);
const SIDES: readonly ApiSide[] = ["requestParameters", "responseElements"];

const keys = (path: string): PathStep[] =>
  path.split(/\.|(?=\[\])/).map((name) => (name === "[]" ? { kind: "each" } : { kind: "key", name }));

const one = (service: string, name: string): ApiOperation => {
  const found = api.find(`${service}.amazonaws.com`, name);
  // RDS, Neptune and DocumentDB are recorded under one source.
  const operation = found.find((it) => it.service === service) ?? found[0];
  if (!operation) throw new Error(`${service}:${name} is not in the model`);
  return operation;
};

describe("the data", () => {
  test("is at most 1 MB, model and overlay together", () => {
    expect(
      statSync(at("src/schema/api/model.json")).size + statSync(at("src/schema/api-overlay.json")).size,
    ).toBeLessThan(1_000_000);
  });

  test("every service unpacks, and every operation's structures can be read", () => {
    let operations = 0;
    for (const source of api.sources())
      for (const found of api.operationsOf(source).values())
        for (const operation of found) {
          operations++;
          for (const side of SIDES) operation.shape(side)?.members.every((member) => member.members());
        }
    expect(operations).toBeGreaterThan(19_000);
    expect(Object.keys(model.parts).length).toBeGreaterThan(400);
  });

  test("each source of the overlay says where it is from", () => {
    const unsourced = Object.entries(overlay.sources).filter(
      ([, { from }]) => from.length === 0 || from.some((text) => text.length < 10),
    );
    expect(unsourced).toEqual([]);
  });

  test("a part that there isn't, and one with a name that every object has, is nothing", () => {
    expect(loadApiPart("no-such-service")).toBeUndefined();
    expect(loadApiPart("__proto__")).toBeUndefined();
    expect(loadApiPart("constructor")).toBeUndefined();
    expect(api.operationsOf("__proto__").size).toBe(0);
    expect(api.hasSource("constructor.amazonaws.com")).toBe(false);
  });

  test("only the services that are asked for are unpacked", () => {
    const asked: string[] = [];
    const watched = new ApiModel((part) => {
      asked.push(part);
      return loadApiPart(part);
    });
    expect(watched.find("iam.amazonaws.com", "CreateUser")).toHaveLength(1);
    expect(asked.sort()).toEqual(["iam", "iam-toolbox", "sources"]);
  });
});

describe("what it says", () => {
  test.each([
    ["iam", "CreateUser", "requestParameters", "userName", { kind: "known", type: "text", endsInList: false }],
    ["iam", "CreateUser", "requestParameters", "tags", { kind: "known", endsInList: true }],
    ["iam", "CreateUser", "requestParameters", "tags[].key", { kind: "known", type: "text", listAt: undefined }],
    ["iam", "CreateUser", "requestParameters", "tags.key", { kind: "known", type: "text", listAt: 1 }],
    ["iam", "CreateUser", "requestParameters", "userNmae", { kind: "unknown", at: 0 }],
    ["iam", "CreateUser", "responseElements", "user.arn", { kind: "known", type: "text" }],
    ["iam", "ListUsers", "responseElements", "users[].arn", { kind: "none" }],
    ["lambda", "CreateFunction20150331", "requestParameters", "vpcConfig.subnetIds[]", { kind: "known", type: "text" }],
    ["lambda", "CreateFunction20150331", "requestParameters", "publish", { kind: "known", type: "boolean" }],
    ["rds", "CreateDBInstance", "responseElements", "dBInstanceIdentifier", { kind: "known", type: "text" }],
    ["rds", "CreateDBInstance", "requestParameters", "allocatedStorage", { kind: "known", type: "integer" }],
    ["ec2", "DescribeInstances", "requestParameters", "instancesSet.items[].instanceId", { kind: "open" }],
    [
      "ec2",
      "AuthorizeSecurityGroupIngress",
      "requestParameters",
      "ipPermissions.items[].ipRanges.items[].cidrIp",
      { kind: "known", type: "text" },
    ],
    [
      "ec2",
      "AuthorizeSecurityGroupIngress",
      "requestParameters",
      "ipPermissions.items[].ipRanges.items[].cidr",
      { kind: "unknown", at: 6 },
    ],
    ["s3", "PutBucketAcl", "requestParameters", "x-amz-acl", { kind: "known", type: "text" }],
    ["s3", "PutBucketAcl", "requestParameters", "x-amz-acl.a", { kind: "open" }],
    ["s3", "PutBucketAcl", "requestParameters", "bucketName", { kind: "known", type: "text" }],
    ["signin", "ConsoleLogin", "requestParameters", "anything", { kind: "open" }],
  ] as const)("%s:%s %s.%s", (service, name, side, path, answer) => {
    expect(followPath(one(service, name), side, keys(path))).toMatchObject(answer);
  });

  test("which operations only read", () => {
    expect(
      [
        one("iam", "CreateUser"),
        one("iam", "ListUsers"),
        one("ec2", "DescribeInstances"),
        one("s3", "PutBucketPolicy"),
      ].map((it) => it.reads),
    ).toEqual([false, true, true, false]);
  });
});

describe("over the 2,900 records of the sample log", () => {
  const log = gunzipSync(readFileSync(at("rules/logs/stratus-attack-2023-07-10.json.gz"))).toString("utf8");
  const records = (JSON.parse(log) as { readonly Records: readonly JsonObject[] }).Records;
  const text = (record: JsonObject, key: string) => record[key] as string;

  /** How many of them hold, in percent, and those that don't. */
  function share(found: ReadonlyMap<string, boolean>) {
    const missed = [...found].filter(([, known]) => !known).map(([key]) => key);
    return { percent: 100 * (1 - missed.length / found.size), missed: missed.join("\n") };
  }

  test("at least 99 % of sources and names are known", () => {
    const pairs = new Map(
      records.map((it) => [
        `${text(it, "eventSource")} ${text(it, "eventName")}`,
        api.find(text(it, "eventSource"), text(it, "eventName")).length > 0,
      ]),
    );
    expect(pairs.size).toBeGreaterThan(250);
    expect(share(pairs).percent, share(pairs).missed).toBeGreaterThanOrEqual(99);
  });

  test("at least 97 % of their parameters are known", () => {
    const parameters = new Map<string, boolean>();
    for (const record of records) {
      const operations = api.find(text(record, "eventSource"), text(record, "eventName"));
      const request = record.requestParameters as JsonValue;
      if (!isObject(request)) continue;
      for (const name of Object.keys(request)) {
        const known = operations.some(
          (it) => followPath(it, "requestParameters", [{ kind: "key", name }]).kind !== "unknown",
        );
        parameters.set(`${text(record, "eventSource")} ${text(record, "eventName")} ${name}`, known);
      }
    }
    expect(parameters.size).toBeGreaterThan(500);
    expect(share(parameters).percent, share(parameters).missed).toBeGreaterThanOrEqual(97);
  });

  test("a condition for each path with its value is no error", () => {
    const wrong = new Map<string, string>();
    const conditions = new Set<string>();
    for (const record of records)
      for (const side of SIDES) for (const one of conditionsFor(record, side)) conditions.add(one);
    for (const condition of conditions)
      for (const found of checkWithModel(ruleWith(condition)))
        if (found.severity === "error") wrong.set(condition, found.message);
    expect([...wrong]).toEqual([]);
    expect(conditions.size).toBeGreaterThan(1_500);
  });

  test("its `readOnly` and `eventType` contradict no record", () => {
    const wrong = new Set<string>();
    const tried = new Set<string>();
    for (const record of records) {
      const where = `eventSource == "${text(record, "eventSource")}" and eventName == "${text(record, "eventName")}"`;
      const condition = `${where} and readOnly == ${String(record.readOnly)} and eventType == "${text(record, "eventType")}"`;
      if (tried.has(condition)) continue;
      tried.add(condition);
      for (const found of checkWithModel(ruleWith(condition)))
        if (/^D[23]05/.test(found.code)) wrong.add(`${condition}: ${found.message}`);
    }
    expect([...wrong]).toEqual([]);
    expect(tried.size).toBeGreaterThan(250);
  });

  function conditionsFor(record: JsonObject, side: ApiSide): string[] {
    const start = `eventSource == ${JSON.stringify(record.eventSource)} and eventName == ${JSON.stringify(record.eventName)}`;
    const found: string[] = [];
    const visit = (value: JsonValue, path: string): void => {
      if (Array.isArray(value)) for (const element of value) visit(element, `${path}[]`);
      else if (isObject(value))
        for (const [key, inner] of Object.entries(value))
          visit(inner, `${path}.${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}`);
      else {
        found.push(`${start} and ${path} exists`);
        // One value for each path is enough: what it is doesn't matter to the model, its kind does.
        const plain =
          typeof value === "boolean" ||
          (typeof value === "string" && /^[\w .:/-]{1,12}$/.test(value) && !/^\d/.test(value));
        if (plain && (typeof value === "boolean" || /^(?:true|false)$/.test(value as string)))
          found.push(`${start} and ${path} == ${JSON.stringify(value)}`);
        else if (plain) found.push(`${start} and ${path} == "x"`);
      }
    };
    const value = record[side];
    if (isObject(value as JsonValue)) visit(value as JsonValue, side);
    return found;
  }
});
