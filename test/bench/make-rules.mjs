// In: a number. Out: so many rules as people write them, each with two tests, in files as in a real project. The same
// number always gives the same rules.

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

/** Each: a condition beside the service and the call, what makes it hold, and what doesn't. */
const CONDITIONS = [
  (n) => [
    `userAgent contains "${agent(n)}" nocase`,
    { userAgent: `Tool/${agent(n).toUpperCase()} 1.${n}` },
    { userAgent: "aws-cli/2.15.0" },
  ],
  (n) => [
    `userIdentity.type == "${TYPES[n % 3]}"`,
    { userIdentity: { type: TYPES[n % 3] } },
    { userIdentity: { type: "AWSService" } },
  ],
  (n) => [
    `sourceIPAddress in cidr ["10.${n % 200}.0.0/16", "2001:db8:${n % 900}::/48"]`,
    { sourceIPAddress: `10.${n % 200}.3.4` },
    { sourceIPAddress: "198.51.100.7" },
  ],
  (n) => [
    `awsRegion not in ["eu-central-1", "us-east-${(n % 2) + 1}"]`,
    { awsRegion: "ap-south-1" },
    { awsRegion: "eu-central-1" },
  ],
  (n) => [`(errorCode missing or errorCode starts with "Client.Warning${n}")`, {}, { errorCode: "AccessDenied" }],
  (n) => [
    `userIdentity.arn ends with ":user/admin-${n}"`,
    { userIdentity: { arn: `arn:aws:iam::123456789012:user/admin-${n}` } },
    { userIdentity: { arn: "arn:aws:iam::123456789012:user/alice" } },
  ],
  (n) => [
    `userIdentity.arn like "arn:aws:iam::*:user/team-${n}/*"`,
    { userIdentity: { arn: `arn:aws:iam::123456789012:user/team-${n}/x` } },
    { userIdentity: { arn: "arn:aws:iam::123456789012:role/x" } },
  ],
];
/** Every twentieth rule has a regex. */
const REGEX = (n) => [
  `userAgent matches /tool-${n}\\/[0-9]+\\.[0-9]+/`,
  { userAgent: `my tool-${n}/1.20 x` },
  { userAgent: "aws-cli/2.15.0" },
];

const agent = (n) => `${AGENTS[n % AGENTS.length]}${n % 4 === 0 ? "" : `-${n}`}`;

export const LIBRARY = [
  "rules/lib/people.tocsin",
  `let trusted = ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/audit"]

event call {
  "eventVersion": "1.08", "eventTime": "2026-03-04T05:06:07Z", "eventType": "AwsApiCall", "awsRegion": "eu-west-1",
  "sourceIPAddress": "203.0.113.9", "userAgent": "Boto3/1.34", "recipientAccountId": "123456789012",
  "userIdentity": { "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/bob", "userName": "bob", "accountId": "123456789012" }
}
`,
];

/** Path and text of each file. */
export function makeRules(count) {
  return [
    LIBRARY,
    ...Array.from({ length: count }, (_, n) => [`rules/aws/${SERVICES[n % 8][0]}/rule-${n}.tocsin`, makeRule(n)]),
  ];
}

function makeRule(n) {
  const [service, source, calls] = SERVICES[n % 8];
  const names = [0, 1].map((at) => calls[(n + at) % calls.length]);
  const [condition, yes, no] = n % 20 === 19 ? REGEX(n) : CONDITIONS[n % CONDITIONS.length](n);
  const base = { eventSource: source, eventName: names[0] };
  return `import "lib/people.tocsin"

rule Bench.${service.toUpperCase()}.Rule${n} {
  title           = "Unusual ${names[0]} of kind ${n}"
  description     = """
    ${names[0]} was called in a way that the rules of kind ${n} look for. It changes who may do what in the account, so
    somebody should look at who called it and from where.
  """
  severity        = ${SEVERITIES[n % 4]}
  confidence      = ${["low", "medium", "high"][n % 3]}
  status          = stable
  author          = "Bench"
  created         = 2026-01-${String((n % 28) + 1).padStart(2, "0")}
  attack          = [${ATTACK[n % ATTACK.length]}]
  references      = ["https://docs.aws.amazon.com/${service}/latest/APIReference/API_${names[0]}.html"]
  false_positives = ["An administrator does so on purpose, with a ticket of number ${n}."]
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
