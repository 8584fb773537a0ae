/** In: a verdict table. Out: JUnit suites, one per engine with a case per rule. */
import type { Cell } from "../cases/verify.ts";
import type { JunitCase, JunitSuite } from "../diagnostics/render-junit.ts";
import { compactJson } from "../ir/compact-json.ts";
import type { VerdictTable } from "../project/verify-project.ts";

function outcomeOf(cell: Cell): JunitCase["outcome"] {
  if (cell.status === "impossible" || cell.status === "not verified" || cell.status === "not run")
    return { kind: "skipped", message: `${cell.status}: ${cell.reason}` };
  if (cell.status === "agrees") return { kind: "passed" };
  const [first] = cell.differences;
  const message = cell.reason ?? `${first?.about}: expected ${first?.expected}, found ${first?.found}`;
  const lines = cell.differences.map((one) => `${one.about}: ${one.smallest ?? ""} ${compactJson(one.event)}`);
  return { kind: "failure", message, text: lines.join("\n") };
}

export function suitesOf(table: VerdictTable): readonly JunitSuite[] {
  return table.columns.map(({ engine }) => ({
    name: engine.id,
    cases: table.rows.flatMap(({ rule, cells }) => {
      const cell = cells.get(engine.id);
      return cell ? [{ name: rule.id, outcome: outcomeOf(cell) }] : [];
    }),
  }));
}
