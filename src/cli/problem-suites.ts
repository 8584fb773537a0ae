/** In: rule files and what was found in them. Out: JUnit suites: a case per file, and what belongs to no file. */
import { inOrder } from "../diagnostics/order.ts";
import type { Diagnostic } from "../diagnostics/problem.ts";
import type { JunitCase, JunitSuite } from "../diagnostics/render-junit.ts";
import { positionAt } from "../source/source.ts";

/** A file with an error fails; warnings and hints are notes. */
export function problemSuites(
  name: string,
  files: readonly string[],
  diagnostics: readonly Diagnostic[],
): readonly JunitSuite[] {
  const found = inOrder(diagnostics);
  const names = [...new Set([...files, ...found.map(({ span }) => span.source.path)])].sort();
  const cases = names.map((path) =>
    caseOf(
      path,
      found.filter(({ span }) => span.source.path === path),
    ),
  );
  return [{ name, cases }];
}

function caseOf(name: string, found: readonly Diagnostic[]): JunitCase {
  const lines = (isError: boolean) => found.filter(({ severity }) => (severity === "error") === isError).map(lineOf);
  const [errors, others] = [lines(true), lines(false)];
  const notes = others.length > 0 ? { notes: others.join("\n") } : {};
  const [message] = errors;
  if (message === undefined) return { name, outcome: { kind: "passed" }, ...notes };
  return { name, outcome: { kind: "failure", message, text: errors.join("\n") }, ...notes };
}

function lineOf({ code, slug, severity, message, span }: Diagnostic): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${span.source.path}:${line}:${column}: ${severity} ${code} ${slug}: ${message}`;
}
