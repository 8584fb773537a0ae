/**
 * The condition of a checked rule: what it means, in plain structure. Every name is resolved, every `let` and `??`
 * folded in, `!=` and `not in` are `not`, `missing` is `not exists`. What each kind means is in `semantics/`.
 */
import type { Span } from "../source/source.ts";
import type { Network } from "./address.ts";
import type { Path, Subject } from "./path.ts";
import type { Pattern, RegexPattern } from "./pattern.ts";

interface Node {
  readonly origin: Span;
}

/** Always true or never. Only folding makes it: no rule's whole condition is one. */
export interface Constant extends Node {
  readonly kind: "constant";
  readonly value: boolean;
}

export interface All extends Node {
  readonly kind: "all";
  readonly operands: readonly Predicate[];
}

export interface Any extends Node {
  readonly kind: "any";
  readonly operands: readonly Predicate[];
}

export interface Not extends Node {
  readonly kind: "not";
  readonly operand: Predicate;
}

/** The texts are never empty, neither the list nor its members; with `nocase` they are ASCII, as written. */
interface TextTest extends Node {
  readonly subject: Subject;
  readonly texts: readonly string[];
  readonly nocase: boolean;
}

/** Some value equals one of the texts: `==` and `in`. */
export interface Equals extends TextTest {
  readonly kind: "equals";
}

/** Some value has one of the texts in it. */
export interface Contains extends TextTest {
  readonly kind: "contains";
}

/** Some one value has all of the texts in it. */
export interface ContainsAll extends TextTest {
  readonly kind: "containsAll";
}

export interface StartsWith extends TextTest {
  readonly kind: "startsWith";
}

export interface EndsWith extends TextTest {
  readonly kind: "endsWith";
}

export interface Like extends Node {
  readonly kind: "like";
  readonly subject: Subject;
  readonly patterns: readonly Pattern[];
  readonly nocase: boolean;
}

/** Some value matches one of the regexes; `nocase` is already expanded into the trees. */
export interface Matches extends Node {
  readonly kind: "matches";
  readonly subject: Subject;
  readonly regexes: readonly RegexPattern[];
}

export type OrderOperator = "<" | "<=" | ">" | ">=";

/** Some value, read as a number, is so ordered; `limit` is a decimal number of at most 15 digits. */
export interface NumberOrder extends Node {
  readonly kind: "numberOrder";
  readonly subject: Subject;
  readonly operator: OrderOperator;
  readonly limit: string;
}

/** Some value, a time, is so ordered; `limit` is `YYYY-MM-DDThh:mm:ssZ`. */
export interface TimeOrder extends Node {
  readonly kind: "timeOrder";
  readonly subject: Subject;
  readonly operator: OrderOperator;
  readonly limit: string;
}

export interface InNetwork extends Node {
  readonly kind: "inNetwork";
  readonly subject: Subject;
  readonly networks: readonly Network[];
}

export interface IsAddress extends Node {
  readonly kind: "isAddress";
  readonly subject: Subject;
}

export interface Exists extends Node {
  readonly kind: "exists";
  readonly subject: Subject;
}

export type FieldRelation = "equals" | "contains" | "startsWith" | "endsWith";

/** Some value of `subject` stands in the relation to some value of `other`: `f == g`, `f contains g`. */
export interface FieldCompare extends Node {
  readonly kind: "fieldCompare";
  readonly subject: Subject;
  readonly relation: FieldRelation;
  readonly other: Subject;
  readonly nocase: boolean;
}

/** `any x in list[] (c)`. The list's path ends in `each`; `condition` reads its element by an `element` root. */
export interface Some extends Node {
  readonly kind: "some";
  readonly variable: string;
  readonly list: Path;
  readonly condition: Predicate;
}

/** `all x in list[] (c)`: true over nothing. */
export interface Every extends Node {
  readonly kind: "every";
  readonly variable: string;
  readonly list: Path;
  readonly condition: Predicate;
}

export type Predicate =
  | Constant
  | All
  | Any
  | Not
  | Equals
  | Contains
  | ContainsAll
  | StartsWith
  | EndsWith
  | Like
  | Matches
  | NumberOrder
  | TimeOrder
  | InNetwork
  | IsAddress
  | Exists
  | FieldCompare
  | Some
  | Every;

export type PredicateKind = Predicate["kind"];
export type PredicateOf<K extends PredicateKind> = Extract<Predicate, { readonly kind: K }>;

/** A test of values: every kind that holds no other predicate and is no constant. */
export type Atom = Exclude<Predicate, Constant | All | Any | Not | Some | Every>;

const NO_ATOMS: ReadonlySet<PredicateKind> = new Set(["constant", "all", "any", "not", "some", "every"]);

export function isAtom(predicate: Predicate): predicate is Atom {
  return !NO_ATOMS.has(predicate.kind);
}

/** For the end of a switch over kinds: a kind without a case does not compile, and never arrives. */
export function unreachable(node: never): never {
  throw new Error(`compiler bug: no case for ${JSON.stringify((node as { kind?: unknown }).kind ?? node)}`);
}
