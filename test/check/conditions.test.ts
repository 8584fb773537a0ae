import { describe, expect, test } from "vitest";
import { showPredicate } from "../../src/ir/show.ts";
import { checkCondition } from "./support.ts";

const meanings: readonly (readonly [written: string, means: string])[] = [
  ['eventName == "A"', 'eventName == "A"'],
  ['eventName != "A"', 'not eventName == "A"'],
  ['eventName in ["A", "B"]', 'eventName in ["A", "B"]'],
  ['eventName not in ["A", "B"]', 'not eventName in ["A", "B"]'],
  ["readOnly == true", 'readOnly == "true"'],
  ['readOnly == "true"', 'readOnly == "true"'],
  ["requestParameters.port == 22", 'requestParameters.port == "22"'],
  ["errorCode missing", "errorCode missing"],
  ["errorCode exists", "errorCode exists"],
  ["not errorCode missing", "errorCode exists"],
  ['userAgent contains "a" nocase', 'userAgent contains "a" nocase'],
  ['userAgent contains all ["a", "b"]', 'userAgent contains all ["a", "b"]'],
  ["sourceIPAddress is not ip", "not sourceIPAddress is ip"],
  ['sourceIPAddress in cidr ["10.0.0.0/8"]', 'sourceIPAddress in cidr ["10.0.0.0/8"]'],
  ["eventTime < 2026-11-22", "eventTime < 2026-11-22T00:00:00Z"],
  ["eventTime == 2026-11-22", 'eventTime == "2026-11-22T00:00:00Z"'],
  ["requestParameters.maxResults >= 100", "requestParameters.maxResults >= 100"],
  ["userIdentity.arn == requestParameters.roleArn", "userIdentity.arn == requestParameters.roleArn"],
  ['resources[].ARN like "arn:*"', "resources[].ARN like 'arn:*'"],
  [
    'any r in resources[] ( r.type == "x" and r.accountId == "1" )',
    'any r in resources[] ( r.type == "x" and r.accountId == "1" )',
  ],
  [
    'json(requestParameters.policyDocument).Statement[].Effect == "Allow"',
    'json(requestParameters.policyDocument).Statement[].Effect == "Allow"',
  ],
  ['requestParameters."x-amz-acl" == "public-read"', 'requestParameters."x-amz-acl" == "public-read"'],
  ['outcome == "failure"', 'outcome == "failure"'],
];

describe("a condition means", () => {
  for (const [written, means] of meanings) {
    test(written, () => {
      const { rules, lines } = checkCondition(written);
      expect(lines).toEqual([]);
      expect(showPredicate(rules[0]?.condition as never)).toBe(means);
    });
  }

  test("`and` binds tighter than `or`", () => {
    const { rules } = checkCondition('eventName == "A" or eventName == "B" and awsRegion == "C"');
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      'eventName == "A" or (eventName == "B" and awsRegion == "C")',
    );
  });

  test("`unless` is `and not`", () => {
    const { rules } = checkCondition('eventName == "A"\n  unless (awsRegion == "B" or awsRegion == "C")');
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      'eventName == "A" and not (awsRegion == "B" or awsRegion == "C")',
    );
  });

  test("a value of several fields is the first that exists", () => {
    const { rules } = checkCondition('who == "x"', "  let who = userIdentity.userName ?? userIdentity.arn");
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      'userIdentity.userName == "x" or (userIdentity.userName missing and userIdentity.arn == "x")',
    );
  });

  test("a fixed text at the end of a value decides at once", () => {
    const { rules } = checkCondition('who == "none of them"', '  let who = userIdentity.userName ?? "none of them"');
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      'userIdentity.userName == "none of them" or userIdentity.userName missing',
    );
  });

  test("lets for lists, conditions and regexes are folded in", () => {
    const lets =
      '  let tools = ["a", "b"]\n  let shells = [/^x/, /y$/]\n  let odd = userAgent contains tools or userAgent matches shells';
    const { rules, lines } = checkCondition('odd and eventName == "A"', lets);
    expect(lines).toEqual([]);
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      '(userAgent contains ["a", "b"] or userAgent matches [/^x/, /y$/]) and eventName == "A"',
    );
  });
});

const problems: readonly (readonly [written: string, code: string, help?: string])[] = [
  ['userIdenity.type == "Root"', "D2001", "userIdentity"],
  ['userIdentity.userNmae == "x"', "D2002", "userName"],
  ["userAgent.name exists", "D2003"],
  ["readOnly", "D2005"],
  ['readOnly == "yes"', "D3001"],
  ["recipientAccountId == 123456789012", "D3002", '"123456789012"'],
  ['userIdentity == "Root"', "D3003"],
  ['requestParameters == "x"', "D3003"],
  ['errorCode == ""', "D3004", "missing"],
  ["eventName in []", "D3005"],
  ['eventName == ["A", "B"]', "D3006", "in"],
  ['eventName in "A"', "D3007"],
  ['userAgent matches "curl"', "D3008"],
  ["readOnly < 3", "D3009"],
  ["requestParameters.ratio == 0.5", "D3010"],
  ['userAgent contains "größe" nocase', "D3011"],
  ["eventTime < 2026-11-22 nocase", "D3012"],
  ['sourceIPAddress in cidr ["10.1.2.3/8"]', "D3013", "10.0.0.0/8"],
  ['sourceIPAddress in cidr ["10.0.0"]', "D3013"],
  ['sourceIPAddress in cidr ["::ffff:10.0.0.0/104"]', "D3013"],
  ['resources.ARN == "x"', "D3014", "resources[]"],
  ['userIdentity.type[] == "Root"', "D3015"],
  ['any r in resources ( r.type == "x" )', "D3016", "resources[]"],
  ["eventName < awsRegion", "D3017"],
  ["userIdentity.arn in resources[].ARN", "D3018", "=="],
  ['userIdentity.type == "IamUser"', "D3019", "IAMUser"],
  ["userIdentity.accountId != recipientAccountId", "D3021", "exists"],
  ['resources[].accountId != "1"', "D3022", "any x in"],
  ['eventName in ["A", "A"]', "D3024"],
  ['userAgent like "*"', "D3025", "exists"],
  ['outcome like "fail*"', "D3026"],
  ['eventName == "A" and eventName exists unless awsRegion == "b" and userAgent == "c"', "D2020"],
  ['outcome == "failed"', "D3019", "success"],
];

describe("a problem of a condition has its code and says what to do:", () => {
  for (const [written, code, help] of problems) {
    test(written, () => {
      const { diagnostics, codes } = checkCondition(written.replace(" unless ", "\n  unless "));
      expect(codes).toContain(code);
      const found = diagnostics.find((one) => one.code === code);
      if (help) expect(`${found?.help}`).toContain(help);
      expect(codes.length).toBe(1);
    });
  }

  test("a condition that holds for every event", () => {
    expect(checkCondition('account exists or who == "x"', '  let who = userIdentity.arn ?? "x"').codes).toEqual([]);
    expect(checkCondition("who exists", '  let who = userIdentity.arn ?? "x"').codes).toEqual(["D3020"]);
  });

  test("a let that needs itself", () => {
    expect(checkCondition("a", "  let a = not b\n  let b = not a").codes).toContain("D2007");
  });

  test("a name that is taken, both places shown", () => {
    const { diagnostics } = checkCondition("x", "  let x = userAgent exists\n  let x = errorCode exists");
    expect(diagnostics.map((one) => one.code)).toEqual(["D2006"]);
    expect(diagnostics[0]?.related.length).toBe(1);
  });

  test("a let that nobody uses", () => {
    expect(checkCondition('eventName == "A"', '  let tools = ["a"]').codes).toEqual(["D2008"]);
  });
});
