/**
 * What Elasticsearch takes for the same letter where a query ignores case. Until the summer of 2026 only ASCII letters
 * fold; newer versions fold by Unicode's simple mappings (elasticsearch PR 153513), of which two more characters reach
 * ASCII, U+212A (kelvin) and U+017F (long s). Texts of queries that ignore case are ASCII, so those two are all that shows.
 */
export type Folding = "ascii" | "unicode";

export type Fold = (text: string) => string;

/** Each time the same function: what was folded by it is remembered under it. */
export function foldBy(folding: Folding): Fold {
  return folding === "ascii" ? foldAscii : foldByUnicode;
}

function foldByUnicode(text: string): string {
  return foldAscii(text).replaceAll("\u212a", "k").replaceAll("\u017f", "s");
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
