/** The AWS integration's pipeline: one record through it for each row of its mapping. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/ir/json.ts";
import { WrittenNumber } from "../../../src/ir/json.ts";
import { ingest } from "../../../src/targets/elastic/engine/ingest/ingest.ts";
import { javaDouble } from "../../../src/targets/elastic/engine/ingest/java-double.ts";
import { javaText } from "../../../src/targets/elastic/engine/ingest/java-text.ts";
import type { JavaValue } from "../../../src/targets/elastic/engine/ingest/java-value.ts";

/** What a field holds after the pipeline, as JSON has it; objects as Java shows them. */
function fieldOf(record: JsonObject, name: string): unknown {
  const shown = (value: JavaValue): unknown =>
    typeof value === "boolean" ? value : Array.isArray(value) ? value.map(shown) : javaText(value as JavaValue);
  const value = ingest(record).get(name);
  return value === undefined ? undefined : shown(value);
}

const session = {
  sessionIssuer: {
    type: "Role",
    userName: "deploy",
    principalId: "AROA1",
    arn: "arn:aws:iam::1:role/deploy",
    accountId: "1",
  },
};

describe("each mapped row", () => {
  test.each<[field: string, record: JsonObject, value: unknown]>([
    ["@timestamp", { eventTime: "2026-01-31T23:59:59Z" }, "2026-01-31T23:59:59.000Z"],
    ["event.kind", {}, "event"],
    ["ecs.version", {}, "8.11.0"],
    ["data_stream.dataset", {}, "aws.cloudtrail"],
    ["event.dataset", {}, "aws.cloudtrail"],
    ["event.module", {}, "aws"],
    ["cloud.provider", {}, "aws"],
    ["event.provider", { eventSource: "S3.amazonaws.com" }, "S3.amazonaws.com"],
    ["cloud.service.name", { eventSource: "s3.amazonaws.com" }, "s3"],
    ["event.action", { eventName: "PutObject" }, "PutObject"],
    ["event.action", { eventName: "" }, undefined],
    ["event.action", { eventName: 7 }, "7"],
    ["event.action", { eventName: ["A", "B"] }, "{0=A, 1=B}"],
    ["event.category", { eventName: "PutObject" }, ["file"]],
    ["event.type", { eventName: "PutObject" }, ["change"]],
    ["event.category", { eventName: "Unheard" }, undefined],
    ["event.type", { eventName: "Unheard" }, ["info"]],
    ["event.category", { eventName: "SendCommand" }, ["process"]],
    ["event.type", { eventName: "SendCommand" }, undefined],
    ["event.outcome", {}, "success"],
    ["event.outcome", { errorCode: "AccessDenied" }, "failure"],
    ["event.outcome", { errorMessage: "no" }, "failure"],
    ["event.outcome", { errorCode: "" }, "success"],
    ["event.outcome", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Failure" } }, "failure"],
    [
      "event.outcome",
      { eventName: "ConsoleLogin", errorMessage: "x", responseElements: { ConsoleLogin: "Success" } },
      "success",
    ],
    ["event.outcome", { eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Odd" } }, "odd"],
    ["event.outcome", { eventName: "Other", responseElements: { ConsoleLogin: "Failure" } }, "success"],
    ["aws.cloudtrail.error_code", { errorCode: "AccessDenied" }, "AccessDenied"],
    ["aws.cloudtrail.error_message", { errorMessage: "no" }, "no"],
    ["event.id", { eventID: "e-1" }, "e-1"],
    ["aws.cloudtrail.event_version", { eventVersion: "1.11" }, "1.11"],
    ["aws.cloudtrail.event_type", { eventType: "AwsApiCall" }, "AwsApiCall"],
    ["aws.cloudtrail.event_category", { eventCategory: "Management" }, "Management"],
    ["aws.cloudtrail.api_version", { apiVersion: "2012-11-05" }, "2012-11-05"],
    ["aws.cloudtrail.request_id", { requestID: "r-1" }, "r-1"],
    ["aws.cloudtrail.management_event", { managementEvent: true }, "true"],
    ["aws.cloudtrail.management_event", { managementEvent: false }, "false"],
    ["aws.cloudtrail.read_only", { readOnly: false }, false],
    ["aws.cloudtrail.shared_event_id", { sharedEventID: "s-1" }, undefined],
    ["aws.cloudtrail.vpc_endpoint_id", { vpcEndpointId: "vpce-1" }, "vpce-1"],
    ["aws.cloudtrail.recipient_account_id", { recipientAccountId: "2" }, "2"],
    ["cloud.account.id", { userIdentity: { accountId: "1" }, recipientAccountId: "2" }, "1"],
    ["cloud.account.id", { recipientAccountId: "2" }, "2"],
    ["cloud.region", { awsRegion: "eu-central-1" }, "eu-central-1"],
    ["source.address", { sourceIPAddress: "AWS Internal" }, "AWS Internal"],
    ["source.address", { sourceIPAddress: "10.0.0.1" }, "10.0.0.1"],
    ["source.ip", { sourceIPAddress: "10.0.0.1" }, "10.0.0.1"],
    ["source.ip", { sourceIPAddress: "2001:db8::1" }, "2001:db8::1"],
    ["source.ip", { sourceIPAddress: "fe80::1%eth0" }, "fe80::1%eth0"],
    ["source.ip", { sourceIPAddress: "a\n10.0.0.1" }, "10.0.0.1"],
    ["source.ip", { sourceIPAddress: "s3.amazonaws.com" }, undefined],
    ["source.ip", { sourceIPAddress: "10.0.0.1 " }, undefined],
    ["source.ip", { sourceIPAddress: "10.0.0.1/32" }, undefined],
    ["related.ip", { sourceIPAddress: "10.0.0.1" }, ["10.0.0.1"]],
    ["user_agent.original", { userAgent: "[aws-cli/2]" }, "[aws-cli/2]"],
    ["aws.cloudtrail.user_identity.type", { userIdentity: { type: "Root" } }, "Root"],
    ["aws.cloudtrail.user_identity.arn", { userIdentity: { arn: "arn:x" } }, "arn:x"],
    ["aws.cloudtrail.user_identity.access_key_id", { userIdentity: { accessKeyId: "AKIA" } }, "AKIA"],
    ["aws.cloudtrail.user_identity.invoked_by", { userIdentity: { invokedBy: "x.amazonaws.com" } }, "x.amazonaws.com"],
    ["user.id", { userIdentity: { principalId: "AIDA" } }, "AIDA"],
    ["user.id", { userIdentity: { type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } } }, "u-1"],
    ["user.id", { userIdentity: { type: "IdentityCenterUser", principalId: "p", onBehalfOf: { userId: "u-1" } } }, "p"],
    ["user.id", { userIdentity: { type: "IAMUser", onBehalfOf: { userId: "u-1" } } }, undefined],
    ["user.name", { userIdentity: { type: "IAMUser", userName: "bob", sessionContext: session } }, "bob"],
    ["user.name", { userIdentity: { type: "AssumedRole", userName: "bob", sessionContext: session } }, "deploy"],
    ["user.name", { userIdentity: { type: "FederatedUser", sessionContext: session } }, "deploy"],
    ["user.name", { userIdentity: { type: "IAMUser", sessionContext: session } }, undefined],
    ["user.name", { eventName: "UserAuthentication", additionalEventData: { UserName: "ann" } }, "ann"],
    [
      "user.name",
      { eventName: "UserAuthentication", userIdentity: { userName: "bob" }, additionalEventData: { UserName: "ann" } },
      "bob",
    ],
    ["user.email", { userIdentity: { type: "IAMUser", userName: "bob@example.org" } }, "bob@example.org"],
    [
      "user.email",
      { userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::1:assumed-role/r/ann@example.org" } },
      "ann@example.org",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.mfa_authenticated",
      { userIdentity: { sessionContext: { attributes: { mfaAuthenticated: "true" } } } },
      "true",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.creation_date",
      { userIdentity: { sessionContext: { attributes: { creationDate: "2026-01-01T00:00:00Z" } } } },
      "2026-01-01T00:00:00.000Z",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.creation_date",
      { userIdentity: { sessionContext: { attributes: { creationDate: "yesterday" } } } },
      undefined,
    ],
    [
      "aws.cloudtrail.user_identity.session_context.ec2_role_delivery",
      { userIdentity: { sessionContext: { ec2RoleDelivery: "2.0" } } },
      "2.0",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.session_issuer.type",
      { userIdentity: { sessionContext: session } },
      "Role",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.session_issuer.principal_id",
      { userIdentity: { sessionContext: session } },
      "AROA1",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.session_issuer.arn",
      { userIdentity: { sessionContext: session } },
      "arn:aws:iam::1:role/deploy",
    ],
    [
      "aws.cloudtrail.user_identity.session_context.session_issuer.account_id",
      { userIdentity: { sessionContext: session } },
      "1",
    ],
    ["aws.cloudtrail.session_credential_from_console", { sessionCredentialFromConsole: "true" }, "true"],
    [
      "aws.cloudtrail.request_parameters",
      { requestParameters: { userName: "bob", policyArn: "arn:x" } },
      "{policyArn=arn:x, userName=bob}",
    ],
    ["aws.cloudtrail.response_elements", { responseElements: { a: [1, { b: true }] } }, "{a=[1, {b=true}]}"],
    ["aws.cloudtrail.additional_eventdata", { additionalEventData: { MFAUsed: "No" } }, "{MFAUsed=No}"],
    ["aws.cloudtrail.service_event_details", { serviceEventDetails: { a: 1 } }, "{a=1}"],
    ["aws.cloudtrail.flattened.request_parameters", { requestParameters: { a: "x" } }, "{a=x}"],
    ["aws.cloudtrail.flattened.response_elements", { responseElements: { a: "x" } }, "{a=x}"],
    ["aws.cloudtrail.flattened.additional_eventdata", { additionalEventData: { a: "x" } }, "{a=x}"],
    ["aws.cloudtrail.flattened.service_event_details", { serviceEventDetails: { a: "x" } }, "{a=x}"],
    ["aws.cloudtrail.flattened.insight_details", { insightDetails: { state: "Start" } }, "{state=Start}"],
    ["user.target.name", { requestParameters: { userName: "bob" } }, "bob"],
    ["user.changes.name", { requestParameters: { newUserName: "rob" } }, "rob"],
    ["group.name", { requestParameters: { groupName: "admins" } }, "admins"],
    ["group.id", { responseElements: { group: { groupId: "AGPA" } } }, "AGPA"],
    ["user.target.id", { responseElements: { user: { userId: "AIDA2" } } }, "AIDA2"],
    [
      "related.user",
      {
        userIdentity: { userName: "bob", principalId: "AIDA" },
        requestParameters: { userName: "bob", newUserName: "rob" },
      },
      ["bob", "rob", "AIDA"],
    ],
    [
      "aws.cloudtrail.resources",
      { resources: [{ ARN: "a", accountId: "1", type: "T" }] },
      ["{account_id=1, arn=a, type=T}"],
    ],
    ["aws.cloudtrail.resources", { resources: [{ ARN: "a" }, { ARN: "a" }, "text"] }, ["{arn=a}"]],
    [
      "aws.cloudtrail.console_login.additional_eventdata.mfa_used",
      { eventName: "ConsoleLogin", additionalEventData: { MFAUsed: "No" } },
      false,
    ],
    [
      "aws.cloudtrail.console_login.additional_eventdata.mfa_used",
      { eventName: "ConsoleLogin", additionalEventData: { MFAUsed: "Yes" } },
      true,
    ],
    [
      "aws.cloudtrail.console_login.additional_eventdata.mfa_used",
      { eventName: "Other", additionalEventData: { MFAUsed: "Yes" } },
      undefined,
    ],
    [
      "aws.cloudtrail.console_login.additional_eventdata.mobile_version",
      { eventName: "ConsoleLogin", additionalEventData: { MobileVersion: "No" } },
      false,
    ],
    [
      "aws.cloudtrail.console_login.additional_eventdata.login_to",
      { eventName: "ConsoleLogin", additionalEventData: { LoginTo: "https://x" } },
      "https://x",
    ],
    ["tls.version", { tlsDetails: { tlsVersion: "TLSv1.3" } }, "1.3"],
    ["tls.version_protocol", { tlsDetails: { tlsVersion: "TLSv1.3" } }, "tls"],
    ["tls.version", { tlsDetails: { tlsVersion: "1.2" } }, "1.2"],
    ["tls.cipher", { tlsDetails: { cipherSuite: "ECDHE" } }, "ECDHE"],
    ["tls.client.server_name", { tlsDetails: { clientProvidedHostHeader: "s3" } }, "s3"],
    ["cloud.account.id", { awsAccountId: "3" }, "3"],
    ["file.path", { digestS3Object: "AWSLogs/x" }, "AWSLogs/x"],
  ])("%s of %j", (field, record, value) => {
    expect(fieldOf(record, field)).toEqual(value);
  });

  test("nothing of the record is kept under another name", () => {
    const record = {
      edgeDeviceDetails: { a: 1 },
      addendum: { b: 2 },
      userIdentity: { identityProvider: "x", inScopeOf: {} },
    };
    const shown = [...ingest(record).values()].map((value) => javaText(value));
    expect(shown.filter((text) => /[12x]$|=/.test(text))).toEqual([]);
  });
});

describe("what is empty goes first", () => {
  test("null, empty texts, `-` and `none`, and what holds nothing else", () => {
    const requestParameters = {
      a: null,
      b: "",
      c: "-",
      d: "none",
      e: {},
      f: [],
      g: { h: [null, { i: "-" }] },
      k: ["none", "x"],
    };
    expect(fieldOf({ requestParameters }, "aws.cloudtrail.request_parameters")).toBe("{k=[x]}");
    expect(fieldOf({ errorCode: "none" }, "event.outcome")).toBe("success");
    expect(fieldOf({ eventName: "-" }, "event.action")).toBeUndefined();
  });

  test("`None`, `--`, false and 0 are values", () => {
    const requestParameters = { a: "None", b: "--", c: false, d: 0 };
    expect(fieldOf({ requestParameters }, "aws.cloudtrail.request_parameters")).toBe("{a=None, b=--, c=false, d=0}");
  });

  test("a sign-in whose result is no text breaks the pipeline off; what came before stays", () => {
    const record = {
      eventName: "ConsoleLogin",
      eventSource: "x",
      responseElements: { ConsoleLogin: true },
      tlsDetails: { cipherSuite: "c" },
    };
    expect(fieldOf(record, "event.kind")).toBe("pipeline_error");
    expect(fieldOf(record, "event.outcome")).toBe("success");
    expect(fieldOf(record, "event.provider")).toBe("x");
    expect(fieldOf(record, "tls.cipher")).toBeUndefined();
  });

  test("a name moved out of additionalEventData is not in its text", () => {
    const record = { eventName: "UserAuthentication", additionalEventData: { UserName: "ann", Other: "x" } };
    expect(fieldOf(record, "aws.cloudtrail.additional_eventdata")).toBe("{Other=x}");
  });
});

describe("objects as Java shows them", () => {
  const shown = (value: JsonObject) => fieldOf({ requestParameters: value }, "aws.cloudtrail.request_parameters");

  // Each as a JDK printed it.
  test.each<[text: string, value: JsonObject]>([
    ["{}", {}],
    [
      "{policyArn=x, a=1.5, b=[1, {c=y}], userName=bob}",
      { userName: "bob", policyArn: "x", a: new WrittenNumber("1.50"), b: [1, { c: "y" }] },
    ],
    ["{BB=2, Aa=1}", { BB: "2", Aa: "1" }],
    ["{Aa=1, BB=2}", { Aa: "1", BB: "2" }],
    ["{a=x, =, b={c=d, e=f}}", { a: "x, =", b: { c: "d", e: "f" } }],
  ])("%s", (text, value) => {
    expect(shown(value)).toBe(text === "{}" ? undefined : text);
  });

  test("a map that lost keys keeps the order of its former size", () => {
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`k${index}`, null]));
    // In a table of 16 both keys share a bucket, in one of 32 they don't.
    expect(shown({ q: "2", a: "1" })).toBe("{q=2, a=1}");
    expect(shown({ q: "2", a: "1", ...many })).toBe("{a=1, q=2}");
  });

  test.each<[number: string, text: string]>([
    ["1.0", "1.0"],
    ["1e3", "1000.0"],
    ["0.001", "0.001"],
    ["0.0001", "1.0E-4"],
    ["12345678.9", "1.23456789E7"],
    ["1e21", "1.0E21"],
    ["-0.0", "-0.0"],
    ["9007199254740993", "9007199254740993"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
  ])("the number %s is %s", (number, text) => {
    expect(shown({ n: new WrittenNumber(number) })).toBe(`{n=${text}}`);
  });

  test("doubles beyond JSON's", () => {
    expect([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(javaDouble)).toEqual(["Infinity", "-Infinity"]);
  });

  test("keys that JavaScript objects have of their own are keys like others", () => {
    const record = JSON.parse('{"requestParameters":{"__proto__":"p","constructor":{"toString":"t"}}}') as JsonObject;
    expect(fieldOf(record, "aws.cloudtrail.request_parameters")).toMatch(/__proto__=p/);
    expect(fieldOf({ eventName: "constructor" }, "event.category")).toBeUndefined();
  });

  test("a long text is kept, the object then is not", () => {
    const long = { requestParameters: { a: "x".repeat(32_766) } };
    expect(fieldOf(long, "aws.cloudtrail.request_parameters")).toHaveLength(32_770);
    expect(fieldOf(long, "aws.cloudtrail.flattened.request_parameters")).toBeUndefined();
  });
});
