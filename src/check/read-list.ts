/**
 * In: the text of a list file. Out: its entries as texts, each at its own line: one a line, white space around it left
 * out, blank lines skipped, and what follows a `#` at the start of a line or after white space is a comment.
 */
import { digits } from "../diagnostics/order.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import type { TextLiteral } from "../syntax/ast.ts";
import { isHidden } from "../syntax/forbidden.ts";
import { emptyListFile, listCharacter, longListFile } from "./problems-lists.ts";

export const MOST_ENTRIES = 10_000;
const COMMENT = /(?:^|[ \t])#[\s\S]*$/;
const MOST_CHARACTERS_REPORTED = 20;

/** The entries; nothing where the file can't be a list, which was reported then. */
export function readList(source: Source, report: Report): readonly TextLiteral[] | undefined {
  const entries = entriesOf(source);
  const hidden = reportHidden(source, entries, report);
  if (hidden) return undefined;
  const { path } = source;
  if (entries.length === 0) report.add(emptyListFile, { path }, { source, start: 0, end: 0 });
  if (entries.length > MOST_ENTRIES) {
    const span = (entries[MOST_ENTRIES] as TextLiteral).span;
    report.add(longListFile, { path, most: digits(MOST_ENTRIES) }, span);
  }
  if (entries.length === 0 || entries.length > MOST_ENTRIES) return undefined;
  return entries;
}

function entriesOf(source: Source): readonly TextLiteral[] {
  const entries: TextLiteral[] = [];
  let start = 0;
  for (const line of source.text.split("\n")) {
    const text = line.replace(COMMENT, "");
    const value = text.replace(/^[ \t\r]+|[ \t\r]+$/g, "");
    const at = start + text.indexOf(value);
    if (value !== "")
      entries.push({ kind: "text", value, quote: "", span: { source, start: at, end: at + value.length } });
    start += line.length + 1;
  }
  return entries;
}

/** Anywhere in the file, comments too: what is hidden there hides what is said about an entry. */
function reportHidden(source: Source, entries: readonly TextLiteral[], report: Report): boolean {
  let found = 0;
  const refuse = (codePoint: number, span: Span, isSeparator: boolean): void => {
    if (found++ < MOST_CHARACTERS_REPORTED) report.add(listCharacter, { codePoint, isSeparator }, span);
  };
  let at = 0;
  for (const character of source.text) {
    const codePoint = character.codePointAt(0) as number;
    if (isHidden(codePoint)) refuse(codePoint, { source, start: at, end: at + character.length }, false);
    at += character.length;
  }
  for (const { value, span } of entries) {
    const tab = value.search(/[\t\r]/);
    if (tab >= 0) refuse(value.charCodeAt(tab), { source, start: span.start + tab, end: span.start + tab + 1 }, true);
  }
  return found > 0;
}
