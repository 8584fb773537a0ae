/** What a target may say about a rule. Used by every target; none of them names one. */
import { problem } from "../../diagnostics/problem.ts";

/** Where somebody may decide about it who can't change the rule itself. */
const notInTune = "The `unless` of a tune brings this in, and a tune accepts nothing: say it there in another way";

export const impossibleHere = problem<{ target: string; id: string; reason: string; isOfTune: boolean }>({
  code: "D4001",
  slug: "impossible-here",
  severity: "error",
  say: (a) => `${a.target} cannot say this: ${a.reason}`,
  help: (a) =>
    a.isOfTune
      ? `${notInTune}, or leave the platform out in the rule's own file: \`targets = […]\` without \`${a.id}\`.`
      : `Say it in another way, or leave the platform out in writing: \`targets = […]\` without \`${a.id}\`.`,
  why: "A rule is emitted for a platform only if it means the same there. Something close would alert on other events, and nobody would know.",
  example: {
    avoid: 'when eventSource == "iam.amazonaws.com" and requestParameters.userName == userIdentity.userName',
    prefer:
      'targets = [panther, splunk]\n…\nwhen eventSource == "iam.amazonaws.com" and requestParameters.userName == userIdentity.userName',
  },
});

export const notExact = problem<{
  target: string;
  id: string;
  fidelity: string;
  reason: string;
  isOfTune: boolean;
}>({
  code: "D4002",
  slug: "not-exact",
  severity: "error",
  say: (a) => `On ${a.target} this is ${a.fidelity}: ${a.reason}`,
  help: (a) =>
    a.isOfTune
      ? `${notInTune}, or accept it in the rule's own file with \`${a.id} { accept = ${a.fidelity} }\`.`
      : `Accept it in writing with \`${a.id} { accept = ${a.fidelity} }\`, or say it in another way.`,
  why: "The platform's verdict can differ from the language's in a known direction. The rule's author decides whether that is good enough, in the rule itself, where every reader sees it.",
  example: {
    avoid: 'elastic { language = eql }\nwhen requestParameters.policyArn ends with "/AdministratorAccess"',
    prefer:
      'elastic { language = eql  accept = wider }\nwhen requestParameters.policyArn ends with "/AdministratorAccess"',
  },
});

export const acceptNotNeeded = problem<{ target: string; fidelity: string }>({
  code: "D4003",
  slug: "accept-not-needed",
  severity: "warning",
  say: (a) => `\`accept\` is no longer needed: on ${a.target} the rule is ${a.fidelity}.`,
  help: () => "Remove it, so that a later loss is noticed.",
  why: "An acceptance that nothing needs would hide the next difference.",
  example: { avoid: "elastic { accept = wider }  // for a rule that is exact", prefer: "elastic { risk_score = 47 }" },
});

export const textRefused = problem<{ target: string; id: string; what: string; reason: string; instead?: string }>({
  code: "D4004",
  slug: "text-refused",
  severity: "error",
  say: (a) => `${a.target} does not take this ${a.what}: ${a.reason}`,
  help: (a) => a.instead ?? `Change it, or give that platform its own in \`${a.id} { … }\`.`,
  why: "Platforms limit lengths and characters. A text is never cut or rewritten behind the author's back.",
  example: { avoid: 'title = "Root & friends"', prefer: 'title = "Root and friends"' },
});

export const metadataWanted = problem<{ target: string; name: string; example: string }>({
  code: "D4005",
  slug: "metadata-wanted",
  severity: "error",
  say: (a) => `${a.target} wants \`${a.name}\`, and the rule has none.`,
  help: (a) => `Add \`${a.example}\` to the rule, or to the project's configuration where it has such a default.`,
  why: "The platform's own validator refuses a rule without it, and an invented value would be untrue.",
  example: {
    avoid:
      'rule AWS.RootLogin {\n  title = "Root login"\n  description = "Somebody used the root user."\n  severity = high\n  source aws.cloudtrail\n  when userIdentity.type == "Root"\n}',
    prefer:
      'rule AWS.RootLogin {\n  title = "Root login"\n  description = "Somebody used the root user."\n  severity = high\n  author = "Security"\n  created = 2026-11-22\n  source aws.cloudtrail\n  when userIdentity.type == "Root"\n}',
  },
});

export const nameClash = problem<{ target: string; what: string; name: string; other: string }>({
  code: "D4006",
  slug: "name-clash",
  severity: "error",
  say: (a) => `On ${a.target} this rule and \`${a.other}\` get the same ${a.what}, \`${a.name}\`.`,
  help: () => "Give one of them another id or title.",
  why: "One file would overwrite the other, and a rule would be lost.",
  example: {
    avoid: "rule AWS.Root-Login {…}\nrule AWS.Root_Login {…}",
    prefer: "rule AWS.RootLogin {…}\nrule AWS.RootLoginFailed {…}",
  },
});
