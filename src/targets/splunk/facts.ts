/**
 * Law-tested rewrite: what a condition says of a field at its top is known everywhere else in it. Under
 * `eventName == "CreateUser" and …` a test of `eventName == "ConsoleLogin"` is false, and `outcome` is only about errors.
 */
import type { DerivedCase, DerivedField, Path, Subject } from "../../ir/path.ts";
import type { Atom, Predicate, PredicateOf } from "../../ir/predicate.ts";
import { simplify } from "../../ir/simplify.ts";
import { mapAtoms } from "../../ir/walk.ts";

/** The texts that a field has one of, by the field's keys. */
export type Facts = ReadonlyMap<string, ReadonlySet<string>>;

/** A path of keys from the event has at most one value. */
function singleValued(subject: Subject): string | undefined {
  if (subject.kind !== "path" || subject.root.kind !== "event") return undefined;
  const keys = subject.steps.map((step) => (step.kind === "key" ? step.name : undefined));
  return keys.every((key) => key !== undefined) ? JSON.stringify(keys) : undefined;
}

function factOf(predicate: Predicate): { readonly key: string; readonly texts: ReadonlySet<string> } | undefined {
  if (predicate.kind !== "equals" || predicate.nocase) return undefined;
  const key = singleValued(predicate.subject);
  return key === undefined ? undefined : { key, texts: new Set(predicate.texts) };
}

const conjuncts = (predicate: Predicate) => (predicate.kind === "all" ? predicate.operands : [predicate]);

/** What holds for every event that the condition accepts. */
export function factsOf(predicate: Predicate): Facts {
  const facts = new Map<string, ReadonlySet<string>>();
  for (const one of conjuncts(predicate)) {
    const fact = factOf(one);
    if (fact && !facts.has(fact.key)) facts.set(fact.key, fact.texts);
  }
  return facts;
}

function knownEquals(atom: PredicateOf<"equals">, facts: Facts): Predicate {
  const fact = factOf(atom);
  const known = fact && facts.get(fact.key);
  if (!fact || !known) return atom;
  const both = [...known].filter((one) => fact.texts.has(one)).length;
  if (both === 0) return { kind: "constant", value: false, origin: atom.origin };
  return both === known.size ? { kind: "constant", value: true, origin: atom.origin } : atom;
}

function withFacts(atom: Atom, facts: Facts): Predicate {
  if (atom.kind === "equals" && atom.subject.kind === "path") return knownEquals(atom, facts);
  if (atom.kind === "exists" && facts.has(singleValued(atom.subject) ?? ""))
    return { kind: "constant", value: true, origin: atom.origin };
  const subject = knownSubject(atom.subject, facts);
  return atom.kind === "fieldCompare"
    ? { ...atom, subject, other: knownSubject(atom.other, facts) }
    : { ...atom, subject };
}

/** A derived field without the cases that can't be. */
function knownCases(field: DerivedField, facts: Facts): DerivedField {
  const cases: DerivedCase[] = [];
  for (const one of field.cases) {
    const when = one.when && useFacts(one.when, facts);
    if (when?.kind === "constant" && !when.value) continue;
    if (!when || when.kind === "constant") {
      cases.push({ value: one.value });
      break;
    }
    cases.push({ value: one.value, when });
  }
  return { ...field, cases };
}

export function knownSubject(subject: Subject, facts: Facts): Subject {
  if (subject.kind === "path") return subject;
  const known = knownCases(subject, facts);
  const [only] = known.cases;
  return known.cases.length === 1 && only && !only.when && only.value.kind === "path"
    ? (only.value.path satisfies Path)
    : known;
}

/** A condition about events for which the facts hold. */
export function useFacts(predicate: Predicate, facts: Facts): Predicate {
  return simplify(mapAtoms(predicate, (atom) => withFacts(atom, facts)));
}

/** A condition with its own facts used in it; the conjuncts that say them stay as they are. */
export function useOwnFacts(predicate: Predicate): Predicate {
  const facts = factsOf(predicate);
  const saying = new Set<Predicate>();
  const said = new Set<string>();
  for (const one of conjuncts(predicate)) {
    const fact = factOf(one);
    if (fact && !said.has(fact.key)) {
      said.add(fact.key);
      saying.add(one);
    }
  }
  if (predicate.kind !== "all") return saying.has(predicate) ? predicate : useFacts(predicate, facts);
  return simplify({
    ...predicate,
    operands: predicate.operands.map((one) => (saying.has(one) ? one : useFacts(one, facts))),
  });
}
