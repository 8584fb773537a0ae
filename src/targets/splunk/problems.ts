/** What only Splunk's packs may say about a rule. */
import { problem } from "../../diagnostics/problem.ts";

const WHY_NOT = new Map([
  ["$", "Splunk reads as the start of a token"],
  ["`", "Splunk reads as the start of a macro"],
]);

export const tokenInText = problem<{ what: string; character: string }>({
  code: "D4301",
  slug: "token-in-text",
  severity: "error",
  say: (a) =>
    `The ${a.what} has \`${a.character}\` in it, which ${WHY_NOT.get(a.character) ?? "no search holds safely"}.`,
  help: () => "Say it without that character, or give Splunk its own text in `splunk { message = … }`.",
  why: "Splunk replaces `$name$` by a field's value and a name in backticks by a macro's text, in quotes too, and has no escape for either that holds everywhere.",
  example: {
    avoid: 'alert { title = "Spent $100 as {userIdentity.arn}" }',
    prefer: 'alert { title = "Spent 100 dollars as {userIdentity.arn}" }',
  },
});

export const unknownOutput = problem<{ name: string; names: string }>({
  code: "D4302",
  slug: "unknown-output",
  severity: "error",
  say: (a) => `\`${a.name}\` is no field of the search's results.`,
  help: (a) => `They are ${a.names}. What \`alert.context\` names becomes one more.`,
  why: "A risk or threat object names a column of the results. One that isn't there gives an alert about nobody.",
  example: {
    avoid:
      'alert { context = [sourceIPAddress] }\nsplunk { threat_objects = [{ field = "userAgent"  type = http_user_agent }] }',
    prefer:
      'alert { context = [sourceIPAddress, userAgent] }\nsplunk { threat_objects = [{ field = "user_agent"  type = http_user_agent }] }',
  },
});

export const productionNeedsTest = problem<Record<string, never>>({
  code: "D4303",
  slug: "production-needs-test",
  severity: "hint",
  say: () =>
    "A production detection for Splunk Enterprise Security wants a test that alerts; this one is emitted as experimental.",
  help: () => "Add a test with an event written out that `alerts`.",
  why: "contentctl refuses production detections without attack data. The pack carries the events of the tests that alert, and no log files.",
  example: {
    avoid: 'status = stable\ntest "a quiet day" ignores file "logs/quiet-day.json.gz"',
    prefer:
      'status = stable\ntest "the call" alerts {"eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity"}',
  },
});

export const attackParentAndSub = problem<{ parent: string; sub: string }>({
  code: "D4304",
  slug: "attack-parent-and-sub",
  severity: "hint",
  say: (a) =>
    `Splunk takes either \`${a.parent}\` or its sub-technique \`${a.sub}\`: only the sub-technique is emitted.`,
  help: (a) => `Leave \`${a.parent}\` out.`,
  why: "contentctl refuses a detection that names a technique beside one of its sub-techniques, which says the same more exactly.",
  example: { avoid: "attack = [TA0007:T1087, TA0007:T1087.004]", prefer: "attack = [TA0007:T1087.004]" },
});

export const bareAddress = problem<{ what: string; address: string }>({
  code: "D4305",
  slug: "bare-address",
  severity: "hint",
  say: (a) => `The ${a.what} has the address ${a.address} in it, and Splunk's AppInspect warns of addresses in an app.`,
  help: (a) => `Say what the address is, or write it as a network: \`${a.address}/32\`.`,
  why: "AppInspect looks through all files of an app for IPv4 addresses, since one could tell of an internal network. With a warning an app is not vetted by itself for Splunk Cloud.",
  example: {
    avoid: 'runbook = "Look for requests to 169.254.169.254 in the web server\'s logs."',
    prefer: 'runbook = "Look for requests to the metadata service in the web server\'s logs."',
  },
});
