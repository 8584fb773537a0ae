/** Problems that only knowledge of AWS's operations finds: D2050-D2079 (names), D3050-D3079 (conditions), D5050-D5079 (events). */
import { problem } from "../diagnostics/problem.ts";

const oneOf = (names: readonly string[]) =>
  names.length === 0
    ? undefined
    : names.length === 1
      ? `The closest name is \`${names[0]}\`.`
      : `Close names: ${names.map((name) => `\`${name}\``).join(", ")}.`;

export const unknownEventSource = problem<{ text: string; nearest: readonly string[] }>({
  code: "D2050",
  slug: "unknown-event-source",
  severity: "warning",
  say: (a) => `\`${a.text}\` is no event source that the model of AWS knows.`,
  help: (a) => oneOf(a.nearest) ?? "If records bear it, say so: `// tocsin-ignore D2050: reason`.",
  why: "Event sources are compared letter by letter: a rule that waits for one that no service has never fires. The model may lack a service that is new or internal.",
  example: {
    avoid: 'when eventSource == "secretsmgr.amazonaws.com"',
    prefer: 'when eventSource == "secretsmanager.amazonaws.com"',
  },
});

export const misspeltEventSource = problem<{ text: string; instead: string }>({
  code: "D2051",
  slug: "misspelt-event-source",
  severity: "error",
  say: (a) => `No service is recorded as \`${a.text}\`.`,
  help: (a) => `Write \`"${a.instead}"\`.`,
  why: "An event source is a service's short name, mostly without dashes, followed by `.amazonaws.com`; anything else never matches.",
  example: {
    avoid: 'when eventSource == "secrets-manager.amazonaws.com"',
    prefer: 'when eventSource == "secretsmanager.amazonaws.com"',
  },
});

export const unknownOperation = problem<{ name: string; where: string; nearest: readonly string[] }>({
  code: "D2052",
  slug: "unknown-operation",
  severity: "warning",
  say: (a) => `\`${a.name}\` is no operation of ${a.where} that the model of AWS knows.`,
  help: (a) => oneOf(a.nearest) ?? "If records bear it, say so: `// tocsin-ignore D2052: reason`.",
  why: "Event names are compared letter by letter: a rule that waits for an operation that does not exist never fires. The model may lack an operation that is new or internal.",
  example: {
    avoid: 'when eventSource == "ec2.amazonaws.com" and eventName == "ReplaceIamInstanceProfile"',
    prefer: 'when eventSource == "ec2.amazonaws.com" and eventName == "ReplaceIamInstanceProfileAssociation"',
  },
});

export const misspeltOperation = problem<{ name: string; where: string; nearest: readonly string[] }>({
  code: "D2053",
  slug: "misspelt-operation",
  severity: "error",
  say: (a) => `\`${a.name}\` is no operation of ${a.where}, and one slip away from one.`,
  help: (a) => oneOf(a.nearest),
  why: "Event names are compared letter by letter, so that a rule with a misspelt one never fires.",
  example: {
    avoid: 'when eventSource == "organizations.amazonaws.com" and eventName == "DescribeOrgnanizationalUnit"',
    prefer: 'when eventSource == "organizations.amazonaws.com" and eventName == "DescribeOrganizationalUnit"',
  },
});

export const operationOfAnotherSource = problem<{ name: string; source: string; owners: readonly string[] }>({
  code: "D2054",
  slug: "operation-of-another-source",
  severity: "error",
  say: (a) => `\`${a.name}\` is no operation of ${a.source}.`,
  help: (a) => `It is one of ${a.owners.map((one) => `\`${one}\``).join(", ")}.`,
  why: "An event has one source, and this one never records that operation: the condition never holds.",
  example: {
    avoid: 'when eventSource == "route53.amazonaws.com" and eventName == "TransferDomainToAnotherAwsAccount"',
    prefer: 'when eventSource == "route53domains.amazonaws.com" and eventName == "TransferDomainToAnotherAwsAccount"',
  },
});

export const sourceNotNamed = problem<{ name: string; sources: readonly string[]; more: number }>({
  code: "D2055",
  slug: "event-source-not-named",
  severity: "hint",
  say: (a) => `Several services have an operation \`${a.name}\`.`,
  help: (a) =>
    `Name the one that is meant: \`eventSource == …\` with ${a.sources.map((one) => `\`${one}\``).join(", ")}${a.more > 0 ? ` or ${a.more} more` : ""}.`,
  why: "Without its source the event name also matches the calls of other services.",
  example: {
    avoid: 'when eventName == "CreateUser"',
    prefer: 'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"',
  },
});

export const permissionAsOperation = problem<{ name: string; instead: string }>({
  code: "D2056",
  slug: "permission-as-operation",
  severity: "error",
  say: (a) => `\`${a.name}\` is the name of a permission, not of an event.`,
  help: (a) => a.instead,
  why: "Policies name permissions (`s3:ListBucket`); records bear the name of the operation that was called.",
  example: { avoid: 'when eventName == "iam:CreateUser"', prefer: 'when eventName == "CreateUser"' },
});

export const fitsNothing = problem<{ text: string; what: string; nearest: readonly string[] }>({
  code: "D2057",
  slug: "fits-no-operation",
  severity: "warning",
  say: (a) => `\`${a.text}\` fits ${a.what}.`,
  help: (a) => oneOf(a.nearest),
  why: "A pattern that fits no name that AWS has never holds.",
  example: {
    avoid: 'when eventSource == "iam.amazonaws.com" and eventName like "Creat*Uzer"',
    prefer: 'when eventSource == "iam.amazonaws.com" and eventName like "Create*User"',
  },
});

export const unknownParameter = problem<{ path: string; name: string; operations: string; nearest: readonly string[] }>(
  {
    code: "D2058",
    slug: "unknown-parameter",
    severity: "warning",
    say: (a) => `\`${a.path}\`: the model of AWS knows no \`${a.name}\` in ${a.operations}.`,
    help: (a) => oneOf(a.nearest) ?? "If records have it, say so: `// tocsin-ignore D2058: reason`.",
    why: "A path that no record has is missing, and every comparison with it is false. Records hold a few members that AWS doesn't document.",
    example: {
      avoid:
        'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and requestParameters.userNmae == "x"',
      prefer:
        'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and requestParameters.userName == "x"',
    },
  },
);

export const wrongIgnore = problem<{ reason: string }>({
  code: "D2059",
  slug: "wrong-ignore",
  severity: "warning",
  say: (a) => `This \`tocsin-ignore\` ${a.reason}, so it has no effect.`,
  help: () => "Write `// tocsin-ignore CODE: reason`.",
  why: "Whoever reads the rule later wants to know why a report was waved through.",
  example: { avoid: "// tocsin-ignore D2052", prefer: "// tocsin-ignore D2052: seen in our records since May" },
});

export const unusedIgnore = problem<{ code: string }>({
  code: "D2060",
  slug: "unused-ignore",
  severity: "warning",
  say: (a) => `Nothing here is reported as ${a.code}.`,
  help: () => "Remove the comment.",
  why: "A comment that ignores nothing would hide the next problem on its line.",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com"\n and eventName == "CreateUser" // tocsin-ignore D2052: new, and not in the model yet',
    prefer: 'when eventSource == "iam.amazonaws.com"\n and eventName == "CreateUser"',
  },
});

export const neverTogether = problem<{ path: string; reason: string }>({
  code: "D3050",
  slug: "never-together",
  severity: "error",
  say: (a) => `These conditions on \`${a.path}\` never hold together: ${a.reason}.`,
  help: () => "Join them by `or`, or put the values into one list after `in`.",
  why: "A field has one value; a rule that asks for two of them at once never fires.",
  example: {
    avoid: 'when eventName == "CreateUser" and eventName == "DeleteUser"',
    prefer: 'when eventName in ["CreateUser", "DeleteUser"]',
  },
});

export const writeIsReadOnly = problem<{ operations: string }>({
  code: "D3051",
  slug: "write-is-read-only",
  severity: "error",
  say: (a) => `\`readOnly\` is never true for ${a.operations}.`,
  help: () => "Remove the comparison, or write `readOnly == false`.",
  why: "CloudTrail marks only operations that change nothing as read-only.",
  example: {
    avoid: 'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and readOnly == true',
    prefer: 'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"',
  },
});

export const readIsNotReadOnly = problem<{ operations: string }>({
  code: "D3052",
  slug: "read-is-not-read-only",
  severity: "warning",
  say: (a) => `\`readOnly\` should always be true for ${a.operations}.`,
  help: () => "Remove the comparison, or write `readOnly == true`.",
  why: "CloudTrail marks operations that change nothing as read-only.",
  example: {
    avoid: 'when eventSource == "iam.amazonaws.com" and eventName == "ListUsers" and readOnly == false',
    prefer: 'when eventSource == "iam.amazonaws.com" and eventName == "ListUsers"',
  },
});

export const wrongParameterType = problem<{ path: string; type: string; found: string }>({
  code: "D3053",
  slug: "parameter-type",
  severity: "warning",
  say: (a) => `By its model \`${a.path}\` is ${a.type}, which ${a.found} can't fit.`,
  why: "A comparison with a text that the parameter never holds is false for every record.",
  example: {
    avoid:
      'when eventSource == "lambda.amazonaws.com" and eventName starts with "UpdateFunctionCode" and requestParameters.publish == "yes"',
    prefer:
      'when eventSource == "lambda.amazonaws.com" and eventName starts with "UpdateFunctionCode" and requestParameters.publish == true',
  },
});

export const parameterIsList = problem<{ path: string }>({
  code: "D3054",
  slug: "parameter-is-a-list",
  severity: "hint",
  say: (a) => `By its model \`${a.path}\` is a list.`,
  help: (a) => `Write \`${a.path}[]\`: it stands for each element, and for the value itself where there is no list.`,
  why: "A path that goes past a list without `[]` finds nothing. Records differ from the model in places, hence no more than a hint.",
  example: {
    avoid:
      'when eventSource == "ssm.amazonaws.com" and eventName == "SendCommand" and requestParameters.instanceIds == "*"',
    prefer:
      'when eventSource == "ssm.amazonaws.com" and eventName == "SendCommand" and requestParameters.instanceIds[] == "*"',
  },
});

export const noResponse = problem<{ path: string; operations: string }>({
  code: "D3055",
  slug: "no-response-recorded",
  severity: "warning",
  say: (a) => `\`${a.path}\`: CloudTrail records no response of ${a.operations}, which only reads.`,
  why: "`responseElements` is null for operations that change nothing (CloudTrail User Guide, record contents).",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com" and eventName == "ListUsers" and responseElements.isTruncated == true',
    prefer: 'when eventSource == "iam.amazonaws.com" and eventName == "ListUsers"',
  },
});

export const deadValue = problem<{ path: string; text: string; instead: string }>({
  code: "D3056",
  slug: "value-never-recorded",
  severity: "warning",
  say: (a) => `\`${a.path}\` is never \`${a.text}\` in CloudTrail's records.`,
  help: (a) => a.instead,
  why: "Other products write such values into their own copies of the field; the record itself has none of them.",
  example: { avoid: 'when errorCode == "Success"', prefer: "when errorCode missing" },
});

export const eventTypeNever = problem<{ types: string; events: string; always: string }>({
  code: "D3057",
  slug: "event-type-never",
  severity: "error",
  say: (a) => `\`eventType\` is never ${a.types} for ${a.events}.`,
  help: (a) => `It is \`${a.always}\`.`,
  why: "Sign-in and service events have their own type; a condition that asks for another one never holds.",
  example: {
    avoid: 'when eventSource == "signin.amazonaws.com" and eventName == "ConsoleLogin" and eventType == "AwsApiCall"',
    prefer: 'when eventSource == "signin.amazonaws.com" and eventName == "ConsoleLogin"',
  },
});

export const parameterIsObject = problem<{ path: string; members: readonly string[] }>({
  code: "D3058",
  slug: "parameter-is-an-object",
  severity: "warning",
  say: (a) => `By its model \`${a.path}\` is an object: it can only be asked whether it exists.`,
  help: (a) =>
    a.members.length > 0 ? `Compare a member of it: ${a.members.map((one) => `\`${one}\``).join(", ")}.` : undefined,
  why: "An object has no text of its own, so that every comparison with it is false.",
  example: {
    avoid:
      'when eventSource == "ecr.amazonaws.com" and eventName == "PutImageScanningConfiguration"\n and requestParameters.imageScanningConfiguration == "false"',
    prefer:
      'when eventSource == "ecr.amazonaws.com" and eventName == "PutImageScanningConfiguration"\n and requestParameters.imageScanningConfiguration.scanOnPush == false',
  },
});

export const unknownTestSource = problem<{ text: string; nearest: readonly string[] }>({
  code: "D5050",
  slug: "unknown-event-source-in-a-test",
  severity: "warning",
  say: (a) => `\`${a.text}\` is no event source that the model of AWS knows.`,
  help: (a) => oneOf(a.nearest) ?? "If records bear it, say so: `// tocsin-ignore D5050: reason`.",
  why: "A test whose event no service records shows nothing of what the rule does with real ones.",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "another service" ignores { "eventSource": "secrets-manager.amazonaws.com", "eventName": "GetSecretValue" }',
    prefer:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "another service" ignores { "eventSource": "secretsmanager.amazonaws.com", "eventName": "GetSecretValue" }',
  },
});

export const unknownTestOperation = problem<{ name: string; source: string; nearest: readonly string[] }>({
  code: "D5051",
  slug: "unknown-operation-in-a-test",
  severity: "warning",
  say: (a) => `\`${a.name}\` is no operation of \`${a.source}\` that the model of AWS knows.`,
  help: (a) => oneOf(a.nearest) ?? "If records bear it, say so: `// tocsin-ignore D5051: reason`.",
  why: "A test that expects silence passes for any misspelt name, and so shows nothing.",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "another call" ignores { "eventSource": "iam.amazonaws.com", "eventName": "DeletUser" }',
    prefer:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "another call" ignores { "eventSource": "iam.amazonaws.com", "eventName": "DeleteUser" }',
  },
});

export const unknownTestMember = problem<{
  path: string;
  name: string;
  operations: string;
  nearest: readonly string[];
}>({
  code: "D5052",
  slug: "unknown-parameter-in-a-test",
  severity: "warning",
  say: (a) => `\`${a.path}\`: the model of AWS knows no \`${a.name}\` in ${a.operations}.`,
  help: (a) => oneOf(a.nearest) ?? "If records have it, say so: `// tocsin-ignore D5052: reason`.",
  why: "A test whose event has a member that no record has tests something that never happens. Records hold a few members that AWS doesn't document.",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "hit" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "requestParameters": { "userNmae": "eve" } }',
    prefer:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\n…\ntest "hit" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "requestParameters": { "userName": "eve" } }',
  },
});

export const wrongTestMember = problem<{ path: string; wanted: string; found: string }>({
  code: "D5053",
  slug: "parameter-type-in-a-test",
  severity: "warning",
  say: (a) => `By the model of AWS \`${a.path}\` is ${a.wanted}, and here it is ${a.found}.`,
  help: () => "Write it as records have it; if they have it so, say so: `// tocsin-ignore D5053: reason`.",
  why: "A rule is asked about real records. What a test shows of a value of another kind says little about those.",
  example: {
    avoid:
      'when eventSource == "kms.amazonaws.com" and eventName == "CreateKey"\n…\ntest "hit" alerts { "eventSource": "kms.amazonaws.com", "eventName": "CreateKey", "requestParameters": { "multiRegion": "yes" } }',
    prefer:
      'when eventSource == "kms.amazonaws.com" and eventName == "CreateKey"\n…\ntest "hit" alerts { "eventSource": "kms.amazonaws.com", "eventName": "CreateKey", "requestParameters": { "multiRegion": true } }',
  },
});
