/** `==`, `in`, `contains`, `starts with`, `ends with`: how a text is compared with other texts. */
import { unreachable } from "../ir/predicate.ts";
import { foldCase } from "./text.ts";

export type TextTest = (text: string) => boolean;
export type TextRelation = "equals" | "contains" | "startsWith" | "endsWith";

/** From so many texts on a set is faster than a walk. */
const MANY = 8;

/** Does the relation hold between two texts, code point by code point? */
export function isRelated(relation: TextRelation, text: string, other: string): boolean {
  switch (relation) {
    case "equals":
      return text === other;
    case "contains":
      return text.includes(other);
    case "startsWith":
      return text.startsWith(other);
    case "endsWith":
      return text.endsWith(other);
    default:
      return unreachable(relation);
  }
}

function foldedTest(test: TextTest, nocase: boolean): TextTest {
  return nocase ? (text) => test(foldCase(text)) : test;
}

/** Tells whether the relation holds between a text and one of the texts. */
export function relationTest(relation: TextRelation, texts: readonly string[], nocase: boolean): TextTest {
  const wanted = nocase ? texts.map(foldCase) : texts;
  if (relation === "equals" && wanted.length >= MANY) {
    const set = new Set(wanted);
    return foldedTest((text) => set.has(text), nocase);
  }
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined) return foldedTest((text) => isRelated(relation, text, only), nocase);
  return foldedTest((text) => wanted.some((one) => isRelated(relation, text, one)), nocase);
}

/** Tells whether a text has all of the texts in it. */
export function containsAllTest(texts: readonly string[], nocase: boolean): TextTest {
  const wanted = nocase ? texts.map(foldCase) : texts;
  return foldedTest((text) => wanted.every((one) => text.includes(one)), nocase);
}
