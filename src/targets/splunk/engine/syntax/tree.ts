/** A search as it was written: its commands and their parts. Strings are kept raw: how they are read depends on the place. */
import type { Comparator } from "../run/compare.ts";

export type Expression =
  | { readonly kind: "string"; readonly raw: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "logic"; readonly operator: "AND" | "OR"; readonly operands: readonly Expression[] }
  | { readonly kind: "compare"; readonly operator: Comparator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "join"; readonly parts: readonly Expression[] }
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly left: Expression; readonly right: Expression };

export type SearchTerm =
  | { readonly kind: "everything" }
  | { readonly kind: "field"; readonly name: string; readonly operator: "=" | "!="; readonly value: string }
  | { readonly kind: "not"; readonly operand: SearchTerm }
  | { readonly kind: "and" | "or"; readonly operands: readonly SearchTerm[] };

export interface Assignment {
  readonly field: string;
  readonly value: Expression;
}

export interface Aggregation {
  readonly function: "count" | "min" | "max" | "values";
  readonly field: string;
  readonly as: string;
}

export type Command =
  | { readonly kind: "search"; readonly term: SearchTerm }
  | { readonly kind: "where"; readonly test: Expression }
  | { readonly kind: "eval"; readonly assignments: readonly Assignment[] }
  | { readonly kind: "rename"; readonly pairs: readonly { readonly from: string; readonly to: string }[] }
  | { readonly kind: "stats"; readonly aggregations: readonly Aggregation[]; readonly by: readonly string[] }
  | { readonly kind: "spath"; readonly input: string; readonly path: string; readonly output: string }
  | { readonly kind: "convert"; readonly fields: readonly string[] }
  | { readonly kind: "fillnull"; readonly value: string; readonly fields: readonly string[] }
  | { readonly kind: "keep"; readonly fields: readonly string[] };

/** The first command is the search before the first `|`. */
export type Pipeline = readonly [{ readonly kind: "search"; readonly term: SearchTerm }, ...Command[]];
