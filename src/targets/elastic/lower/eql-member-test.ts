/**
 * In: a test of a member of an object. Out: the EQL for the object's string form, which is wider.
 * Where the value has `*` or `?`, stands in a list, or is one of many, a regex says it; else patterns, as people write.
 */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { Atom, PredicateOf } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";
import { LONGEST_REGEX } from "../print/lucene.ts";
import { eqlRegex } from "../print/quote.ts";
import { affixParts, eachText, regexTests } from "./eql-parts.ts";
import type { EqlNode } from "./eql-tree.ts";
import { eqlJoin } from "./eql-tree.ts";
import type { MemberOfString } from "./string-form.ts";
import {
  stringPatterns,
  stringRegexOfPattern,
  stringRegexOfRegex,
  stringRegexOfTexts,
  takesPatterns,
} from "./string-form.ts";

/** More texts than these are listed in one regex: each takes four patterns. */
const MOST_TEXTS_AS_PATTERNS = 3;

type Parts = readonly PatternPart[];

const textPart = (text: string): PatternPart => ({ kind: "text", text });

function stringEquals(field: string, member: MemberOfString, atom: PredicateOf<"equals">): EqlNode {
  const { texts, nocase, origin } = atom;
  const values = texts.map((text): Parts => [textPart(text)]);
  const canList = values.every((value) => takesPatterns(member, value));
  const inOne = stringRegexOfTexts(member, texts);
  if (canList && (texts.length <= MOST_TEXTS_AS_PATTERNS || eqlRegex(inOne).length > LONGEST_REGEX)) {
    return { kind: "like", field, patterns: values.flatMap((value) => stringPatterns(member, value)), nocase, origin };
  }
  const regexes =
    eqlRegex(inOne).length < LONGEST_REGEX ? [inOne] : texts.map((text) => stringRegexOfTexts(member, [text]));
  return eqlJoin("any", regexTests(field, regexes, nocase, origin), origin);
}

function stringPatternTest(
  field: string,
  member: MemberOfString,
  values: readonly Parts[],
  nocase: boolean,
  origin: Span,
): EqlNode {
  const plain = values
    .filter((value) => takesPatterns(member, value))
    .flatMap((value) => stringPatterns(member, value));
  const others = values
    .filter((value) => !takesPatterns(member, value))
    .map((value) => stringRegexOfPattern(member, value));
  const like: EqlNode[] = plain.length > 0 ? [{ kind: "like", field, patterns: plain, nocase, origin }] : [];
  return eqlJoin("any", [...like, ...regexTests(field, others, nocase, origin)], origin);
}

/** The EQL of a test of a member; `field` is the object's string form. */
export function memberTest(atom: Atom, field: string, member: MemberOfString): EqlNode {
  const { origin } = atom;
  switch (atom.kind) {
    case "equals":
      return stringEquals(field, member, atom);
    case "contains":
    case "startsWith":
    case "endsWith":
      return stringPatternTest(
        field,
        member,
        atom.texts.map((text) => affixParts(atom.kind, text)),
        atom.nocase,
        origin,
      );
    case "containsAll":
      return eqlJoin(
        "all",
        eachText(atom).map((one) => memberTest(one, field, member)),
        origin,
      );
    case "like":
      return stringPatternTest(
        field,
        member,
        atom.patterns.map((pattern) => pattern.parts),
        atom.nocase,
        origin,
      );
    case "matches":
      return eqlJoin(
        "any",
        regexTests(
          field,
          atom.regexes.map((regex) => stringRegexOfRegex(member, regex)),
          false,
          origin,
        ),
        origin,
      );
    default:
      throw new Error(`compiler bug: ${atom.kind} on a member has no EQL`);
  }
}
