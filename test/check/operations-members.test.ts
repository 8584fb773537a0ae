/** What the API model knows of a rule's paths reaches its IR: where it is sure, and nowhere else. */
import { describe, expect, test } from "vitest";
import { expandDerived } from "../../src/ir/expand-derived.ts";
import { type Path, showPath } from "../../src/ir/path.ts";
import { isAtom, type Predicate } from "../../src/ir/predicate.ts";
import { dumpPredicate } from "../../src/ir/show.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { walk } from "../../src/ir/walk.ts";
import { prepare } from "../../src/targets/splunk/prepare.ts";
import { ruleWithModel } from "./operations-support.ts";
import { checkText, ruleWith } from "./support.ts";

const on = (service: string, name: string) => `eventSource == "${service}.amazonaws.com" and eventName == "${name}"`;

/** `path: type` for each path of which something is known. */
function known(condition: Predicate): string[] {
  const lines: string[] = [];
  walk(condition, (one) => {
    if (!isAtom(one) || one.subject.kind !== "path" || !one.subject.api) return;
    const { type, isList } = one.subject.api;
    lines.push(`${showPath(one.subject)}: ${isList ? "list of " : ""}${type}`);
  });
  return lines;
}

const knownOf = (condition: string, before = "") => known(ruleWithModel(ruleWith(condition, before)).condition);

describe("what stands at a path", () => {
  test.each<[string, string[]]>([
    [`${on("iam", "CreateUser")} and requestParameters.userName == "a"`, ["requestParameters.userName: text"]],
    [`${on("kms", "CreateKey")} and requestParameters.multiRegion == true`, ["requestParameters.multiRegion: boolean"]],
    [
      `${on("kms", "ScheduleKeyDeletion")} and requestParameters.pendingWindowInDays == 7`,
      ["requestParameters.pendingWindowInDays: integer"],
    ],
    [
      `${on("ssm", "SendCommand")} and requestParameters.instanceIds exists`,
      ["requestParameters.instanceIds: list of text"],
    ],
    [
      `${on("ssm", "SendCommand")} and requestParameters.instanceIds[] == "i"`,
      ["requestParameters.instanceIds[]: text"],
    ],
    [
      `${on("lambda", "CreateFunction20150331")} and requestParameters.vpcConfig exists`,
      ["requestParameters.vpcConfig: structure"],
    ],
    [
      `${on("cloudtrail", "PutEventSelectors")} and any x in requestParameters.eventSelectors[] (x.readWriteType == "All" and x.includeManagementEvents == false)`,
      ["x.readWriteType: text", "x.includeManagementEvents: boolean"],
    ],
    [`${on("s3", "PutObject")} and requestParameters."x-amz-acl" exists`, ['requestParameters."x-amz-acl": text']],
    // Under a `not` the operations are those beside it.
    [
      `not (${on("kms", "CreateKey")} and requestParameters.multiRegion == true)`,
      ["requestParameters.multiRegion: boolean"],
    ],
    // Each alternative has its own operation.
    [
      `(${on("iam", "CreateUser")} and requestParameters.userName == "a" or ${on("kms", "CreateKey")} and requestParameters.multiRegion == true)`,
      ["requestParameters.userName: text", "requestParameters.multiRegion: boolean"],
    ],
  ])("%s", (condition, expected) => expect(knownOf(condition)).toEqual(expected));

  test.each([
    // No operation, one that nobody knows, and one of two.
    "requestParameters.userName exists",
    'eventSource == "ec2.amazonaws.com" and requestParameters.groupName exists',
    `${on("nowhere", "CreateUser")} and requestParameters.userName exists`,
    'eventSource == "kms.amazonaws.com" and eventName in ["CreateKey", "NoSuchThing"] and requestParameters.multiRegion exists',
    // A map, bytes, a member that the model lacks, and JSON in a text.
    `${on("lambda", "CreateFunction20150331")} and requestParameters.environment.variables.A exists`,
    `${on("kms", "Encrypt")} and requestParameters.plaintext exists`,
    `${on("iam", "CreateUser")} and requestParameters.other exists`,
    `${on("iam", "PutUserPolicy")} and json(requestParameters.policyDocument).Statement[].Effect exists`,
    // EC2 makes objects of the texts in a list.
    `${on("ec2", "TerminateInstances")} and requestParameters.instancesSet.items[] exists`,
  ])("nothing: %s", (condition) => expect(knownOf(condition)).toEqual([]));

  test("nothing where two operations differ", () => {
    const both = 'eventSource == "kms.amazonaws.com" and eventName in ["CreateKey", "ScheduleKeyDeletion"]';
    expect(knownOf(`${both} and requestParameters.multiRegion == true`)).toEqual([
      "requestParameters.multiRegion: boolean",
    ]);
    const differ = '(eventSource == "glue.amazonaws.com" and eventName in ["CreateJob", "CreateTrigger"])';
    expect(knownOf(`${differ} and requestParameters.name exists`)).toEqual(["requestParameters.name: text"]);
  });

  test("nothing where a name is used for two operations that differ", () => {
    const shared = "  let flag = requestParameters.enabled exists\n";
    const one = `${on("apigateway", "UpdateUsage")} and flag`;
    expect(known(ruleWithModel(ruleWith(`(${one} or eventName == "Other" and flag)`, shared)).condition)).toEqual([]);
  });

  test("nothing without the model", () => {
    const { rules } = checkText(ruleWith(`${on("iam", "CreateUser")} and requestParameters.userName exists`));
    expect(known((rules[0] as { condition: Predicate }).condition)).toEqual([]);
  });
});

describe("the members of an object that is asked whether it exists", () => {
  const leavesOf = (condition: string): string[] => {
    let found: string[] = [];
    walk(ruleWithModel(ruleWith(condition)).condition, (one) => {
      if (!isAtom(one) || one.kind !== "exists" || one.subject.kind !== "path") return;
      const { root, steps, api } = one.subject as Path;
      found = (api?.leaves ?? []).map((leaf) => showPath({ root, steps: [...steps, ...leaf] }));
    });
    return found;
  };

  test("are spelled as records have them", () => {
    expect(leavesOf(`${on("lambda", "CreateFunction20150331")} and requestParameters.vpcConfig exists`)).toEqual([
      "requestParameters.vpcConfig.ipv6AllowedForDualStack",
      "requestParameters.vpcConfig.subnetIds[]",
      "requestParameters.vpcConfig.securityGroupIds[]",
    ]);
  });

  test("lie behind `items` on EC2, without the texts that it makes objects of", () => {
    const leaves = leavesOf(`${on("ec2", "ModifyImageAttribute")} and requestParameters.launchPermission exists`);
    expect(leaves).toContain("requestParameters.launchPermission.add.items[].userId");
  });

  test("are not gathered for anything else", () => {
    const { alert } = ruleWithModel(
      ruleWith(
        on("lambda", "CreateFunction20150331"),
        '  alert { title = "{requestParameters.vpcConfig}"  context = [requestParameters.vpcConfig] }\n',
      ).replace(/( {2}alert .*\n)([\s\S]*?when .*\n)/, "$2$1"),
    );
    expect(alert.context).toMatchObject([{ api: { type: "structure", isList: false } }]);
    expect(alert.context[0]).not.toHaveProperty("api.leaves");
  });
});

describe("what is known stays", () => {
  const { condition } = ruleWithModel(
    ruleWith(
      `${on("kms", "CreateKey")} and outcome == "success" and not (not (requestParameters.multiRegion == true))`,
    ),
  );
  test.each([
    ["simplify", simplify],
    ["expandDerived", expandDerived],
    ["Splunk's rewrites", prepare],
  ])("through %s", (_, rewrite) =>
    expect(known(rewrite(condition))).toContain("requestParameters.multiRegion: boolean"),
  );

  test("in the dump of the IR", () =>
    expect(dumpPredicate(condition)).toContain("    requestParameters.multiRegion: boolean\n"));
});
