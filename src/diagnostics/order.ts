/** In: diagnostics as they were found. Out: the order in which people read them, and how many there are of each kind. */
import type { Diagnostic, Severity } from "./problem.ts";

const RANK: { readonly [severity in Severity]: number } = { error: 0, warning: 1, hint: 2 };

/** By file, then by place; at one place errors first. Two runs over the same files give the same order. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.span.source.path, b.span.source.path) ||
      a.span.start - b.span.start ||
      RANK[a.severity] - RANK[b.severity] ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

export function countsOf(diagnostics: readonly Diagnostic[]): Counts {
  const of = (severity: Severity) => diagnostics.filter((one) => one.severity === severity).length;
  return { errors: of("error"), warnings: of("warning"), hints: of("hint") };
}

/** `1 error, 2 warnings`; nothing where there is nothing. */
export function describeCounts(counts: Counts): string {
  const parts = [
    [counts.errors, "error"],
    [counts.warnings, "warning"],
    [counts.hints, "hint"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => numberOf(count, word))
    .join(", ");
}

/** `1 rule`, `2 rules`. */
export function numberOf(count: number, word: string): string {
  return `${digits(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** `1,234,567`. By hand: the first `toLocaleString` loads tables for 10 ms. */
export function digits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
