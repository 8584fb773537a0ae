/** Problems of types and of conditions that can't mean what they say: D3xxx. */
import { problem } from "../diagnostics/problem.ts";

export const neverEqual = problem<{ path: string; type: string; literal: string; instead?: string }>({
  code: "D3001",
  slug: "never-equal",
  severity: "error",
  say: (a) => `\`${a.path}\` is ${a.type} and can never hold \`${a.literal}\`.`,
  help: (a) => a.instead,
  why: "A comparison that no record can pass makes a rule that never fires.",
  example: { avoid: 'when readOnly == "yes"', prefer: "when readOnly == true" },
});

export const numberOnText = problem<{ path: string; literal: string }>({
  code: "D3002",
  slug: "number-on-text",
  severity: "error",
  say: (a) => `\`${a.path}\` is text; \`${a.literal}\` has no quotes.`,
  help: (a) => `Write \`"${a.literal}"\`.`,
  why: "Account ids and versions are texts: `012345678901` as a number would lose its zero.",
  example: { avoid: "when recipientAccountId == 123456789012", prefer: 'when recipientAccountId == "123456789012"' },
});

export const objectCompared = problem<{ path: string; members: readonly string[] }>({
  code: "D3003",
  slug: "object-compared",
  severity: "error",
  say: (a) => `\`${a.path}\` is an object: it can only be asked whether it exists.`,
  help: (a) =>
    a.members.length > 0 ? `Compare a member of it, such as \`${a.path}.${a.members[0]}\`.` : "Compare a member of it.",
  why: "An object has no text of its own that all platforms agree on.",
  example: { avoid: 'when userIdentity == "Root"', prefer: 'when userIdentity.type == "Root"' },
});

export const emptyText = problem<{ operator: string }>({
  code: "D3004",
  slug: "empty-text",
  severity: "error",
  say: (a) => `\`${a.operator}\` with an empty text.`,
  help: (a) =>
    a.operator === "==" || a.operator === "!=" || a.operator === "in"
      ? "Empty is missing: write `missing` or `exists`."
      : "Write `exists`, or the text that is meant.",
  why: "An empty text counts as missing, and every text contains the empty one: neither comparison says anything.",
  example: { avoid: 'when errorCode == ""', prefer: "when errorCode missing" },
});

export const emptyList = problem<Record<string, never>>({
  code: "D3005",
  slug: "empty-list",
  severity: "error",
  say: () => "An empty list: nothing is in it.",
  help: () => "Name at least one value.",
  why: "A comparison with nothing is never true, which is never what is meant.",
  example: { avoid: "when eventName in []", prefer: 'when eventName in ["StopLogging"]' },
});

export const listWantsIn = problem<{ operator: string; instead: string }>({
  code: "D3006",
  slug: "list-wants-in",
  severity: "error",
  say: (a) => `\`${a.operator}\` compares with one value, and this is a list.`,
  help: (a) => `Write \`${a.instead}\`.`,
  why: "One value never equals a list of them.",
  example: { avoid: 'when eventName == ["A", "B"]', prefer: 'when eventName in ["A", "B"]' },
});

export const wantsList = problem<{ operator: string }>({
  code: "D3007",
  slug: "wants-list",
  severity: "error",
  say: (a) => `\`${a.operator}\` wants a list of values.`,
  help: () => "Write `[…]`, or the name of a list.",
  why: "One form for one meaning: a single value is compared with `==`.",
  example: { avoid: 'when eventName in "StopLogging"', prefer: 'when eventName in ["StopLogging"]' },
});

export const wrongRight = problem<{ operator: string; wanted: string; found: string }>({
  code: "D3008",
  slug: "wrong-right-side",
  severity: "error",
  say: (a) => `\`${a.operator}\` wants ${a.wanted}, and this is ${a.found}.`,
  why: "An operator means one thing only for values of its kind.",
  example: { avoid: 'when userAgent matches "curl"', prefer: "when userAgent matches /curl/" },
});

export const neverOrdered = problem<{ path: string; type: string; wanted: string }>({
  code: "D3009",
  slug: "never-ordered",
  severity: "error",
  say: (a) => `\`${a.path}\` is ${a.type} and is never ${a.wanted}.`,
  why: "`<` and its kin read both sides as numbers, or both as times; anything else is false.",
  example: { avoid: "when readOnly < 3", prefer: "when eventTime < 2026-11-22" },
});

export const fractionEquals = problem<{ literal: string }>({
  code: "D3010",
  slug: "fraction-equals",
  severity: "error",
  say: (a) =>
    `\`${a.literal}\` has a fraction, an exponent or too many digits, and so no text that is the same everywhere.`,
  help: () => "Compare with `<` and `>`, or with an integer of up to 2^53.",
  why: "Platforms write such numbers in different ways.",
  example: { avoid: "when requestParameters.ratio == 0.5", prefer: "when requestParameters.ratio >= 0.5" },
});

export const nocaseWantsAscii = problem<{ literal: string }>({
  code: "D3011",
  slug: "nocase-wants-ascii",
  severity: "error",
  say: (a) => `\`nocase\` folds the letters A to Z only, and \`${a.literal}\` has others.`,
  help: () => "Leave `nocase` out, or list the spellings.",
  why: "Platforms fold other letters in different ways.",
  example: { avoid: 'when userAgent contains "größe" nocase', prefer: 'when userAgent contains ["größe", "Größe"]' },
});

export const nocaseNotHere = problem<{ operator: string }>({
  code: "D3012",
  slug: "nocase-not-here",
  severity: "error",
  say: (a) => `\`nocase\` means nothing after \`${a.operator}\`.`,
  help: () => "Remove it.",
  why: "Only comparisons of texts have letter case.",
  example: { avoid: "when eventTime < 2026-11-22 nocase", prefer: "when eventTime < 2026-11-22" },
});

export const notANetwork = problem<{ text: string; repaired?: string; reason: string }>({
  code: "D3013",
  slug: "not-a-network",
  severity: "error",
  say: (a) => `\`${a.text}\` ${a.reason}.`,
  help: (a) => a.repaired && `Write \`"${a.repaired}"\`.`,
  why: "Platforms read loosely written networks in different ways, or stop with an error.",
  example: {
    avoid: 'when sourceIPAddress in cidr ["10.1.2.3/8"]',
    prefer: 'when sourceIPAddress in cidr ["10.0.0.0/8"]',
  },
});

export const listMissing = problem<{ path: string }>({
  code: "D3014",
  slug: "list-steps-missing",
  severity: "error",
  say: (a) => `\`${a.path}\` is a list.`,
  help: (a) => `Write \`${a.path}[]\` for its elements.`,
  why: "A path that goes past a list without `[]` finds nothing.",
  example: { avoid: 'when resources.ARN == "…"', prefer: 'when resources[].ARN == "…"' },
});

export const noListHere = problem<{ path: string }>({
  code: "D3015",
  slug: "no-list-here",
  severity: "error",
  say: (a) => `\`${a.path}\` is never a list.`,
  help: () => "Remove `[]`.",
  why: "`[]` on a plain field says that there may be several values; the record's schema knows that there is one.",
  example: { avoid: 'when userIdentity.type[] == "Root"', prefer: 'when userIdentity.type == "Root"' },
});

export const quantifierWantsList = problem<{ path: string }>({
  code: "D3016",
  slug: "quantifier-wants-list",
  severity: "error",
  say: (a) => `\`${a.path}\` does not end in \`[]\`.`,
  help: (a) => `Write \`${a.path}[]\`.`,
  why: "`any` and `all` go over the elements of a list.",
  example: {
    avoid: 'when any r in resources ( r.type == "x" )',
    prefer: 'when any r in resources[] ( r.type == "x" )',
  },
});

export const orderOfFields = problem<{ operator: string }>({
  code: "D3017",
  slug: "order-of-fields",
  severity: "error",
  say: (a) => `\`${a.operator}\` compares with a number or a time, not with another field.`,
  why: "Only equality and parts of texts mean the same between two fields on all platforms.",
  example: {
    avoid: "when requestParameters.maxResults > requestParameters.minResults",
    prefer: "when requestParameters.maxResults > 100",
  },
});

export const fieldNotAList = problem<{ name: string }>({
  code: "D3018",
  slug: "field-is-no-list-of-values",
  severity: "error",
  say: (a) => `\`in\` wants a list written in the rule, and \`${a.name}\` is a field.`,
  help: (a) => `Write \`== ${a.name}\`: it holds for any of its values.`,
  why: "`f == g[]` already says that some pair of values is equal.",
  example: { avoid: "when userIdentity.arn in resources[].ARN", prefer: "when userIdentity.arn == resources[].ARN" },
});

export const unknownValue = problem<{ path: string; literal: string; nearest?: string; values: readonly string[] }>({
  code: "D3019",
  slug: "unknown-value",
  severity: "warning",
  say: (a) => `\`${a.literal}\` is no documented value of \`${a.path}\`.`,
  help: (a) =>
    a.nearest ? `The closest one is \`${a.nearest}\`.` : `There are ${a.values.map((one) => `\`${one}\``).join(", ")}.`,
  why: "Values are compared letter by letter; a misspelt one never matches.",
  example: { avoid: 'when userIdentity.type == "IamUser"', prefer: 'when userIdentity.type == "IAMUser"' },
});

export const alwaysOrNever = problem<{ always: boolean }>({
  code: "D3020",
  slug: "always-or-never",
  severity: "error",
  say: (a) => (a.always ? "This condition holds for every event." : "This condition holds for no event."),
  why: "A rule that always or never fires is a slip.",
  example: {
    avoid: 'let who = userIdentity.userName ?? "unknown"\nwhen who exists',
    prefer: "when userIdentity.userName exists",
  },
});

export const missingOnEitherSide = problem<{ left: string; right: string }>({
  code: "D3021",
  slug: "missing-on-either-side",
  severity: "hint",
  say: (a) => `\`!=\` also holds where \`${a.left}\` or \`${a.right}\` is missing.`,
  help: (a) => `Where both must be there, add \`${a.left} exists and ${a.right} exists\`.`,
  why: "Every comparison with a missing value is false, and `!=` is its negation.",
  example: {
    avoid: "when userIdentity.accountId != recipientAccountId",
    prefer:
      "when userIdentity.accountId exists and recipientAccountId exists and userIdentity.accountId != recipientAccountId",
  },
});

export const notEqualOverList = problem<{ path: string }>({
  code: "D3022",
  slug: "not-equal-over-list",
  severity: "hint",
  say: (a) => `\`${a.path} != …\` says that none of its values is that one.`,
  help: () => 'For "some element differs" write `any x in …[] ( x != … )`.',
  why: "`!=` negates the whole comparison, over all values.",
  example: {
    avoid: 'when resources[].accountId != "123456789012"',
    prefer: 'when any r in resources[] ( r.accountId != "123456789012" )',
  },
});

export const tooLarge = problem<{ what: string; most: number }>({
  code: "D3023",
  slug: "too-large",
  severity: "error",
  say: (a) => `More than ${a.most} ${a.what}.`,
  help: () => "Put values into one list, or split the rule.",
  why: "Platforms limit the size of a rule, and nobody can read one that large.",
  example: { avoid: "a list of 20,000 texts", prefer: "several rules with a list each" },
});

export const sameTwice = problem<{ literal: string }>({
  code: "D3024",
  slug: "same-twice",
  severity: "warning",
  say: (a) => `\`${a.literal}\` stands twice in this list.`,
  help: () => "Keep one of them.",
  why: "A repeated value is often a slip for another one.",
  example: { avoid: 'when eventName in ["A", "A"]', prefer: 'when eventName in ["A", "B"]' },
});

export const matchesAnything = problem<{ literal: string }>({
  code: "D3025",
  slug: "matches-anything",
  severity: "error",
  say: (a) => `\`${a.literal}\` fits every text.`,
  help: () => "Write `exists`.",
  why: "A pattern that everything fits only asks whether there is a value.",
  example: { avoid: 'when userAgent like "*"', prefer: "when userAgent exists" },
});

export const notOnFixedText = problem<{ name: string; operator: string }>({
  code: "D3026",
  slug: "not-on-fixed-values",
  severity: "error",
  say: (a) => `\`${a.operator}\` can't ask about \`${a.name}\`, which may stand for a text that the rules fix.`,
  help: () => "Use `==`, `in`, `contains`, `starts with` or `ends with`.",
  why: "Part of its values are fixed texts, and patterns over those say nothing about an event.",
  example: { avoid: 'when outcome like "fail*"', prefer: 'when outcome == "failure"' },
});

export const textTooLong = problem<{ length: number; most: number }>({
  code: "D3027",
  slug: "text-too-long",
  severity: "error",
  say: (a) => `A text of ${a.length} characters; at most ${a.most} are compared.`,
  why: "Platforms index no longer values, so that such a text is never found.",
  example: { avoid: "a needle of 10,000 characters", prefer: "the part of it that is telling" },
});
