/** One quoting function for each place that a text can stand in. A text goes through exactly one of them. */
import type { PatternPart } from "../../../ir/pattern.ts";

const ESCAPES: { readonly [sign: string]: string } = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
};

/**
 * A text in EQL: `"…"`. `\u{…}` is left alone, since PyPI's parser reads two of them in one text as one; any other
 * character may stand as it is (Elasticsearch reference, "EQL syntax": strings).
 */
export function eqlString(text: string): string {
  return `"${text.replace(/["\\\n\r\t\b\f]/g, (sign) => ESCAPES[sign] as string)}"`;
}

/** A pattern after `:`, `like`, `like~`, where `*` and `?` can't be escaped, and a backslash is itself. */
export function eqlWildcard(parts: readonly PatternPart[]): string {
  const text = parts.map((part) => {
    if (part.kind === "anyRun") return "*";
    if (part.kind === "anyOne") return "?";
    if (hasWildcard(part.text)) throw new Error("compiler bug: a literal wildcard reached `like`");
    return part.text;
  });
  return eqlString(text.join(""));
}

/** The text of `stringContains` and `endsWith`, which Elasticsearch puts into a Lucene wildcard as it is: escaped twice. */
export function eqlNeedle(text: string): string {
  return eqlString(text.replace(/[*?\\]/g, "\\$&"));
}

/**
 * A Lucene regex: raw between `"""` where that saves doubled backslashes. A raw text can't hold a line break, and one
 * that ends in `"` or holds three would end early.
 */
export function eqlRegex(regex: string): string {
  return regex.includes("\\") && !/["\p{Cc}]/u.test(regex) ? `"""${regex}"""` : eqlString(regex);
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** A value in KQL: `"…"`, in which no wildcard counts. */
export function kqlString(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (sign) => ESCAPES[sign] as string)}"`;
}

/** A value with wildcards, outside quotes: `*kali*`. The texts have no white space, `*` or `?`. */
export function kqlWildcard(parts: readonly PatternPart[]): string {
  const text = parts.map((part) => {
    if (part.kind === "anyRun") return "*";
    if (part.kind === "anyOne" || isAwkwardForKql(part.text)) {
      throw new Error("compiler bug: a text that KQL can't say reached its wildcards");
    }
    return part.text.replace(/[\\():<>"*{}]/g, "\\$&");
  });
  // Kibana's grammar (kuery.peg, `Not`) takes a "not" before white space for the word, even at the end of a value.
  return text.join("").replace(/n(?=ot$)/i, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text that KQL can't hold beside a wildcard. */
export function isAwkwardForKql(text: string): boolean {
  return /[\s*?\p{Cc}\p{Cf}]/u.test(text);
}
