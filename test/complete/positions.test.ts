/** What is offered where: each text has a mark where somebody types. */
import { describe, expect, test } from "vitest";
import { completeAt, ruleWith } from "./support.ts";

interface Position {
  readonly what: string;
  readonly text: string;
  /** All of these are offered; `label => inserted` where the text differs from the label. */
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** The labels that come first, in this order. */
  readonly first?: readonly string[];
  /** These and no others, in any order. */
  readonly only?: readonly string[];
}

const when = (condition: string) => ruleWith(`when ${condition}`);
const iam = 'eventSource == "iam.amazonaws.com"';
const after = (lines: string) => ruleWith(`when ${iam} and eventName == "CreateUser"\n\n  ${lines}`);

const files: readonly Position[] = [
  { what: "an empty file", text: "|", only: ["import", "rule", "tune", "let", "event"] },
  { what: "a file's second declaration", text: 'import "lib/aws.tocsin"\n\nr|', only: ["rule"] },
  { what: "the path of an import", text: 'import "|"', only: ["lib/aws.tocsin"] },
  { what: "an import without its closing quote", text: 'import "lib|', has: ['lib/aws.tocsin => lib/aws.tocsin"'] },
  { what: "what is imported already", text: 'import "lib/aws.tocsin"\nimport "|"', only: [] },
  { what: "a new name", text: "let |", only: [] },
  { what: "a comment", text: "// event|", only: [] },
  { what: "a regex", text: when("userAgent matches /cur|l/"), only: [] },
];

const tune = (body: string) => `tune AWS.IAM.UserCreated {\n  ${body}\n}`;
const tunes: readonly Position[] = [
  {
    what: "an empty tune",
    text: tune("|"),
    only: ["reason", "severity", "suppress", "enabled", "let", "unless", "event", "test"],
  },
  {
    what: "a tune with a reason and an exception, whose order is free",
    text: tune('unless userAgent == "a"\n  reason = "Known."\n  |'),
    has: ["severity => severity = ", "let => let ", "test => test "],
    lacks: ["unless", "reason", "when", "source", "alert", "title", "splunk"],
  },
  { what: "a tune of a rule whose id has one part", text: "tune Own {\n  rea|\n}", only: ["reason"] },
  { what: "a tune's severity", text: tune("severity = |"), only: ["info", "low", "medium", "high", "critical"] },
  { what: "a tune's suppress", text: tune("suppress = |"), has: ["1h", "1d"], lacks: ["none"] },
  { what: "a tune's enabled", text: tune("enabled = |"), only: ["false"] },
  {
    what: "a tune's exception",
    text: tune(`let mine = userAgent == "a"\n  unless ${iam} and eventName == "CreateU|"`),
    first: ["CreateUser"],
  },
  { what: "a let of a tune", text: tune('let mine = userAgent == "a"\n  unless mi|'), has: ["mine"] },
];

const metadata: readonly Position[] = [
  {
    what: "a new rule",
    text: "rule A.B {\n  |\n}",
    first: ["title", "description", "severity"],
    has: ["title => title = ", "source => source aws.cloudtrail", "when => when ", "test => test "],
    lacks: ["and", "import"],
  },
  { what: "a new rule without its brace", text: "rule A.B {\n  sev|", only: ["severity"] },
  {
    what: "behind data that is given",
    text: 'rule A.B {\n  title = "x"\n  |\n  severity = low\n}',
    has: ["description", "attack", "runbook"],
    lacks: ["title", "severity", "source", "when"],
  },
  { what: "a key whose sign is there", text: "rule A.B {\n  sev| = low\n}", has: ["severity => severity"] },
  { what: "a severity", text: "rule A.B {\n  severity = |\n}", only: ["info", "low", "medium", "high", "critical"] },
  { what: "a severity half typed", text: "rule A.B {\n  severity = cr|\n}", only: ["critical"] },
  { what: "a severity before other data", text: "rule A.B {\n  severity = |\n  status = test\n}", first: ["info"] },
  { what: "a confidence", text: "rule A.B {\n  confidence = |\n}", only: ["low", "medium", "high"] },
  { what: "a status", text: "rule A.B {\n  status = |\n}", first: ["experimental", "test", "stable", "deprecated"] },
  { what: "a boolean", text: "rule A.B {\n  enabled = |\n}", only: ["true", "false"] },
  { what: "a text of one's own", text: 'rule A.B {\n  title = "|"\n}', only: [] },
  { what: "the platforms", text: "rule A.B {\n  targets = [panther, |]\n}", only: ["panther", "elastic", "splunk"] },
  { what: "a list that has no brackets yet", text: "rule A.B {\n  targets = sp|\n}", has: ["splunk => [splunk]"] },
  { what: "a technique", text: "rule A.B {\n  attack = [|]\n}", has: ["TA0003 Persistence => TA0003"] },
  {
    what: "a technique by its id",
    text: "rule A.B {\n  attack = [T1098.001|]\n}",
    has: ["TA0003:T1098.001 Additional Cloud Credentials => TA0003:T1098.001"],
    lacks: ["TA0003 Persistence"],
  },
  {
    what: "a technique by its name",
    text: "rule A.B {\n  attack = [TA0003:T1098, credentials|]\n}",
    has: ["TA0003:T1098.001 Additional Cloud Credentials => TA0003:T1098.001"],
  },
  {
    what: "a technique of a tactic",
    text: "rule A.B {\n  attack = [TA0003:|\n}",
    has: ["TA0003:T1098 Account Manipulation"],
    lacks: ["TA0004:T1098 Account Manipulation"],
  },
];

const clauses: readonly Position[] = [
  {
    what: "behind the source",
    text: 'rule A.B {\n  title = "x"\n  source aws.cloudtrail\n  |\n}',
    first: ["let", "when", "unless", "alert"],
    has: ["alert => alert {", "splunk => splunk {"],
    lacks: ["severity", "source"],
  },
  { what: "the name of the source", text: "rule A.B {\n  source |\n}", only: ["aws.cloudtrail"] },
  {
    what: "behind a whole condition",
    text: when('eventName == "CreateUser"\n  |'),
    first: ["nocase", "and", "or", "unless", "alert"],
    lacks: ["let", "when", "title"],
  },
  { what: "between clauses", text: after("un|\n\n  alert { suppress = 1h }"), only: ["unless"] },
  { what: "behind a test", text: after('test "x" alerts { }\n  |'), only: ["test"] },
  {
    what: "behind a platform",
    text: after("elastic { risk_score = 47 }\n  |"),
    has: ["splunk", "panther", "event"],
    lacks: ["elastic", "alert"],
  },
];

const fields: readonly Position[] = [
  {
    what: "the start of a condition",
    text: when("|"),
    has: [
      "eventName",
      "userIdentity",
      "outcome",
      "is_root",
      "who",
      "access_denied",
      "principal",
      "not",
      "any",
      "json => json(",
    ],
    lacks: ["scanners", "own_networks", "call_by_user", "exists", "when"],
  },
  { what: "a list of the record", text: when("resou|"), has: ["resources => resources[]"] },
  {
    what: "behind `and`",
    text: when(`${iam} and ev|`),
    first: ["eventVersion"],
    has: ["eventName"],
    lacks: ["userAgent"],
  },
  { what: "in parentheses", text: when(`${iam} and (event|`), has: ["eventName"] },
  { what: "a clause after one that is broken", text: ruleWith("when == ==\n  unless userA|"), has: ["userAgent"] },
  {
    what: "members",
    text: when("userIdentity.|"),
    has: ["type", "arn", "sessionContext"],
    lacks: ["eventName", "outcome"],
  },
  { what: "members of members", text: when("userIdentity.sessionContext.sessionIssuer.us|"), only: ["userName"] },
  { what: "members with conditions behind them", text: when(`userIdentity.|\n   and ${iam}`), has: ["type"] },
  { what: "members of a list", text: when("resources[].|"), has: ["ARN", "type"] },
  { what: "members of a list without its brackets", text: when("resources.|"), has: ["ARN => [].ARN"] },
  {
    what: "the list of a quantifier",
    text: when("any one in |"),
    has: ["resources => resources[]", "requestParameters"],
    lacks: ["eventName", "outcome"],
  },
  { what: "a quantifier's own name", text: when("any one in resources[] ( | )"), has: ["one", "eventName"] },
  {
    what: "members of a quantifier's element",
    text: when("any one in resources[] ( one.| )"),
    has: ["ARN", "accountId"],
    lacks: ["eventName"],
  },
  { what: "a let's own value", text: ruleWith("let known = |"), has: ["eventName", "who"], lacks: ["known"] },
];

const operations: readonly Position[] = [
  {
    what: "sources",
    text: when('eventSource == "|"'),
    has: ["iam.amazonaws.com", "signin.amazonaws.com"],
    lacks: ["CreateUser"],
  },
  {
    what: "sources without quotes",
    text: when("eventSource == ia|"),
    has: ['iam.amazonaws.com => "iam.amazonaws.com"'],
  },
  {
    what: "sources without the closing quote",
    text: when('eventSource == "iam|'),
    has: ['iam.amazonaws.com => iam.amazonaws.com"'],
  },
  {
    what: "sources that have the operation",
    text: when('eventName == "CreateUser" and eventSource == "|"'),
    has: ["iam.amazonaws.com"],
    lacks: [],
  },
  {
    what: "operations of the source",
    text: when(`${iam} and eventName == "|"`),
    has: ["CreateUser", "AttachRolePolicy"],
    lacks: ["RunInstances"],
  },
  {
    what: "operations before their source",
    text: when(`eventName == "|" and ${iam}`),
    has: ["CreateUser"],
    lacks: ["RunInstances"],
  },
  {
    what: "operations in a list",
    text: when(`${iam} and eventName in ["CreateUser", "Attach|"]`),
    first: ["AttachGroupPolicy"],
    lacks: ["CreateUser"],
  },
  {
    what: "operations, a list wanted",
    text: when(`${iam} and eventName in CreateU|`),
    has: ['CreateUser => ["CreateUser"]'],
  },
  {
    what: "operations of sources in a list",
    text: when('eventSource in ["iam.amazonaws.com", "ec2.amazonaws.com"] and eventName == "|"'),
    has: ["CreateUser", "RunInstances"],
    lacks: ["CreateBucket"],
  },
  {
    what: "operations of the other arm of `or`",
    text: when(`(${iam} and eventName == "CreateUser") or (eventSource == "s3.amazonaws.com" and eventName == "|")`),
    has: ["PutBucketPolicy"],
    lacks: ["CreateUser"],
  },
  {
    what: "operations in `unless`",
    text: ruleWith(`when ${iam}\n  unless eventName == "|"`),
    has: ["CreateUser"],
    lacks: ["RunInstances"],
  },
  {
    what: "operations of a source that a let names",
    text: ruleWith(`let of_iam = ${iam}\n  when of_iam and eventName == "|"`),
    has: ["CreateUser"],
    lacks: ["RunInstances"],
  },
  { what: "operations without a source", text: when('eventName == "CreateLoginP|"'), only: ["CreateLoginProfile"] },
  { what: "operations without a source or a beginning", text: when('eventName == "|"'), only: [] },
  {
    what: "parameters",
    text: when(`${iam} and eventName == "CreateUser" and requestParameters.|`),
    has: ["userName", "tags => tags[]"],
    lacks: ["roleName", "eventName"],
  },
  {
    what: "parameters before their operation",
    text: when(`requestParameters.| exists and eventName == "CreateUser" and ${iam}`),
    has: ["userName"],
    lacks: ["roleName"],
  },
  {
    what: "parameters of several operations",
    text: when(`${iam} and eventName in ["AttachUserPolicy", "AttachRolePolicy"] and requestParameters.|`),
    has: ["userName", "roleName", "policyArn"],
  },
  {
    what: "parameters in parameters",
    text: when(
      'eventSource == "ec2.amazonaws.com" and eventName == "AuthorizeSecurityGroupIngress" and requestParameters.ipPermissions.items[].|',
    ),
    has: ["fromPort", "ipProtocol"],
  },
  {
    what: "members of a list of parameters",
    text: when(`${iam} and eventName == "CreateUser" and any tag in requestParameters.tags[] ( tag.| )`),
    has: ["key", "value"],
  },
  {
    what: "what the service answered",
    text: when(`${iam} and eventName == "CreateAccessKey" and responseElements.accessKey.|`),
    has: ["accessKeyId", "userName"],
  },
  { what: "parameters when nothing is known", text: when("requestParameters.|"), only: [] },
];

const comparisons: readonly Position[] = [
  {
    what: "operators of a text",
    text: when("userIdentity.type |"),
    first: ["==", "!=", "in"],
    has: ["contains => contains ", "like", "exists => exists", "and"],
    lacks: ["<", "in cidr", "is ip"],
  },
  {
    what: "operators half typed",
    text: when("userAgent cont|"),
    has: ["contains", "contains all"],
    lacks: ["==", "starts with"],
  },
  {
    what: "operators of a boolean",
    text: when("readOnly |"),
    first: ["==", "!=", "exists", "missing"],
    lacks: ["contains", "<"],
  },
  { what: "operators of an address", text: when("sourceIPAddress |"), first: ["in cidr", "not in cidr", "is ip"] },
  { what: "operators of a time", text: when("eventTime |"), first: ["<", "<=", ">"], lacks: ["contains"] },
  {
    what: "operators of an object",
    text: when("userIdentity |"),
    first: ["exists", "missing"],
    lacks: ["==", "contains"],
  },
  {
    what: "operators of a number of an operation",
    text: when(
      'eventSource == "sts.amazonaws.com" and eventName == "AssumeRole" and requestParameters.durationSeconds |',
    ),
    has: ["<", "=="],
    lacks: ["contains", "in cidr"],
  },
  { what: "operators of a value let", text: when("who |"), has: ["==", "contains"] },
  { what: "operators of a condition", text: when("is_root |"), has: ["and", "or"], lacks: ["==", "exists"] },
  { what: "the rest of `is`", text: when("sourceIPAddress is |"), only: ["not", "ip"] },
  { what: "the rest of `starts`", text: when("userAgent starts |"), only: ["with"] },
  {
    what: "the rest of `not`",
    text: when("userAgent not |"),
    has: ["in", "contains", "like"],
    lacks: ["eventName", "exists"],
  },
  { what: "known values", text: when('userIdentity.type == "|"'), has: ["Root", "AssumedRole"], lacks: ["eventName"] },
  {
    what: "known values without quotes",
    text: when("userIdentity.type == Ro|"),
    first: ["Root", "Role"],
    has: ['Root => "Root"'],
  },
  { what: "known values of a derived field", text: when("outcome == |"), first: ["success", "failure"] },
  { what: "booleans", text: when("readOnly == |"), first: ["true", "false"], has: ["true => true"] },
  { what: "lists that are named", text: when("userAgent contains |"), has: ["scanners"], lacks: ["is_root"] },
  {
    what: "lists alone",
    text: when("sourceIPAddress in cidr |"),
    has: ["own_networks", "private_networks"],
    lacks: ["eventName", "who", "and"],
  },
  {
    what: "fields and values on the right",
    text: when("userIdentity.userName == |"),
    has: ["requestParameters", "who"],
    lacks: ["scanners", "is_root"],
  },
  { what: "`nocase` behind a text", text: when('userAgent contains "kali" |'), first: ["nocase", "and", "or"] },
  { what: "no `nocase` behind a boolean", text: when("readOnly == true |"), lacks: ["nocase"] },
  { what: "no `nocase` behind a number", text: when("requestParameters.port < 1024 |"), lacks: ["nocase"] },
];

const alerts: readonly Position[] = [
  {
    what: "keys of an alert",
    text: after("alert {\n    |\n  }"),
    only: ["title", "description", "key", "severity", "suppress", "context"],
  },
  {
    what: "keys that may stand twice",
    text: after('alert {\n    title = "x"\n    suppress = 1h\n    |\n  }'),
    has: ["title", "key", "context"],
    lacks: ["suppress"],
  },
  {
    what: "a severity",
    text: after("alert {\n    severity = |\n  }"),
    only: ["info", "low", "medium", "high", "critical"],
  },
  { what: "behind a severity", text: after("alert {\n    severity = high |\n  }"), first: ["when"], lacks: ["low"] },
  {
    what: "a condition of a severity",
    text: after("alert {\n    severity = high when userIdentity.|\n  }"),
    has: ["type"],
  },
  { what: "how long it is suppressed", text: after("alert {\n    suppress = |\n  }"), has: ["1h", "none"] },
  {
    what: "a key's fields",
    text: after("alert {\n    key = [|]\n  }"),
    has: ["eventName", "who", "actor"],
    lacks: ["scanners", "is_root"],
  },
  {
    what: "a key's fields, the brackets missing",
    text: after("alert {\n    key = event|\n  }"),
    has: ["eventName => [eventName]"],
  },
  {
    what: "parameters in the context",
    text: after("alert {\n    context = [eventName, requestParameters.|]\n  }"),
    has: ["userName"],
    lacks: ["roleName"],
  },
  {
    what: "a title's braces",
    text: after('alert {\n    title = "Made by {|}"\n  }'),
    has: ["eventName", "principal", "who"],
    lacks: ["scanners"],
  },
  {
    what: "members in a title's braces",
    text: after('alert {\n    title = "{eventName} by {actor ?? userIdentity.ar|} now"\n  }'),
    only: ["arn"],
  },
  {
    what: "parameters in a title's braces",
    text: after('alert {\n    title = "For {requestParameters.|}"\n  }'),
    has: ["userName"],
  },
  { what: "a title outside of braces", text: after('alert {\n    title = "{eventName} by |"\n  }'), only: [] },
];

const platforms: readonly Position[] = [
  {
    what: "options",
    text: after("splunk {\n    |\n  }"),
    has: ["security_domain => security_domain = ", "risk_objects"],
    lacks: ["risk_score", "title"],
  },
  {
    what: "options not given yet",
    text: after("elastic {\n    risk_score = 47\n    |\n  }"),
    has: ["building_block", "accept"],
    lacks: ["risk_score"],
  },
  { what: "values of an option", text: after("splunk {\n    security_domain = |\n  }"), has: ["access", "threat"] },
  {
    what: "values with blanks",
    text: after("splunk {\n    asset_type = |\n  }"),
    has: ['AWS Account => "AWS Account"'],
  },
  {
    what: "keys within an option",
    text: after("splunk {\n    risk_objects = [{ | }]\n  }"),
    only: ["field", "type", "score"],
  },
  {
    what: "values within an option",
    text: after('splunk {\n    risk_objects = [{ field = "user" type = | }]\n  }'),
    only: ["user", "system", "other"],
  },
  { what: "an acceptance", text: after("elastic { accept = | }"), only: ["wider", "narrower", "different"] },
];

const event = '{ "eventSource": "iam.amazonaws.com", "eventName": "CreateUser"';
const tests: readonly Position[] = [
  { what: "a test's verdict", text: after('test "x" |'), only: ["alerts", "ignores"] },
  {
    what: "what a test is given",
    text: after('event made { }\n  test "x" alerts |'),
    first: ["made"],
    has: ["as", "file", "call_by_user"],
  },
  {
    what: "the event of a test",
    text: after('event made { }\n  test "x" alerts as |'),
    has: ["made", "call_by_user"],
    lacks: ["test", "scanners"],
  },
  { what: "behind the event of a test", text: after('test "x" alerts as call_by_user |'), first: ["with", "test"] },
  { what: "the base of an event", text: after("event made as |"), has: ["call_by_user"], lacks: ["made"] },
  {
    what: "keys of an event",
    text: after(`event made ${event}, | }`),
    has: ['userIdentity => "userIdentity": ', "requestParameters"],
    lacks: ["eventName", "outcome"],
  },
  {
    what: "keys of an event in quotes",
    text: after(`event made ${event}, "user|" }`),
    has: ["userIdentity => userIdentity"],
  },
  {
    what: "keys given behind the place",
    text: after('event made { |, "eventName": "x" }'),
    lacks: ["eventName"],
    has: ["eventSource"],
  },
  {
    what: "keys below a key",
    text: after(`event made ${event}, "userIdentity": { "type": "Root", | } }`),
    has: ["arn", "sessionContext"],
    lacks: ["type", "eventName"],
  },
  {
    what: "parameters of an event's operation",
    text: after(`event made ${event}, "requestParameters": { | } }`),
    has: ["userName", "tags"],
    lacks: ["roleName"],
  },
  {
    what: "parameters of a base event's operation",
    text: after(`event made ${event} }\n  test "x" alerts as made with { "requestParameters": { "|" } }`),
    has: ["userName => userName"],
  },
  {
    what: "members of an event's list of parameters",
    text: after(`event made ${event}, "requestParameters": { "tags": [{ "|" }] } }`),
    has: ["key", "value"],
  },
  {
    what: "operations of an event",
    text: after('event made { "eventSource": "iam.amazonaws.com", "eventName": "|" }'),
    has: ["CreateUser"],
    lacks: ["RunInstances"],
  },
  { what: "sources of an event", text: after('event made { "eventSource": "|" }'), has: ["iam.amazonaws.com"] },
  {
    what: "known values of an event",
    text: after('event made { "userIdentity": { "type": | } }'),
    has: ['Root => "Root"', "null"],
  },
  { what: "booleans of an event", text: after('event made { "readOnly": | }'), first: ["true", "false", "null"] },
];

const tables: Readonly<Record<string, readonly Position[]>> = {
  files,
  tunes,
  metadata,
  clauses,
  fields,
  operations,
  comparisons,
  alerts,
  platforms,
  tests,
};

for (const [name, positions] of Object.entries(tables))
  describe(name, () => {
    test.each(positions.map((position) => [position.what, position] as const))("%s", async (_, position) => {
      const found = await completeAt(position.text);
      const labels = found.map((one) => one.label);
      for (const wanted of position.has ?? []) {
        const [label = "", insert] = wanted.split(" => ");
        expect(labels).toContain(label);
        if (insert !== undefined) expect(found.find((one) => one.label === label)?.insert).toBe(insert);
      }
      for (const unwanted of position.lacks ?? []) expect(labels).not.toContain(unwanted);
      if (position.first) expect(labels.slice(0, position.first.length)).toEqual(position.first);
      if (position.only) expect([...labels].sort()).toEqual([...position.only].sort());
      for (const one of found) expect(one.documentation, `documentation of ${one.label}`).not.toBe("");
    });
  });

test("the source that has the operation comes first", async () => {
  const found = await completeAt(when('eventName == "StopLogging" and eventSource == "|"'));
  expect(found[0]).toMatchObject({ label: "cloudtrail.amazonaws.com", detail: "has the operation" });
});
