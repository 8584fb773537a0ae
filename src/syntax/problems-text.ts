/** Problems of characters, literals and other single tokens: D1001-D1019. */
import { problem } from "../diagnostics/problem.ts";

/** How a character that can't be seen is shown: `\u{202E}`. */
export function showCodePoint(codePoint: number): string {
  return `\\u{${codePoint.toString(16).toUpperCase().padStart(4, "0")}}`;
}

export const sourceTooLarge = problem<{ size: number; most: number }>({
  code: "D1001",
  slug: "source-too-large",
  severity: "error",
  say: ({ size, most }) => `The file is ${size} characters long; at most ${most} are read.`,
  help: () => "Split the rules into several files, and share what they have in common with `import`.",
  why: "A bound on the size keeps a broken or hostile file from stopping the build of all others.",
  example: { avoid: "// a file of two million characters", prefer: "// several files, each with a few rules" },
});

export const nestedTooDeep = problem<{ most: number }>({
  code: "D1002",
  slug: "nested-too-deep",
  severity: "error",
  say: ({ most }) => `Brackets and \`not\` are nested more than ${most} deep here.`,
  help: () => "Give inner conditions a name with `let`.",
  why: "Everything that reads a rule follows its nesting; a bound keeps that safe on each platform.",
  example: { avoid: `when ${"(".repeat(65)}errorCode exists${")".repeat(65)}`, prefer: "when errorCode exists" },
});

export const forbiddenCharacter = problem<{ codePoint: number }>({
  code: "D1003",
  slug: "forbidden-character",
  severity: "error",
  say: ({ codePoint }) => `The character ${showCodePoint(codePoint)} may not stand in a rule.`,
  help: () =>
    "Remove it. It is a control character or changes the direction of text, so that people see something else.",
  why: "A reviewer must see what a rule says. Control and bidirectional characters make a text look like another one.",
  example: { avoid: 'title = "Root\u202E login"', prefer: 'title = "Root login"' },
});

export const zeroWidthCharacter = problem<{ codePoint: number }>({
  code: "D1004",
  slug: "zero-width-character",
  severity: "warning",
  say: ({ codePoint }) => `The character ${showCodePoint(codePoint)} takes no room, so nobody sees that it is there.`,
  help: () => "Remove it if it came in by copying.",
  why: "Two texts that look the same are not equal when one of them holds such a character.",
  example: { avoid: 'when eventName == "Get\u200BUser"', prefer: 'when eventName == "GetUser"' },
});

export const unknownCharacter = problem<{ text: string; hint: string | undefined }>({
  code: "D1005",
  slug: "unknown-character",
  severity: "error",
  say: ({ text }) => `\`${text}\` means nothing here.`,
  help: ({ hint }) => hint,
  why: "Outside of quotes, names are written in ASCII letters, digits and `_`, so that they can't be mistaken for others.",
  example: { avoid: "when eventName == “GetUser”", prefer: 'when eventName == "GetUser"' },
});

export const unclosedText = problem<{ quote: string }>({
  code: "D1006",
  slug: "unclosed-text",
  severity: "error",
  say: ({ quote }) => `The text that starts here has no closing \`${quote}\`.`,
  help: ({ quote }) =>
    quote === '"""' ? undefined : 'Close it on the same line; a text of several lines stands between `"""`.',
  why: "A text in `\"` or `'` ends on the line on which it starts, so that one missing quote spoils one line only.",
  example: { avoid: 'when eventName == "GetUser', prefer: 'when eventName == "GetUser"' },
});

export const unknownEscape = problem<{ written: string }>({
  code: "D1007",
  slug: "unknown-escape",
  severity: "error",
  say: ({ written }) => `\`${written}\` is no escape in a text.`,
  help: ({ written }) =>
    written.startsWith("\\u")
      ? "`\\u` is followed by four hexadecimal digits."
      : `For the backslash itself write \`\\${written}\`, or put the text between single quotes, where nothing is escaped.`,
  why: 'Texts in `"` have the escapes of JSON: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX. Others would mean something different on each platform.',
  example: { avoid: 'when userAgent contains "a\\d"', prefer: 'when userAgent contains "a\\\\d"' },
});

export const forbiddenEscape = problem<{ written: string; codePoint: number }>({
  code: "D1008",
  slug: "forbidden-escape",
  severity: "error",
  say: ({ written, codePoint }) =>
    `\`${written}\` stands for ${showCodePoint(codePoint)}, a character that may not be in a rule.`,
  help: () =>
    "Control and bidirectional characters and halves of a surrogate pair are refused; tab and line breaks are not.",
  why: "Such characters break out of the formats that rules are written to, or make them look like something else.",
  example: { avoid: 'title = "A\\u0000B"', prefer: 'title = "A B"' },
});

export const invalidNumber = problem<{ text: string; hint: string }>({
  code: "D1009",
  slug: "invalid-number",
  severity: "error",
  say: ({ text }) => `\`${text}\` is no number.`,
  help: ({ hint }) => hint,
  why: "Numbers are written as in JSON. A text that only looks like a number, such as an account's id, stands in quotes.",
  example: { avoid: "when recipientAccountId == 012345678901", prefer: 'when recipientAccountId == "012345678901"' },
});

export const invalidTime = problem<{ text: string; hint: string }>({
  code: "D1010",
  slug: "invalid-time",
  severity: "error",
  say: ({ text }) => `\`${text}\` is no time.`,
  help: ({ hint }) => hint,
  why: "A time is a real day, `2026-11-22`, or a second of one in UTC, `2026-11-22T10:00:00Z`, as CloudTrail writes it.",
  example: { avoid: "created = 2026-02-30", prefer: "created = 2026-02-28" },
});

export const invalidDuration = problem<{ text: string; hint: string }>({
  code: "D1011",
  slug: "invalid-duration",
  severity: "error",
  say: ({ text }) => `\`${text}\` is no duration.`,
  help: ({ hint }) => hint,
  why: "A duration is one whole number and one of `s`, `m`, `h` and `d`, so that it reads the same for everybody.",
  example: { avoid: "alert { suppress = 1h30m }", prefer: "alert { suppress = 90m }" },
});

export const unclosedRegex = problem<Record<string, never>>({
  code: "D1012",
  slug: "unclosed-regex",
  severity: "error",
  say: () => "The regex that starts here has no closing `/`.",
  help: () => "Close it on the same line; a slash inside is written `\\/`.",
  why: "A regex stands between slashes on one line.",
  example: { avoid: "when userAgent matches /curl", prefer: "when userAgent matches /curl/" },
});

export const invalidAttack = problem<{ text: string }>({
  code: "D1013",
  slug: "invalid-attack-id",
  severity: "error",
  say: ({ text }) => `\`${text}\` is no ATT&CK id.`,
  help: () => "A tactic is `TA0007`, a technique `T1087` or `T1087.004`; both together are `TA0007:T1087.004`.",
  why: "Platforms sort and count rules by these ids.",
  example: { avoid: "attack = [TA007:T1087]", prefer: "attack = [TA0007:T1087]" },
});

export const foreignSign = problem<{ sign: string; instead: string | undefined }>({
  code: "D1014",
  slug: "foreign-sign",
  severity: "error",
  say: ({ sign, instead }) =>
    instead ? `\`${sign}\` is written \`${instead}\` here.` : `\`${sign}\` is not needed here.`,
  help: ({ instead }) => (instead ? undefined : "Remove it; a clause ends where the next one begins."),
  why: "There is one way to write each thing, so that rules of different people read alike.",
  example: {
    avoid: 'when eventName == "GetUser" && errorCode exists',
    prefer: 'when eventName == "GetUser" and errorCode exists',
  },
});

export const foreignComment = problem<{ mark: string }>({
  code: "D1015",
  slug: "foreign-comment",
  severity: "error",
  say: ({ mark }) => `A comment starts with \`//\`, not with \`${mark}\`.`,
  why: "There is one form of comment; it ends with its line.",
  example: { avoid: "# what this is for", prefer: "// what this is for" },
});
