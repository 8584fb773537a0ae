/**
 * In: a condition and its slots. Out: ways to make it true (or false): for each arm a class per slot.
 * The condition is opened into arms of wanted tests; an arm is possible when every slot has a class that fits it.
 */
import type { Path } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import type { ValueClass } from "./classes.ts";
import type { Slots } from "./slots.ts";

interface Wanted {
  readonly atom: Atom;
  readonly holds: boolean;
}

const MOST_ARMS = 64;

function cross(left: readonly (readonly Wanted[])[], right: readonly (readonly Wanted[])[]): (readonly Wanted[])[] {
  const joined: (readonly Wanted[])[] = [];
  for (const a of left) {
    for (const b of right) {
      joined.push([...a, ...b]);
      if (joined.length >= MOST_ARMS) return joined;
    }
  }
  return joined;
}

/** The arms under which the condition is `holds`; at most 64. */
function armsOf(node: Predicate, holds: boolean): readonly (readonly Wanted[])[] {
  switch (node.kind) {
    case "constant":
      return node.value === holds ? [[]] : [];
    case "not":
      return armsOf(node.operand, !holds);
    case "all":
    case "any": {
      const together = (node.kind === "all") === holds;
      const each = node.operands.map((operand) => armsOf(operand, holds));
      if (!together) return each.flat().slice(0, MOST_ARMS);
      return each.reduce<readonly (readonly Wanted[])[]>((arms, next) => cross(arms, next), [[]]);
    }
    case "some":
    case "every":
      return armsOf(node.condition, holds);
    default:
      return [[{ atom: node, holds }]];
  }
}

/** A class for every slot (an index; 0 is missing). */
export type Assignment = readonly number[];

function solveArm(
  arm: readonly Wanted[],
  slots: Slots,
  classes: readonly (readonly ValueClass[])[],
): Assignment | undefined {
  const assignment: number[] = [];
  for (const [index, slot] of slots.slots.entries()) {
    const wanted = arm.filter(
      ({ atom }) => atom.kind !== "fieldCompare" && slots.slotOf(atom.subject as Path) === index,
    );
    const fits = (one: ValueClass) =>
      wanted.every(({ atom, holds }) => one.holds[slot.atoms.indexOf(atom as never)] === holds);
    const compared = arm.some(
      ({ atom, holds }) => atom.kind === "fieldCompare" && holds && touches(atom, index, slots),
    );
    const own = classes[index] as readonly ValueClass[];
    // A compared place needs a value; a place that nothing is wanted of stays missing.
    const found = own.findIndex(
      (one, at) => (compared ? one.value === "same" : true) && fits(one) && (wanted.length > 0 || compared || at === 0),
    );
    const chosen = found >= 0 ? found : own.findIndex(fits);
    if (chosen < 0) return undefined;
    assignment.push(chosen);
  }
  return assignment;
}

function touches(atom: Atom, index: number, slots: Slots): boolean {
  return (
    atom.kind === "fieldCompare" &&
    (slots.slotOf(atom.subject as Path) === index || slots.slotOf(atom.other as Path) === index)
  );
}

/** Assignments under which the condition should be `holds`, one per possible arm; the caller asks `semantics/` whether it is. */
export function satisfy(
  slots: Slots,
  classes: readonly (readonly ValueClass[])[],
  holds: boolean,
): readonly Assignment[] {
  return armsOf(slots.condition, holds)
    .map((arm) => solveArm(arm, slots, classes))
    .filter((one): one is Assignment => one !== undefined);
}
