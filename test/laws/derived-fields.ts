/** Derived fields for the laws, in the shapes that the real ones have: a fixed text, a lower-cased one, and paths only. */
import type { DerivedField } from "../../src/ir/path.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { path, someSpan } from "./generators.ts";

const exists = (text: string): Predicate => ({ kind: "exists", subject: path(text), origin: someSpan });
const equals = (text: string, ...texts: string[]): Predicate => ({
  kind: "equals",
  subject: path(text),
  texts,
  nocase: false,
  origin: someSpan,
});

const outcome: DerivedField = {
  kind: "derived",
  name: "outcome",
  type: "text",
  origin: someSpan,
  cases: [
    {
      value: { kind: "lowerCase", path: path("a.b") },
      when: { kind: "all", operands: [equals("eventName", "a"), exists("a.b")], origin: someSpan },
    },
    {
      value: { kind: "text", text: "ab" },
      when: { kind: "any", operands: [exists("list[].k"), exists("userIdentity.type")], origin: someSpan },
    },
    { value: { kind: "text", text: "k" } },
  ],
};

const account: DerivedField = {
  kind: "derived",
  name: "account",
  type: "text",
  origin: someSpan,
  cases: [
    { value: { kind: "path", path: path("a.b") }, when: exists("a.b") },
    { value: { kind: "path", path: path("list[]") } },
  ],
};

export const derivedFields: readonly DerivedField[] = [outcome, account];
