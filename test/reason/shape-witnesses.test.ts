/** Records of the operations that a condition names, made from the model of AWS's operations. */
import { beforeAll, describe, expect, test } from "vitest";
import { compactJson } from "../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, member } from "../../src/ir/json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { findWitnesses } from "../../src/reason/witnesses.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { checkCondition } from "../check/support.ts";

beforeAll(() => loadRegexes());

function conditionOf(text: string): Predicate {
  const { rules, lines } = checkCondition(text);
  if (!rules[0]) throw new Error(lines.join("\n"));
  return rules[0].condition;
}

const recordsOf = (condition: Predicate): readonly JsonObject[] =>
  findWitnesses(condition, 512, loadApiPart)
    .witnesses.filter((one) => one.about.startsWith("a record of "))
    .map((one) => one.event);

const on = (service: string, name: string) => `eventSource == "${service}.amazonaws.com" and eventName == "${name}"`;

function valueAt(event: JsonObject, ...keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = event;
  for (const key of keys) value = isObject(value) ? member(value, key) : undefined;
  return value;
}

const CREATE = `${on("lambda", "CreateFunction20150331")} and requestParameters.publish == true`;

describe("records of the operation that a condition names", () => {
  test("fire as the event without them does, and have the operation's other parameters", () => {
    const condition = conditionOf(CREATE);
    const holds = compileCondition(condition);
    const firing = recordsOf(condition).filter(holds);
    expect(firing.length).toBeGreaterThan(2);
    for (const event of firing) expect(valueAt(event, "requestParameters", "handler")).toBeDefined();
  });

  test("write booleans and numbers as such and as texts", () => {
    const records = recordsOf(conditionOf(CREATE));
    const publish = records.map((one) => valueAt(one, "requestParameters", "publish"));
    expect(publish).toEqual(expect.arrayContaining([true, false, "true", "false"]));
    const sizes = records.map((one) => valueAt(one, "requestParameters", "memorySize"));
    expect(sizes).toEqual(expect.arrayContaining([7, "7"]));
  });

  test("write a list with one element, with another before or after it, and the element alone", () => {
    const records = recordsOf(conditionOf(`${on("ssm", "SendCommand")} and requestParameters.instanceIds[] == "i-1"`));
    const written = new Set(
      records.map((one) => compactJson(valueAt(one, "requestParameters", "instanceIds") ?? null)),
    );
    expect([...written]).toEqual(
      expect.arrayContaining(['["i-1"]', '["i-1","ordinary"]', '["ordinary","i-1"]', '"i-1"', "[]"]),
    );
  });

  test("hold what EC2 lists below `items`", () => {
    const path = "requestParameters.instancesSet.items[].imageId";
    const records = recordsOf(conditionOf(`${on("ec2", "RunInstances")} and ${path} == "ami-1"`));
    const holds = compileCondition(conditionOf(`${path} == "ami-1"`));
    expect(records.filter(holds).length).toBeGreaterThan(1);
    expect(compactJson(records[0] as JsonObject)).toContain('"blockDeviceMappingSet":{"items":[{');
  });

  test("leave out what the condition wants to be missing", () => {
    const condition = conditionOf(`${on("iam", "CreateRole")} and requestParameters.permissionsBoundary missing`);
    expect(recordsOf(condition).filter(compileCondition(condition)).length).toBeGreaterThan(1);
  });

  test("are found by the event's name alone", () => {
    expect(recordsOf(conditionOf('eventName == "CreateTrail"'))).not.toEqual([]);
  });

  test.each(['userAgent contains "kali"', on("iam", "NoSuchCall"), on("signin", "ConsoleLogin")])(
    "there are none where the model has no operation: %s",
    (text) => {
      expect(recordsOf(conditionOf(text))).toEqual([]);
    },
  );
});

test("they are few, short, and the same each time", () => {
  const conditions = [
    CREATE,
    `${on("ec2", "RunInstances")} and requestParameters.instancesSet.items[].imageId == "ami-1"`,
    'eventSource == "s3.amazonaws.com" and eventName in ["PutBucketAcl", "PutBucketPolicy", "PutObject"] and requestParameters.key exists',
    'eventSource == "quicksight.amazonaws.com" and eventName in ["CreateDashboard", "UpdateAnalysis"]',
  ].map(conditionOf);
  for (const condition of conditions) {
    const records = recordsOf(condition);
    expect(records.length).toBeGreaterThan(0);
    expect(records.length).toBeLessThanOrEqual(128);
    for (const one of records) expect(compactJson(one).length).toBeLessThan(6_000);
    expect(recordsOf(condition)).toEqual(records);
  }
});
