/** Problems of `like` patterns and regexes: D1040-D1069. */
import { problem } from "../diagnostics/problem.ts";

const sameEverywhere =
  "A regex is run by five engines: Python's, Lucene's, EQL's, PCRE and the one here. The forms that all of them read in the same way are few, and those are allowed.";
const linear =
  "Python and PCRE try all ways in which a regex can match. Some regexes have so many that one long text stops the platform.";

export const unknownPatternEscape = problem<{ written: string; fixed: string }>({
  code: "D1040",
  slug: "unknown-pattern-escape",
  severity: "error",
  say: ({ written }) => `\`${written}\` is no escape in a \`like\` pattern.`,
  help: ({ fixed }) =>
    `A backslash stands before \`*\`, \`?\` or \`\\\` only; for the backslash itself write \`${fixed}\`.`,
  why: "A backslash that is not doubled is read in different ways on each platform.",
  example: { avoid: "when userAgent like 'a\\d*'", prefer: "when userAgent like 'a\\\\d*'" },
});

export const regexLookAround = problem<{ written: string }>({
  code: "D1041",
  slug: "regex-look-around",
  severity: "error",
  say: ({ written }) => `\`${written}\` looks ahead or behind, which is not portable.`,
  help: () => "Write two conditions: `f matches /…/ and not f matches /…/`.",
  why: sameEverywhere,
  example: {
    avoid: "when userAgent matches /aws-cli(?!.*kali)/",
    prefer: "when userAgent matches /aws-cli/ and userAgent not matches /kali/",
  },
});

export const regexBackReference = problem<{ written: string }>({
  code: "D1042",
  slug: "regex-back-reference",
  severity: "error",
  say: ({ written }) => `\`${written}\` refers back to a group, which is not portable.`,
  help: () => "Write out the texts that are meant, as alternatives: `(aa|bb)`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /(a|b)\\1/", prefer: "when userAgent matches /aa|bb/" },
});

export const regexLazy = problem<{ written: string }>({
  code: "D1043",
  slug: "regex-lazy",
  severity: "error",
  say: ({ written }) => `\`${written}\` is a lazy quantifier, which is not portable.`,
  help: () => "Remove the `?`: whether a regex is found does not depend on it.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /a.*?b/", prefer: "when userAgent matches /a.*b/" },
});

export const regexPossessive = problem<{ written: string }>({
  code: "D1044",
  slug: "regex-possessive",
  severity: "error",
  say: ({ written }) => `\`${written}\` is possessive, which is not portable.`,
  help: () => "Use the plain quantifier or a plain group, and name the characters that may follow.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /[a-z]++1/", prefer: "when userAgent matches /[a-z]+1/" },
});

export const regexFlags = problem<{ written: string }>({
  code: "D1045",
  slug: "regex-flags",
  severity: "error",
  say: ({ written }) => `Regexes have no flags: \`${written}\`.`,
  help: ({ written }) =>
    written.includes("i")
      ? "To ignore case write `nocase` after the regex."
      : "`.` is any character, `^` and `$` are the ends of the text.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /kali/i", prefer: "when userAgent matches /kali/ nocase" },
});

export const regexWordBoundary = problem<{ written: string }>({
  code: "D1046",
  slug: "regex-word-boundary",
  severity: "error",
  say: ({ written }) => `\`${written}\` stands for a place, not for a character, which is not portable.`,
  help: ({ written }) =>
    /[bB]/.test(written)
      ? "Write a list of regexes with what may stand beside the word: `[/^kali/, /[^a-z]kali/]`."
      : "Write `^` for the start and `$` for the very end of the text.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /\\bkali/", prefer: "when userAgent matches [/^kali/, /[^a-z]kali/]" },
});

export const regexUnicodeClass = problem<{ written: string }>({
  code: "D1047",
  slug: "regex-unicode-class",
  severity: "error",
  say: ({ written }) => `\`${written}\` names a class that not all platforms have.`,
  help: () => "Write the characters: `[a-z]`, `[0-9]`, `[A-Za-z0-9_]`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /\\p{Lu}/", prefer: "when userAgent matches /[A-Z]/" },
});

export const regexNamedGroup = problem<{ written: string }>({
  code: "D1048",
  slug: "regex-named-group",
  severity: "error",
  say: ({ written }) => `\`${written}\` is a special kind of group; groups only hold things together here.`,
  help: () => "Write `(…)`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /(?<tool>kali|nmap)/", prefer: "when userAgent matches /(kali|nmap)/" },
});

export const regexEmptyGroup = problem<Record<string, never>>({
  code: "D1049",
  slug: "regex-empty-group",
  severity: "error",
  say: () => "The group is empty.",
  help: () => "Remove it, or put into it what it is to match; for parentheses themselves write `\\(\\)`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /main()/", prefer: "when userAgent matches /main\\(\\)/" },
});

export const regexEmptyClass = problem<Record<string, never>>({
  code: "D1050",
  slug: "regex-empty-class",
  severity: "error",
  say: () => "No character is in this class.",
  help: () => "Put characters into it; for `]` itself write `[\\]]`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /a[]b/", prefer: "when userAgent matches /a[0-9]b/" },
});

export const regexEmptyArm = problem<Record<string, never>>({
  code: "D1051",
  slug: "regex-empty-arm",
  severity: "error",
  say: () => "One side of `|` is empty.",
  help: () => "For something that may be absent write `(…)?`; for the bar itself write `\\|`.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /kali(-amd64|)$/", prefer: "when userAgent matches /kali(-amd64)?$/" },
});

export const regexAnchor = problem<{ anchor: string }>({
  code: "D1052",
  slug: "regex-anchor",
  severity: "error",
  say: ({ anchor }) => `\`${anchor}\` can only be the ${anchor === "^" ? "first" : "last"} sign of the whole regex.`,
  help: ({ anchor }) => `Write a list of regexes, \`[/^a/, /b/]\`; for the sign itself write \`\\${anchor}\`.`,
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /(^kali| kali)/", prefer: "when userAgent matches [/^kali/, / kali/]" },
});

export const regexAnchorBesideBar = problem<{ anchor: string }>({
  code: "D1053",
  slug: "regex-anchor-beside-bar",
  severity: "error",
  say: ({ anchor }) => `\`${anchor}\` beside a bare \`|\` belongs to one side only, which is easily misread.`,
  help: () => "Put the alternatives into a group, `^(a|b)`, or write a list of regexes, `[/^a/, /b/]`.",
  why: "`^a|b` is `(^a)|b` in all engines, and nearly always a slip.",
  example: { avoid: "when userAgent matches /^kali|nmap/", prefer: "when userAgent matches /^(kali|nmap)/" },
});

export const regexNestedQuantifier = problem<Record<string, never>>({
  code: "D1054",
  slug: "regex-nested-quantifier",
  severity: "error",
  say: () => "This repeats without end something that itself repeats without end.",
  help: () => "Repeat only once: `(a+)+` finds the same as `a+`. Or bound one of them: `(a+,){1,20}`.",
  why: linear,
  example: { avoid: "when userAgent matches /([a-z]+)+$/", prefer: "when userAgent matches /[a-z]+$/" },
});

export const regexCount = problem<{ written: string; hint: string }>({
  code: "D1055",
  slug: "regex-count",
  severity: "error",
  say: ({ written }) => `The count \`${written}\` is not allowed.`,
  help: ({ hint }) => hint,
  why: "Each engine has its own limit for counts; all of them take counts up to 200.",
  example: { avoid: "when userAgent matches /a{500}/", prefer: "when userAgent matches /a{200}/" },
});

export const regexProduct = problem<{ product: number }>({
  code: "D1056",
  slug: "regex-product",
  severity: "error",
  say: ({ product }) =>
    `Together with the counts inside, this repeats up to ${product} times; at most 1000 are allowed.`,
  help: () => "Lower one of the counts.",
  why: linear,
  example: { avoid: "when userAgent matches /(a{100}b){50}/", prefer: "when userAgent matches /(a{20}b){50}/" },
});

export const regexEscape = problem<{ written: string; hint: string }>({
  code: "D1057",
  slug: "regex-escape",
  severity: "error",
  say: ({ written }) => `\`${written}\` is no escape in a portable regex.`,
  help: ({ hint }) => hint,
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /\\x41/", prefer: "when userAgent matches /A/" },
});

export const regexUnclosed = problem<{ sign: string }>({
  code: "D1058",
  slug: "regex-unclosed",
  severity: "error",
  say: ({ sign }) => `\`${sign}\` has no counterpart in this regex.`,
  help: ({ sign }) => `For the character itself write \`\\${sign}\`.`,
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /main(/", prefer: "when userAgent matches /main\\(/" },
});

export const regexNothingToRepeat = problem<{ written: string }>({
  code: "D1059",
  slug: "regex-nothing-to-repeat",
  severity: "error",
  say: ({ written }) => `There is nothing before \`${written}\` that it could repeat.`,
  help: () => "A quantifier follows one character, a class or a group; for the sign itself put `\\` before it.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /+kali/", prefer: "when userAgent matches /kali/" },
});

export const regexRange = problem<{ written: string; hint: string }>({
  code: "D1060",
  slug: "regex-range",
  severity: "error",
  say: ({ written }) => `\`${written}\` is no range of characters.`,
  help: ({ hint }) => hint,
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /[z-a]/", prefer: "when userAgent matches /[a-z]/" },
});

export const regexBareSign = problem<{ sign: string }>({
  code: "D1061",
  slug: "regex-bare-sign",
  severity: "error",
  say: ({ sign }) => `A bare \`${sign}\` is read in different ways.`,
  help: ({ sign }) => `For the character itself write \`\\${sign}\`.`,
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /a{b}/", prefer: "when userAgent matches /a\\{b\\}/" },
});

export const regexEmpty = problem<Record<string, never>>({
  code: "D1062",
  slug: "regex-empty",
  severity: "error",
  say: () => "The regex matches nothing in particular: there is no character in it.",
  help: () => "Ask `f exists` for any text.",
  why: sameEverywhere,
  example: { avoid: "when userAgent matches /^$/", prefer: "when userAgent missing" },
});

export const regexTooDeep = problem<{ most: number }>({
  code: "D1063",
  slug: "regex-too-deep",
  severity: "error",
  say: ({ most }) => `Groups are nested more than ${most} deep in this regex.`,
  why: "A bound on nesting keeps every engine within its own.",
  example: {
    avoid: `when userAgent matches /${"(".repeat(65)}kali${")".repeat(65)}/`,
    prefer: "when userAgent matches /kali/",
  },
});
