// In: a number. Out: so many rules as people write them, each with two tests, in files as in a real project; and the same
// in Sigma. The same number always gives the same rules.
import { stringify } from "yaml";

const SERVICES = [
  [
    "iam",
    "iam.amazonaws.com",
    ["CreateUser", "AttachUserPolicy", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteUser"],
  ],
  ["s3", "s3.amazonaws.com", ["PutBucketPolicy", "DeleteBucket", "PutBucketAcl", "PutBucketLogging", "DeleteObject"]],
  ["ec2", "ec2.amazonaws.com", ["RunInstances", "AuthorizeSecurityGroupIngress", "ModifyImageAttribute", "DeleteVpc"]],
  ["kms", "kms.amazonaws.com", ["ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "CreateGrant"]],
  ["sts", "sts.amazonaws.com", ["GetCallerIdentity", "AssumeRole", "GetSessionToken"]],
  ["cloudtrail", "cloudtrail.amazonaws.com", ["StopLogging", "DeleteTrail", "UpdateTrail"]],
  [
    "lambda",
    "lambda.amazonaws.com",
    ["CreateFunction20150331", "AddPermission20150331v2", "UpdateFunctionCode20150331v2"],
  ],
  ["rds", "rds.amazonaws.com", ["ModifyDBInstance", "DeleteDBInstance", "CreateDBSnapshot"]],
];
const SEVERITIES = ["low", "medium", "high", "critical"];
const ATTACK = ["TA0003:T1136.003", "TA0006:T1552.005", "TA0040:T1485", "TA0007:T1087.004", "TA0010:T1537"];
const AGENTS = ["kali", "pacu", "trufflehog", "boto3-test", "stratus", "curl"];
const TYPES = ["IAMUser", "AssumedRole", "Root"];

/** Each: a condition beside the service and the call, what makes it hold, what doesn't, and what it is in Sigma. */
const CONDITIONS = [
  (n) => ({
    condition: `userAgent contains "${agent(n)}" nocase`,
    yes: { userAgent: `Tool/${agent(n).toUpperCase()} 1.${n}` },
    no: { userAgent: "aws-cli/2.15.0" },
    sigma: { selection: { "userAgent|contains": agent(n) } },
  }),
  (n) => ({
    condition: `userIdentity.type == "${TYPES[n % 3]}"`,
    yes: { userIdentity: { type: TYPES[n % 3] } },
    no: { userIdentity: { type: "AWSService" } },
    sigma: { selection: { "userIdentity.type": TYPES[n % 3] } },
  }),
  (n) => ({
    condition: `sourceIPAddress in cidr ["10.${n % 200}.0.0/16", "2001:db8:${n % 900}::/48"]`,
    yes: { sourceIPAddress: `10.${n % 200}.3.4` },
    no: { sourceIPAddress: "198.51.100.7" },
    sigma: { selection: { "sourceIPAddress|cidr": [`10.${n % 200}.0.0/16`, `2001:db8:${n % 900}::/48`] } },
  }),
  (n) => ({
    condition: `awsRegion not in ["eu-central-1", "us-east-${(n % 2) + 1}"]`,
    yes: { awsRegion: "ap-south-1" },
    no: { awsRegion: "eu-central-1" },
    sigma: { usual: { awsRegion: ["eu-central-1", `us-east-${(n % 2) + 1}`] }, condition: "not usual" },
  }),
  (n) => ({
    condition: `(errorCode missing or errorCode starts with "Client.Warning${n}")`,
    yes: {},
    no: { errorCode: "AccessDenied" },
    sigma: {
      none: { errorCode: null },
      warning: { "errorCode|startswith": `Client.Warning${n}` },
      condition: "(none or warning)",
    },
  }),
  (n) => ({
    condition: `userIdentity.arn ends with ":user/admin-${n}"`,
    yes: { userIdentity: { arn: `arn:aws:iam::123456789012:user/admin-${n}` } },
    no: { userIdentity: { arn: "arn:aws:iam::123456789012:user/alice" } },
    sigma: { selection: { "userIdentity.arn|endswith": `:user/admin-${n}` } },
  }),
  (n) => ({
    condition: `userIdentity.arn like "arn:aws:iam::*:user/team-${n}/*"`,
    yes: { userIdentity: { arn: `arn:aws:iam::123456789012:user/team-${n}/x` } },
    no: { userIdentity: { arn: "arn:aws:iam::123456789012:role/x" } },
    sigma: { selection: { "userIdentity.arn": `arn:aws:iam::*:user/team-${n}/*` } },
  }),
];
/** Every twentieth rule has a regex. */
const REGEX = (n) => ({
  condition: `userAgent matches /tool-${n}\\/[0-9]+\\.[0-9]+/`,
  yes: { userAgent: `my tool-${n}/1.20 x` },
  no: { userAgent: "aws-cli/2.15.0" },
  sigma: { selection: { "userAgent|re": `tool-${n}/[0-9]+\\.[0-9]+` } },
});

const agent = (n) => `${AGENTS[n % AGENTS.length]}${n % 4 === 0 ? "" : `-${n}`}`;

const TRUSTED = ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/audit"];

const LIBRARY = [
  "rules/lib/people.tocsin",
  `let trusted = ${JSON.stringify(TRUSTED).replace(",", ", ")}

event call {
  "eventVersion": "1.08", "eventTime": "2026-03-04T05:06:07Z", "eventType": "AwsApiCall", "awsRegion": "eu-west-1",
  "sourceIPAddress": "203.0.113.9", "userAgent": "Boto3/1.34", "recipientAccountId": "123456789012",
  "userIdentity": { "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/bob", "userName": "bob", "accountId": "123456789012" }
}
`,
];

/** Path and text of each file of a project. */
export function makeRules(count) {
  return [
    LIBRARY,
    ...Array.from({ length: count }, (_, n) => [`rules/aws/${SERVICES[n % 8][0]}/rule-${n}.tocsin`, makeRule(n)]),
  ];
}

/** Path and text of the same rules in Sigma, as far as it can say them: no tests, no alert, no deduplication. */
export function makeSigmaRules(count) {
  return Array.from({ length: count }, (_, n) => [
    `rules/aws/${SERVICES[n % 8][0]}/rule-${n}.yml`,
    stringify(makeSigmaRule(n)),
  ]);
}

/** What tells the nth rule from the others: the service, its calls, and the condition beside them. */
function kindOf(n) {
  const [service, source, calls] = SERVICES[n % 8];
  const names = [0, 1].map((at) => calls[(n + at) % calls.length]);
  return { service, source, names, ...(n % 20 === 19 ? REGEX(n) : CONDITIONS[n % CONDITIONS.length](n)) };
}

const titleOf = (n, name) => `Unusual ${name} of kind ${n}`;
const dateOf = (n) => `2026-01-${String((n % 28) + 1).padStart(2, "0")}`;
const referenceOf = (service, name) => `https://docs.aws.amazon.com/${service}/latest/APIReference/API_${name}.html`;
const falsePositiveOf = (n) => `An administrator does so on purpose, with a ticket of number ${n}.`;

function makeSigmaRule(n) {
  const { service, source, names, sigma } = kindOf(n);
  const { condition = "selection", ...detection } = sigma;
  return {
    title: titleOf(n, names[0]),
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    status: "stable",
    description:
      `${names[0]} was called in a way that the rules of kind ${n} look for. It changes who may do what in the ` +
      "account, so somebody should look at who called it and from where.",
    references: [referenceOf(service, names[0])],
    author: "Bench",
    date: dateOf(n),
    tags: [`attack.${ATTACK[n % ATTACK.length].split(":")[1].toLowerCase()}`],
    logsource: { product: "aws", service: "cloudtrail" },
    detection: {
      call: { eventSource: source, eventName: n % 2 ? names : names[0] },
      ...detection,
      trusted: { "userIdentity.arn": TRUSTED },
      condition: `call and ${condition} and not trusted`,
    },
    falsepositives: [falsePositiveOf(n)],
    level: SEVERITIES[n % 4],
  };
}

function makeRule(n) {
  const { service, source, names, condition, yes, no } = kindOf(n);
  const base = { eventSource: source, eventName: names[0] };
  return `import "lib/people.tocsin"

rule Bench.${service.toUpperCase()}.Rule${n} {
  title           = "${titleOf(n, names[0])}"
  description     = """
    ${names[0]} was called in a way that the rules of kind ${n} look for. It changes who may do what in the account, so
    somebody should look at who called it and from where.
  """
  severity        = ${SEVERITIES[n % 4]}
  confidence      = ${["low", "medium", "high"][n % 3]}
  status          = stable
  author          = "Bench"
  created         = ${dateOf(n)}
  attack          = [${ATTACK[n % ATTACK.length]}]
  references      = ["${referenceOf(service, names[0])}"]
  false_positives = ["${falsePositiveOf(n)}"]
  runbook         = """
    1. Look at what else userIdentity.arn did within the hour.
    2. Ask its owner.
  """

  source aws.cloudtrail

  when eventSource == "${source}"
   and eventName ${n % 2 ? `in ["${names.join('", "')}"]` : `== "${names[0]}"`}
   and ${condition}
  unless userIdentity.arn in trusted

  alert {
    title    = "{userIdentity.arn ?? userIdentity.type} called {eventName} from {sourceIPAddress}"
    key      = [userIdentity.arn]
    suppress = 1h
    context  = [eventName, awsRegion, recipientAccountId, sourceIPAddress, userAgent, userIdentity.arn]
  }

  test "as it should be found" alerts as call with ${JSON.stringify({ ...base, ...yes })}
  test "an ordinary call" ignores as call with ${JSON.stringify({ ...base, ...no })}
}
`;
}
