/** Where generated rules look: paths as text, by the kind of place that they are to a target. */

/** What a place is, for the counts of what was hit. */
export type PlaceKind =
  | "text"
  | "boolean"
  | "time"
  | "address"
  | "list member"
  | "member"
  | "deep member"
  | "odd key"
  | "member list"
  | "list in list"
  | "json"
  | "json list"
  | "object"
  | "outcome"
  | "actor"
  | "account"
  | "element"
  | "element member"
  | "element json"
  | "record element"
  | "number";

export interface Place {
  readonly kind: PlaceKind;
  readonly path: string;
  /** Texts that rules and events use here, beside the odd ones. */
  readonly words: readonly string[];
}

const NAMES = ["ListBuckets", "GetObject", "PutObject", "ConsoleLogin", "CreateUser", "StopLogging", "AssumeRole"];
const SOURCES = ["s3.amazonaws.com", "iam.amazonaws.com", "sts.amazonaws.com", "signin.amazonaws.com"];
const ARNS = [
  "arn:aws:iam::111122223333:user/alice",
  "arn:aws:s3:::logs-bucket",
  "arn:aws:sts::111122223333:assumed-role/admin/x",
];
const USERS = ["alice", "bob", "admin", "role-name", "Alice"];
const ACCOUNTS = ["111122223333", "444455556666", "012345678901"];
const AGENTS = [
  "aws-cli/2.15.0 Python/3.11",
  "Boto3/1.34",
  "kali",
  "[S3Console/0.4]",
  "TruffleHog",
  "console.amazonaws.com",
];
const ADDRESSES = ["10.1.2.3", "192.0.2.7", "203.0.113.9", "2001:db8::7", "AWS Internal", "ec2.amazonaws.com"];
const WORDS = [
  "public-read",
  "1.5",
  "1e3",
  "22",
  "0",
  "true",
  "false",
  "*",
  "sg-0123",
  "AdministratorAccess",
  "a",
  "ab",
];

const places = (kind: PlaceKind, words: readonly string[], ...paths: readonly string[]): Place[] =>
  paths.map((path) => ({ kind, path, words }));

/** Fields of the record that every target keeps by themselves. */
export const recordPlaces: readonly Place[] = [
  ...places("text", NAMES, "eventName", "eventName"),
  ...places("text", SOURCES, "eventSource", "eventSource"),
  ...places("text", ["us-east-1", "eu-central-1", "us-gov-west-1"], "awsRegion"),
  ...places("text", ["AwsApiCall", "AwsServiceEvent", "AwsConsoleSignIn"], "eventType"),
  ...places("text", AGENTS, "userAgent", "userAgent"),
  ...places("text", ["AccessDenied", "Client.UnauthorizedOperation", "NoSuchBucket"], "errorCode", "errorCode"),
  ...places("text", ["Rate exceeded", "Failed authentication"], "errorMessage"),
  ...places("text", ACCOUNTS, "recipientAccountId"),
  ...places(
    "text",
    ["IAMUser", "AssumedRole", "FederatedUser", "Root", "IdentityCenterUser", "AWSService"],
    "userIdentity.type",
    "userIdentity.type",
  ),
  ...places("text", ARNS, "userIdentity.arn", "userIdentity.sessionContext.sessionIssuer.arn"),
  ...places("text", ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"], "userIdentity.accessKeyId"),
  ...places("text", ["cloudformation.amazonaws.com"], "userIdentity.invokedBy"),
  ...places("text", ["TLS_AES_128_GCM_SHA256"], "tlsDetails.cipherSuite"),
  ...places(
    "boolean",
    ["true", "false"],
    "readOnly",
    "managementEvent",
    "userIdentity.sessionContext.attributes.mfaAuthenticated",
  ),
  ...places("address", ADDRESSES, "sourceIPAddress", "sourceIPAddress"),
  ...places(
    "list member",
    [...ARNS, "AWS::S3::Bucket", ...ACCOUNTS],
    "resources[].ARN",
    "resources[].type",
    "resources[].accountId",
  ),
  ...places("outcome", ["success", "failure"], "outcome", "outcome"),
  ...places("account", ACCOUNTS, "account"),
  ...places("actor", USERS, "actor", "actor"),
];

export const timePlaces: readonly Place[] = places(
  "time",
  ["2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:01Z"],
  "eventTime",
  "userIdentity.sessionContext.attributes.creationDate",
);

/** Members of objects that nobody documents. */
export const memberPlaces: readonly Place[] = [
  ...places(
    "member",
    [...WORDS, ...USERS],
    "requestParameters.bucketName",
    "requestParameters.userName",
    "responseElements.ConsoleLogin",
    "additionalEventData.MFAUsed",
    "requestParameters.maxResults",
  ),
  ...places(
    "deep member",
    WORDS,
    "requestParameters.a.b.c",
    "responseElements.credentials.accessKeyId",
    "serviceEventDetails.state.name",
  ),
  ...places(
    "odd key",
    WORDS,
    'requestParameters."x-amz-acl"',
    'requestParameters."__proto__"',
    "requestParameters.constructor",
    "requestParameters.length",
    'requestParameters."hasOwnProperty".x',
    "requestParameters.toString",
  ),
  ...places(
    "member list",
    WORDS,
    "requestParameters.names[]",
    "requestParameters.items[].k",
    "requestParameters.ipPermissions.items[].fromPort",
  ),
  ...places("list in list", WORDS, "requestParameters.items[].m[].k"),
];

/** Elsewhere: other fields of the record, JSON in texts. */
export const otherPlaces: readonly Place[] = [
  ...places(
    "text",
    ARNS,
    "userIdentity.userName",
    "userIdentity.principalId",
    "userIdentity.accountId",
    "userIdentity.sessionContext.sessionIssuer.userName",
  ),
  ...places("text", ["vpce-0d985940f92611b87"], "vpcEndpointId", "sharedEventID", "annotation"),
  ...places("text", ["TLSv1.2", "TLSv1.3"], "tlsDetails.tlsVersion"),
  ...places("json", WORDS, "json(requestParameters.policy).k", "json(requestParameters.policy).a.b"),
  ...places(
    "json list",
    WORDS,
    "json(requestParameters.policy).Statement[].Effect",
    "json(requestParameters.policy).l[]",
  ),
  ...places(
    "number",
    ["300", "0", "-1"],
    "insightDetails.insightContext.statistics.insight.average",
    "insightDetails.insightContext.statistics.insightDuration",
  ),
  ...places(
    "odd key",
    WORDS,
    'requestParameters."two words"',
    'requestParameters."a.b"',
    'requestParameters."quo\\"te"',
    'requestParameters."é"',
  ),
];

export const objectPlaces: readonly Place[] = [
  ...places("object", [], "requestParameters", "responseElements", "additionalEventData"),
  ...places("object", [], "userIdentity.sessionContext", "resources", "tlsDetails"),
];

/** Lists that quantifiers go over, and what is asked of an element. */
export interface ListPlace {
  readonly path: string;
  readonly members: readonly Place[];
}

export const listPlaces: readonly ListPlace[] = [
  {
    path: "resources[]",
    members: places("record element", [...ARNS, ...ACCOUNTS, "AWS::S3::Bucket"], ".ARN", ".type", ".accountId"),
  },
  {
    path: "requestParameters.items[]",
    members: [
      ...places("element member", WORDS, ".k", ".l", ".a.b", ".n", ".__proto__"),
      ...places("element", WORDS, ""),
      ...places("element member", WORDS, ".m[]", ".m[].k"),
    ],
  },
  {
    path: "requestParameters.groups.items[]",
    members: [...places("element member", WORDS, ".k", ".constructor"), ...places("element", WORDS, "")],
  },
  {
    path: "json(requestParameters.policy).Statement[]",
    members: places("element json", [...WORDS, "Allow", "Deny"], ".Effect", ".Action[]", ".Principal.AWS"),
  },
];

/** A list inside an element, and what is asked of its elements. */
export const innerList: ListPlace = {
  path: ".m[]",
  members: [...places("element member", WORDS, ".k", ".l"), ...places("element", WORDS, "")],
};

/** Texts whose letters have other cases beyond ASCII. */
export const FOLDING_TEXTS: readonly string[] = ["kiss", "Ski", "K", "tasks", "ksi"];

/** Texts that some step on the way to a platform may get wrong. */
export const ODD_TEXTS: readonly string[] = [
  "a b",
  " a",
  "a ",
  'say "hi"',
  "it's",
  "C:\\temp",
  "\\",
  "a*b",
  "a?b",
  "*",
  "100%",
  "a_b",
  "$x$",
  "`m`",
  "a|b",
  "[a]",
  "{a}",
  "{k=v, a=b}",
  "k=v",
  "a,b",
  "a#b",
  "a@b.example",
  "a&b",
  "<a>",
  "~a",
  "a^b",
  "(a)",
  "a+b",
  "a.b",
  "a/b",
  "-a",
  "and",
  "NOT",
  "null",
  "none",
  "-",
  "success",
  "true",
  "TRUE",
  "0",
  "007",
  "22",
  "1e3",
  "1.0",
  "é",
  "É",
  "ß",
  "漢字",
  "🔔",
  "a🔔b",
  "x\ty",
  "line\nbreak",
  "K",
  "kiss",
  "Ski",
  "%d",
  "%(a)s",
  "{{a}}",
  "$1",
  "\\d",
  "\\n",
  "a\\",
  "'''",
  '"""',
];
