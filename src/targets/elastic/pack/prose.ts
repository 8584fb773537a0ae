/** Laying out prose in TOML as the formatter of detection-rules does: over lines of at most 120 columns. */
import type { TomlText } from "../../kit/toml.ts";

const COLUMNS = 120;

/** Breaks a line at spaces; white space in it counts as one space, as the platform reads it. */
function wrapLine(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/ +/)) {
    if (current !== "" && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

function wrapText(text: string, columns: number): string[] {
  return text
    .trim()
    .split(/\r?\n/)
    .flatMap((line) => wrapLine(line.trimEnd(), columns));
}

/** A text of its own: always over lines, as descriptions are. */
export function proseBlock(text: string): TomlText {
  return { kind: "block", text: `${wrapText(text, COLUMNS).join("\n")}\n` };
}

/** A member of a list: on one line where it fits, else over indented lines. */
export function proseMember(text: string): TomlText {
  const indent = "    ";
  const lines = wrapText(text, COLUMNS - indent.length);
  if (lines.length === 1) return text.trim();
  return { kind: "block", text: `${lines.map((line) => (line === "" ? "" : indent + line)).join("\n")}\n${indent}` };
}

/** Markdown: lines as they are. */
export function markdownBlock(text: string): TomlText {
  return { kind: "block", text: `${text.replace(/\n+$/, "")}\n` };
}
