/** Problems of the grammar: D1020-D1039, and of templates: D1080-D1089. */
import { problem } from "../diagnostics/problem.ts";

export const syntaxError = problem<{
  /** What could stand here; nothing: the end of this part. */
  expected: string | undefined;
  /** What stands here; nothing: this part ends. */
  found: string | undefined;
  hint: string | undefined;
}>({
  code: "D1020",
  slug: "syntax-error",
  severity: "error",
  say: ({ expected, found }) => {
    if (!expected) return `${found ?? "This"} does not belong here.`;
    return found ? `Here should be ${expected}, not ${found}.` : `Here ${expected} is missing.`;
  },
  help: ({ hint }) => hint,
  why: "What can't be read has no meaning, so nothing is made of it.",
  example: { avoid: "when eventName ==", prefer: 'when eventName == "GetUser"' },
});

export const unclosedBracket = problem<{ opening: string; closing: string; before: string }>({
  code: "D1021",
  slug: "unclosed-bracket",
  severity: "error",
  say: ({ closing, before }) => `A \`${closing}\` is missing before ${before}.`,
  help: ({ opening }) => `It would close the \`${opening}\` that was opened further up.`,
  why: "Without its end, a part of a rule swallows what comes after it.",
  example: {
    avoid: 'when (eventName == "A"\nalert { suppress = 1h }',
    prefer: 'when (eventName == "A")\nalert { suppress = 1h }',
  },
});

export const strayBracket = problem<{ closing: string; opening: string }>({
  code: "D1022",
  slug: "stray-bracket",
  severity: "error",
  say: ({ closing, opening }) => `This \`${closing}\` closes nothing: there is no \`${opening}\` before it.`,
  help: () => "Remove it, or add what it should close.",
  why: "A bracket too many ends a part of the rule earlier than meant.",
  example: { avoid: 'when eventName == "A")', prefer: 'when eventName == "A"' },
});

export const unknownClause = problem<{ word: string; nearest: string | undefined }>({
  code: "D1023",
  slug: "unknown-clause",
  severity: "error",
  say: ({ word }) => `Nothing in a rule begins with \`${word}\`.`,
  help: ({ nearest }) =>
    nearest
      ? `The closest word is \`${nearest}\`.`
      : "Here can stand data (`name = …`), `source`, `let`, `when`, `unless`, `alert`, a platform's block (`name { … }`), `event` or `test`.",
  why: "Each part of a rule begins with its own word.",
  example: { avoid: 'wehn eventName == "A"', prefer: 'when eventName == "A"' },
});

export const unknownDeclaration = problem<{ word: string; nearest: string | undefined }>({
  code: "D1024",
  slug: "unknown-declaration",
  severity: "error",
  say: ({ word }) => `Nothing in a file begins with \`${word}\`.`,
  help: ({ nearest }) =>
    nearest ? `The closest word is \`${nearest}\`.` : "A file holds `import`, `rule`, `tune`, `let` and `event`.",
  why: "A file is a list of imports, rules or tunes, and shared `let`s and events.",
  example: { avoid: 'rul A.B { title = "…" }', prefer: 'rule A.B { title = "…" }' },
});

export const clauseOutsideRule = problem<{ word: string }>({
  code: "D1035",
  slug: "clause-outside-rule",
  severity: "error",
  say: ({ word }) => `\`${word}\` begins a part of a rule, but here is no rule.`,
  help: () =>
    "Perhaps a `}` further up closes the rule too early. Outside of rules and tunes stand `import`, `let` and `event`.",
  why: "Only `let` and `event` can be shared between rules.",
  example: { avoid: 'when eventName == "A"', prefer: 'rule A.B { when eventName == "A" }' },
});

export const missingSign = problem<{ sign: string; after: string }>({
  code: "D1025",
  slug: "missing-sign",
  severity: "error",
  say: ({ sign, after }) => `After ${after} a \`${sign}\` is missing.`,
  why: "The sign tells where one thing ends and the next begins.",
  example: { avoid: "severity medium", prefer: "severity = medium" },
});

export const unknownOperator = problem<{ written: string; instead: string; because: string | undefined }>({
  code: "D1026",
  slug: "unknown-operator",
  severity: "error",
  say: ({ written, instead }) => `\`${written}\` is written \`${instead}\` here.`,
  help: ({ because }) => because,
  why: "There is one way to write each comparison, so that rules of different people read alike.",
  example: { avoid: 'when userAgent contain "kali"', prefer: 'when userAgent contains "kali"' },
});

export const assignInCondition = problem<Record<string, never>>({
  code: "D1027",
  slug: "assign-in-condition",
  severity: "error",
  say: () => "A comparison is written `==`.",
  help: () => "A single `=` gives a value to a name.",
  why: "One sign has one meaning.",
  example: { avoid: 'when eventName = "A"', prefer: 'when eventName == "A"' },
});

export const notSupportedYet = problem<{ what: string }>({
  code: "D1028",
  slug: "not-supported-yet",
  severity: "error",
  say: ({ what }) => `\`${what}\` is not supported yet.`,
  help: () => "This version compiles rules over single events.",
  why: "The word is kept for a later version, so that no rule can use it for something else now.",
  example: {
    avoid: "when errorCode exists\ngroup by sourceIPAddress within 10m",
    prefer: "when errorCode exists",
  },
});

export const trailingComma = problem<Record<string, never>>({
  code: "D1029",
  slug: "trailing-comma",
  severity: "error",
  say: () => "JSON has no comma after the last member.",
  help: () => "Remove the comma.",
  why: "Events are JSON, so that they can be copied from a log and into a test of a platform.",
  example: { avoid: 'event a { "eventName": "A", }', prefer: 'event a { "eventName": "A" }' },
});

export const duplicateKey = problem<{ key: string }>({
  code: "D1030",
  slug: "duplicate-key",
  severity: "warning",
  say: ({ key }) => `The key \`${key}\` stands twice in this object; the last one counts.`,
  help: () => "Remove one of them.",
  why: "Readers of JSON disagree on which of two equal keys counts.",
  example: {
    avoid: 'event a { "eventName": "A", "eventName": "B" }',
    prefer: 'event a { "eventName": "B" }',
  },
});

export const jsonQuotes = problem<{ written: string }>({
  code: "D1031",
  slug: "json-quotes",
  severity: "error",
  say: ({ written }) => `In JSON, \`${written}\` stands in double quotes.`,
  why: "Events are JSON, so that they can be copied from a log and into a test of a platform.",
  example: { avoid: 'event a { eventName: "A" }', prefer: 'event a { "eventName": "A" }' },
});

export const keyNeedsQuotes = problem<{ name: string }>({
  code: "D1032",
  slug: "key-needs-quotes",
  severity: "error",
  say: ({ name }) => `A name has letters, digits and \`_\` only: \`${name}\`.`,
  help: ({ name }) => `After a dot a key of other characters stands in quotes: \`."${name}"\`.`,
  why: "A dash in a bare name would be easy to misread.",
  example: { avoid: "when requestParameters.x-amz-acl exists", prefer: 'when requestParameters."x-amz-acl" exists' },
});

export const notAValue = problem<{ what: string }>({
  code: "D1034",
  slug: "not-a-value",
  severity: "error",
  say: ({ what }) => `${what} can't stand on the left of \`??\`: it is a condition.`,
  help: () => "`a ?? b` is the first of some values that is present: paths, and as the last one a text.",
  why: "A condition is true or false; it is never missing.",
  example: { avoid: 'let who = actor == "a" ?? "none"', prefer: 'let who = actor ?? "none"' },
});

export const emptyTemplateValue = problem<Record<string, never>>({
  code: "D1080",
  slug: "empty-template-value",
  severity: "error",
  say: () => "Nothing stands between these braces.",
  help: () => "Name the field to show, `{userIdentity.arn}`; for a brace itself write `{{` or `}}`.",
  why: "In the title and description of an alert, braces hold what differs from alert to alert.",
  example: { avoid: 'alert { title = "By {}" }', prefer: 'alert { title = "By {userIdentity.arn}" }' },
});

export const unclosedTemplateValue = problem<Record<string, never>>({
  code: "D1081",
  slug: "unclosed-template-value",
  severity: "error",
  say: () => "This `{` has no `}`.",
  help: () => "Close it after the field's name; for a brace itself write `{{`.",
  why: "In the title and description of an alert, braces hold what differs from alert to alert.",
  example: { avoid: 'alert { title = "By {actor" }', prefer: 'alert { title = "By {actor}" }' },
});

export const strayTemplateBrace = problem<Record<string, never>>({
  code: "D1082",
  slug: "stray-template-brace",
  severity: "error",
  say: () => "This `}` closes nothing.",
  help: () => "For a brace itself write `}}`.",
  why: "A brace too many is nearly always a slip, and the platforms' own templates stumble over it.",
  example: { avoid: 'alert { title = "By {actor}}" }', prefer: 'alert { title = "By {actor}" }' },
});

export const tooManyValues = problem<{ most: number }>({
  code: "D1083",
  slug: "too-many-values",
  severity: "error",
  say: ({ most }) => `A text shows at most ${most} values.`,
  help: () => "Name the fields in `context`, where an alert lists them.",
  why: "Each platform has a limit on the length of a title and of a description.",
  example: { avoid: `alert { title = "${"{actor} ".repeat(101)}" }`, prefer: 'alert { title = "{actor}" }' },
});
