/** In: a word of the language. Out: its page. */
import type { Paint } from "../diagnostics/paint.ts";
import { type LanguageWord, languageWords } from "../syntax/words.ts";
import { headLine, type Page, WIDTH, wrap } from "./explain-page.ts";

const KINDS: { readonly [K in LanguageWord["kind"]]: string } = {
  operator: "an operator of conditions",
  quantifier: "asks about the elements of a list",
  function: "a function on a field",
  literal: "a value",
  clause: "a part of a rule",
  metadata: "data of a rule",
};

/** By the word; of two words, blanks count once, and the first may stand for both where it has no meaning of its own. */
export function findWord(name: string): LanguageWord | undefined {
  const folded = name.toLowerCase().replace(/\s+/g, " ").trim();
  return (
    languageWords.find((one) => one.word === folded) ?? languageWords.find((one) => one.word.split(" ")[0] === folded)
  );
}

export function explainWord(word: LanguageWord, paint: Paint): Page {
  const what = KINDS[word.kind];
  const lines = [
    headLine(word.word, what, paint),
    ...wrap(word.documentation, WIDTH),
    "",
    paint.bold("Example"),
    `    ${word.example}`,
  ];
  return { what, lines, data: { word } };
}
