/**
 * In: a condition. Out: a wider one, made of what the `search` command can say: P(c) ⊇ c, so that Splunk reads few
 * events before `where` decides. A pure rewrite, law-tested: what the condition accepts, the prefilter accepts.
 * `search` ignores case and can't escape `*`, so only plain literals on five short fields are taken.
 */
import type { Predicate } from "../../ir/predicate.ts";

export type SearchPlace = "whole" | "start" | "end" | "anywhere";

/** Terms of `search`. `allOf` and `oneOf` hold two or more. */
export type SearchTerms =
  | { readonly kind: "term"; readonly field: string; readonly place: SearchPlace; readonly text: string }
  | { readonly kind: "allOf"; readonly terms: readonly SearchTerms[] }
  | { readonly kind: "oneOf"; readonly terms: readonly SearchTerms[] };

const FIELDS = new Set(["eventSource", "eventName", "eventType", "awsRegion", "userIdentity.type"]);
const PLAIN = /^[A-Za-z0-9._:/-]+$/;

const PLACES = { equals: "whole", startsWith: "start", endsWith: "end", contains: "anywhere" } as const;

function joinTerms(kind: "allOf" | "oneOf", terms: readonly SearchTerms[]): SearchTerms {
  const flat = terms.flatMap((one) => (one.kind === kind ? one.terms : [one]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind, terms: flat };
}

/** The field's name, if the test is about one of the five. */
function fieldOf(predicate: Extract<Predicate, { readonly kind: keyof typeof PLACES }>): string | undefined {
  const { subject } = predicate;
  if (subject.kind !== "path" || subject.root.kind !== "event") return undefined;
  const name = subject.steps.map((step) => (step.kind === "key" ? step.name : "[]")).join(".");
  return FIELDS.has(name) ? name : undefined;
}

/** The prefilter, or nothing where none follows. `skip` names fields that may not be there yet when `search` looks. */
export function prefilter(predicate: Predicate, skip: ReadonlySet<string> = new Set()): SearchTerms | undefined {
  switch (predicate.kind) {
    case "equals":
    case "startsWith":
    case "endsWith":
    case "contains": {
      const field = fieldOf(predicate);
      if (field === undefined || skip.has(field) || !predicate.texts.every((text) => PLAIN.test(text)))
        return undefined;
      const place = PLACES[predicate.kind];
      return joinTerms(
        "oneOf",
        predicate.texts.map((text) => ({ kind: "term", field, place, text })),
      );
    }
    case "all": {
      const parts = predicate.operands.map((one) => prefilter(one, skip)).filter((one) => one !== undefined);
      return parts.length === 0 ? undefined : joinTerms("allOf", parts);
    }
    case "any": {
      const parts = predicate.operands.map((one) => prefilter(one, skip));
      return parts.every((one) => one !== undefined) ? joinTerms("oneOf", parts) : undefined;
    }
    default:
      return undefined;
  }
}
