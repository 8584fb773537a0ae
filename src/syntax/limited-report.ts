/** A report for one file that takes only so many problems: what follows hundreds of them helps nobody and takes time. */
import { type Extras, type Problem, problem, Report } from "../diagnostics/problem.ts";
import type { Span } from "../source/source.ts";

const mostProblems = 200;

export const tooManyProblems = problem<{ most: number }>({
  code: "D1016",
  slug: "too-many-problems",
  severity: "error",
  say: ({ most }) => `The file has more than ${most} problems; those from here on are not shown.`,
  help: () => "Repair the first ones: others may go away with them.",
  why: "Hundreds of problems in one file mostly have one cause, or the file is no rule at all.",
  example: { avoid: "a file of another kind", prefer: "a file of rules" },
});

export class LimitedReport extends Report {
  #count = 0;

  /** Nothing more is taken: reading on would be in vain. */
  get isFull(): boolean {
    return this.#count > mostProblems;
  }

  override add<Details>(kind: Problem<Details>, details: Details, span: Span, extras: Extras = {}): void {
    if (this.isFull) return;
    this.#count++;
    if (this.isFull) super.add(tooManyProblems, { most: mostProblems }, span);
    else super.add(kind, details, span, extras);
  }

  override addAll(diagnostics: Report["diagnostics"]): void {
    for (const one of diagnostics) {
      if (this.isFull) return;
      this.#count++;
      if (this.isFull) super.add(tooManyProblems, { most: mostProblems }, one.span);
      else super.addAll([one]);
    }
  }
}
