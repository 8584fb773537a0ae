/** What only this target says about a rule. */
import { problem } from "../../diagnostics/problem.ts";

export const riskOutsideBand = problem<{ risk: number; severity: string; low: number; high: number }>({
  code: "D4201",
  slug: "risk-outside-band",
  severity: "warning",
  say: (a) =>
    `The risk score ${a.risk} does not go with severity \`${a.severity}\`, whose scores are ${a.low} to ${a.high}.`,
  help: () =>
    "Change the score or the severity, or leave `risk_score` out: it is derived from severity and confidence.",
  why: "The tests of detection-rules hold each severity to a band of scores, and Kibana sorts alerts by either.",
  example: {
    avoid: "severity = low\n…\nelastic { risk_score = 73 }",
    prefer: "severity = high\n…\nelastic { risk_score = 73 }",
  },
});
