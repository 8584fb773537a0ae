/** In: a checked rule. Out: the fields that it reads and the operations that it names, for `tocsin explain`. */
import { topField } from "../check/check-operations-reach.ts";
import { type FirstOf, type PathStep, type Subject, showPath } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import type { Alert, Rule } from "../ir/rule.ts";

export interface RuleUses {
  /** The fields of its conditions, by their keys alone. */
  readonly asked: ReadonlySet<string>;
  /** Those of its alert. */
  readonly shown: ReadonlySet<string>;
  /** The texts that it compares `eventName` with. */
  readonly names: ReadonlySet<string>;
  /** The texts that it compares `eventSource` with. */
  readonly sources: ReadonlySet<string>;
}

type Lists = ReadonlyMap<string, readonly PathStep[]>;

class Collector implements RuleUses {
  readonly asked = new Set<string>();
  readonly shown = new Set<string>();
  readonly names = new Set<string>();
  readonly sources = new Set<string>();

  condition(predicate: Predicate, into: Set<string>, lists: Lists): void {
    switch (predicate.kind) {
      case "constant":
        return;
      case "all":
      case "any":
        for (const one of predicate.operands) this.condition(one, into, lists);
        return;
      case "not":
        this.condition(predicate.operand, into, lists);
        return;
      case "some":
      case "every": {
        into.add(nameOf(predicate.list, lists));
        const inner = new Map(lists).set(predicate.variable, stepsOf(predicate.list, lists));
        this.condition(predicate.condition, into, inner);
        return;
      }
      default:
        this.#atom(predicate, into, lists);
    }
  }

  #atom(atom: Atom, into: Set<string>, lists: Lists): void {
    into.add(nameOf(atom.subject, lists));
    if (atom.kind === "fieldCompare") into.add(nameOf(atom.other, lists));
    if (atom.kind !== "equals") return;
    const field = topField(atom);
    const texts = field === "eventName" ? this.names : field === "eventSource" ? this.sources : undefined;
    for (const text of atom.texts) texts?.add(text);
  }

  alert(alert: Alert): void {
    const templates = [...alert.title, ...(alert.description ? [{ value: alert.description }] : [])];
    for (const { value } of templates)
      for (const part of value.parts) if (part.kind === "value") this.#shown(part.value);
    for (const { value } of alert.key ?? []) for (const one of value) this.#shown(one);
    for (const one of alert.context) this.shown.add(nameOf(one, NO_LISTS));
    for (const { when } of [...alert.title, ...(alert.key ?? []), ...alert.severity])
      if (when) this.condition(when, this.shown, NO_LISTS);
  }

  #shown(value: FirstOf): void {
    for (const one of value.alternatives) if (one.kind !== "text") this.shown.add(nameOf(one, NO_LISTS));
  }
}

const NO_LISTS: Lists = new Map();

/** The steps from the event on. */
function stepsOf(subject: Subject, lists: Lists): readonly PathStep[] {
  if (subject.kind === "derived") return [];
  const { root, steps } = subject;
  return root.kind === "event" ? steps : [...(lists.get(root.variable) ?? []), ...steps];
}

function nameOf(subject: Subject, lists: Lists): string {
  if (subject.kind === "derived") return subject.name;
  return plainPath(stepsOf(subject, lists));
}

/** The keys of the path alone, without the marks of lists and of JSON. */
export function plainPath(steps: readonly PathStep[]): string {
  return showPath({ root: { kind: "event" }, steps: steps.filter((one) => one.kind === "key") });
}

export function usesOf(rule: Rule): RuleUses {
  const collector = new Collector();
  collector.condition(rule.when, collector.asked, NO_LISTS);
  if (rule.unless) collector.condition(rule.unless, collector.asked, NO_LISTS);
  collector.alert(rule.alert);
  return collector;
}
