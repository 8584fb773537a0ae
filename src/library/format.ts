/** In: the text of a rule file. Out: the one form that it has. */
import { Report } from "../diagnostics/problem.ts";
import { problemsAsJson } from "../diagnostics/render-json.ts";
import { formatFile } from "../syntax/format-file.ts";
import { parseFile } from "../syntax/parse-file.ts";
import type { Formatted } from "./types.ts";

/**
 * Formats a rule file as `tocsin fmt` does; what is not in the language comes back as it was, with the problems.
 *
 * @param path for the problems' places
 */
export function format(text: string, path = "rule.tocsin"): Formatted {
  const report = new Report();
  const file = parseFile({ path, text }, report);
  return {
    text: report.hasErrors ? text : formatFile(file),
    problems: problemsAsJson(report.diagnostics).diagnostics,
  };
}
