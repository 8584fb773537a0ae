/**
 * In: what is wrong, and where. Out: diagnostics, as data.
 * Nothing here knows which problems there are: each folder defines its own with `problem(…)`.
 */
import type { Span } from "../source/source.ts";

export type Severity = "error" | "warning" | "hint";

/** One kind of problem. `code` is stable and never used again for another one. */
export interface Problem<Details> {
  readonly code: string;
  /** Two to four words, for people and for file names: `unknown-field`. */
  readonly slug: string;
  readonly severity: Severity;
  /** One sentence on what is wrong. */
  readonly say: (details: Details) => string;
  /** What to do about it. */
  readonly help?: (details: Details) => string | undefined;
  /** Why it matters, for `tocsin explain CODE`: a short paragraph. */
  readonly why: string;
  /** A rule, or the part of one, that has the problem, and the same repaired. */
  readonly example: { readonly avoid: string; readonly prefer: string };
}

const all = new Map<string, Problem<never>>();

/** Defines a problem; a code or slug that is taken is a bug of ours. */
export function problem<Details>(definition: Problem<Details>): Problem<Details> {
  if (all.has(definition.code)) throw new Error(`compiler bug: problem code ${definition.code} is defined twice`);
  all.set(definition.code, definition as Problem<never>);
  return definition;
}

/** Every problem that the loaded modules define, by code. */
export function allProblems(): readonly Problem<never>[] {
  return [...all.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A second place that explains the first: "first defined here". */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A repair: the text to put in the place of `span`. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/** A problem at a place. */
export interface Diagnostic {
  readonly code: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

export interface Extras {
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** What is quoted from a source is long enough to be found there, and no longer. */
function withShortNames(text: string): string {
  return text.length < 300 ? text : text.replace(/`([^`\n]{200})[^`\n]{20,}`/g, "`$1…`");
}

/** Collects diagnostics; the same problem at the same place with the same words is kept once. */
export class Report {
  readonly #diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  #errorCount = 0;

  add<Details>(kind: Problem<Details>, details: Details, span: Span, extras: Extras = {}): void {
    const message = withShortNames(kind.say(details));
    const help = kind.help && withShortNames(kind.help(details) ?? "");
    this.#keep({
      code: kind.code,
      slug: kind.slug,
      severity: kind.severity,
      message,
      ...(help ? { help } : {}),
      span,
      related: extras.related ?? [],
      fixes: extras.fixes ?? [],
    });
  }

  /** Takes over what another report holds. */
  addAll(diagnostics: readonly Diagnostic[]): void {
    for (const one of diagnostics) this.#keep(one);
  }

  #keep(one: Diagnostic): void {
    const key = `${one.code} ${one.span.source.path} ${one.span.start} ${one.message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#diagnostics.push(one);
    if (one.severity === "error") this.#errorCount++;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  get errorCount(): number {
    return this.#errorCount;
  }

  get hasErrors(): boolean {
    return this.errorCount > 0;
  }
}
