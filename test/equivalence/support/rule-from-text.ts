/** Rules for the engines, from conditions as text: through the parser and the checker, as a user's rule goes. */
import { checkFile } from "../../../src/check/check-file.ts";
import { Report } from "../../../src/diagnostics/problem.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import type { LoadApiPart } from "../../../src/schema/api-model.ts";
import { parseFile } from "../../../src/syntax/parse-file.ts";
import { targets } from "../../../src/targets/index.ts";
import type { PackSettings } from "../../../src/targets/target.ts";

export const settings: PackSettings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };

const context = {
  fileAt: () => undefined,
  platforms: new Map(targets.map((target) => [target.id, target.validateBlock])),
  defaults: {},
};

const frame = (condition: string, blocks: string) => `rule AWS.Equivalence.Rule {
  title       = "Equivalence"
  description = "A rule of the proof."
  severity    = high
  confidence  = high
  status      = stable
  author      = "Tocsin"
  created     = 2026-01-31
  attack      = [TA0003:T1098]
  source aws.cloudtrail
  when ${condition}
  alert { title = "Equivalence"  key = [eventName] }
  ${blocks}
  test "it is there" alerts { "eventName": "a" }
}
`;

/** The rule, or what the checker says against it: `D3001 …`, a line each. `loadApi` hands in the model of AWS's API. */
export function ruleFromText(
  condition: string,
  blocks = "",
  loadApi?: LoadApiPart,
): Rule | { readonly refused: string } {
  const report = new Report();
  const rules = checkFile(
    parseFile({ path: "made.tocsin", text: frame(condition, blocks) }, report),
    { ...context, ...(loadApi ? { loadApi } : {}) },
    report,
  );
  const [rule] = rules;
  if (report.hasErrors || !rule) {
    const errors = report.diagnostics.filter((one) => one.severity === "error");
    return { refused: errors.map((one) => `${one.code} ${one.message}`).join("\n") };
  }
  return rule;
}
