/** What every page of `tocsin explain` is made of. Texts from outside are cleaned here, before they are painted. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";

/** The width of a page, in characters. */
export const WIDTH = 100;

export interface Page {
  /** What has the name: `a field`, `an operation`. */
  readonly what: string;
  readonly lines: readonly string[];
  /** The same for programs. */
  readonly data: object;
}

/** `name  what it is`, as the head of a page. */
export function headLine(name: string, what: string, paint: Paint): string {
  return `${paint.bold(cleanText(name))}  ${paint.dim(cleanText(what))}`;
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

/** Rows of a label and a text that goes on below itself. */
export function table(rows: readonly (readonly [label: string, text: string])[], indent = "  "): readonly string[] {
  const width = Math.max(0, ...rows.map(([label]) => cleanText(label).length));
  const under = `${indent}${" ".repeat(width)}  `;
  return rows.flatMap(([label, text]) => {
    const [first = "", ...more] = wrap(cleanText(text), WIDTH, under);
    return [`${indent}${cleanText(label).padEnd(width)}  ${first.slice(under.length)}`.trimEnd(), ...more];
  });
}

/** `Named by 3 rules` and their ids, at most so many; a sentence where there are none. */
export function rulesLines(
  verb: string,
  ids: readonly string[],
  paint: Paint,
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (ids.length === 0) return [`${verb} no rule.`];
  const more = ids.length > most ? [`… and ${ids.length - most} more (all of them with \`--format json\`)`] : [];
  const listed = [...ids.slice(0, most), ...more].join(", ");
  return [paint.bold(`${verb} ${numberOf(ids.length, "rule")}`), ...wrap(cleanText(listed), WIDTH, "  ")];
}
