/** Problems of tunes: D2030-D2039. */
import { problem } from "../diagnostics/problem.ts";
import { oneOf } from "./problems-names.ts";

export const unknownTunedRule = problem<{ id: string; nearest: readonly string[] }>({
  code: "D2030",
  slug: "unknown-tuned-rule",
  severity: "error",
  say: (a) => `There is no rule \`${a.id}\` to tune.`,
  help: (a) => oneOf(a.nearest),
  why: "A tune that finds no rule changes nothing, and what it was to keep quiet goes on alerting.",
  example: {
    avoid: 'tune AWS.IAM.UserCreatd { reason = "Tested."  enabled = false }',
    prefer: 'tune AWS.IAM.UserCreated { reason = "Tested."  enabled = false }',
  },
});

export const tunedTwice = problem<{ id: string }>({
  code: "D2031",
  slug: "tuned-twice",
  severity: "error",
  say: (a) => `\`${a.id}\` is tuned twice.`,
  help: () => "Put both into one `tune`: exceptions are joined by `or`.",
  why: "What an organisation changes about a rule stands in one place, with one reason.",
  example: {
    avoid: 'tune A.B { reason = "One."  severity = low }\ntune A.B { reason = "Two."  suppress = 1h }',
    prefer: 'tune A.B { reason = "One and two."  severity = low  suppress = 1h }',
  },
});

export const tuneWidens = problem<{ name: string; reason: string }>({
  code: "D2032",
  slug: "tune-widens",
  severity: "error",
  say: (a) => `\`${a.name}\` can't widen the rule: ${a.reason}.`,
  help: () => "A tune adds exceptions, changes the severity, suppresses for longer, or switches off.",
  why: "Whoever reads the rule relies on it that no tune makes it alert on more.",
  example: {
    avoid: 'tune A.B { reason = "Too quiet."  suppress = 5m }',
    prefer: 'tune A.B { reason = "Too loud."  suppress = 1d }',
  },
});

export const tuneChangesNothing = problem<{ what: string }>({
  code: "D2033",
  slug: "tune-changes-nothing",
  severity: "warning",
  say: (a) => `${a.what} already.`,
  help: () => "Remove it.",
  why: "A rule that comes with the change already needs no tune, and a tune that does nothing hides what does.",
  example: {
    avoid: 'tune A.B { reason = "Known."  severity = low }',
    prefer: 'tune A.B { reason = "Known."  severity = info }',
  },
});

export const emptyTune = problem<{ id: string }>({
  code: "D2034",
  slug: "empty-tune",
  severity: "error",
  say: (a) => `The tune of \`${a.id}\` changes nothing.`,
  help: () => "Add `unless`, `severity`, `suppress` or `enabled = false`.",
  why: "A reason without a change looks as if something had been tuned.",
  example: { avoid: 'tune A.B { reason = "Known." }', prefer: 'tune A.B { reason = "Known."  severity = low }' },
});

export const notInTune = problem<{ clause: string }>({
  code: "D2035",
  slug: "not-in-tune",
  severity: "error",
  say: (a) => `A tune takes no \`${a.clause}\`.`,
  help: () => "It takes `reason`, `severity`, `suppress`, `enabled`, `let`, `unless`, `event` and `test`.",
  why: "A tune narrows, re-rates or switches off what the rule finds; what that is stays the rule's own.",
  example: {
    avoid: 'tune A.B { reason = "Known."  when eventName == "C" }',
    prefer: 'tune A.B { reason = "Known."  unless eventName != "C" }',
  },
});
