/** In: a problem's definition. Out: its page: why it matters, what to avoid, what to write instead. */
import { cleanLines } from "../diagnostics/clean-text.ts";
import type { Paint } from "../diagnostics/paint.ts";
import type { Problem } from "../diagnostics/problem.ts";

export function explainProblem({ code, slug, severity, why, example }: Problem<never>, paint: Paint): string {
  const block = (text: string) =>
    cleanLines(text)
      .trim()
      .split("\n")
      .map((line) => `    ${line}`.trimEnd());
  return [
    `${paint.bold(code)} ${slug} (${severity})`,
    "",
    ...wrap(why, 96),
    "",
    paint.bold("Avoid"),
    ...block(example.avoid),
    "",
    paint.bold("Prefer"),
    ...block(example.prefer),
    "",
  ].join("\n");
}

/** The text in lines of at most so many characters, broken between words. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(indent + line);
  return lines;
}
