/** In: a verdict table. Out: JUnit XML, a suite per engine and a case per rule, as build servers read it. */

import type { Cell } from "../cases/verify.ts";
import { cleanText } from "../diagnostics/clean-text.ts";
import { compactJson } from "../ir/compact-json.ts";
import type { VerdictTable } from "../project/verify-project.ts";

/** Text for XML: what it can't hold is shown as `\u{…}`. */
function xml(text: string): string {
  return cleanText(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function outcomeOf(cell: Cell): string {
  if (cell.status === "impossible" || cell.status === "not verified" || cell.status === "not run")
    return `<skipped message="${xml(`${cell.status}: ${cell.reason}`)}"/>`;
  if (cell.status === "agrees") return "";
  const [first] = cell.differences;
  const message = cell.reason ?? `${first?.about}: expected ${first?.expected}, found ${first?.found}`;
  const text = cell.differences
    .map((one) => `${one.about}: ${one.smallest ?? ""} ${compactJson(one.event)}`)
    .join("\n");
  return `<failure message="${xml(message)}">${xml(text)}</failure>`;
}

export function junitOf(table: VerdictTable): string {
  const suites = table.columns.map((column) => {
    const rows = table.rows.flatMap(({ rule, cells }) => {
      const cell = cells.get(column.engine.id);
      return cell ? [{ id: rule.id, cell }] : [];
    });
    const failures = rows.filter(({ cell }) => cell.status === "differs").length;
    const skipped = rows.filter(({ cell }) => ["impossible", "not verified", "not run"].includes(cell.status)).length;
    const cases = rows.map(
      ({ id, cell }) =>
        `    <testcase classname="${xml(column.engine.id)}" name="${xml(id)}">${outcomeOf(cell)}</testcase>`,
    );
    return [
      `  <testsuite name="${xml(column.engine.id)}" tests="${rows.length}" failures="${failures}" errors="0" skipped="${skipped}">`,
      ...cases,
      "  </testsuite>",
    ].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tocsin verify">\n${suites.join("\n")}\n</testsuites>\n`;
}
