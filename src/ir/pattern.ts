/** The trees of `like` patterns and of portable regexes: structure only. `semantics/` matches them, targets print them. */

export type PatternPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "anyRun" }
  | { readonly kind: "anyOne" };

/** A `like` pattern; neighbouring texts are joined, and so are neighbouring runs. It fits the whole value. */
export interface Pattern {
  readonly parts: readonly PatternPart[];
  /** As written, between its quotes. */
  readonly written: string;
}

/** Code points, both ends included. */
export type CodePointRange = readonly [first: number, last: number];

export type Regex =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "characters"; readonly negated: boolean; readonly ranges: readonly CodePointRange[] }
  | { readonly kind: "anyCharacter" }
  | { readonly kind: "sequence"; readonly items: readonly Regex[] }
  | { readonly kind: "alternatives"; readonly items: readonly Regex[] }
  | { readonly kind: "repeat"; readonly item: Regex; readonly least: number; readonly most: number | undefined };

/**
 * A portable regex. It is found somewhere in the value, unless anchored to its start or very end.
 * `literal` holds one or more characters, a `characters` range list is sorted, merged and never empty,
 * `anyCharacter` is any code point, line breaks included.
 */
export interface RegexPattern {
  readonly body: Regex;
  readonly fromStart: boolean;
  readonly toEnd: boolean;
  /** As written, between its slashes. */
  readonly written: string;
}
