/** What is offered can be taken: the text with it in place can be read, and no name in it is unknown. */
import { expect, test } from "vitest";
import { accepted, completeAt, ruleWith, slipsIn } from "./support.ts";

const verdicts = `test "hit" alerts { "eventName": "CreateUser" }\n  test "miss" ignores { "eventName": "DeleteUser" }`;
const when = (condition: string) => ruleWith(`when ${condition}\n\n  ${verdicts}`);
const iam = 'eventSource == "iam.amazonaws.com"';
const after = (lines: string) => ruleWith(`when ${iam} and eventName == "CreateUser"\n\n  ${lines}`);
const whole = (lines: string) => after(`${lines}\n\n  ${verdicts}`);

/** Each text is right once something stands in the place of its mark. At most some of many are tried, spread evenly. */
const texts: Readonly<Record<string, string>> = {
  "members of the identity": when("userIdentity.| exists"),
  "members of a session": when("userIdentity.sessionContext.sessionIssuer.| exists"),
  "members of a list": when("resources[].| exists"),
  "members of a list without its brackets": when("resources.| exists"),
  "members of a quantifier's element": when("any one in resources[] ( one.| exists )"),
  sources: when('eventSource == "|"'),
  "operations of IAM": when(`${iam} and eventName == "|"`),
  "operations of EC2, without quotes": when('eventSource == "ec2.amazonaws.com" and eventName == |'),
  "operations of S3, as a list": when('eventSource == "s3.amazonaws.com" and eventName in ["|"]'),
  "parameters of IAM": when(`${iam} and eventName == "CreateUser" and requestParameters.| exists`),
  "parameters of EC2": when(
    'eventSource == "ec2.amazonaws.com" and eventName == "RunInstances" and requestParameters.| exists',
  ),
  "parameters of S3": when(
    'eventSource == "s3.amazonaws.com" and eventName == "PutBucketLifecycle" and requestParameters.| exists',
  ),
  "parameters of Lambda": when(
    'eventSource == "lambda.amazonaws.com" and eventName == "CreateFunction20150331" and requestParameters.| exists',
  ),
  "answers of RDS": when(
    'eventSource == "rds.amazonaws.com" and eventName == "CreateDBInstance" and responseElements.| exists',
  ),
  "kinds of identities": when('userIdentity.type == "|"'),
  outcomes: when("outcome == |"),
  booleans: when("readOnly == |"),
  severities: ruleWith(`when ${iam}\n  ${verdicts}`).replace("severity    = low", "severity = |"),
  techniques: ruleWith(`when ${iam}\n  ${verdicts}`).replace("severity    = low", "severity = low\n  attack = [|]"),
  platforms: ruleWith(`when ${iam}\n  ${verdicts}`).replace("severity    = low", "severity = low\n  targets = |"),
  "severities of an alert": whole("alert {\n    severity = |\n  }"),
  "how long an alert is suppressed": whole("alert {\n    suppress = |\n  }"),
  "members in a title": whole('alert {\n    title = "{userIdentity.sessionContext.sessionIssuer.|}"\n  }'),
  "parameters in a key": whole("alert {\n    key = [requestParameters.|]\n  }"),
  "events of tests": after('event made { "eventName": "CreateUser" }\n  test "hit" alerts as |'),
  "keys of events": whole("event made { |: null }"),
  "keys of events in quotes": whole('event made { "|": null }'),
  "parameters of events": whole(
    `event made { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "requestParameters": { |: "x" } }`,
  ),
  "values of events": whole('event made { "eventType": | }'),
};

const MOST = 40;

test.each(Object.entries(texts))("%s", async (_, text) => {
  const found = await completeAt(text);
  expect(found.length).toBeGreaterThan(1);
  const step = Math.max(1, Math.floor(found.length / MOST));
  const wrong = found
    .filter((one, index) => index % step === 0 && one.kind !== "operator" && one.kind !== "word")
    .map((one) => ({ insert: one.insert, slips: slipsIn(accepted(text, one)) }))
    .filter((one) => one.slips.length > 0);
  expect(wrong).toEqual([]);
});

/** What goes on the right of an operator. */
function rightOf(operator: string): string {
  if (operator.endsWith("ip") || operator === "exists" || operator === "missing") return "";
  if (operator.endsWith("matches")) return "/x/";
  if (operator.endsWith("cidr")) return '["10.0.0.0/8"]';
  if (/^[<>]/.test(operator)) return "2026-11-22";
  return operator.endsWith("in") || operator.endsWith("all") ? '["x"]' : '"x"';
}

test.each(["userAgent", "sourceIPAddress", "userIdentity", "eventTime"])("operators of %s", async (field) => {
  const found = (await completeAt(when(`${field} | and ${iam}`))).filter((one) => one.kind === "operator");
  const operators = found.filter((one) => !["and", "or", "nocase"].includes(one.label));
  expect(operators.length).toBeGreaterThan(1);
  for (const one of operators) {
    const text = accepted(when(`${field} | ${rightOf(one.label)} and ${iam}`), one);
    expect({ operator: one.label, slips: slipsIn(text) }).toEqual({ operator: one.label, slips: [] });
  }
});
