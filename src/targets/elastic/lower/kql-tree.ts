/** KQL as far as rules need it: what is printed, and nothing else. */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { OrderOperator } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";

/** What stands behind a field's colon. `pattern` has wildcards; `*` alone is any value. */
export type KqlValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "pattern"; readonly parts: readonly PatternPart[] }
  | { readonly kind: "not"; readonly operand: KqlValue }
  | { readonly kind: "all"; readonly operands: readonly KqlValue[] }
  | { readonly kind: "any"; readonly operands: readonly KqlValue[] };

/** `field: "value"`, `field: ("a" or "b")`. */
export interface KqlIs {
  readonly kind: "is";
  readonly field: string;
  readonly value: KqlValue;
  readonly origin: Span;
}

/** `@timestamp >= "2026-11-22T00:00:00Z"`. */
export interface KqlRange {
  readonly kind: "range";
  readonly field: string;
  readonly operator: OrderOperator;
  readonly limit: string;
  readonly origin: Span;
}

export interface KqlNot {
  readonly kind: "not";
  readonly operand: KqlNode;
  readonly origin: Span;
}

export interface KqlAll {
  readonly kind: "all";
  readonly operands: readonly KqlNode[];
  readonly origin: Span;
}

export interface KqlAny {
  readonly kind: "any";
  readonly operands: readonly KqlNode[];
  readonly origin: Span;
}

export type KqlNode = KqlIs | KqlRange | KqlNot | KqlAll | KqlAny;

/** The value of several. */
export function valueJoin(kind: "all" | "any", operands: readonly KqlValue[]): KqlValue {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? (flat[0] as KqlValue) : { kind, operands: flat };
}

/** The node of several: one stands alone, an `all` in an `all` is taken in. */
export function kqlJoin(kind: "all" | "any", operands: readonly KqlNode[], origin: Span): KqlNode {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? (flat[0] as KqlNode) : { kind, operands: flat, origin };
}
