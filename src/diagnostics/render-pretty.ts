/** In: diagnostics. Out: text for people: the problem, its line with the place marked, what to do, other places. */
import type { Span } from "../source/source.ts";
import { cleanLines, cleanText } from "./clean-text.ts";
import { frameOf } from "./frame.ts";
import { countsOf, describeCounts, inOrder, numberOf } from "./order.ts";
import type { Paint } from "./paint.ts";
import type { Diagnostic, Severity } from "./problem.ts";

const COLOURS: { readonly [severity in Severity]: "red" | "yellow" | "cyan" } = {
  error: "red",
  warning: "yellow",
  hint: "cyan",
};

/** Each diagnostic followed by an empty line; nothing for none. */
export function renderPretty(diagnostics: readonly Diagnostic[], paint: Paint): string {
  return inOrder(diagnostics)
    .map((one) => `${renderOne(one, paint)}\n\n`)
    .join("");
}

/** `2 errors, 1 warning in 2 files`; nothing for none. What could not be read (it isn't there, say) is no such file. */
export function summaryOf(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return "";
  const read = diagnostics.filter((one) => one.span.source.text !== "");
  const files = new Set(read.map((one) => one.span.source.path)).size;
  return `${describeCounts(countsOf(diagnostics))}${files > 0 ? ` in ${numberOf(files, "file")}` : ""}`;
}

function renderOne(one: Diagnostic, paint: Paint): string {
  const colour = paint[COLOURS[one.severity]];
  const [message = "", ...more] = cleanLines(one.message).split("\n");
  const lines = [
    `${paint.bold(colour(`${one.severity} ${one.code}`))} ${paint.dim(one.slug)}: ${paint.bold(message)}`,
    ...more.map((line) => `  ${line}`),
    ...place(one.span, colour, paint),
  ];
  if (one.help !== undefined) lines.push(...noted("help", one.help, paint));
  // What the help says already is not said again, with its place, below.
  for (const related of one.related.filter(({ message: note }) => !one.help?.includes(note))) {
    lines.push(...noted("note", related.message, paint), ...place(related.span, paint.cyan, paint));
  }
  return lines.join("\n");
}

function noted(word: string, text: string, paint: Paint): string[] {
  const [first = "", ...more] = cleanLines(text).split("\n");
  return [`  ${paint.cyan(`${word}:`)} ${first}`, ...more.map((line) => `        ${line}`)];
}

/** Where it is, and the line; for a file whose text is not there (it can't be read, say) its name alone. */
function place(span: Span, mark: (text: string) => string, paint: Paint): string[] {
  const path = cleanText(span.source.path);
  if (span.source.text === "") return [`  ${paint.dim("-->")} ${path}`];
  const frame = frameOf(span);
  const number = String(frame.line);
  const gutter = " ".repeat(number.length);
  return [
    `  ${paint.dim("-->")} ${path}:${frame.line}:${frame.column}`,
    `  ${paint.dim(`${number} |`)} ${frame.text}`,
    `  ${gutter} ${paint.dim("|")} ${" ".repeat(frame.before)}${mark("^".repeat(frame.width))}`,
  ];
}
