/** In: diagnostics. Out: plain data for programs; lines and columns from 1, offsets from 0, all in UTF-16 units. */
import { positionAt, type Span } from "../source/source.ts";
import { cleanJson } from "./clean-text.ts";
import { type Counts, countsOf, inOrder } from "./order.ts";
import type { Diagnostic, Severity } from "./problem.ts";

interface JsonPlace {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

interface JsonSpan {
  readonly path: string;
  readonly start: JsonPlace;
  readonly end: JsonPlace;
}

export interface JsonDiagnostic extends JsonSpan {
  readonly code: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly related: readonly (JsonSpan & { readonly message: string })[];
  readonly fixes: readonly (JsonSpan & { readonly title: string; readonly text: string })[];
}

export interface JsonProblems {
  readonly diagnostics: readonly JsonDiagnostic[];
  readonly counts: Counts;
}

/** The diagnostics in order, as plain data; a command adds its own members beside them. */
export function problemsAsJson(diagnostics: readonly Diagnostic[]): JsonProblems {
  return { diagnostics: inOrder(diagnostics).map(asJson), counts: countsOf(diagnostics) };
}

/** One document; characters that a terminal would act on stand as escapes. */
export function renderJson(document: unknown): string {
  return `${cleanJson(JSON.stringify(document, null, 2))}\n`;
}

function asJson(one: Diagnostic): JsonDiagnostic {
  return {
    code: one.code,
    slug: one.slug,
    severity: one.severity,
    message: one.message,
    ...(one.help === undefined ? {} : { help: one.help }),
    ...spanAsJson(one.span),
    related: one.related.map(({ message, span }) => ({ message, ...spanAsJson(span) })),
    fixes: one.fixes.map(({ title, text, span }) => ({ title, text, ...spanAsJson(span) })),
  };
}

function spanAsJson(span: Span): JsonSpan {
  return { path: span.source.path, start: placeAt(span, span.start), end: placeAt(span, span.end) };
}

function placeAt(span: Span, offset: number): JsonPlace {
  return { ...positionAt(span.source, offset), offset };
}
