/** Whole conditions: the language that is chosen, how they are laid out, and how negation is printed. */
import { expect, test } from "vitest";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { BlockValue } from "../../../src/ir/rule.ts";
import { elastic } from "../../../src/targets/elastic/index.ts";
import * as b from "./build.ts";

function compile(condition: Predicate, block?: Record<string, BlockValue>) {
  return elastic.compile(b.rule(condition, block ? { block } : {}), b.settings);
}

const query = (condition: Predicate, block?: Record<string, BlockValue>) => compile(condition, block).query;

const accepting = { accept: "different" };

test("a rule that both languages can say is in EQL", () => {
  const condition = b.all(
    b.equals("eventSource", "iam.amazonaws.com"),
    b.equals("eventName", "CreateUser", "CreateRole"),
    b.equals(b.derived("outcome"), "success"),
    b.not(b.startsWith("userIdentity.arn", "arn:aws:iam::111122223333:role/ci")),
  );
  expect(query(condition)).toBe(`any where data_stream.dataset == "aws.cloudtrail"
    and event.provider == "iam.amazonaws.com"
    and event.action in ("CreateUser", "CreateRole")
    and event.outcome == "success"
    and (
        aws.cloudtrail.user_identity.arn == null
        or not startsWith(aws.cloudtrail.user_identity.arn, "arn:aws:iam::111122223333:role/ci")
    )`);
});

test("a rule that only KQL can say exactly is in KQL", () => {
  const condition = b.all(b.equals("eventName", "AttachUserPolicy"), b.equals("requestParameters.policyArn", "a:b"));
  expect(compile(condition).judgement.fidelity).toBe("exact");
  expect(query(condition)).toBe(`data_stream.dataset: "aws.cloudtrail"
    and event.action: "AttachUserPolicy"
    and aws.cloudtrail.flattened.request_parameters.policyArn: "a:b"`);
});

test("a rule that no language can say exactly is in the one that comes nearest", () => {
  const condition = b.all(
    b.contains("requestParameters.policyArn", "Admin"),
    b.nocase(b.contains("userAgent", "kali")),
  );
  const compiled = compile(condition);
  expect(compiled.judgement.fidelity).toBe("wider");
  expect(compiled.diagnostics.map((one) => one.code)).toEqual(["D4002"]);
  expect(compiled.files).toEqual([]);
  expect(compile(condition, { accept: "wider" }).files).toHaveLength(1);
});

test("where neither language can do it, what stands in the way of each is told, once", () => {
  const condition = b.all(
    b.timeOrder("eventTime", ">", "2026-11-22T00:00:00Z"),
    b.nocase(b.contains("userAgent", "kali")),
    b.exists("annotation"),
  );
  expect(compile(condition).diagnostics.map((one) => one.message)).toEqual([
    expect.stringContaining("EQL rules can't compare times"),
    expect.stringContaining("no field for `annotation`"),
    expect.stringContaining("KQL can't ignore case"),
  ]);
  expect(compile(condition, { language: "kql" }).diagnostics).toHaveLength(2);
});

test("the block forces a language, and `accept` takes the string form of an object", () => {
  const condition = b.all(b.equals("eventName", "AttachUserPolicy"), b.equals("requestParameters.policyArn", "a:b"));
  expect(query(condition, { language: "eql", accept: "wider" })).toBe(`any where data_stream.dataset == "aws.cloudtrail"
    and event.action == "AttachUserPolicy"
    and aws.cloudtrail.request_parameters like (
        "{policyArn=a:b}",
        "{policyArn=a:b, *",
        "*, policyArn=a:b, *",
        "*, policyArn=a:b}"
    )`);
  expect(query(b.equals("eventName", "A"), { language: "kql" })).toContain('event.action: "A"');
});

/** The condition on one line. */
function printed(condition: Predicate, block?: Record<string, BlockValue>): string {
  const lines = query(condition, block).split("\n").slice(1);
  return lines
    .map((line) => line.trim())
    .join(" ")
    .replace(/\( /g, "(")
    .replace(/ \)/g, ")");
}

test("negation guards what may be missing, once, and nothing else", () => {
  const arn = "aws.cloudtrail.user_identity.arn";
  const error = "aws.cloudtrail.error_code";
  expect(printed(b.not(b.equals("errorCode", "A")))).toBe(`and (${error} == null or ${error} != "A")`);
  expect(printed(b.not(b.equals("errorCode", "A", "B")))).toBe(`and (${error} == null or ${error} not in ("A", "B"))`);
  expect(printed(b.not(b.contains("errorCode", "A")))).toBe(`and not stringContains(${error}, "A")`);
  expect(printed(b.not(b.inNetwork("sourceIPAddress", "10.0.0.0/8")))).toBe(
    'and not cidrMatch(source.ip, "10.0.0.0/8")',
  );
  expect(printed(b.not(b.equals("eventName", "A")))).toBe('and event.action != "A"');
  expect(printed(b.not(b.equals(b.derived("outcome"), "failure")))).toBe('and event.outcome != "failure"');
  expect(printed(b.all(b.startsWith("userIdentity.arn", "a"), b.not(b.endsWith("userIdentity.arn", "z"))))).toBe(
    `and startsWith(${arn}, "a") and not endsWith(${arn}, "z")`,
  );
  expect(printed(b.not(b.all(b.equals("errorCode", "A"), b.startsWith("errorCode", "B"))))).toBe(
    `and not (${error} != null and ${error} == "A" and startsWith(${error}, "B"))`,
  );
  expect(printed(b.not(b.any(b.equals("errorCode", "A"), b.equals("userIdentity.arn", "B"))))).toBe(
    `and not ((${error} != null and ${error} == "A") or (${arn} != null and ${arn} == "B"))`,
  );
  expect(printed(b.not(b.all(b.equals("errorCode", "A"), b.not(b.equals("userIdentity.arn", "B")))))).toBe(
    `and not (${error} != null and ${error} == "A" and (${arn} == null or ${arn} != "B"))`,
  );
});

test("KQL merges tests of one field, as the tests of detection-rules want", () => {
  const kql = (condition: Predicate) => printed(condition, { language: "kql" });
  expect(kql(b.any(b.equals("eventName", "A"), b.equals("userAgent", "x"), b.startsWith("eventName", "B")))).toBe(
    'and (event.action: ("A" or B*) or user_agent.original: "x")',
  );
  expect(kql(b.all(b.not(b.equals("eventName", "A")), b.not(b.equals("eventName", "B")), b.exists("eventName")))).toBe(
    'and event.action: (* and not ("A" or "B"))',
  );
});

test("`userIdentity.userName` is guarded by the type, unless the rule pins it", () => {
  const name = b.equals("userIdentity.userName", "bob");
  expect(compile(name).judgement.fidelity).toBe("narrower");
  expect(query(name, accepting)).toContain('type not in ("AssumedRole", "FederatedUser")');
  const pinned = b.all(b.equals("userIdentity.type", "IAMUser"), b.not(b.all(name, b.equals("eventName", "A"))));
  expect(compile(pinned).judgement.fidelity).toBe("exact");
  expect(query(pinned)).not.toContain("AssumedRole");
  const other = b.all(b.equals("userIdentity.type", "IAMUser", "AssumedRole"), name);
  expect(compile(other).judgement.fidelity).toBe("narrower");
  const apart = b.any(b.equals("userIdentity.type", "IAMUser"), name);
  expect(compile(apart).judgement.fidelity).toBe("narrower");
  expect(compile(b.equals(b.derived("actor"), "bob")).judgement.fidelity).toBe("exact");
});

test("what `not` does to a direction", () => {
  expect(compile(b.not(b.equals("userIdentity.accountId", "1"))).judgement.fidelity).toBe("narrower");
  expect(compile(b.not(b.equals("userIdentity.userName", "bob"))).judgement.fidelity).toBe("wider");
});

test("quantifiers that ask one thing of an element are plain paths", () => {
  const type = b.equals(b.element("r", "type"), "AWS::S3::Bucket");
  const region = b.equals("awsRegion", "us-east-1");
  expect(query(b.some("r", "resources[]", b.all(type, region)))).toBe(`any where data_stream.dataset == "aws.cloudtrail"
    and aws.cloudtrail.resources.type == "AWS::S3::Bucket"
    and cloud.region == "us-east-1"`);
  expect(query(b.every("r", "resources[]", b.not(type)))).toContain(
    "(aws.cloudtrail.resources.type == null or aws.cloudtrail.resources.type != ",
  );
  const nested = b.some(
    "p",
    "requestParameters.set.items[]",
    b.some("q", b.element("p", "ranges[]"), b.equals(b.element("q", "cidr"), "0.0.0.0/0")),
  );
  expect(query(nested)).toContain('aws.cloudtrail.flattened.request_parameters.set.items.ranges.cidr: "0.0.0.0/0"');
});

test("what Elastic has no field for is impossible, at its place and with the reason", () => {
  const places: readonly [string, RegExp][] = [
    ["sharedEventID", /sharedEventId/],
    ["vpcEndpointAccountId", /drops/],
    ["userIdentity.onBehalfOf.userId", /no field of its own/],
    ["resources[].ARNPrefix", /only `ARN`/],
    ["addendum.reason", /drops `addendum`/],
    ["tlsDetails", /object has no field/],
    ["userIdentity.sessionContext", /object has no field/],
    ["somethingNew", /keeps no field for `somethingNew`/],
  ];
  for (const [path, reason] of places) {
    const { diagnostics, query: printed } = compile(b.exists(path));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "D4001", span: b.span, message: expect.stringMatching(reason) });
    expect(printed).toBe("");
  }
});

test("a quoted key is not taken for a path of the record", () => {
  const quoted = { ...b.path("userIdentity"), steps: [{ kind: "key", name: "userIdentity.arn" } as const] };
  expect(compile(b.equals(quoted, "a")).judgement.fidelity).toBe("impossible");
});

test("a long list is laid out a member a line", () => {
  const names = [
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "CreateSecurityGroup",
  ];
  expect(query(b.equals("eventName", ...names))).toBe(`any where data_stream.dataset == "aws.cloudtrail"
    and event.action in (
${names.map((name) => `        "${name}"`).join(",\n")}
    )`);
  expect(query(b.equals("eventName", ...names), { language: "kql" })).toBe(`data_stream.dataset: "aws.cloudtrail"
    and event.action: (
${names.map((name) => `        "${name}"`).join(" or\n")}
    )`);
});

test("regexes of more than 1,000 characters together are printed apart", () => {
  const regexes = ["a", "b", "c"].map((sign) => b.regex(b.literal(sign.repeat(400))));
  expect(query(b.matches("userAgent", ...regexes)).match(/regex/g)).toHaveLength(2);
});

test("the dump shows the tree, or why there is none", () => {
  expect(elastic.dump(b.rule(b.all(b.equals("eventName", "A"), b.not(b.exists("errorCode")))))).toBe(
    'eql\n  all\n    equals {"field":"event.action","value":"A"}\n    not\n      present {"field":"aws.cloudtrail.error_code"}\n',
  );
  expect(elastic.dump(b.rule(b.exists("annotation")))).toMatch(/^impossible\n {2}the integration has no field/);
});
