/** In: a problem's definition. Out: its page: why it matters, what to avoid, what to write instead. */
import { cleanLines } from "../diagnostics/clean-text.ts";
import type { Paint } from "../diagnostics/paint.ts";
import type { Problem } from "../diagnostics/problem.ts";
import { type Page, wrap } from "./explain-page.ts";

export function explainProblem({ code, slug, severity, why, example }: Problem<never>, paint: Paint): Page {
  const block = (text: string) =>
    cleanLines(text)
      .trim()
      .split("\n")
      .map((line) => `    ${line}`.trimEnd());
  const lines = [
    `${paint.bold(code)} ${slug} (${severity})`,
    "",
    ...wrap(why, 96),
    "",
    paint.bold("Avoid"),
    ...block(example.avoid),
    "",
    paint.bold("Prefer"),
    ...block(example.prefer),
  ];
  return { what: "a problem", lines, data: { problem: { code, slug, severity, why, example } } };
}
