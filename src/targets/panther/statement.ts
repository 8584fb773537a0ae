/** In: expressions. Out: the lines of a statement or of a member. Most fit on one line; only the others are laid out. */
import { pythonString } from "../kit/python.ts";
import type { Expression } from "./expression.ts";
import { layoutElement, layoutStatement } from "./layout.ts";
import { BREAK, type Token, textOf, tokensOf } from "./print.ts";

export const WIDTH = 100;

/** `before value after`, such as `return value` or `if value:`, at a depth of indentation. */
export function statementLines(before: string, value: Expression, after: string, depth: number): string[] {
  const line = `${"    ".repeat(depth)}${before} ${textOf(value)}${after}`;
  return line.length <= WIDTH ? [line] : layoutStatement(before, tokensOf(value), after, depth);
}

/** `value,` or, with a key, `"key": value,`. */
export function memberLines(key: string | undefined, value: Expression, depth: number): string[] {
  const start = key === undefined ? "" : `${pythonString(key)}:`;
  const line = `${"    ".repeat(depth)}${start && `${start} `}${textOf(value)},`;
  return line.length <= WIDTH ? [line] : layoutElement(memberTokens(start, value), depth);
}

function memberTokens(start: string, value: Expression): Token[] {
  const comma = { text: ",", spaced: false, priority: BREAK.comma };
  if (start === "") return [...tokensOf(value), comma];
  const [first, ...rest] = tokensOf(value);
  const key = { text: start, spaced: false, priority: BREAK.never };
  return [key, { ...(first as Token), spaced: true }, ...rest, comma];
}
