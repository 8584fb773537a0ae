/**
 * `matches`: a portable regex, run in linear time by RE2JS, which is loaded only when a condition holds a regex.
 * In: our tree. Out: a test of a text. What is printed for RE2 here is for no other reader.
 */

import type { Subject } from "../ir/path.ts";
import type { CodePointRange, Regex, RegexPattern } from "../ir/pattern.ts";
import { type Predicate, unreachable } from "../ir/predicate.ts";
import { walk } from "../ir/walk.ts";
import type { TextTest } from "./compare.ts";

type RegexCompiler = (pattern: string) => { test(text: string): boolean };

let compiler: RegexCompiler | undefined;
const compiled = new WeakMap<RegexPattern, TextTest>();

/** Loads what runs regexes; cheap when it is there. To be awaited before a condition with a regex is compiled. */
export async function loadRegexes(): Promise<void> {
  if (compiler) return;
  const { RE2JS } = await import("re2js");
  compiler = (pattern) => RE2JS.compile(pattern);
}

/** Does the condition, or the definition of a derived field in it, hold a regex? */
export function usesRegexes(predicate: Predicate): boolean {
  let found = false;
  walk(predicate, (node) => {
    found ||= node.kind === "matches" || subjectsOf(node).some(readsByRegex);
  });
  return found;
}

function subjectsOf(node: Predicate): readonly Subject[] {
  if (node.kind === "fieldCompare") return [node.subject, node.other];
  return "subject" in node ? [node.subject] : [];
}

/** Is there a regex in the definition of a derived field? */
function readsByRegex(subject: Subject): boolean {
  return subject.kind === "derived" && subject.cases.some(({ when }) => when !== undefined && usesRegexes(when));
}

/** Tells whether the regex is found in a text. */
export function regexTest(pattern: RegexPattern): TextTest {
  const known = compiled.get(pattern);
  if (known) return known;
  if (!compiler) throw new Error("compiler bug: a condition with a regex was compiled before loadRegexes()");
  const regex = compiler(printForRe2(pattern));
  const test: TextTest = (text) => regex.test(text);
  compiled.set(pattern, test);
  return test;
}

/** The regex in RE2's syntax (github.com/google/re2/wiki/Syntax): `.` takes line breaks, `\z` is the very end. */
function printForRe2(pattern: RegexPattern): string {
  return `(?s)${pattern.fromStart ? "\\A" : ""}${group(pattern.body)}${pattern.toEnd ? "\\z" : ""}`;
}

function codePoint(point: number): string {
  const character = String.fromCodePoint(point);
  return /[A-Za-z0-9]/.test(character) ? character : `\\x{${point.toString(16)}}`;
}

function range([first, last]: CodePointRange): string {
  return first === last ? codePoint(first) : `${codePoint(first)}-${codePoint(last)}`;
}

const group = (regex: Regex): string => `(?:${print(regex)})`;

function print(regex: Regex): string {
  switch (regex.kind) {
    case "literal":
      return [...regex.text].map((character) => codePoint(character.codePointAt(0) as number)).join("");
    case "characters":
      return `[${regex.negated ? "^" : ""}${regex.ranges.map(range).join("")}]`;
    case "anyCharacter":
      return ".";
    case "sequence":
      return regex.items.map((item) => (item.kind === "alternatives" ? group(item) : print(item))).join("");
    case "alternatives":
      return regex.items.map(print).join("|");
    case "repeat":
      return `${group(regex.item)}{${regex.least},${regex.most ?? ""}}`;
    default:
      return unreachable(regex);
  }
}
