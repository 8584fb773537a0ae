/**
 * In: expressions. Out: the lines of a statement or of a member, as black lays them out. What fits on one line, and a
 * long chain of `and`s and `or`s each of which fits on one, is written here; `layout.ts` is asked about all else.
 */
import { pythonString } from "../kit/python.ts";
import type { Expression } from "./expression.ts";
import { layoutElement, layoutStatement } from "./layout.ts";
import { BREAK, linksOf, linkText, linkTokens, type Token, textOf, tokensOf } from "./print.ts";

export const WIDTH = 100;

const indentation = (depth: number): string => "    ".repeat(depth);

/** `before value after`, such as `return value` or `if value:`, at a depth of indentation. */
export function statementLines(before: string, value: Expression, after: string, depth: number): string[] {
  const links = linksOf(value);
  const texts = links.map(linkText);
  const text = texts.join(" ");
  const line = `${indentation(depth)}${before} ${text}${after}`;
  if (line.length <= WIDTH) return [line];
  // With one `and` alone black may rather open a bracket of what it joins.
  if (links.length < 3) return layoutStatement(before, tokensOf(value), after, depth);
  const indent = indentation(depth + 1);
  if (indent.length + text.length <= WIDTH) return parenthesised(before, [indent + text], after, depth);
  const lines = links.flatMap((link, index) => {
    const whole = indent + texts[index];
    return whole.length <= WIDTH ? [whole] : layoutElement(linkTokens(link), depth + 1);
  });
  return parenthesised(before, lines, after, depth);
}

/** `return (`, lines, `)` */
export function parenthesised(before: string, lines: readonly string[], after: string, depth: number): string[] {
  return [`${indentation(depth)}${before} (`, ...lines, `${indentation(depth)})${after}`];
}

/** `value,` or, with a key, `"key": value,`. */
export function memberLines(key: string | undefined, value: Expression, depth: number): string[] {
  const start = key === undefined ? "" : `${pythonString(key)}:`;
  const line = `${indentation(depth)}${start && `${start} `}${textOf(value)},`;
  return line.length <= WIDTH ? [line] : layoutElement(memberTokens(start, value), depth);
}

function memberTokens(start: string, value: Expression): Token[] {
  const comma = { text: ",", spaced: false, priority: BREAK.comma };
  if (start === "") return [...tokensOf(value), comma];
  const [first, ...rest] = tokensOf(value);
  const key = { text: start, spaced: false, priority: BREAK.never };
  return [key, { ...(first as Token), spaced: true }, ...rest, comma];
}
