/**
 * Runs the PCRE patterns of match() and mvfind(): unanchored, on JavaScript's own engine, which reads the printed form
 * of the tree exactly as PCRE reads the pattern. Whether Splunk lets PCRE read characters or UTF-8's bytes is an open
 * point: where it can matter, the pattern is run on the bytes too.
 */

import { fail, quote, unreachable } from "../spl-error.ts";
import { type CharacterRange, type RegexNode, type RegexTree, readRegex } from "./regex-tree.ts";
import { secondReading, type WorldRun } from "./worlds.ts";

export type RegexTest = (run: WorldRun, text: string) => boolean;

const BEYOND_ASCII = /[^\0-\x7f]/;

const compiled = new Map<string, RegexTest>();

/** Compiles a pattern; once per pattern. */
export function compileRegex(pattern: string): RegexTest {
  const before = compiled.get(pattern);
  if (before) return before;
  const tree = readRegex(pattern);
  const characters = build(printRegex(tree, false), tree.ignoresCase && !keepsCase(tree.body) ? "iu" : "u", pattern);
  let bytes: RegExp | undefined;
  const isSafe = readsAlike(tree.body) && !tree.ignoresCase;
  const test: RegexTest = (run, text) => {
    if (isSafe || !BEYOND_ASCII.test(text) || !secondReading(run, "regexCharacters")) return characters.test(text);
    bytes ??= build(printRegex(tree, true), "", pattern);
    return bytes.test(bytesOf(text));
  };
  if (compiled.size > 20_000) compiled.clear();
  compiled.set(pattern, test);
  return test;
}

function build(source: string, flags: string, pattern: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    return fail(`the regex ${quote(pattern)} is no regex`);
  }
}

/** UTF-8, a character per byte. */
function bytesOf(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** Does case count in some part of the tree? */
function keepsCase(node: RegexNode): boolean {
  switch (node.kind) {
    case "characters":
      return node.keepsCase === true;
    case "sequence":
      return node.items.some(keepsCase);
    case "choice":
      return node.arms.some(keepsCase);
    case "ahead":
    case "repeat":
      return keepsCase(node.body);
    default:
      return false;
  }
}

/** Does a tree say the same of characters and of bytes, whatever the text? */
function readsAlike(node: RegexNode): boolean {
  switch (node.kind) {
    case "characters":
      return !node.isNegated && (node.ranges.every((range) => range.to < 0x80) || isOne(node.ranges));
    case "any":
      return false;
    case "start":
    case "end":
      return true;
    case "sequence":
      return node.items.every(readsAlike);
    case "choice":
      return node.arms.every(readsAlike);
    case "ahead":
      return readsAlike(node.body);
    case "repeat":
      return (
        readsAlike(node.body) &&
        !(node.body.kind === "characters" && node.body.ranges.some((range) => range.to >= 0x80))
      );
    default:
      return unreachable(node);
  }
}

const isOne = (ranges: readonly CharacterRange[]) => ranges.length === 1 && ranges[0]?.from === ranges[0]?.to;

/** Prints a tree for JavaScript: `u` patterns over characters, or plain ones over bytes with case folded by hand. */
function printRegex(tree: RegexTree, asBytes: boolean): string {
  // JavaScript's flag is for the whole pattern: where case counts in a part, it is folded by hand in the others.
  const byHand = tree.ignoresCase && keepsCase(tree.body);
  const print = (node: RegexNode): string => {
    switch (node.kind) {
      case "characters": {
        const ignoresCase = tree.ignoresCase && node.keepsCase !== true;
        if (asBytes) return printBytes(node.ranges, node.isNegated, ignoresCase);
        return printClass(byHand && ignoresCase ? node.ranges.flatMap(bothCases) : node.ranges, node.isNegated);
      }
      case "any":
        return tree.dotsTakeLines ? "[^]" : "[^\\n]";
      case "start":
        return "^";
      case "end":
        return "$";
      case "sequence":
        return node.items.map(print).join("");
      case "choice":
        return `(?:${node.arms.map(print).join("|")})`;
      case "ahead":
        return `(?${node.isNegated ? "!" : "="}${print(node.body)})`;
      case "repeat":
        return `(?:${print(node.body)}){${node.from},${node.to ?? ""}}${node.isLazy ? "?" : ""}`;
      default:
        return unreachable(node);
    }
  };
  return print(tree.body);
}

function printClass(ranges: readonly CharacterRange[], isNegated: boolean): string {
  if (!isNegated && isOne(ranges)) return printCode(ranges[0]?.from as number);
  const members = ranges.map(({ from, to }) => (from === to ? printCode(from) : `${printCode(from)}-${printCode(to)}`));
  return `[${isNegated ? "^" : ""}${members.join("")}]`;
}

/** A range with the other case of its ASCII letters, and the two characters that fold to one of them. */
function bothCases(range: CharacterRange): readonly CharacterRange[] {
  const within = (from: number, to: number) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) });
  const shifted = (part: CharacterRange, by: number) =>
    part.from <= part.to ? [{ from: part.from + by, to: part.to + by }] : [];
  const found = [range, ...shifted(within(0x41, 0x5a), 0x20), ...shifted(within(0x61, 0x7a), -0x20)];
  const has = (code: number) => found.some(({ from, to }) => from <= code && code <= to);
  if (has(0x6b)) found.push({ from: 0x212a, to: 0x212a });
  if (has(0x73)) found.push({ from: 0x17f, to: 0x17f });
  return found;
}

const printCode = (code: number) => `\\u{${code.toString(16)}}`;

/** PCRE without its UTF mode: a class is of bytes, a character beyond ASCII that stands alone is its bytes in a row. */
function printBytes(ranges: readonly CharacterRange[], isNegated: boolean, ignoresCase: boolean): string {
  const code = ranges[0]?.from as number;
  if (!isNegated && isOne(ranges) && code >= 0x80)
    return `(?:${[...bytesOf(String.fromCodePoint(code))].map(printByte).join("")})`;
  const members = ranges.flatMap((range) => printByteRange(range, ignoresCase));
  return `[${isNegated ? "^" : ""}${members.join("")}]`;
}

/** In a class, PCRE without UTF mode reads `é-ü` as the byte C3, the bytes from A9 to C3, and the byte BC. */
function printByteRange({ from, to }: CharacterRange, ignoresCase: boolean): readonly string[] {
  if (to < 0x80)
    return Array.from({ length: to - from + 1 }, (_, index) => printAscii(from + index, ignoresCase)).flat();
  const [first, last] = [bytesOf(String.fromCodePoint(from)), bytesOf(String.fromCodePoint(to))];
  if (from === to) return [...first].map(printByte);
  const [start, end] = [first.slice(-1), last.slice(0, 1)];
  if (start > end) return fail("a range of characters that is none for PCRE on bytes");
  return [
    ...[...first.slice(0, -1)].map(printByte),
    `${printByte(start)}-${printByte(end)}`,
    ...[...last.slice(1)].map(printByte),
  ];
}

function printAscii(code: number, ignoresCase: boolean): readonly string[] {
  const text = String.fromCharCode(code);
  const isLetter = /[A-Za-z]/.test(text);
  return ignoresCase && isLetter ? [printByte(text.toLowerCase()), printByte(text.toUpperCase())] : [printByte(text)];
}

const printByte = (byte: string) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
