/**
 * In: a condition. Out: the places in an event that it reads, each with the tests that it makes there.
 * Paths of a quantifier's element are places below its list.
 */
import { expandDerived } from "../ir/expand-derived.ts";
import type { Path, PathStep } from "../ir/path.ts";
import type { Atom, FieldCompare, Predicate } from "../ir/predicate.ts";

/** A place in an event. */
export interface Slot {
  readonly key: string;
  readonly steps: readonly PathStep[];
  readonly type: Path["type"];
  /** What the API model says of it, wherever the condition reads it. */
  api: Path["api"];
  /** The tests of this place alone. */
  readonly atoms: Exclude<Atom, FieldCompare>[];
  /** The places that it is compared with. */
  readonly partners: Set<string>;
  /** The comparisons with them. */
  readonly compares: FieldCompare[];
}

export interface Slots {
  /** The condition with derived fields expanded: its atoms are those of the slots. */
  readonly condition: Predicate;
  readonly slots: readonly Slot[];
  /** The slot of an atom's subject, and of a comparison's other side. */
  readonly slotOf: (path: Path) => number;
  /** The lists that quantifiers go over. */
  readonly lists: readonly (readonly PathStep[])[];
}

const keyOf = (steps: readonly PathStep[]): string =>
  JSON.stringify(steps.map((step) => (step.kind === "key" ? step.name : [step.kind])));

/** Finds the slots of a condition. */
export function findSlots(written: Predicate): Slots {
  const condition = expandDerived(written);
  const slots: Slot[] = [];
  const indexes = new Map<string, number>();
  const byPath = new Map<Path, number>();
  const lists: (readonly PathStep[])[] = [];

  const slotAt = (path: Path, bound: ReadonlyMap<string, readonly PathStep[]>): number => {
    const base = path.root.kind === "element" ? (bound.get(path.root.variable) ?? []) : [];
    const steps = [...base, ...path.steps];
    const key = keyOf(steps);
    let index = indexes.get(key);
    if (index === undefined) {
      index = slots.length;
      indexes.set(key, index);
      slots.push({ key, steps, type: path.type, api: path.api, atoms: [], partners: new Set(), compares: [] });
    }
    const slot = slots[index] as Slot;
    slot.api ??= path.api;
    byPath.set(path, index);
    return index;
  };

  const visit = (node: Predicate, bound: ReadonlyMap<string, readonly PathStep[]>): void => {
    switch (node.kind) {
      case "constant":
        return;
      case "all":
      case "any":
        for (const operand of node.operands) visit(operand, bound);
        return;
      case "not":
        visit(node.operand, bound);
        return;
      case "some":
      case "every": {
        const base = node.list.root.kind === "element" ? (bound.get(node.list.root.variable) ?? []) : [];
        const steps = [...base, ...node.list.steps];
        lists.push(steps);
        visit(node.condition, new Map([...bound, [node.variable, steps]]));
        return;
      }
      case "fieldCompare": {
        const left = slots[slotAt(node.subject as Path, bound)] as Slot;
        const right = slots[slotAt(node.other as Path, bound)] as Slot;
        left.partners.add(right.key);
        right.partners.add(left.key);
        left.compares.push(node);
        right.compares.push(node);
        return;
      }
      default:
        slots[slotAt(node.subject as Path, bound)]?.atoms.push(node);
    }
  };
  visit(condition, new Map());
  return { condition, slots, slotOf: (path) => byPath.get(path) as number, lists };
}
