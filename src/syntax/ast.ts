/**
 * What was written, broken pieces included. Every node has its span. Nothing here is resolved: a path may turn out
 * to be a `let`, and a `let` a condition, a list or a value; `check/` decides.
 */
import type { RegexPattern } from "../ir/pattern.ts";
import type { Source, Span } from "../source/source.ts";

export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** A comment, kept for the formatter: `// …`, without its line break. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
  /** Does code stand before it on its line? */
  readonly trailing: boolean;
}

// ---- literals

/** `"…"`, `'…'` or `"""…"""`. `value` is what it stands for; `quote` how it was written: not at all on a line of a list file. */
export interface TextLiteral {
  readonly kind: "text";
  readonly value: string;
  readonly quote: '"' | "'" | '"""' | "";
  readonly span: Span;
}

export interface NumberLiteral {
  readonly kind: "number";
  readonly text: string;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}

/** `2026-11-22` or `2026-11-22T10:00:00Z`; `value` is always the long form. */
export interface TimeLiteral {
  readonly kind: "time";
  readonly text: string;
  readonly value: string;
  readonly span: Span;
}

export interface DurationLiteral {
  readonly kind: "duration";
  readonly text: string;
  readonly seconds: number;
  readonly span: Span;
}

/** `/…/`. Without `pattern` the regex is not a portable one, and that was reported. */
export interface RegexLiteral {
  readonly kind: "regex";
  readonly written: string;
  readonly pattern?: RegexPattern;
  readonly span: Span;
}

export type Literal = TextLiteral | NumberLiteral | BooleanLiteral | TimeLiteral | DurationLiteral | RegexLiteral;

export interface ListLiteral {
  readonly kind: "list";
  readonly items: readonly (Literal | PathExpression)[];
  readonly span: Span;
}

// ---- paths

export type PathPart =
  | { readonly kind: "key"; readonly name: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: "each"; readonly span: Span };

/** `userIdentity.arn`, `a."x-y"[].b`, `json(f).a.b`. */
export interface PathExpression {
  readonly kind: "path";
  readonly start: Name | JsonCall;
  readonly parts: readonly PathPart[];
  readonly span: Span;
}

export interface JsonCall {
  readonly kind: "json";
  readonly inner: PathExpression;
  readonly span: Span;
}

/** `a ?? b ?? "text"`: two or more; in a template one alone too. */
export interface CoalesceExpression {
  readonly kind: "coalesce";
  readonly alternatives: readonly (PathExpression | TextLiteral)[];
  readonly span: Span;
}

// ---- conditions

export type Operator =
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "contains"
  | "contains all"
  | "starts with"
  | "ends with"
  | "like"
  | "matches"
  | "in cidr"
  | "is ip"
  | "exists"
  | "missing";

export interface Comparison {
  readonly kind: "comparison";
  readonly left: PathExpression;
  readonly operator: Operator;
  /** Written with `not`: `not in`, `not contains`, `is not ip`. */
  readonly negated: boolean;
  readonly operatorSpan: Span;
  /** None after `is ip`, `exists`, `missing`, and where it is broken. */
  readonly right?: Literal | ListLiteral | PathExpression;
  readonly nocase?: Span;
  readonly span: Span;
}

export interface Quantified {
  readonly kind: "quantified";
  readonly quantifier: "any" | "all";
  readonly variable: Name;
  readonly list: PathExpression;
  readonly condition: Condition;
  readonly span: Span;
}

/** A bare path where a condition is expected: the name of a condition, or a mistake. */
export interface Reference {
  readonly kind: "reference";
  readonly path: PathExpression;
  readonly span: Span;
}

export interface AndCondition {
  readonly kind: "and";
  readonly operands: readonly Condition[];
  readonly span: Span;
}

export interface OrCondition {
  readonly kind: "or";
  readonly operands: readonly Condition[];
  readonly span: Span;
}

export interface NotCondition {
  readonly kind: "not";
  readonly operand: Condition;
  readonly span: Span;
}

/** `( c )`, kept so that the formatter can print what was written. */
export interface GroupedCondition {
  readonly kind: "grouped";
  readonly inner: Condition;
  readonly span: Span;
}

/** A piece that could not be read; it was reported. */
export interface Broken {
  readonly kind: "broken";
  readonly span: Span;
}

export type Condition =
  | Comparison
  | Quantified
  | Reference
  | AndCondition
  | OrCondition
  | NotCondition
  | GroupedCondition
  | Broken;

// ---- templates

/** `{{` in the text is already one brace. */
export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "value"; readonly value: CoalesceExpression; readonly span: Span };

/** A text whose `{…}` are read; `literal` is the text as written. */
export interface TemplateText {
  readonly kind: "template";
  readonly literal: TextLiteral;
  readonly pieces: readonly TemplatePiece[];
  readonly span: Span;
}

// ---- JSON in events

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}

export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly JsonMember[]; readonly span: Span }
  | { readonly kind: "array"; readonly elements: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "number"; readonly text: string; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "null"; readonly span: Span }
  /** `json {…}`: that value as compact JSON text. */
  | { readonly kind: "embedded"; readonly value: JsonNode; readonly span: Span };

/** `{…}`; or `as base with {…}`, `as base`, and in a test `base` alone. */
export type EventExpression =
  | { readonly kind: "written"; readonly json: JsonNode; readonly span: Span }
  | { readonly kind: "patched"; readonly base: Name; readonly patch?: JsonNode; readonly span: Span };

// ---- data

/** `TA0007:T1087.004`, `TA0007` or `T1087.004`. */
export interface AttackLiteral {
  readonly kind: "attack";
  readonly tactic?: Name;
  readonly technique?: Name;
  readonly span: Span;
}

/** A bare word or dotted id as a value: `medium`, `Old.Id`, `wider`. */
export interface WordLiteral {
  readonly kind: "word";
  readonly text: string;
  readonly span: Span;
}

export interface DataList {
  readonly kind: "dataList";
  readonly items: readonly DataValue[];
  readonly span: Span;
}

/** `{ name = value … }` inside a platform block. */
export interface DataMap {
  readonly kind: "dataMap";
  readonly entries: readonly DataEntry[];
  readonly span: Span;
}

export type DataValue =
  | TextLiteral
  | NumberLiteral
  | BooleanLiteral
  | TimeLiteral
  | DurationLiteral
  | AttackLiteral
  | WordLiteral
  | DataList
  | DataMap
  | Broken;

export interface DataEntry {
  readonly kind: "data";
  readonly name: Name;
  readonly value: DataValue;
  readonly span: Span;
}

// ---- clauses

/** `lines("lists/scanners.txt")`: the lines of a file, as a list. */
export interface LinesCall {
  readonly kind: "lines";
  readonly path: TextLiteral;
  readonly span: Span;
}

export interface LetDeclaration {
  readonly kind: "let";
  readonly name: Name;
  readonly value: ListLiteral | LinesCall | CoalesceExpression | Condition;
  readonly span: Span;
}

export interface EventDeclaration {
  readonly kind: "event";
  readonly name: Name;
  readonly event: EventExpression | Broken;
  readonly span: Span;
}

export interface SourceClause {
  readonly kind: "source";
  /** `aws.cloudtrail` */
  readonly name: Name;
  readonly span: Span;
}

export interface WhenClause {
  readonly kind: "when";
  readonly condition: Condition;
  readonly span: Span;
}

export interface UnlessClause {
  readonly kind: "unless";
  readonly condition: Condition;
  readonly span: Span;
}

/** One line of `alert { … }`; which values fit which name is the checker's business. */
export interface AlertEntry {
  readonly kind: "alertEntry";
  readonly name: Name;
  /** `title`, `description`: a template. `key`, `context`: a list of values. `severity`: a word. `suppress`: a duration or `none`. */
  readonly value: TemplateText | ValueList | WordLiteral | DurationLiteral | Broken;
  readonly when?: Condition;
  readonly span: Span;
}

/** `[a, b ?? c]` */
export interface ValueList {
  readonly kind: "valueList";
  readonly items: readonly (PathExpression | CoalesceExpression)[];
  readonly span: Span;
}

export interface AlertClause {
  readonly kind: "alert";
  readonly entries: readonly AlertEntry[];
  readonly span: Span;
}

/** `elastic { … }`: any word before a brace that is no clause. */
export interface PlatformClause {
  readonly kind: "platform";
  readonly name: Name;
  readonly entries: readonly DataEntry[];
  readonly span: Span;
}

export interface TestDeclaration {
  readonly kind: "test";
  readonly name: TextLiteral;
  readonly expect: "alerts" | "ignores";
  readonly count?: NumberLiteral;
  readonly input: EventExpression | { readonly kind: "file"; readonly path: TextLiteral; readonly span: Span } | Broken;
  readonly span: Span;
}

export type Clause =
  | DataEntry
  | SourceClause
  | LetDeclaration
  | WhenClause
  | UnlessClause
  | AlertClause
  | PlatformClause
  | EventDeclaration
  | TestDeclaration
  | Broken;

export interface RuleDeclaration {
  readonly kind: "rule";
  readonly id: Name;
  /** In the order in which they were written. */
  readonly clauses: readonly Clause[];
  readonly span: Span;
}

/** `tune Rule.Id { … }`: what an organisation changes about a rule that it doesn't edit. */
export interface TuneDeclaration {
  readonly kind: "tune";
  /** The rule's id. */
  readonly id: Name;
  readonly clauses: readonly Clause[];
  readonly span: Span;
}

export interface ImportDeclaration {
  readonly kind: "import";
  readonly path: TextLiteral;
  readonly span: Span;
}

export type Declaration =
  | ImportDeclaration
  | RuleDeclaration
  | TuneDeclaration
  | LetDeclaration
  | EventDeclaration
  | Broken;

/** A `.tocsin` file. */
export interface RuleFile {
  readonly source: Source;
  readonly declarations: readonly Declaration[];
  readonly comments: readonly Comment[];
  /** Something in it could not be read, and that was reported. Such a file is not formatted: the tree lacks pieces. */
  readonly broken?: true;
}
