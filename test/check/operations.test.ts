import { describe, expect, test } from "vitest";
import { allProblems } from "../../src/diagnostics/problem.ts";
import { checkWithModel, OF_THE_MODEL, reportsOf } from "./operations-support.ts";
import { ruleWith } from "./support.ts";

const on = (service: string, name: string) => `eventSource == "${service}.amazonaws.com" and eventName == "${name}"`;

/** Conditions with a slip, and what the report of it says. */
const FOUND: readonly (readonly [condition: string, code: string, says: string])[] = [
  [on("organizations", "DescribeOrgnanizationalUnit"), "D2053 error", "`DescribeOrganizationalUnit`"],
  ['eventName == "DescribeOrgnanizationalUnit"', "D2053 error", "`DescribeOrganizationalUnit`"],
  [on("ec2", "ReplaceIamInstanceProfile"), "D2052 warning", "closest name is `ReplaceIamInstanceProfileAssociation`"],
  ['eventName == "ReplaceIamInstanceProfile"', "D2052 warning", "`ReplaceIamInstanceProfileAssociation`"],
  [on("route53", "TransferDomainToAnotherAwsAccount"), "D2054 error", "`route53domains.amazonaws.com`"],
  [on("ec2", "PutBucketVersioning"), "D2054 error", "`s3.amazonaws.com`"],
  [on("cloudtrail", "DeleteRule"), "D2054 error", "`events.amazonaws.com`"],
  ['eventSource == "secrets-manager.amazonaws.com"', "D2051 error", '"secretsmanager.amazonaws.com"'],
  ['eventSource == "iam"', "D2051 error", '"iam.amazonaws.com"'],
  ['eventSource == "cloudtrial.amazonaws.com"', "D2051 error", '"cloudtrail.amazonaws.com"'],
  ['eventSource == "s3"', "D2051 error", '"s3.amazonaws.com"'],
  ['eventSource == "iam.amazonaws.co"', "D2051 error", '"iam.amazonaws.com"'],
  ['eventSource == "replicator.lambda.amzonaws.com"', "D2051 error", '"replicator.lambda.amazonaws.com"'],
  ['eventSource == "nowhere-at-all.amazonaws.com"', "D2050 warning", "no event source"],
  ['eventSource like "*.amazonaws.org"', "D2057 warning", "no event source"],
  ['eventName == "iam:PassRole"', "D2056 error", "no event bears its name"],
  ['eventName == "s3:PutBucketPolicy"', "D2056 error", "The event is `PutBucketPolicy`"],
  [on("s3", "PutLifecycleConfiguration"), "D2056 error", "`PutBucketLifecycle`"],
  ['eventSource == "iam.amazonaws.com" and eventName like ["Creat*Uzer", "Create*"]', "D2057 warning", "`Creat*Uzer`"],
  ['eventSource == "iam.amazonaws.com" and eventName matches /^Creatte/', "D2057 warning", "`/^Creatte/`"],
  ['eventName == "CreateUser"', "D2055 hint", "`iam.amazonaws.com`"],
  [`${on("iam", "CreateUser")} and requestParameters.userNmae == "x"`, "D2058 warning", "closest name is `userName`"],
  [`${on("iam", "CreateUser")} and requestParameters.UserName == "x"`, "D2058 warning", "closest name is `userName`"],
  [`${on("iam", "CreateUser")} and responseElements.user.usreId exists`, "D2058 warning", "closest name is `userId`"],
  ['eventName == "CreateUser" and eventName == "DeleteUser"', "D3050 error", "no value fits"],
  ['eventName == "CreateTrail" and eventName starts with "Delete"', "D3050 error", "no value fits"],
  ['errorCode missing and errorCode == "AccessDenied"', "D3050 error", "it is missing"],
  ['awsRegion in ["a", "b"] and not (awsRegion in ["b", "a", "c"])', "D3050 error", "left out again"],
  [`${on("iam", "CreateUser")} and readOnly == true`, "D3051 error", "`CreateUser`"],
  [`${on("iam", "ListUsers")} and readOnly == false`, "D3052 warning", "`ListUsers`"],
  [`${on("iam", "ListUsers")} and responseElements.isTruncated == true`, "D3055 warning", "records no response"],
  [`${on("kms", "CreateKey")} and requestParameters.multiRegion == "yes"`, "D3053 warning", "a boolean"],
  // Of the services that share a source only some have the parameter.
  [`${on("rds", "ModifyDBInstance")} and requestParameters.publiclyAccessible == "yes"`, "D3053 warning", "a boolean"],
  [
    `${on("ssm", "SendCommand")} and requestParameters.instanceIds == "i-1"`,
    "D3054 hint",
    "`requestParameters.instanceIds[]`",
  ],
  [`${on("lambda", "CreateFunction20150331")} and requestParameters.vpcConfig == "x"`, "D3058 warning", "an object"],
  ['errorCode == "Success"', "D3056 warning", "`errorCode missing`"],
  [`${on("signin", "ConsoleLogin")} and responseElements.ConsoleLogin == "Failed"`, "D3056 warning", "`Failure`"],
  [`${on("signin", "ConsoleLogin")} and eventType == "AwsApiCall"`, "D3057 error", "`AwsConsoleSignIn`"],
];

describe("what AWS doesn't have is found", () => {
  test.each(FOUND)("%s", (condition, code, says) => {
    const reports = reportsOf(condition);
    expect(reports.filter((one) => one.startsWith(code) && one.includes(says))).toHaveLength(1);
  });

  test("a misspelt field of the record is an error with or without the model", () => {
    const [found] = checkWithModel(ruleWith('userIdenity.arn == "x"')).filter((one) => one.code === "D2001");
    expect(found?.help).toContain("`userIdentity`");
  });

  test("in a list the very name is marked, and the repair changes it alone", () => {
    const text = ruleWith('eventSource == "iam.amazonaws.com" and eventName in ["CreateUser", "DeleteUsr"]');
    const [found] = checkWithModel(text).filter((one) => one.code === "D2053");
    expect(text.slice(found?.span.start, found?.span.end)).toBe('"DeleteUsr"');
    expect(found?.fixes[0]?.text).toBe('"DeleteUser"');
  });

  test("in the lists and conditions of a library", () => {
    const library =
      'let stopping = ["StopLoging"]\nlet by_iam = eventSource == "iam.amazonaws.com" and eventName == "CreatUser"\n';
    const rule = (condition: string) => `import "lib/a.tocsin"\n${ruleWith(condition)}`;
    const listed = checkWithModel(rule('eventSource == "cloudtrail.amazonaws.com" and eventName in stopping'), {
      "lib/a.tocsin": library,
    });
    expect(listed.filter((one) => one.code === "D2053").map((one) => one.span.source.path)).toEqual(["lib/a.tocsin"]);
    const named = checkWithModel(rule("by_iam"), { "lib/a.tocsin": library });
    expect(named.filter((one) => one.code === "D2053").map((one) => one.help)).toEqual([
      expect.stringContaining(": `CreateUser`"),
    ]);
    const alone = checkWithModel(library);
    expect(alone.filter((one) => one.code === "D2053").map((one) => one.message)).toHaveLength(1);
  });

  test("in what an alert shows", () => {
    const alert =
      'alert { title = "{requestParameters.userNmae}"  key = [requestParameters.usrName]  context = [requestParameters.uzerName] }';
    const text = ruleWith(on("iam", "CreateUser")).replace("\n\n  test", `\n\n  ${alert}\n\n  test`);
    expect(checkWithModel(text).filter((one) => one.code === "D2058")).toHaveLength(3);
  });

  test("each kind of report is among them", () => {
    const codes = new Set(FOUND.map(([, code]) => code.split(" ")[0]));
    const left = allProblems().filter((one) => OF_THE_MODEL.test(one.code) && !codes.has(one.code));
    expect(left.map((one) => one.slug)).toEqual(["wrong-ignore", "unused-ignore"]);
  });
});

/** Conditions that AWS's records can meet. */
const FINE: readonly string[] = [
  on("iam", "CreateUser"),
  on("signin", "ConsoleLogin"),
  on("s3", "GetBucketPublicAccessBlock"),
  on("lambda", "UpdateFunctionCode20150331v2"),
  on("cloudfront", "CreateDistribution2020_05_31"),
  on("opsworks", "AnythingAtAll"),
  'eventSource == "lambda.amazonaws.com" and eventName starts with "CreateFunction2015"',
  '(eventSource == "iam.amazonaws.com" and eventName == "CreateUser") or (eventSource == "sts.amazonaws.com" and eventName == "AssumeRole")',
  'eventSource in ["iam.amazonaws.com", "sts.amazonaws.com"] and eventName in ["CreateUser", "AssumeRole"]',
  'eventSource == "IAM.amazonaws.com" nocase and eventName == "createuser" nocase',
  `${on("sts", "AssumeRole")} and readOnly == true and responseElements.credentials.accessKeyId exists`,
  `${on("sts", "AssumeRole")} and readOnly == false`,
  `${on("ec2", "RunInstances")} and requestParameters.instancesSet.items[].imageId == "ami-1"`,
  `${on("ec2", "DeleteFlowLogs")} and requestParameters.DeleteFlowLogsRequest.FlowLogId.content == "fl-1"`,
  `${on("s3", "PutBucketAcl")} and requestParameters."x-amz-acl" == "public-read"`,
  `${on("iam", "CreateUser")} and requestParameters.tags[].key == "x"`,
  'requestParameters.anything.at.all == "x"',
  'eventName in ["StopLogging", "DeleteTrail"] and eventName != "StopLogging"',
  'errorCode == "AccessDenied" or errorCode missing',
  'resources[].type == "a" and resources[].type == "b"',
];

test.each(FINE)("nothing is reported of %s", (condition) => {
  expect(reportsOf(condition)).toEqual([]);
});

describe("tocsin-ignore", () => {
  const slip = on("iam", "CreatUser");
  const codes = (condition: string) =>
    checkWithModel(ruleWith(condition))
      .map((one) => one.code)
      .filter((code) => OF_THE_MODEL.test(code));

  test("takes a report at the end of its line, or from the line above", () => {
    expect(codes(slip)).toEqual(["D2053"]);
    expect(codes(`${slip} // tocsin-ignore D2053: recorded by our own fork`)).toEqual([]);
    expect(codes(`\n    // tocsin-ignore D2053: recorded by our own fork\n    ${slip}`)).toEqual([]);
  });

  test("without a reason has no effect, and says so", () => {
    expect(codes(`${slip} // tocsin-ignore D2053`).sort()).toEqual(["D2053", "D2059"]);
    expect(codes(`${slip} // tocsin-ignore D2053:  `).sort()).toEqual(["D2053", "D2059"]);
    expect(codes(`${slip} // tocsin-ignore: because`).sort()).toEqual(["D2053", "D2059"]);
  });

  test("takes only its own code on its own line, and says when it takes nothing", () => {
    expect(codes(`${slip} // tocsin-ignore D2052: wrong code`).sort()).toEqual(["D2053", "D2060"]);
    expect(codes(`${on("iam", "CreateUser")} // tocsin-ignore D2053: no slip`)).toEqual(["D2060"]);
    expect(
      codes(
        `\n    // tocsin-ignore D2053: the next line only\n    eventSource == "iam.amazonaws.com" and\n    eventName == "CreatUser"`,
      ).sort(),
    ).toEqual(["D2053", "D2060"]);
  });

  test("never takes an error that rests on the language alone", () => {
    const text = ruleWith('userIdenity.arn == "x" // tocsin-ignore D2001: no');
    expect(checkWithModel(text).map((one) => one.code)).toEqual(expect.arrayContaining(["D2001", "D2060"]));
  });
});
