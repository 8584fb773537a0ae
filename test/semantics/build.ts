/** Short ways to write conditions in tests. */
import { type Network, parseNetwork } from "../../src/ir/address.ts";
import type { Path } from "../../src/ir/path.ts";
import type { Pattern, PatternPart, Regex, RegexPattern } from "../../src/ir/pattern.ts";
import type { Atom, FieldRelation, OrderOperator, Predicate } from "../../src/ir/predicate.ts";
import { path, someSpan } from "../laws/generators.ts";

export { path, someSpan as origin } from "../laws/generators.ts";

const origin = someSpan;
export const at = (subject: string | Path): Path => (typeof subject === "string" ? path(subject) : subject);

type TextKind = "equals" | "contains" | "containsAll" | "startsWith" | "endsWith";
export const textTest = (kind: TextKind, subject: string | Path, texts: readonly string[], nocase = false): Atom => ({
  kind,
  subject: at(subject),
  texts,
  nocase,
  origin,
});
export const equals = (subject: string | Path, ...texts: string[]): Atom => textTest("equals", subject, texts);
export const contains = (subject: string | Path, ...texts: string[]): Atom => textTest("contains", subject, texts);
export const exists = (subject: string | Path): Atom => ({ kind: "exists", subject: at(subject), origin });
export const isAddress = (subject: string | Path): Atom => ({ kind: "isAddress", subject: at(subject), origin });
export const inNetwork = (subject: string | Path, ...networks: string[]): Atom => ({
  kind: "inNetwork",
  subject: at(subject),
  networks: networks.map((text) => parseNetwork(text) as Network),
  origin,
});
export const numberOrder = (subject: string | Path, operator: OrderOperator, limit: string): Atom => ({
  kind: "numberOrder",
  subject: at(subject),
  operator,
  limit,
  origin,
});
export const timeOrder = (subject: string | Path, operator: OrderOperator, limit: string): Atom => ({
  kind: "timeOrder",
  subject: at(subject),
  operator,
  limit,
  origin,
});
export const fieldCompare = (
  subject: string | Path,
  relation: FieldRelation,
  other: string | Path,
  nocase = false,
): Atom => ({
  kind: "fieldCompare",
  subject: at(subject),
  relation,
  other: at(other),
  nocase,
  origin,
});

/** A pattern from `*`, `?` and texts, without escapes. */
export function pattern(written: string): Pattern {
  const parts = (written.match(/[*?]|[^*?]+/gu) ?? []).map(
    (part): PatternPart =>
      part === "*" ? { kind: "anyRun" } : part === "?" ? { kind: "anyOne" } : { kind: "text", text: part },
  );
  return { parts, written };
}
export const like = (subject: string | Path, patterns: readonly Pattern[], nocase = false): Atom => ({
  kind: "like",
  subject: at(subject),
  patterns,
  nocase,
  origin,
});

export const literal = (text: string): Regex => ({ kind: "literal", text });
export const sequence = (...items: Regex[]): Regex => ({ kind: "sequence", items });
export const oneOf = (...items: Regex[]): Regex => ({ kind: "alternatives", items });
export const repeat = (item: Regex, least: number, most?: number): Regex => ({ kind: "repeat", item, least, most });
export const anyCharacter: Regex = { kind: "anyCharacter" };
/** Characters from pairs: `characters("az", "09")`. */
export const characters = (...pairs: string[]): Regex => ({
  kind: "characters",
  negated: false,
  ranges: pairs.map(range),
});
export const notCharacters = (...pairs: string[]): Regex => ({
  kind: "characters",
  negated: true,
  ranges: pairs.map(range),
});
function range(pair: string): [number, number] {
  const points = [...pair].map((one) => one.codePointAt(0) as number);
  return [points[0] as number, points.at(-1) as number];
}
export const regex = (body: Regex, anchors: "" | "^" | "$" | "^$" = ""): RegexPattern => ({
  body,
  fromStart: anchors.startsWith("^"),
  toEnd: anchors.endsWith("$"),
  written: "",
});
export const matches = (subject: string | Path, ...regexes: RegexPattern[]): Atom => ({
  kind: "matches",
  subject: at(subject),
  regexes,
  origin,
});

export const not = (operand: Predicate): Predicate => ({ kind: "not", operand, origin });
export const all = (...operands: Predicate[]): Predicate => ({ kind: "all", operands, origin });
export const any = (...operands: Predicate[]): Predicate => ({ kind: "any", operands, origin });
export const some = (list: string | Path, condition: Predicate, variable = "x"): Predicate => ({
  kind: "some",
  variable,
  list: at(list),
  condition,
  origin,
});
export const every = (list: string | Path, condition: Predicate, variable = "x"): Predicate => ({
  kind: "every",
  variable,
  list: at(list),
  condition,
  origin,
});
export const element = (text: string, variable = "x"): Path => path(text, { variable });
