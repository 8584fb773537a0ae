/** What EQL and KQL can do: every cell of the two tables, with what is printed where it can be said. */
import { describe, expect, test } from "vitest";
import type { Predicate } from "../../../src/ir/predicate.ts";
import { elsewhere, onField, onMember } from "../../../src/targets/elastic/cells.ts";
import { elastic } from "../../../src/targets/elastic/index.ts";
import type { Fidelity } from "../../../src/targets/target.ts";
import * as b from "./build.ts";

interface Expected {
  readonly fidelity: Fidelity;
  /** The condition as printed, without the line that asks for the data stream. */
  readonly query?: string;
}

const exact = (query: string): Expected => ({ fidelity: "exact", query });
const wider = (query: string): Expected => ({ fidelity: "wider", query });
const impossible: Expected = { fidelity: "impossible" };

interface Cell {
  readonly cell: string;
  readonly condition: Predicate;
  readonly eql: Expected;
  readonly kql: Expected;
}

const AGENT = "user_agent.original";
const REQUEST = "aws.cloudtrail.request_parameters";
const FLAT = "aws.cloudtrail.flattened.request_parameters";
const long = b.regex(b.literal("x".repeat(1000)));

const fieldCells: readonly Cell[] = [
  {
    cell: "equals",
    condition: b.equals("userAgent", 'a"b\\c'),
    eql: exact(`${AGENT} == "a\\"b\\\\c"`),
    kql: exact(`${AGENT}: "a\\"b\\\\c"`),
  },
  {
    cell: "equals",
    condition: b.equals("userAgent", "a*", "b c"),
    eql: exact(`${AGENT} in ("a*", "b c")`),
    kql: exact(`${AGENT}: ("a*" or "b c")`),
  },
  {
    cell: "exists",
    condition: b.exists("userAgent"),
    eql: exact(`${AGENT} != null`),
    kql: exact(`${AGENT}: *`),
  },
  {
    cell: "exists",
    condition: b.not(b.exists("errorCode")),
    eql: exact("aws.cloudtrail.error_code == null"),
    kql: exact("not aws.cloudtrail.error_code: *"),
  },
  {
    cell: "contains",
    condition: b.contains("userAgent", "+kali"),
    eql: exact(`stringContains(${AGENT}, "+kali")`),
    kql: exact(`${AGENT}: *+kali*`),
  },
  {
    cell: "contains",
    condition: b.contains("userAgent", "distrib#kali", "a(b)"),
    eql: exact(`${AGENT} like ("*distrib#kali*", "*a(b)*")`),
    kql: exact(`${AGENT}: (*distrib#kali* or *a\\(b\\)*)`),
  },
  {
    cell: "contains",
    condition: b.contains("userAgent", "a\\b"),
    eql: exact(`${AGENT} like "*a\\\\b*"`),
    kql: exact(`${AGENT}: *a\\\\b*`),
  },
  {
    cell: "contains",
    condition: b.endsWith("userAgent", "Linux"),
    eql: exact(`endsWith(${AGENT}, "Linux")`),
    kql: exact(`${AGENT}: *Linux`),
  },
  {
    cell: "contains",
    condition: b.containsAll("userAgent", "aws", "kali"),
    eql: exact(`stringContains(${AGENT}, "aws")\n    and stringContains(${AGENT}, "kali")`),
    kql: exact(`${AGENT}: (*aws* and *kali*)`),
  },
  {
    cell: "containsAwkward",
    condition: b.contains("userAgent", "two words"),
    eql: exact(`stringContains(${AGENT}, "two words")`),
    kql: impossible,
  },
  {
    cell: "containsAwkward",
    condition: b.contains("userAgent", "a*b?c\\d"),
    eql: exact(`stringContains(${AGENT}, "a\\\\*b\\\\?c\\\\\\\\d")`),
    kql: impossible,
  },
  {
    cell: "containsAwkward",
    condition: b.endsWith("userAgent", "*"),
    eql: exact(`endsWith(${AGENT}, "\\\\*")`),
    kql: impossible,
  },
  {
    cell: "containsAllOfMany",
    condition: b.containsAll("resources[].ARN", "prod", "key"),
    eql: wider(
      'stringContains(aws.cloudtrail.resources.arn, "prod")\n    and stringContains(aws.cloudtrail.resources.arn, "key")',
    ),
    kql: wider("aws.cloudtrail.resources.arn: (*prod* and *key*)"),
  },
  {
    cell: "startsWith",
    condition: b.startsWith("userIdentity.accessKeyId", "ASIA"),
    eql: exact('startsWith(aws.cloudtrail.user_identity.access_key_id, "ASIA")'),
    kql: exact("aws.cloudtrail.user_identity.access_key_id: ASIA*"),
  },
  {
    cell: "startsWithAwkward",
    condition: b.startsWith("userAgent", "a ?"),
    eql: exact(`startsWith(${AGENT}, "a ?")`),
    kql: impossible,
  },
  {
    cell: "likeStars",
    condition: b.like("eventName", "Describe*", "List*s"),
    eql: exact('event.action like ("Describe*", "List*s")'),
    kql: exact("event.action: (Describe* or List*s)"),
  },
  {
    cell: "likeStarsAwkward",
    condition: b.like("userAgent", "a b*"),
    eql: exact(`${AGENT} like "a b*"`),
    kql: impossible,
  },
  {
    cell: "likeOther",
    condition: b.like("userAgent", "a?b", "c\\**", "d*"),
    eql: exact(`(${AGENT} like "d*" or ${AGENT} regex ("a.b", """c\\*.*"""))`),
    kql: impossible,
  },
  {
    cell: "matches",
    condition: b.matches("userAgent", b.regex({ kind: "alternatives", items: [b.literal("a.b"), b.literal("c@d")] })),
    eql: exact(`${AGENT} regex """.*(a\\.b|c\\@d).*"""`),
    kql: impossible,
  },
  {
    cell: "matches",
    condition: b.matches("userAgent", b.regex(b.literal("a"), true, true), b.regex(b.literal("b"), true)),
    eql: exact(`${AGENT} regex ("a", "b.*")`),
    kql: impossible,
  },
  {
    cell: "nocase",
    condition: b.nocase(b.equals("userAgent", "Kali")),
    eql: exact(`${AGENT} : "Kali"`),
    kql: impossible,
  },
  {
    cell: "nocase",
    condition: b.nocase(b.equals("userAgent", "Kali*", "b")),
    eql: exact(`${AGENT} in~ ("Kali*", "b")`),
    kql: impossible,
  },
  {
    cell: "nocase",
    condition: b.nocase(b.contains("userAgent", "trufflehog", "scan?")),
    eql: exact(`(${AGENT} : "*trufflehog*" or ${AGENT} regex~ """.*scan\\?.*""")`),
    kql: impossible,
  },
  {
    cell: "nocase",
    condition: b.nocase(b.like("userAgent", "Truffle*")),
    eql: exact(`${AGENT} : "Truffle*"`),
    kql: impossible,
  },
  {
    cell: "boolean",
    condition: b.equals("readOnly", "true"),
    eql: exact("aws.cloudtrail.read_only == true"),
    kql: exact("aws.cloudtrail.read_only: true"),
  },
  {
    cell: "boolean",
    condition: b.equals("managementEvent", "true"),
    eql: exact('aws.cloudtrail.management_event == "true"'),
    kql: exact('aws.cloudtrail.management_event: "true"'),
  },
  { cell: "booleanOther", condition: b.contains("readOnly", "tru"), eql: impossible, kql: impossible },
  {
    cell: "address",
    condition: b.inNetwork("sourceIPAddress", "10.0.0.0/8", "2001:db8::/32"),
    eql: exact('cidrMatch(source.ip, "10.0.0.0/8", "2001:db8::/32")'),
    kql: exact('source.ip: ("10.0.0.0/8" or "2001:db8::/32")'),
  },
  {
    cell: "address",
    condition: b.inNetwork("sourceIPAddress", "::/0"),
    eql: exact('cidrMatch(source.ip, "::/0")\n    and not cidrMatch(source.ip, "0.0.0.0/0")'),
    kql: exact('source.ip: ("::/0" and not "0.0.0.0/0")'),
  },
  {
    cell: "address",
    condition: b.isAddress("sourceIPAddress"),
    eql: exact("source.ip != null"),
    kql: exact("source.ip: *"),
  },
  {
    cell: "addressElsewhere",
    condition: b.inNetwork("userAgent", "10.0.0.0/8"),
    eql: impossible,
    kql: impossible,
  },
  {
    cell: "time",
    condition: b.timeOrder("eventTime", ">=", "2026-11-22T00:00:00Z"),
    eql: impossible,
    kql: exact('@timestamp >= "2026-11-22T00:00:00Z"'),
  },
  {
    cell: "time",
    condition: b.equals("eventTime", "2026-11-22T00:00:00Z"),
    eql: impossible,
    kql: exact('@timestamp: "2026-11-22T00:00:00Z"'),
  },
  { cell: "dateOther", condition: b.startsWith("eventTime", "2026-11"), eql: impossible, kql: impossible },
  {
    cell: "timeElsewhere",
    condition: b.timeOrder("userAgent", "<", "2026-11-22T00:00:00Z"),
    eql: impossible,
    kql: impossible,
  },
  { cell: "numberOrder", condition: b.numberOrder("eventVersion", "<", "1.08"), eql: impossible, kql: impossible },
  {
    cell: "fieldCompare",
    condition: b.fieldCompare("recipientAccountId", "equals", "userIdentity.accountId"),
    eql: impossible,
    kql: impossible,
  },
  {
    cell: "tlsEquals",
    condition: b.equals("tlsDetails.tlsVersion", "TLSv1", "TLSv1.1"),
    eql: wider('tls.version_protocol == "tls"\n    and tls.version in ("1", "1.1")'),
    kql: wider('tls.version_protocol: "tls"\n    and tls.version: ("1" or "1.1")'),
  },
  {
    cell: "tlsExists",
    condition: b.exists("tlsDetails.tlsVersion"),
    eql: { fidelity: "narrower", query: "tls.version != null" },
    kql: { fidelity: "narrower", query: "tls.version: *" },
  },
  { cell: "tlsOther", condition: b.equals("tlsDetails.tlsVersion", "1.1"), eql: impossible, kql: impossible },
  { cell: "voidText", condition: b.equals("userAgent", "a", "-"), eql: impossible, kql: impossible },
  { cell: "voidText", condition: b.nocase(b.equals("userAgent", "None")), eql: impossible, kql: impossible },
  { cell: "voidText", condition: b.like("userAgent", "none"), eql: impossible, kql: impossible },
];

const memberCells: readonly Cell[] = [
  {
    cell: "equals",
    condition: b.equals("requestParameters.id", "p"),
    eql: wider(`${REQUEST} like ("{id=p}", "{id=p, *", "*, id=p, *", "*, id=p}")`),
    kql: exact(`${FLAT}.id: "p"`),
  },
  {
    cell: "equals",
    condition: b.equals("requestParameters.a.b", "*"),
    eql: wider(`${REQUEST} regex """.*(\\{|, )b=\\*(, |\\}).*"""`),
    kql: exact(`${FLAT}.a.b: "*"`),
  },
  {
    cell: "equals",
    condition: b.equals("requestParameters.list[]", "v", "w"),
    eql: wider(`${REQUEST} regex """(\\{|.*, )list=(\\[(.*, )?)?(v|w)(, |\\]|\\}).*"""`),
    kql: exact(`${FLAT}.list: ("v" or "w")`),
  },
  {
    cell: "exists",
    condition: b.exists("requestParameters.policyArn"),
    eql: impossible,
    kql: exact(`${FLAT}.policyArn: *`),
  },
  {
    cell: "startsWith",
    condition: b.startsWith("requestParameters.policyArn", "arn:"),
    eql: wider(`${REQUEST} like ("{policyArn=arn:*", "*, policyArn=arn:*")`),
    kql: exact(`${FLAT}.policyArn: arn\\:*`),
  },
  {
    cell: "startsWithAwkward",
    condition: b.startsWith("requestParameters.x-amz-acl", "a b"),
    eql: wider(`${REQUEST} like ("{x-amz-acl=a b*", "*, x-amz-acl=a b*")`),
    kql: impossible,
  },
  {
    cell: "part",
    condition: b.contains("requestParameters.a.b", "v"),
    eql: wider(`${REQUEST} like ("*{b=*v*", "*, b=*v*")`),
    kql: impossible,
  },
  {
    cell: "part",
    condition: b.endsWith("requestParameters.b", "v"),
    eql: wider(`${REQUEST} like ("{b=*v}", "{b=*v, *", "*, b=*v, *", "*, b=*v}")`),
    kql: impossible,
  },
  {
    cell: "part",
    condition: b.like("requestParameters.b", "v?*"),
    eql: wider(`${REQUEST} regex """(\\{|.*, )b=v..*"""`),
    kql: impossible,
  },
  {
    cell: "part",
    condition: b.matches("requestParameters.b", b.regex(b.literal("v"), true, true)),
    eql: wider(`${REQUEST} regex """(\\{|.*, )b=v(, |\\}).*"""`),
    kql: impossible,
  },
  {
    cell: "part",
    condition: b.containsAll("requestParameters.b", "v", "w"),
    eql: wider(`${REQUEST} like ("{b=*v*", "*, b=*v*")\n    and ${REQUEST} like ("{b=*w*", "*, b=*w*")`),
    kql: impossible,
  },
  {
    cell: "nocase",
    condition: b.nocase(b.startsWith("requestParameters.b", "V")),
    eql: wider(`${REQUEST} : ("{b=V*", "*, b=V*")`),
    kql: impossible,
  },
  { cell: "address", condition: b.isAddress("requestParameters.b"), eql: impossible, kql: impossible },
  {
    cell: "time",
    condition: b.timeOrder("requestParameters.b", "<", "2026-11-22T00:00:00Z"),
    eql: impossible,
    kql: impossible,
  },
  { cell: "numberOrder", condition: b.numberOrder("requestParameters.b", ">", "7"), eql: impossible, kql: impossible },
  {
    cell: "fieldCompare",
    condition: b.fieldCompare("requestParameters.b", "equals", "requestParameters.c"),
    eql: impossible,
    kql: impossible,
  },
  { cell: "voidText", condition: b.equals("requestParameters.b", "none"), eql: impossible, kql: impossible },
];

const otherCells: readonly Cell[] = [
  {
    cell: "container",
    condition: b.exists("requestParameters"),
    eql: exact(`${REQUEST} != null`),
    kql: exact(`${REQUEST}: *`),
  },
  {
    cell: "containerFlattenedOnly",
    condition: b.exists("insightDetails"),
    eql: impossible,
    kql: exact("aws.cloudtrail.flattened.insight_details: *"),
  },
  { cell: "containerOther", condition: b.equals("requestParameters", "a"), eql: impossible, kql: impossible },
  {
    cell: "noStringForm",
    condition: b.equals("insightDetails.state", "Start"),
    eql: impossible,
    kql: exact('aws.cloudtrail.flattened.insight_details.state: "Start"'),
  },
  { cell: "longRegex", condition: b.matches("userAgent", long), eql: impossible, kql: impossible },
  {
    cell: "longRegex",
    condition: b.equals("requestParameters.list[]", "x".repeat(1000)),
    eql: impossible,
    kql: exact(`${FLAT}.list: "${"x".repeat(1000)}"`),
  },
  {
    cell: "longRegex",
    condition: b.equals(`requestParameters.${"k".repeat(1000)}[]`, "v"),
    eql: impossible,
    kql: exact(`${FLAT}.${"k".repeat(1000)}: "v"`),
  },
  {
    cell: "awkwardKey",
    condition: b.equals(
      {
        ...b.path("requestParameters"),
        steps: [
          { kind: "key", name: "requestParameters" },
          { kind: "key", name: "aws:x" },
        ],
      },
      "v",
    ),
    eql: wider(`${REQUEST} like ("{aws:x=v}", "{aws:x=v, *", "*, aws:x=v, *", "*, aws:x=v}")`),
    kql: impossible,
  },
  {
    cell: "every",
    condition: b.every("r", "resources[]", b.equals(b.element("r", "type"), "AWS::S3::Bucket")),
    eql: impossible,
    kql: impossible,
  },
  {
    cell: "some",
    condition: b.some(
      "r",
      "resources[]",
      b.all(b.equals(b.element("r", "type"), "t"), b.startsWith(b.element("r", "ARN"), "a")),
    ),
    eql: impossible,
    kql: impossible,
  },
  {
    cell: "some",
    condition: b.some("r", "resources[]", b.not(b.equals(b.element("r", "type"), "t"))),
    eql: impossible,
    kql: impossible,
  },
];

/** What stands behind the line that asks for the data stream. */
function conditionOf(query: string): string {
  return query.slice(query.indexOf("\n") + 1).replace(/^ {4}and /, "");
}

function compile(condition: Predicate, language: "eql" | "kql") {
  return elastic.compile(b.rule(condition, { block: { language, accept: "different" } }), b.settings);
}

describe.each([
  ["a field of its own", fieldCells],
  ["a member of an object", memberCells],
  ["beside the tables", otherCells],
])("%s", (_title, cells) => {
  for (const [index, { cell, condition, ...expected }] of cells.entries()) {
    test.each(["eql", "kql"] as const)(`${cell} (${index}) in %s`, (language) => {
      const compiled = compile(condition, language);
      const { fidelity, findings } = compiled.judgement;
      expect(fidelity).toBe(expected[language].fidelity);
      if (fidelity !== "impossible") {
        expect(conditionOf(compiled.query)).toBe(expected[language].query);
      }
      if (fidelity !== "exact") {
        expect(findings.length).toBeGreaterThan(0);
        for (const { reason } of findings) expect(reason).toMatch(/^.+\.$/s);
      }
    });
  }
});

test("every cell of the tables has a test", () => {
  const missing = (table: object, cells: readonly Cell[]) =>
    Object.keys(table).filter((name) => !cells.some((one) => one.cell === name));
  expect(missing(onField, fieldCells)).toEqual([]);
  expect(missing(onMember, memberCells)).toEqual([]);
  expect(missing(elsewhere, otherCells)).toEqual([]);
});
