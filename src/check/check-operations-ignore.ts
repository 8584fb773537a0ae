/**
 * `// tocsin-ignore CODE: reason`, at the end of a line or on lines of its own above it: what is reported there under that code is
 * waved through. In: a report, and the files that the comments are in. Out: a report that leaves those out.
 * Errors are never left out, but for those that rest on the model of AWS, which may lack what is new.
 */
import { type Diagnostic, type Extras, type Problem, Report } from "../diagnostics/problem.ts";
import { positionAt, type Source, type Span } from "../source/source.ts";
import type { Comment, RuleFile } from "../syntax/ast.ts";
import { unusedIgnore, wrongIgnore } from "./problems-operations.ts";

const WORD = "tocsin-ignore";
const DIRECTIVE = /^\/\/ *tocsin-ignore +(D\d{4}) *: *(\S.*)$/;
const OF_THE_MODEL = /^D[235]0[567]\d$/;

interface Ignore {
  readonly code: string;
  readonly comment: Comment;
  /** The line whose reports it takes. */
  readonly line: number;
  used: boolean;
}

const NONE: readonly Ignore[] = [];

/** The line that a comment stands for: its own, or the next with something else on it. */
function lineOf(comment: Comment, source: Source): number {
  const { line } = positionAt(source, comment.span.start);
  if (comment.trailing) return line;
  const lines = source.text.split("\n");
  let at = line;
  while (at < lines.length && /^\s*(?:\/\/.*)?$/.test(lines[at] as string)) at++;
  return at + 1;
}

function reasonAgainst(text: string): string {
  if (/^\/\/ *tocsin-ignore +D\d{4} *:?\s*$/.test(text)) return "gives no reason";
  return "names no code and reason";
}

function ignoresIn(file: RuleFile, report: Report): readonly Ignore[] {
  if (!file.source.text.includes(WORD)) return NONE;
  const found: Ignore[] = [];
  for (const comment of file.comments) {
    if (!/^\/\/ *tocsin-ignore\b/.test(comment.text)) continue;
    const code = DIRECTIVE.exec(comment.text)?.[1];
    if (code) found.push({ code, comment, line: lineOf(comment, file.source), used: false });
    else report.add(wrongIgnore, { reason: reasonAgainst(comment.text) }, comment.span);
  }
  return found;
}

/** A report in front of another: what the comments of the files take is not handed on. */
export class IgnoringReport extends Report {
  readonly #inner: Report;
  readonly #file: RuleFile;
  readonly #fileAt: (path: string) => RuleFile | undefined;
  readonly #ignores = new Map<Source, readonly Ignore[]>();

  constructor(inner: Report, file: RuleFile, fileAt: (path: string) => RuleFile | undefined) {
    super();
    this.#inner = inner;
    this.#file = file;
    this.#fileAt = fileAt;
    this.#ignores.set(file.source, ignoresIn(file, inner));
  }

  #at(span: Span): readonly Ignore[] {
    const known = this.#ignores.get(span.source);
    if (known) return known;
    const file = span.source.text.includes(WORD) ? this.#fileAt(span.source.path) : undefined;
    // Slips in another file's comments are reported with that file.
    const ignores = file && file.source === span.source ? ignoresIn(file, new Report()) : NONE;
    this.#ignores.set(span.source, ignores);
    return ignores;
  }

  #takes(code: string, isError: boolean, span: Span): boolean {
    const ignores = this.#at(span);
    if (ignores.length === 0 || (isError && !OF_THE_MODEL.test(code))) return false;
    const { line } = positionAt(span.source, span.start);
    const one = ignores.find((ignore) => ignore.code === code && ignore.line === line);
    if (one) one.used = true;
    return one !== undefined;
  }

  override add<Details>(kind: Problem<Details>, details: Details, span: Span, extras: Extras = {}): void {
    if (!this.#takes(kind.code, kind.severity === "error", span)) this.#inner.add(kind, details, span, extras);
  }

  override addAll(diagnostics: readonly Diagnostic[]): void {
    this.#inner.addAll(diagnostics.filter((one) => !this.#takes(one.code, one.severity === "error", one.span)));
  }

  override get diagnostics(): readonly Diagnostic[] {
    return this.#inner.diagnostics;
  }

  override get errorCount(): number {
    return this.#inner.errorCount;
  }

  /** Reports the comments of the file itself that took nothing. Without the model, nothing rests on it. */
  reportUnused(hasModel: boolean): void {
    for (const { code, comment, used } of this.#ignores.get(this.#file.source) ?? [])
      if (!used && (hasModel || !OF_THE_MODEL.test(code))) this.#inner.add(unusedIgnore, { code }, comment.span);
  }
}
