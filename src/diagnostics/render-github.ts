/**
 * In: diagnostics. Out: workflow commands, which GitHub shows as annotations on the lines of a pull request.
 * Source: GitHub's documentation, "Workflow commands for GitHub Actions", and the escapes of its toolkit's `command.ts`.
 */
import { positionAt } from "../source/source.ts";
import { cleanLines, cleanText } from "./clean-text.ts";
import { inOrder } from "./order.ts";
import type { Diagnostic, Severity } from "./problem.ts";

const COMMANDS: { readonly [severity in Severity]: string } = { error: "error", warning: "warning", hint: "notice" };

/** One command a line. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return inOrder(diagnostics)
    .map((one) => `${renderOne(one)}\n`)
    .join("");
}

function renderOne(one: Diagnostic): string {
  const start = positionAt(one.span.source, one.span.start);
  const end = positionAt(one.span.source, one.span.end);
  const hasText = one.span.source.text !== "";
  // Columns are read only where both ends are on one line; GitHub's end column is the last one, inclusive.
  const columns =
    end.line === start.line ? [`col=${start.column}`, `endColumn=${Math.max(start.column, end.column - 1)}`] : [];
  const properties = [
    `file=${property(one.span.source.path)}`,
    ...(hasText ? [`line=${start.line}`, `endLine=${end.line}`, ...columns] : []),
    `title=${property(`${one.code} ${one.slug}`)}`,
  ];
  const related = one.related
    .filter(({ message: note }) => !one.help?.includes(note))
    .map(({ message, span }) => {
      const at = positionAt(span.source, span.start);
      return `Note: ${message} (${span.source.path}:${at.line}:${at.column})`;
    });
  const text = [one.message, ...(one.help === undefined ? [] : [one.help]), ...related].join("\n");
  return `::${COMMANDS[one.severity]} ${properties.join(",")}::${data(text)}`;
}

function data(text: string): string {
  return escapePercentAndBreaks(cleanLines(text));
}

function property(text: string): string {
  return escapePercentAndBreaks(cleanText(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function escapePercentAndBreaks(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
