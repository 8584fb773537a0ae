/** How each kind of test is printed, by itself and under a `not`; and what can't be said, with its sentence. */
import { expect, test } from "vitest";
import { judge } from "../../../src/targets/kit/judge.ts";
import { capabilities } from "../../../src/targets/splunk/capabilities.ts";
import { ComputedFields } from "../../../src/targets/splunk/computed-fields.ts";
import { lower } from "../../../src/targets/splunk/lower.ts";
import { prepare } from "../../../src/targets/splunk/prepare.ts";
import { printCondition } from "../../../src/targets/splunk/print-expression.ts";
import { defineDerived } from "../../../src/targets/splunk/value-expression.ts";
import { EMPTY_JSON } from "../../../src/targets/splunk/void-text.ts";
import { condition } from "./build.ts";

function printed(when: string): string {
  const prepared = prepare(condition(when));
  expect(judge(prepared, capabilities).findings).toEqual([]);
  return printCondition(lower(prepared, new ComputedFields(), defineDerived));
}

/** Lines don't matter here: `quoting.test.ts` and the packs' tests see whole searches. */
const onOneLine = (text: string) => text.replace(/\s*\n\s*/g, " ").replaceAll("if( ", "if(");

const IPV4 = "^(?:0|[1-9][0-9]{0,2})(?:[.](?:0|[1-9][0-9]{0,2})){3}\\z";
const NUMBER = "^-?(?!0[0-9])(?!(?:[.]?[0-9]){16})[0-9]+(?:[.][0-9]+)?\\z";
const TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\z";

test.each<[string, string, string]>([
  ['eventName == "A"', 'eventName="A"', 'NOT (isnotnull(eventName) AND eventName="A")'],
  [
    'userIdentity.type == "Root"',
    "'userIdentity.type'=\"Root\"",
    "NOT (isnotnull('userIdentity.type') AND 'userIdentity.type'=\"Root\")",
  ],
  ['eventName in ["A", "B"]', 'in(eventName, "A", "B")', 'NOT (isnotnull(eventName) AND in(eventName, "A", "B"))'],
  ['eventName == "Aa" nocase', 'lower(eventName)="aa"', 'NOT (isnotnull(eventName) AND lower(eventName)="aa")'],
  // Numbers are compared by value, and quotes need an escape: a regex says both exactly.
  [
    'recipientAccountId == "012345678901"',
    'match(recipientAccountId, "^012345678901\\z")',
    'NOT (isnotnull(recipientAccountId) AND match(recipientAccountId, "^012345678901\\z"))',
  ],
  [
    'userAgent == "a\\"b\\\\c`d$"',
    'match(userAgent, "^a\\x22b\\x5cc\\x60d\\x24\\z")',
    'NOT (isnotnull(userAgent) AND match(userAgent, "^a\\x22b\\x5cc\\x60d\\x24\\z"))',
  ],
  ["managementEvent == true", 'managementEvent="true"', 'NOT (isnotnull(managementEvent) AND managementEvent="true")'],
  ['userAgent contains "kali"', 'match(userAgent, "kali")', 'NOT (isnotnull(userAgent) AND match(userAgent, "kali"))'],
  [
    'userAgent contains ["+kali", "b.c"] nocase',
    'match(userAgent, "(?i)\\+kali|b\\.c")',
    'NOT (isnotnull(userAgent) AND match(userAgent, "(?i)\\+kali|b\\.c"))',
  ],
  [
    'userAgent contains all ["a", "b"]',
    'match(userAgent, "a") AND match(userAgent, "b")',
    'NOT (isnotnull(userAgent) AND match(userAgent, "a") AND match(userAgent, "b"))',
  ],
  // A JSON null is the text `null`, and the add-on writes `success`: what would find them is guarded.
  [
    'userAgent contains "ul"',
    'NOT (userAgent="null") AND match(userAgent, "ul")',
    'NOT (isnotnull(userAgent) AND NOT (userAgent="null") AND match(userAgent, "ul"))',
  ],
  [
    'errorCode ends with "ess"',
    'NOT (errorCode="success") AND match(errorCode, "ess\\z")',
    'NOT (isnotnull(errorCode) AND NOT (errorCode="success") AND match(errorCode, "ess\\z"))',
  ],
  [
    'eventName starts with ["List", "Get"]',
    'match(eventName, "^(?:List|Get)")',
    'NOT (isnotnull(eventName) AND match(eventName, "^(?:List|Get)"))',
  ],
  [
    'eventName like "De*e?Trail"',
    'match(eventName, "(?s)^De.*e.Trail\\z")',
    'NOT (isnotnull(eventName) AND match(eventName, "(?s)^De.*e.Trail\\z"))',
  ],
  ['eventName like "List*"', 'match(eventName, "^List")', 'NOT (isnotnull(eventName) AND match(eventName, "^List"))'],
  [
    "eventName matches /^(Get|List).+s$/",
    'match(eventName, "(?s)^(?:Get|List).+s\\z")',
    'NOT (isnotnull(eventName) AND match(eventName, "(?s)^(?:Get|List).+s\\z"))',
  ],
  [
    "requestParameters.size > 10",
    `match('requestParameters.size', "${NUMBER}")\n    AND tonumber('requestParameters.size')>10`,
    `NOT (isnotnull('requestParameters.size')\n        AND match('requestParameters.size', "${NUMBER}")\n        AND tonumber('requestParameters.size')>10)`,
  ],
  [
    "eventTime >= 2026-01-01",
    `match(eventTime, "${TIME}")\n    AND eventTime>="2026-01-01T00:00:00Z"`,
    `NOT (isnotnull(eventTime)\n        AND match(eventTime, "${TIME}")\n        AND eventTime>="2026-01-01T00:00:00Z")`,
  ],
  [
    'sourceIPAddress in cidr ["10.0.0.0/8"]',
    `match(sourceIPAddress, "${IPV4}")\n    AND cidrmatch("10.0.0.0/8", sourceIPAddress)`,
    `NOT (isnotnull(sourceIPAddress)\n        AND match(sourceIPAddress, "${IPV4}")\n        AND cidrmatch("10.0.0.0/8", sourceIPAddress))`,
  ],
  [
    "userIdentity.arn exists",
    "isnotnull('userIdentity.arn') AND NOT in('userIdentity.arn', \"\", \"null\")",
    "isnull('userIdentity.arn') OR in('userIdentity.arn', \"\", \"null\")",
  ],
  [
    "requestParameters.filter[] exists",
    `match(json_extract(_raw, "requestParameters.filter", "requestParameters.filter"), "^(?!${EMPTY_JSON}\\z)")`,
    `isnull(json_extract(_raw, "requestParameters.filter", "requestParameters.filter"))
    OR match(json_extract(_raw, "requestParameters.filter", "requestParameters.filter"), "^${EMPTY_JSON}\\z")`,
  ],
  [
    "requestParameters.filters[].name exists",
    `match(json_extract(_raw, "requestParameters.filters.name", "requestParameters.filters.name"), "^(?!${EMPTY_JSON}\\z)")
    OR isnotnull(mvfind(json_array_to_mv(json_extract(_raw, "requestParameters.filters{}.name")), "^(?!${EMPTY_JSON}\\z)"))`,
    `NOT ((isnotnull(json_extract(_raw, "requestParameters.filters.name", "requestParameters.filters.name"))
            AND NOT match(json_extract(_raw, "requestParameters.filters.name", "requestParameters.filters.name"), "^${EMPTY_JSON}\\z"))
        OR isnotnull(mvfind(json_array_to_mv(json_extract(_raw, "requestParameters.filters{}.name")), "^(?!${EMPTY_JSON}\\z)")))`,
  ],
  [
    "errorCode exists",
    'isnotnull(errorCode) AND NOT in(errorCode, "", "null", "success")',
    'isnull(errorCode) OR in(errorCode, "", "null", "success")',
  ],
  [
    "requestParameters.a starts with userIdentity.userName",
    `NOT in('requestParameters.a', "", "null")
    AND NOT in('userIdentity.userName', "", "null")
    AND ("=".substr('requestParameters.a', 1, len('userIdentity.userName')))=("=".'userIdentity.userName')`,
    `NOT (isnotnull('requestParameters.a')
        AND NOT in('requestParameters.a', "", "null")
        AND isnotnull('userIdentity.userName')
        AND NOT in('userIdentity.userName', "", "null")
        AND ("=".substr('requestParameters.a', 1, len('userIdentity.userName')))=("=".'userIdentity.userName'))`,
  ],
  [
    'resources[].type == "AWS::S3::Bucket"',
    "isnotnull(mvfilter('resources{}.type'=\"AWS::S3::Bucket\")) OR 'resources.type'=\"AWS::S3::Bucket\"",
    "NOT (isnotnull(mvfilter('resources{}.type'=\"AWS::S3::Bucket\"))\n        OR (isnotnull('resources.type') AND 'resources.type'=\"AWS::S3::Bucket\"))",
  ],
  [
    'json(requestParameters.policy).Version == "x"',
    'json_extract(json_extract(_raw, "requestParameters.policy"), "Version")="x"',
    'NOT (isnotnull(json_extract(json_extract(_raw, "requestParameters.policy"), "Version"))\n        AND json_extract(json_extract(_raw, "requestParameters.policy"), "Version")="x")',
  ],
  [
    'any r in resources[] (r.type == "a" and r.ARN contains "b")',
    'isnotnull(mvmap(resources_list, if(\n        json_extract(resources_list, "type")="a"\n        AND match(json_extract(resources_list, "ARN", "ARN"), "^\\[[^[{tfn]")\n        AND match(json_extract(resources_list, "ARN"), "b"), 1, null())))',
    'NOT isnotnull(mvmap(resources_list, if(\n        json_extract(resources_list, "type")="a"\n        AND match(json_extract(resources_list, "ARN", "ARN"), "^\\[[^[{tfn]")\n        AND match(json_extract(resources_list, "ARN"), "b"), 1, null())))',
  ],
  [
    '(eventName == "A" or eventName == "B" and awsRegion == "r")',
    'eventName="A" OR (eventName="B" AND awsRegion="r")',
    'NOT (isnotnull(eventName) AND eventName="A")\n    AND NOT (isnotnull(eventName) AND eventName="B" AND isnotnull(awsRegion) AND awsRegion="r")',
  ],
])("%s", (when, positive, negative) => {
  expect(onOneLine(printed(when))).toBe(onOneLine(positive));
  expect(onOneLine(printed(`not (${when})`))).toBe(onOneLine(negative));
});

test.each<[string, string]>([
  ['userAgent == "null"', "a JSON null is the text `null` on Splunk, so that text can't be told from a missing value."],
  [
    'userAgent in ["a", "NULL"] nocase',
    "a JSON null is the text `null` on Splunk, so that text can't be told from a missing value.",
  ],
  [
    'errorCode == "success"',
    "Splunk's add-on for AWS writes `success` into `errorCode` where there was no error, so that text can't be told from none.",
  ],
  [
    'requestParameters."a b" == "x"',
    "`requestParameters.\"a b\"` has a key with characters that Splunk's field names don't keep.",
  ],
  [
    'requestParameters."a.b" == "x"',
    "`requestParameters.\"a.b\"` has a key with characters that Splunk's field names don't keep.",
  ],
  [
    'requestParameters.a[].b[].c[].d[] == "x"',
    "`requestParameters.a[].b[].c[].d[]` has more than 3 lists in it, each of which may be one or many.",
  ],
  [
    "requestParameters.a[] == requestParameters.b[]",
    "both sides may be lists, and Splunk can't compare each value of one with each of the other in one row.",
  ],
  [
    'any x in requestParameters.a[] (x.b[].c[] == "y" and x.d == "z")',
    "`x.b[].c[]` has a list in a list, which Splunk's JSON functions don't open in one row.",
  ],
  [
    'any x in requestParameters.a[] (x.b[] > 1 and x.d == "z")',
    "Splunk can look through a list inside an element only with a regex, which can't say this.",
  ],
])("%s is impossible", (when, reason) => {
  for (const one of [when, `not (${when})`]) {
    const judged = judge(prepare(condition(one)), capabilities);
    expect(judged.fidelity).toBe("impossible");
    expect(judged.findings[0]?.reason).toBe(reason);
  }
});

test("texts that only have a void text in them are exact", () => {
  for (const when of [
    'userAgent == "nullable"',
    'errorCode == "Success"',
    'userAgent == "success"',
    'errorCode contains "successful"',
  ]) {
    expect(judge(prepare(condition(when)), capabilities).fidelity, when).toBe("exact");
  }
});
