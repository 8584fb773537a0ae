/**
 * In: search terms. Out: their text. `search` binds OR before AND (Splunk search manual, "Boolean expressions"), so
 * parentheses stand around every OR and around every conjunction in one.
 */
import type { SearchTerms } from "./prefilter.ts";
import { quoteCommandField, quoteSearchValue } from "./quote.ts";

const STARS = { whole: ["", ""], start: ["", "*"], end: ["*", ""], anywhere: ["*", "*"] } as const;

export function printTerms(terms: SearchTerms): string {
  switch (terms.kind) {
    case "term": {
      const [before, after] = STARS[terms.place];
      return `${quoteCommandField(terms.field)}=${quoteSearchValue(before + terms.text + after)}`;
    }
    case "allOf":
      return terms.terms.map(printTerms).join(" ");
    case "oneOf":
      return `(${terms.terms.map((one) => (one.kind === "allOf" ? `(${printTerms(one)})` : printTerms(one))).join(" OR ")})`;
  }
}
