/** Short ways to read a text and to say what came out. */
import { type Diagnostic, Report } from "../../src/diagnostics/problem.ts";
import { positionAt } from "../../src/source/source.ts";
import type { Clause, Condition, Declaration, RuleDeclaration, RuleFile } from "../../src/syntax/ast.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";

export interface Parsed {
  readonly file: RuleFile;
  readonly diagnostics: readonly Diagnostic[];
  /** `line:column code message`, in the order of the text. */
  readonly problems: readonly string[];
}

export function parse(text: string): Parsed {
  const report = new Report();
  const source = { path: "test.tocsin", text };
  const file = parseFile(source, report);
  const diagnostics = [...report.diagnostics].sort((a, b) => a.span.start - b.span.start || (a.code < b.code ? -1 : 1));
  const problems = diagnostics.map((one) => {
    const { line, column } = positionAt(source, one.span.start);
    return `${line}:${column} ${one.code} ${one.message}`;
  });
  return { file, diagnostics, problems };
}

/** `code` or `code code`, in the order of the text. */
export function codes(text: string): string {
  return parse(text)
    .diagnostics.map((one) => one.code)
    .join(" ");
}

/** A rule with these lines as its body. */
export function inRule(body: string): string {
  return `rule A.B {\n${body}\n}\n`;
}

/** The clauses of a rule with that body; a problem is a failure. */
export function clauses(body: string): readonly Clause[] {
  const { file, problems } = parse(inRule(body));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return (file.declarations[0] as RuleDeclaration).clauses;
}

export function declarations(text: string): readonly Declaration[] {
  const { file, problems } = parse(text);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return file.declarations;
}

/** The tree of a condition. */
export function condition(text: string): Condition {
  const clause = clauses(`when ${text}`)[0];
  if (clause?.kind !== "when") throw new Error(`not a condition: ${text}`);
  return clause.condition;
}

/** The same tree without places, so that trees of different layouts can be compared. */
export function withoutSpans(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) =>
      ["span", "operatorSpan", "keySpan", "nocase"].includes(key) && value ? key : value,
    ),
  );
}

/** What the fixes of the diagnostics make of the text, all applied. */
export function fixed(text: string): string {
  const fixes = parse(text)
    .diagnostics.flatMap((one) => one.fixes.slice(0, 1))
    .sort((a, b) => b.span.start - a.span.start);
  let result = text;
  for (const fix of fixes) result = result.slice(0, fix.span.start) + fix.text + result.slice(fix.span.end);
  return result;
}
