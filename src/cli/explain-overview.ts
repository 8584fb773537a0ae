/** `tocsin explain` alone: what can be explained, with examples. */
import type { Paint } from "../diagnostics/paint.ts";
import { type Page, table } from "./explain-page.ts";

export interface Explained {
  readonly what: string;
  readonly examples: readonly string[];
}

/** Every kind of name that has a page. */
export function explainable(targetIds: readonly string[]): readonly Explained[] {
  return [
    { what: "a rule", examples: ["AWS.STS.TruffleHogCallerIdentity"] },
    { what: "a problem", examples: ["D2001", "unknown-field"] },
    { what: "a field", examples: ["userIdentity.arn", "requestParameters.userName", "outcome"] },
    { what: "an operation", examples: ["iam:CreateUser", "CreateUser"] },
    { what: "an event source", examples: ["iam", "iam.amazonaws.com"] },
    { what: "a platform", examples: targetIds },
    { what: "ATT&CK", examples: ["T1078", "TA0003", "persistence"] },
    { what: "a word", examples: ["contains", "in cidr", "nocase", "suppress", "severity"] },
    { what: "a library", examples: ["lib/aws.tocsin", "and its names"] },
  ];
}

export function explainOverview(targetIds: readonly string[], paint: Paint): Page {
  const kinds = explainable(targetIds);
  const lines = [
    paint.bold("tocsin explain NAME explains whatever has a name:"),
    "",
    ...table(kinds.map(({ what, examples }) => [what, examples.join(", ")])),
    "",
    "A name of several kinds gets a page for each. `--format json` gives the same to programs.",
  ];
  return { what: "explain", lines, data: { kinds } };
}
