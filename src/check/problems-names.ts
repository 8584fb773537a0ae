/** Problems of names, clauses and data: D2xxx. */
import { problem } from "../diagnostics/problem.ts";

/** The closest names as a sentence. */
export const oneOf = (names: readonly string[]): string | undefined => {
  if (names.length === 0) return undefined;
  const quoted = names.map((name) => `\`${name}\``);
  return names.length === 1
    ? `The closest name is ${quoted[0]}.`
    : `The closest names are ${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}.`;
};

export const unknownField = problem<{ name: string; nearest: readonly string[] }>({
  code: "D2001",
  slug: "unknown-field",
  severity: "error",
  say: (a) => `CloudTrail's record has no field \`${a.name}\`, and nothing here has that name.`,
  help: (a) => oneOf(a.nearest),
  why: "A rule that asks for a field which no record has can never fire, and nobody would notice.",
  example: { avoid: 'when userIdenity.type == "Root"', prefer: 'when userIdentity.type == "Root"' },
});

export const unknownMember = problem<{ parent: string; name: string; nearest: readonly string[] }>({
  code: "D2002",
  slug: "unknown-member",
  severity: "error",
  say: (a) => `\`${a.parent}\` has no member \`${a.name}\`.`,
  help: (a) => oneOf(a.nearest),
  why: "The record's schema lists all members of this object; another name is always missing.",
  example: { avoid: 'when userIdentity.userNmae == "alice"', prefer: 'when userIdentity.userName == "alice"' },
});

export const nothingBelow = problem<{ path: string; type: string }>({
  code: "D2003",
  slug: "nothing-below",
  severity: "error",
  say: (a) => `\`${a.path}\` is ${a.type}: nothing lies below it.`,
  help: (a) => (a.type === "text" ? `Where it holds JSON as text, write \`json(${a.path}).member\`.` : undefined),
  why: "A path that goes on below a plain value is always missing.",
  example: { avoid: "when userAgent.name exists", prefer: "when userAgent exists" },
});

export const nothingAfterLet = problem<{ name: string; what: string }>({
  code: "D2004",
  slug: "nothing-after-let",
  severity: "error",
  say: (a) => `\`${a.name}\` is ${a.what}: no path goes on from it.`,
  why: "A `let` stands for a whole value, list or condition.",
  example: {
    avoid: "let who = userIdentity\nwhen who.arn exists",
    prefer: "let who = userIdentity.arn\nwhen who exists",
  },
});

export const notACondition = problem<{ name: string; what: string }>({
  code: "D2005",
  slug: "not-a-condition",
  severity: "error",
  say: (a) => `\`${a.name}\` is ${a.what}, not a condition.`,
  help: (a) => `Compare it, or ask \`${a.name} exists\`.`,
  why: "A bare name is a condition only if a `let` gave that name to one.",
  example: { avoid: "when readOnly", prefer: "when readOnly == true" },
});

export const nameTaken = problem<{ name: string; what: string }>({
  code: "D2006",
  slug: "name-taken",
  severity: "error",
  say: (a) => `\`${a.name}\` is already ${a.what}.`,
  help: () => "Choose another name.",
  why: "One name with two meanings in one place would be read wrongly, by people first.",
  example: { avoid: 'let userAgent = ["curl"]', prefer: 'let scanners = ["curl"]' },
});

export const letCircle = problem<{ name: string }>({
  code: "D2007",
  slug: "let-circle",
  severity: "error",
  say: (a) => `\`${a.name}\` is defined by itself.`,
  why: "A name that needs itself has no meaning.",
  example: { avoid: "let a = not b\nlet b = not a", prefer: "let a = not b\nlet b = userAgent exists" },
});

export const unusedName = problem<{ name: string; what: string }>({
  code: "D2008",
  slug: "unused-name",
  severity: "warning",
  say: (a) => `${a.what} \`${a.name}\` is not used.`,
  help: () => "Use it or remove it.",
  why: "What is not used is often a slip elsewhere: another name was used in its place.",
  example: {
    avoid: 'let tools = ["curl"]\nwhen userAgent contains "curl"',
    prefer: 'let tools = ["curl"]\nwhen userAgent contains tools',
  },
});

export const unknownImport = problem<{ path: string; reason: string }>({
  code: "D2009",
  slug: "unknown-import",
  severity: "error",
  say: (a) => `\`${a.path}\` can't be imported: ${a.reason}.`,
  help: () => "An import is a path from the rules' root, such as `lib/aws.tocsin`.",
  why: "Imports stay inside the rules' root, so that a rule means the same wherever it is compiled.",
  example: { avoid: 'import "../elsewhere.tocsin"', prefer: 'import "lib/aws.tocsin"' },
});

export const unknownData = problem<{ name: string; where: string; nearest: readonly string[] }>({
  code: "D2010",
  slug: "unknown-data",
  severity: "error",
  say: (a) => `${a.where} takes no \`${a.name}\`.`,
  help: (a) => oneOf(a.nearest),
  why: "Data that nothing reads is lost without a word.",
  example: { avoid: 'titel = "Root login"', prefer: 'title = "Root login"' },
});

export const missingData = problem<{ name: string; where: string }>({
  code: "D2011",
  slug: "missing-data",
  severity: "error",
  say: (a) => `${a.where} has no \`${a.name}\`.`,
  help: (a) =>
    a.name === "source"
      ? "Write `source aws.cloudtrail`."
      : a.name === "when"
        ? "Write `when` and a condition."
        : `Add \`${a.name} = …\`.`,
  why: "Every rule has a title, a description, a severity, a source and a condition: an alert that lacks one helps nobody.",
  example: {
    avoid:
      'rule AWS.RootLogin {\n  title = "Root login"\n  source aws.cloudtrail\n  when userIdentity.type == "Root"\n}',
    prefer:
      'rule AWS.RootLogin {\n  title = "Root login"\n  description = "Somebody used the root user."\n  severity = high\n  author = "Security"\n  created = 2026-11-22\n  source aws.cloudtrail\n  when userIdentity.type == "Root"\n}',
  },
});

export const wrongData = problem<{ name: string; reason: string; nearest?: string }>({
  code: "D2012",
  slug: "wrong-data",
  severity: "error",
  say: (a) => `\`${a.name}\` ${a.reason}.`,
  help: (a) => a.nearest && `The closest value is \`${a.nearest}\`.`,
  why: "Each piece of a rule's data has a form that all platforms can carry.",
  example: { avoid: "severity = urgent", prefer: "severity = critical" },
});

export const givenTwice = problem<{ name: string }>({
  code: "D2013",
  slug: "given-twice",
  severity: "error",
  say: (a) => `\`${a.name}\` is given twice.`,
  help: () => "Keep one of them.",
  why: "Which of the two counts would depend on the reader.",
  example: { avoid: "severity = low\nseverity = high", prefer: "severity = high" },
});

export const clauseOrder = problem<{ clause: string; before: string }>({
  code: "D2014",
  slug: "clause-order",
  severity: "error",
  say: (a) => `\`${a.clause}\` stands after \`${a.before}\`.`,
  help: () => "The order is: data, `source`, `let`, `when`, `unless`, `alert`, platform blocks, `event`, `test`.",
  why: "Every rule reads in the same order, so that people find things without looking.",
  example: { avoid: 'alert { … }\nwhen eventName == "A"', prefer: 'when eventName == "A"\nalert { … }' },
});

export const unknownSource = problem<{ name: string }>({
  code: "D2015",
  slug: "unknown-source",
  severity: "error",
  say: (a) => `There is no log source \`${a.name}\`.`,
  help: () => "Write `source aws.cloudtrail`.",
  why: "The log source decides which fields there are.",
  example: { avoid: "source aws.cloudtrial", prefer: "source aws.cloudtrail" },
});

export const unknownPlatform = problem<{ name: string; nearest: readonly string[] }>({
  code: "D2016",
  slug: "unknown-platform",
  severity: "error",
  say: (a) => `There is no clause or platform \`${a.name}\`.`,
  help: (a) => oneOf(a.nearest),
  why: "A block that no platform reads would be lost without a word.",
  example: { avoid: "elasctic { risk_score = 47 }", prefer: "elastic { risk_score = 47 }" },
});

export const duplicateRule = problem<{ id: string }>({
  code: "D2017",
  slug: "duplicate-rule",
  severity: "error",
  say: (a) => `Another rule has the id \`${a.id}\`; letter case does not count.`,
  help: () => "Give one of them another id.",
  why: "Platforms' ids and file names are made from the rule's id: two rules would overwrite each other.",
  example: { avoid: "rule AWS.Root {…}\nrule aws.root {…}", prefer: "rule AWS.Root {…}\nrule AWS.RootMfa {…}" },
});

export const unknownAttack = problem<{ id: string; reason: string; nearest: readonly string[] }>({
  code: "D2018",
  slug: "unknown-attack",
  severity: "error",
  say: (a) => `\`${a.id}\` ${a.reason}.`,
  help: (a) =>
    a.nearest.length > 0
      ? `The closest ${a.nearest.length > 1 ? "are" : "is"} ${a.nearest.join(", ")}.`
      : "Write a tactic, or a tactic and a technique: `TA0007:T1087.004`.",
  why: "Coverage is counted by these ids; a wrong one claims what isn't there, and platforms refuse it.",
  example: { avoid: "attack = [TA0099]", prefer: "attack = [TA0007:T1087.004]" },
});

export const oddAttack = problem<{ id: string; reason: string }>({
  code: "D2019",
  slug: "odd-attack",
  severity: "warning",
  say: (a) => `\`${a.id}\`: ${a.reason}.`,
  why: "Matrices are drawn by tactic and technique; a pair that does not belong together has no place in one.",
  example: { avoid: "attack = [TA0001:T1485]", prefer: "attack = [TA0040:T1485]" },
});

export const movedAttack = problem<{ id: string; version: string; successor: string; name: string; better: string }>({
  code: "D2025",
  slug: "moved-attack",
  severity: "hint",
  say: (a) => `ATT&CK v${a.version} revoked \`${a.id}\`; \`${a.successor}\` (${a.name}) took its place.`,
  help: (a) => `Write \`${a.better}\`: a platform that is at v18 still gets the id that it knows.`,
  why: "Both ids mean the same here, and each platform gets the one of its version. Readers look the current one up.",
  example: { avoid: "attack = [TA0005:T1562.008]", prefer: "attack = [TA0112:T1685.002]" },
});

export const attackOffCloud = problem<{ id: string; name: string; platforms: string }>({
  code: "D2026",
  slug: "attack-off-cloud",
  severity: "hint",
  say: (a) => `ATT&CK lists \`${a.id}\` (${a.name}) for ${a.platforms} only, and CloudTrail records calls to AWS.`,
  help: () => "Name a technique of a cloud (platform IaaS); `tocsin coverage` lists them.",
  why: "A mapping is a claim of what would be found. One that the log can't hold counts in no matrix of a cloud.",
  example: { avoid: "attack = [TA0006:T1003.001]", prefer: "attack = [TA0006:T1555.006]" },
});

export const unlessWantsParentheses = problem<Record<string, never>>({
  code: "D2020",
  slug: "unless-wants-parentheses",
  severity: "warning",
  say: () => "`unless` takes the whole condition that follows it.",
  help: () => "Put parentheses around the condition, so that nobody reads it otherwise; `tocsin fmt` does.",
  why: "`unless a and b` leaves out only events for which both hold; it is easily read as two exceptions.",
  example: {
    avoid: 'unless userAgent == "a" and awsRegion == "b"',
    prefer: 'unless (userAgent == "a" and awsRegion == "b")',
  },
});

export const unknownName = problem<{ name: string; what: string; nearest: readonly string[] }>({
  code: "D2021",
  slug: "unknown-name",
  severity: "error",
  say: (a) => `There is no ${a.what} \`${a.name}\` here.`,
  help: (a) => oneOf(a.nearest),
  why: "A name must be defined in the rule, in its file or in a library that the file imports.",
  example: { avoid: 'test "hit" alerts as scna', prefer: 'test "hit" alerts as scan' },
});

export const wrongAlertEntry = problem<{ name: string; reason: string; nearest?: readonly string[] }>({
  code: "D2022",
  slug: "wrong-alert-entry",
  severity: "error",
  say: (a) => `\`${a.name}\` in \`alert\` ${a.reason}.`,
  help: (a) => a.nearest && oneOf(a.nearest),
  why: "What an alert shows is the first thing its reader sees.",
  example: { avoid: "alert { suppres = 1h }", prefer: "alert { suppress = 1h }" },
});

export const formNotForHere = problem<{ what: string; where: string; instead: string }>({
  code: "D2023",
  slug: "form-not-for-here",
  severity: "error",
  say: (a) => `${a.what} can't stand ${a.where}.`,
  help: (a) => a.instead,
  why: "Each form has one place, so that a condition reads in one way only.",
  example: { avoid: "when userAgent in [eventName]", prefer: "when userAgent == eventName" },
});

export const wrongFileShape = problem<{ reason: string }>({
  code: "D2024",
  slug: "wrong-file-shape",
  severity: "error",
  say: (a) => a.reason,
  why: "A file is read from top to bottom: imports, then what it defines.",
  example: { avoid: 'rule A {…}\nimport "lib/aws.tocsin"', prefer: 'import "lib/aws.tocsin"\nrule A {…}' },
});
