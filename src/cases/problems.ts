/** Problems of tests that were run, and of logs: D51xx. */
import { numberOf } from "../diagnostics/order.ts";
import { problem } from "../diagnostics/problem.ts";

export const testFailed = problem<{ name: string; expected: string; found: string; reasons: readonly string[] }>({
  code: "D5101",
  slug: "test-failed",
  severity: "error",
  say: (a) => `Test \`${a.name}\` expects ${a.expected}; found: ${a.found}.`,
  help: (a) =>
    a.reasons.length === 0 ? undefined : `What decides it:\n${a.reasons.map((reason) => `  ${reason}`).join("\n")}`,
  why: "A test says what the rule's author means. Where the rule says something else, one of the two is wrong.",
  example: {
    avoid:
      'when eventName == "CreateUser"\n…\ntest "a new user" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUsr" }',
    prefer:
      'when eventName == "CreateUser"\n…\ntest "a new user" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }',
  },
});

export const logNotReadable = problem<{ path: string; reason: string }>({
  code: "D5102",
  slug: "log-not-readable",
  severity: "error",
  say: (a) => `The log \`${a.path}\` can't be read: ${a.reason}.`,
  help: () => "A log's path starts at the rules' root; check the name, and that the file is there.",
  why: "A test whose log is not there has tested nothing.",
  example: {
    avoid: 'test "a quiet day" ignores file "logs/quite-day.json.gz"',
    prefer: 'test "a quiet day" ignores file "logs/quiet-day.json.gz"',
  },
});

export const noEventAccepted = problem<{ path: string; rejected: number; first: string | undefined }>({
  code: "D5103",
  slug: "no-event-accepted",
  severity: "error",
  say: (a) =>
    `The log \`${a.path}\` has no event in it${a.rejected === 0 ? "" : `; ${numberOf(a.rejected, "record")} ${a.rejected === 1 ? "is" : "are"} rejected`}${a.first === undefined ? "" : `, the first: ${a.first}`}.`,
  help: () =>
    "An event is a JSON object with `eventSource` and `eventName`; the usual wrappings of CloudTrail are opened.",
  why: "Over an empty log every rule is silent, and a test that expects silence would pass without having looked at anything.",
  example: {
    avoid: '{ "Records": [] }',
    prefer: '{ "Records": [ { "eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity" } ] }',
  },
});

export const recordsRejected = problem<{ path: string; rejected: number; accepted: number; first: string }>({
  code: "D5104",
  slug: "records-rejected",
  severity: "warning",
  say: (a) =>
    `Of the log \`${a.path}\`, ${a.rejected} of ${a.rejected + a.accepted} records are rejected; the first: ${a.first}.`,
  help: () => "Mend the log, or take out of it what is no CloudTrail record.",
  why: "A record that is rejected is seen by no rule. It may be the one that matters.",
  example: {
    avoid: '{"eventSource":"sts.amazonaws.com"}',
    prefer: '{"eventSource":"sts.amazonaws.com","eventName":"GetCallerIdentity"}',
  },
});
