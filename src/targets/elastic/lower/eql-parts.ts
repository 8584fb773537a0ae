/** What tests of fields and of members share: regexes in lists that Elasticsearch takes, texts at an end of a value. */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { PredicateOf } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";
import { LONGEST_REGEX } from "../print/lucene.ts";
import { eqlRegex } from "../print/quote.ts";
import type { EqlNode } from "./eql-tree.ts";

export type Affix = PredicateOf<"contains"> | PredicateOf<"startsWith"> | PredicateOf<"endsWith">;

/** What a value with the text in that place looks like. */
export function affixParts(kind: Affix["kind"], text: string): readonly PatternPart[] {
  const before = kind === "startsWith" ? [] : [{ kind: "anyRun" } as const];
  const behind = kind === "endsWith" ? [] : [{ kind: "anyRun" } as const];
  return [...before, { kind: "text", text }, ...behind];
}

/** `contains all`, a test for each text. */
export function eachText(atom: PredicateOf<"containsAll">): PredicateOf<"contains">[] {
  return atom.texts.map((text) => ({ ...atom, kind: "contains", texts: [text] }));
}

/** Regexes in lists of at most so many characters as Elasticsearch takes: it joins a list to one regex. */
export function regexTests(field: string, regexes: readonly string[], nocase: boolean, origin: Span): EqlNode[] {
  const lists: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const regex of regexes) {
    const own = eqlRegex(regex).length + 1;
    if (length + own > LONGEST_REGEX) {
      lists.push([]);
      length = 0;
    }
    lists.at(-1)?.push(regex);
    length += own;
  }
  return lists.map((list) => ({ kind: "regex", field, regexes: list, nocase, origin }));
}

/** The regexes in a test, each as it is printed. */
export function printedRegexes(node: EqlNode): string[] {
  switch (node.kind) {
    case "all":
    case "any":
      return node.operands.flatMap(printedRegexes);
    case "not":
      return printedRegexes(node.operand);
    case "regex":
      return node.regexes.map(eqlRegex);
    default:
      return [];
  }
}
