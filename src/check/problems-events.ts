/** Problems of events and tests: D50xx. */
import { problem } from "../diagnostics/problem.ts";

export const patchChangesNothing = problem<{ base: string }>({
  code: "D5001",
  slug: "patch-changes-nothing",
  severity: "error",
  say: (a) => `The patch changes nothing in \`${a.base}\`.`,
  help: () => "Remove the patch, or mend the name that it changes.",
  why: "A test that meant to change a field, and doesn't, tests something else.",
  example: {
    avoid: 'as scan with { "eventName": "GetCallerIdentity" }',
    prefer: 'as scan with { "eventName": "AssumeRole" }',
  },
});

export const eventCircle = problem<{ name: string }>({
  code: "D5002",
  slug: "event-circle",
  severity: "error",
  say: (a) => `The event \`${a.name}\` is built on itself.`,
  why: "An event that needs itself never comes to an end.",
  example: { avoid: "event a as b\nevent b as a", prefer: 'event a { "eventName": "A" }\nevent b as a' },
});

export const noTests = problem<{ id: string }>({
  code: "D5004",
  slug: "no-tests",
  severity: "warning",
  say: (a) => `\`${a.id}\` has no test that alerts, or none that ignores.`,
  help: () => 'Write at least `test "…" alerts …` and `test "…" ignores …`.',
  why: "A rule that was never seen to fire, or never seen to keep silent, is a guess.",
  example: {
    avoid:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\ntest "the call" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }',
    prefer:
      'when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"\ntest "the call" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }\ntest "another" ignores { "eventSource": "iam.amazonaws.com", "eventName": "ListUsers" }',
  },
});

export const duplicateTest = problem<{ name: string }>({
  code: "D5005",
  slug: "duplicate-test",
  severity: "error",
  say: (a) => `Two tests are named \`${a.name}\`.`,
  help: () => "Give one of them another name.",
  why: "A failing test is found by its name.",
  example: {
    avoid: 'test "hit" alerts a\ntest "hit" alerts b',
    prefer: 'test "hit" alerts a\ntest "hit in another region" alerts b',
  },
});

export const unknownEventField = problem<{ name: string; nearest: string }>({
  code: "D5006",
  slug: "unknown-event-field",
  severity: "warning",
  say: (a) => `CloudTrail's record has no field \`${a.name}\`.`,
  help: (a) => `The closest name is \`${a.nearest}\`.`,
  why: "A test whose event is misspelt tests something that never happens.",
  example: { avoid: '{ "userAgnet": "curl" }', prefer: '{ "userAgent": "curl" }' },
});

export const notARecord = problem<{ missing: string }>({
  code: "D5007",
  slug: "not-a-record",
  severity: "warning",
  say: (a) => `This event has no \`${a.missing}\`.`,
  help: () => "Every CloudTrail record has `eventSource` and `eventName`.",
  why: "A log record without them is rejected as no CloudTrail record; a test of one shows nothing.",
  example: {
    avoid: '{ "userAgent": "curl" }',
    prefer: '{ "eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userAgent": "curl" }',
  },
});

export const wrongCount = problem<{ reason: string }>({
  code: "D5008",
  slug: "wrong-count",
  severity: "error",
  say: (a) => a.reason,
  help: () => 'A number of alerts goes with `alerts … file` only: `alerts 3 file "logs/day.json"`.',
  why: "One event alerts once or not at all.",
  example: { avoid: 'test "hit" alerts 3 {…}', prefer: 'test "a quiet day" ignores file "logs/quiet-day.json.gz"' },
});

export const wrongLogPath = problem<{ path: string; reason: string }>({
  code: "D5009",
  slug: "wrong-log-path",
  severity: "error",
  say: (a) => `\`${a.path}\` can't be a log: ${a.reason}.`,
  help: () => "A log is a path from the rules' root: `logs/quiet-day.json.gz`.",
  why: "Paths stay inside the rules' root, so that a rule from elsewhere reads nothing else.",
  example: { avoid: 'ignores file "../../secrets.json"', prefer: 'ignores file "logs/quiet-day.json.gz"' },
});
