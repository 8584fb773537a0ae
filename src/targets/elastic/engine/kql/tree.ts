/** A KQL condition as it was written. */

/** `quoted`, `plain` and `pattern` (with `*`, as the texts between the runs); `any` is a lone `*`. */
export type Value =
  | { readonly kind: "quoted" | "plain"; readonly text: string }
  | { readonly kind: "pattern"; readonly texts: readonly string[] }
  | { readonly kind: "any" };

export type RangeSign = "<" | "<=" | ">" | ">=";

export type Condition =
  | { readonly kind: "and" | "or"; readonly operands: readonly Condition[] }
  | { readonly kind: "not"; readonly operand: Condition }
  | { readonly kind: "is"; readonly field: string; readonly value: Value }
  | { readonly kind: "range"; readonly field: string; readonly sign: RangeSign; readonly value: Value };
