/**
 * In: texts of a rule. Out: Markdown that shows them as they are. A title is somebody else's text: it may not end its
 * cell or its line, nor become a link, an image, HTML, code or a mention.
 */
import { cleanText } from "../../diagnostics/clean-text.ts";

/**
 * What has a meaning: marks anywhere; what readers make links and mentions of (`https://…`, `www.…`, `a@b`); and what
 * starts a list or a heading at the start of a line.
 */
const MARKS = /[\\`*_[\]<>|#!~$^{}]|:(?=\/\/)|(?<=www)\.|[@&]|^[-+=]|(?<=^[0-9]{1,9})[.)]/gi;

function escaped(mark: string): string {
  return /[:@&.]/.test(mark) ? `&#${mark.charCodeAt(0)};` : `\\${mark}`;
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, " ");

/** One line of Markdown, for a paragraph, an entry of a list or a table's cell. */
export function markdownText(text: string): string {
  const line = oneLine(text);
  return /^[A-Za-z][A-Za-z0-9 ,.'"();%=?+-]*$/.test(line) && !/www/i.test(line)
    ? line
    : cleanText(line).replace(MARKS, escaped);
}

/** The same for a sentence of ours, in which pairs of backticks are code: that stays code where a cell can hold it. */
export function markdownSentence(text: string): string {
  const parts = oneLine(text).split(/(`[^`|\\]+`)/);
  return parts
    .map((part, index) => (index % 2 === 1 ? cleanText(part) : cleanText(part).replace(MARKS, escaped)))
    .join("");
}
