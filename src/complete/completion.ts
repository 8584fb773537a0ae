/** What completion gives back, and how proposals become that. */
import type { Span } from "../source/source.ts";
import { languageWords } from "../syntax/words.ts";
import type { Place } from "./place.ts";

export type CompletionKind =
  | "field"
  | "parameter"
  | "name"
  | "event"
  | "operator"
  | "word"
  | "key"
  | "value"
  | "operation"
  | "platform";

/** One thing that may stand at a place. */
export interface Completion {
  /** What it is shown as. Unique among the answers. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** The text to put in the place of `replace`, as it is. */
  readonly insert: string;
  /** Ends at or behind the place that was asked about, and begins at or before it. */
  readonly replace: Span;
  /** A sentence or two, in Markdown. */
  readonly documentation: string;
  /** A few words beside the label: a type, where it comes from. */
  readonly detail: string;
}

/** A completion before it is known what it replaces. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly insert: string;
  readonly documentation: string;
  readonly detail: string;
  /** How many characters before the typed word it replaces as well. */
  readonly takes?: number;
}

/** More than anybody reads; the list of all of AWS's operations is longer. */
const MOST = 1_000;

const letterOrDigit = /[A-Za-z0-9]/;

/** Where a word of the label begins with what is typed: `iam` in `iam.amazonaws.com`, `user` in `CreateUser`. */
function matchAt(label: string, typed: string): number {
  const folded = label.toLowerCase();
  for (let at = folded.indexOf(typed); at >= 0; at = folded.indexOf(typed, at + 1)) {
    const before = label.charAt(at - 1);
    const isHump = /[a-z0-9]/.test(before) && /[A-Z]/.test(label.charAt(at));
    if (typed === "" || at === 0 || !letterOrDigit.test(before) || isHump) return at;
  }
  return -1;
}

/** The proposals that go on with what is typed, those that begin with it first, each label once. */
export function completionsOf(proposals: readonly Proposal[], place: Place): readonly Completion[] {
  const typed = place.typed.toLowerCase();
  const seen = new Set<string>();
  const begins: Completion[] = [];
  const holds: Completion[] = [];
  for (const { label, kind, insert, documentation, detail, takes = 0 } of proposals) {
    const at = matchAt(label, typed);
    if (at < 0 || seen.has(label)) continue;
    seen.add(label);
    const replace = { ...place.replace, start: place.replace.start - takes };
    (at === 0 ? begins : holds).push({ label, kind, insert, replace, documentation, detail });
  }
  return [...begins, ...holds].slice(0, MOST);
}

let words: ReadonlyMap<string, string> | undefined;

/** What a word of the language means, with its example. */
export function meaningOf(word: string): string {
  words ??= new Map(languageWords.map((one) => [one.word, `${one.documentation}\n\n\`${one.example}\``]));
  return words.get(word) ?? "A word of the language.";
}

export function wordProposal(word: string, insert = `${word} `, kind: CompletionKind = "word"): Proposal {
  return {
    label: word,
    kind,
    insert,
    documentation: meaningOf(word),
    detail: kind === "operator" ? "operator" : "word",
  };
}
