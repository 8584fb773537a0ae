/** A checked rule. It exists only when the rule is right; every target prints from this and nothing else. */
import type { Source, Span } from "../source/source.ts";
import type { JsonObject } from "./json.ts";
import type { FirstOf, Subject } from "./path.ts";
import type { Predicate } from "./predicate.ts";

/** A value with the place that it was written at, for messages about it. */
export interface Written<Value> {
  readonly value: Value;
  readonly span: Span;
}

export type RuleSeverity = "info" | "low" | "medium" | "high" | "critical";
export type RuleConfidence = "low" | "medium" | "high";
export type RuleStatus = "experimental" | "test" | "stable" | "deprecated";

/** A tactic or technique of ATT&CK. */
export interface AttackName {
  readonly id: string;
  readonly name: string;
}

/** A cell of ATT&CK's matrix: a tactic, and a technique under it if one is named; `parent` is what a sub-technique belongs to. */
export interface AttackPlace {
  readonly tactic: AttackName;
  readonly technique?: AttackName;
  readonly parent?: AttackName;
}

/** A place in the current version; what is written may be an id that it has replaced. */
export interface AttackMapping extends AttackPlace {
  /** The same as version 18 has it, where anything in it differs. */
  readonly version18?: AttackPlace;
  readonly span: Span;
}

export interface Metadata {
  readonly title: Written<string>;
  readonly description: Written<string>;
  readonly severity: Written<RuleSeverity>;
  readonly confidence: Written<RuleConfidence>;
  readonly status: Written<RuleStatus>;
  /** From the rule, else from the project's configuration. */
  readonly author?: Written<string>;
  readonly license?: Written<string>;
  /** `YYYY-MM-DD`. */
  readonly created?: Written<string>;
  readonly modified?: Written<string>;
  readonly version: Written<number>;
  readonly tags: readonly Written<string>[];
  readonly attack: readonly AttackMapping[];
  readonly references: readonly Written<string>[];
  readonly falsePositives: readonly Written<string>[];
  readonly runbook?: Written<string>;
  readonly enabled: boolean;
  readonly signal: boolean;
  /** Former ids; the first decides the platforms' UUIDs. */
  readonly formerly: readonly string[];
  /** The targets that the rule is limited to; without it, all. */
  readonly targets?: readonly Written<string>[];
}

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly value: FirstOf };

/** A text with values in it. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly span: Span;
}

/** The first whose `when` holds counts; the last one has none. */
export type Choice<Value> = readonly { readonly value: Value; readonly when?: Predicate }[];

/** What an alert looks like. */
export interface Alert {
  readonly title: Choice<Template>;
  readonly description?: Template;
  /** What makes two alerts the same; without one, the title does. */
  readonly key?: Choice<readonly FirstOf[]>;
  readonly severity: Choice<RuleSeverity>;
  /** Seconds for which a second alert of the same key is not shown. */
  readonly suppress?: Written<number>;
  readonly context: readonly Subject[];
}

export type BlockValue = string | number | boolean | readonly BlockValue[] | { readonly [key: string]: BlockValue };

/** `elastic { … }`: what only one platform knows, valid by that platform's schema. */
export interface PlatformBlock {
  readonly values: { readonly [key: string]: BlockValue };
  /** The place of each top-level value. */
  readonly spans: { readonly [key: string]: Span };
  readonly span: Span;
}

export type TestInput =
  | { readonly kind: "event"; readonly event: JsonObject }
  | { readonly kind: "file"; readonly path: Written<string> };

export interface RuleTest {
  readonly name: string;
  readonly expect: "alerts" | "ignores";
  /** `alerts 3 file …`: exactly so many alerts. */
  readonly count?: number;
  readonly input: TestInput;
  readonly span: Span;
}

/** What an organisation's own file changes about a rule; the rule that holds it is the tuned one. */
export interface Tuning {
  readonly reason: Written<string>;
  /** The place of the rule's id in the tune. */
  readonly span: Span;
  /** The exceptions that the tune adds to the rule's own. */
  readonly unless?: Predicate;
  /** The tune's own tests, which are of the tuned rule. */
  readonly tests: readonly RuleTest[];
  /** The rule as it stands in its own file: its own tests are of this one. */
  readonly untuned: Rule;
}

export interface Rule {
  readonly id: string;
  /** The place of the id. */
  readonly span: Span;
  /** From `rule` to the closing brace. */
  readonly origin: Span;
  readonly metadata: Metadata;
  /** The log source: `aws.cloudtrail`. */
  readonly source: string;
  /** `when` and not `unless`, folded. */
  readonly condition: Predicate;
  readonly when: Predicate;
  /** The rule's own exceptions; those of a tune stand in `tuning`. */
  readonly unless?: Predicate;
  readonly alert: Alert;
  readonly blocks: { readonly [target: string]: PlatformBlock };
  /** Tests that are right for this rule. */
  readonly tests: readonly RuleTest[];
  /** The files of lists that the rule or its tune uses, by path; left out where there are none. */
  readonly lists?: readonly Source[];
  readonly tuning?: Tuning;
}
