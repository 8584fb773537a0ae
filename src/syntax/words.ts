/**
 * The words of the language, in one place: what each means in a sentence, and an example of it. For whoever explains or
 * proposes them; the grammar itself doesn't read this. Data keys are documented as their JSON Schema does it.
 */

export interface LanguageWord {
  /** As it is written; of two words for `starts with` and its like. */
  readonly word: string;
  readonly kind: "operator" | "clause" | "metadata" | "literal" | "quantifier" | "function";
  readonly documentation: string;
  /** A condition for operators, quantifiers, functions and literals; else a part of a rule. */
  readonly example: string;
}

const operators: readonly LanguageWord[] = [
  {
    word: "==",
    kind: "operator",
    documentation:
      "The texts are equal, letter case included; with another field on the right, some pair of their values is.",
    example: 'eventName == "CreateUser"',
  },
  {
    word: "!=",
    kind: "operator",
    documentation: "`not (… == …)`: also true where the field has no value.",
    example: 'errorCode != "AccessDenied"',
  },
  {
    word: "<",
    kind: "operator",
    documentation: "Both sides read as numbers, or both are times, and the left one is smaller or earlier.",
    example: "requestParameters.maxResults < 10",
  },
  {
    word: "<=",
    kind: "operator",
    documentation: "Both sides read as numbers, or both are times, and the left one is smaller, earlier or the same.",
    example: "requestParameters.maxResults <= 10",
  },
  {
    word: ">",
    kind: "operator",
    documentation: "Both sides read as numbers, or both are times, and the left one is greater or later.",
    example: "eventTime > 2026-11-22T10:00:00Z",
  },
  {
    word: ">=",
    kind: "operator",
    documentation: "Both sides read as numbers, or both are times, and the left one is greater, later or the same.",
    example: "requestParameters.durationSeconds >= 3600",
  },
  {
    word: "in",
    kind: "operator",
    documentation: "The field equals one of the texts of a list, or of a `let` that names one.",
    example: 'eventName in ["StopLogging", "DeleteTrail"]',
  },
  {
    word: "in cidr",
    kind: "operator",
    documentation: "The text is an IP address inside one of the networks; a name of a service is in none.",
    example: 'sourceIPAddress in cidr ["10.0.0.0/8", "2001:db8::/32"]',
  },
  {
    word: "contains",
    kind: "operator",
    documentation: "The text has the given one in it; a list on the right means any of them.",
    example: 'userAgent contains ["trufflehog", "nuclei"] nocase',
  },
  {
    word: "contains all",
    kind: "operator",
    documentation: "One value of the field has all texts of the list in it.",
    example: 'requestParameters.policyDocument contains all ["iam:PassRole", "lambda:CreateFunction"]',
  },
  {
    word: "starts with",
    kind: "operator",
    documentation: "The text begins with the given one; a list on the right means any of them.",
    example: 'eventName starts with ["Put", "Attach"]',
  },
  {
    word: "ends with",
    kind: "operator",
    documentation: "The text ends in the given one; a list on the right means any of them.",
    example: 'userIdentity.arn ends with ":root"',
  },
  {
    word: "like",
    kind: "operator",
    documentation:
      "The whole text fits a pattern, or one of a list: `*` is any run of characters, `?` one, `\\*` `\\?` `\\\\` themselves.",
    example: 'userIdentity.arn like "arn:aws:iam::*:user/ci-*"',
  },
  {
    word: "matches",
    kind: "operator",
    documentation: "The regex, or one of a list, is found somewhere in the text; it may use what all platforms share.",
    example: "userAgent matches /^(curl|wget)\\/[0-9]+\\./",
  },
  {
    word: "is ip",
    kind: "operator",
    documentation: "The text is an IP address at all, not the name of a service.",
    example: "sourceIPAddress is ip",
  },
  {
    word: "exists",
    kind: "operator",
    documentation: 'The field has a value; `null`, `""`, `{}`, `[]` and what holds only those are none.',
    example: "errorCode exists",
  },
  {
    word: "missing",
    kind: "operator",
    documentation: "The field has no value: the opposite of `exists`.",
    example: "userIdentity.sessionContext missing",
  },
  {
    word: "nocase",
    kind: "operator",
    documentation: "Behind a comparison of texts: the case of the letters A to Z doesn't count.",
    example: 'userAgent contains "kali" nocase',
  },
  {
    word: "and",
    kind: "operator",
    documentation: "Both conditions hold; binds tighter than `or`.",
    example: 'eventSource == "iam.amazonaws.com" and eventName == "CreateUser"',
  },
  {
    word: "or",
    kind: "operator",
    documentation: "At least one of the conditions holds; binds loosest.",
    example: 'eventName == "CreateUser" or eventName == "CreateLoginProfile"',
  },
  {
    word: "not",
    kind: "operator",
    documentation:
      "The condition doesn't hold: a plain opposite, also where a field is missing. `not in`, `not contains`, `is not ip` negate the whole comparison.",
    example: 'userAgent not contains "terraform" nocase',
  },
  {
    word: "??",
    kind: "operator",
    documentation:
      "The first of several values that is present: in templates, in `key`, and in a `let` that names a value.",
    example: "key = [actor ?? userIdentity.arn]",
  },
];

const quantifiers: readonly LanguageWord[] = [
  {
    word: "any",
    kind: "quantifier",
    documentation: "Some element of the list makes the condition true, as one and the same element.",
    example: 'any resource in resources[] ( resource.type == "AWS::S3::Bucket" )',
  },
  {
    word: "all",
    kind: "quantifier",
    documentation: "Every element of the list makes the condition true; so does a list without elements.",
    example: 'all resource in resources[] ( resource.accountId == "123456789012" )',
  },
  {
    word: "[]",
    kind: "quantifier",
    documentation: "The elements of a list, or the value itself where there is no list; some element has to fit.",
    example: 'resources[].type == "AWS::S3::Bucket"',
  },
];

const functions: readonly LanguageWord[] = [
  {
    word: "json",
    kind: "function",
    documentation:
      "The field holds JSON as text, and the path goes on inside it; before an object in an event, that object as JSON text.",
    example: 'json(requestParameters.policyDocument).Statement[].Effect == "Allow"',
  },
  {
    word: "lines",
    kind: "function",
    documentation:
      "In a `let`: a list from a file below the rules' root, one text a line; what follows a `#` is a comment.",
    example: 'let scanners = lines("lists/scanners.txt")',
  },
];

const literals: readonly LanguageWord[] = [
  {
    word: "true",
    kind: "literal",
    documentation: 'The boolean, the same as the text `"true"`.',
    example: "readOnly == true",
  },
  {
    word: "false",
    kind: "literal",
    documentation: 'The boolean, the same as the text `"false"`: a value, not a missing one.',
    example: "readOnly == false",
  },
  {
    word: "null",
    kind: "literal",
    documentation: "Only in events: no value; in a patch (`with`), it removes the member. A condition says `missing`.",
    example: 'test "without an agent" ignores as call with { "userAgent": null }',
  },
];

const clauses: readonly LanguageWord[] = [
  {
    word: "rule",
    kind: "clause",
    documentation:
      "A detection with its dotted id: data, `source`, `let`, `when`, `unless`, `alert`, blocks of one platform, `event`, `test`, in this order.",
    example: "rule AWS.IAM.UserCreated { … }",
  },
  {
    word: "tune",
    kind: "clause",
    documentation:
      "What an organisation changes about a rule in a file of its own: `reason`, and `unless`, `severity`, `suppress` or `enabled = false`. It never widens the rule.",
    example: 'tune AWS.IAM.UserCreated { reason = "Terraform creates users."  severity = low }',
  },
  {
    word: "reason",
    kind: "clause",
    documentation: "In `tune`: why the rule is tuned, as a text that is shown wherever the rule is. Required.",
    example: 'reason = "Terraform creates users."',
  },
  {
    word: "import",
    kind: "clause",
    documentation: "Brings the lets and events of another file, whose path counts from the rules' root.",
    example: 'import "lib/aws.tocsin"',
  },
  {
    word: "source",
    kind: "clause",
    documentation: "The log that the rule reads; there is `aws.cloudtrail`. Required.",
    example: "source aws.cloudtrail",
  },
  {
    word: "let",
    kind: "clause",
    documentation: "Names a list, a condition, or a value: the first of several that is present.",
    example: 'let scanners = ["trufflehog", "nuclei"]',
  },
  {
    word: "when",
    kind: "clause",
    documentation: "The condition on which the rule fires. Required. In `alert`, what an entry holds for.",
    example: 'when eventName == "StopLogging"',
  },
  {
    word: "unless",
    kind: "clause",
    documentation: "The exceptions: `and not (…)`, kept apart because it is what people tune.",
    example: 'unless userIdentity.arn like "*:assumed-role/trail-admin/*"',
  },
  {
    word: "alert",
    kind: "clause",
    documentation: "What an alert looks like: its `title`, `description`, `key`, `suppress`, `severity` and `context`.",
    example: 'alert { title = "{eventName} by {userIdentity.arn}" }',
  },
  {
    word: "key",
    kind: "clause",
    documentation: "In `alert`: what makes two alerts the same, as a list of fields. Default: the title.",
    example: "key = [account, awsRegion]",
  },
  {
    word: "suppress",
    kind: "clause",
    documentation: "In `alert`: for how long an alert of the same key isn't repeated. Default: `none`.",
    example: "suppress = 1h",
  },
  {
    word: "context",
    kind: "clause",
    documentation: "In `alert`: the fields that are shown with it.",
    example: "context = [eventName, awsRegion, sourceIPAddress]",
  },
  {
    word: "event",
    kind: "clause",
    documentation: "A base event with a name, for tests: written out, or another one with changes.",
    example: 'event call { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }',
  },
  {
    word: "test",
    kind: "clause",
    documentation: "An example of the rule with its verdict: that it `alerts` on an event or a log, or `ignores` it.",
    example: 'test "a user is created" alerts { "eventName": "CreateUser" }',
  },
  {
    word: "alerts",
    kind: "clause",
    documentation: "In `test`: the rule fires; on a log at least once, with a number exactly so often.",
    example: 'test "a day of an attack" alerts 3 file "logs/attack.json.gz"',
  },
  {
    word: "ignores",
    kind: "clause",
    documentation: "In `test`: the rule doesn't fire; on a log, for no event of it.",
    example: 'test "an ordinary day" ignores file "logs/ordinary-day.json"',
  },
  {
    word: "file",
    kind: "clause",
    documentation: "In `test`: a log instead of an event, whose path counts from the rules' root.",
    example: 'test "an ordinary day" ignores file "logs/ordinary-day.json"',
  },
  {
    word: "as",
    kind: "clause",
    documentation: "In `event` and `test`: the event of that name.",
    example: 'test "as it was seen" alerts as call',
  },
  {
    word: "with",
    kind: "clause",
    documentation: "Behind `as …`: the changes to the event, as a JSON merge patch in which `null` removes.",
    example: 'test "it was refused" ignores as call with { "errorCode": "AccessDenied" }',
  },
];

const metadata: readonly LanguageWord[] = [
  {
    word: "title",
    kind: "metadata",
    documentation: "One line that names what was found. In `alert`: a template of the alert's own title.",
    example: 'title = "CloudTrail logging stopped"',
  },
  {
    word: "description",
    kind: "metadata",
    documentation: "What the rule finds and why it matters. In `alert`: a template of the alert's own text.",
    example: 'description = "A trail was stopped or deleted: what happens next is not recorded."',
  },
  {
    word: "severity",
    kind: "metadata",
    documentation:
      "How bad it is if true. One of `info`, `low`, `medium`, `high`, `critical`. In `alert`: another one `when` a condition holds.",
    example: "severity = high",
  },
  {
    word: "confidence",
    kind: "metadata",
    documentation: "How likely an alert is true. Default: medium. One of `low`, `medium`, `high`.",
    example: "confidence = high",
  },
  {
    word: "status",
    kind: "metadata",
    documentation: "How mature the rule is. Default: test. One of `experimental`, `test`, `stable`, `deprecated`.",
    example: "status = stable",
  },
  {
    word: "author",
    kind: "metadata",
    documentation: "Who wrote it. Default: the project's.",
    example: 'author = "Security team"',
  },
  {
    word: "license",
    kind: "metadata",
    documentation: "The rule's licence. Default: the project's.",
    example: 'license = "Apache-2.0"',
  },
  {
    word: "created",
    kind: "metadata",
    documentation: "The day the rule was written: 2026-11-22.",
    example: "created = 2026-11-22",
  },
  {
    word: "modified",
    kind: "metadata",
    documentation: "The day of the last change. Default: created.",
    example: "modified = 2026-12-01",
  },
  {
    word: "version",
    kind: "metadata",
    documentation: "Raise it when what alerts changes. Default: 1.",
    example: "version = 2",
  },
  {
    word: "tags",
    kind: "metadata",
    documentation: "Labels of the organisation's own, added to the platforms' own.",
    example: 'tags = ["team:identity"]',
  },
  {
    word: "attack",
    kind: "metadata",
    documentation: "ATT&CK tactics and techniques: [TA0007:T1087.004].",
    example: "attack = [TA0007:T1087.004]",
  },
  {
    word: "references",
    kind: "metadata",
    documentation: "Addresses of pages that explain the technique.",
    example: 'references = ["https://attack.mitre.org/techniques/T1562/008/"]',
  },
  {
    word: "false_positives",
    kind: "metadata",
    documentation: "What ordinary activity looks the same.",
    example: 'false_positives = ["A trail is replaced by another one."]',
  },
  {
    word: "runbook",
    kind: "metadata",
    documentation: "What to do with an alert.",
    example: 'runbook = "Ask whoever made the call."',
  },
  {
    word: "enabled",
    kind: "metadata",
    documentation: "false ships the rule switched off. Default: true.",
    example: "enabled = false",
  },
  {
    word: "signal",
    kind: "metadata",
    documentation: "true records without alerting, for other rules to build on. Default: false.",
    example: "signal = true",
  },
  {
    word: "formerly",
    kind: "metadata",
    documentation: "Former ids; the first one keeps deciding the platforms' UUIDs.",
    example: "formerly = [AWS.CloudTrail.LoggingStopped]",
  },
  {
    word: "targets",
    kind: "metadata",
    documentation: "The platforms that the rule is for. Default: all.",
    example: "targets = [panther, splunk]",
  },
];

/** Every word, each once. */
export const languageWords: readonly LanguageWord[] = [
  ...operators,
  ...quantifiers,
  ...functions,
  ...literals,
  ...clauses,
  ...metadata,
];
