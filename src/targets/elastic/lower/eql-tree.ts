/** EQL as far as rules need it: what is printed, and nothing else. */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { Span } from "../../../source/source.ts";

interface Node {
  readonly origin: Span;
}

/** `field == "text"`, `field == true`. */
export interface EqlEquals extends Node {
  readonly kind: "equals";
  readonly field: string;
  readonly value: string | boolean;
}

/** `field != null`. */
export interface EqlPresent extends Node {
  readonly kind: "present";
  readonly field: string;
}

/** `field in ("a", "b")`, `in~`: never wildcards. */
export interface EqlIn extends Node {
  readonly kind: "in";
  readonly field: string;
  readonly texts: readonly string[];
  readonly nocase: boolean;
}

/** `field like ("a*", "*b")`; `:` where case does not count. The texts in the patterns have no `*` or `?`. */
export interface EqlLike extends Node {
  readonly kind: "like";
  readonly field: string;
  readonly patterns: readonly (readonly PatternPart[])[];
  readonly nocase: boolean;
}

/** `field regex "…"`, in Lucene's syntax, of the whole value. */
export interface EqlRegex extends Node {
  readonly kind: "regex";
  readonly field: string;
  readonly regexes: readonly string[];
  readonly nocase: boolean;
}

/** `startsWith(field, "text")`. */
export interface EqlCall extends Node {
  readonly kind: "call";
  readonly name: "stringContains" | "startsWith" | "endsWith";
  readonly field: string;
  readonly text: string;
}

/** `cidrMatch(field, "10.0.0.0/8")`. */
export interface EqlNetwork extends Node {
  readonly kind: "network";
  readonly field: string;
  readonly networks: readonly string[];
}

export interface EqlNot extends Node {
  readonly kind: "not";
  readonly operand: EqlNode;
}

export interface EqlAll extends Node {
  readonly kind: "all";
  readonly operands: readonly EqlNode[];
}

export interface EqlAny extends Node {
  readonly kind: "any";
  readonly operands: readonly EqlNode[];
}

export type EqlTest = EqlEquals | EqlPresent | EqlIn | EqlLike | EqlRegex | EqlCall | EqlNetwork;
export type EqlNode = EqlTest | EqlNot | EqlAll | EqlAny;

export function isEqlTest(node: EqlNode): node is EqlTest {
  return node.kind !== "not" && node.kind !== "all" && node.kind !== "any";
}

/** The node of several: one stands alone, an `all` in an `all` is taken in. */
export function eqlJoin(kind: "all" | "any", operands: readonly EqlNode[], origin: Span): EqlNode {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? (flat[0] as EqlNode) : { kind, operands: flat, origin };
}
