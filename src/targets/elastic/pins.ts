/**
 * In: a condition. Out: for each test in it, the values that tests beside it allow for other paths.
 * `userIdentity.type == "IAMUser" and c`: wherever `c` counts, the type is `IAMUser`, inside its `not`s too.
 */
import { showSubject } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";
import type { ExactWhere } from "./fields.ts";

/** The texts that a path can have, by the path as people write it. */
export type Pins = ReadonlyMap<string, readonly string[]>;

const none: Pins = new Map();

function pinsOfOperands(operands: readonly Predicate[], outer: Pins): Pins {
  let pins: Map<string, readonly string[]> | undefined;
  for (const operand of operands) {
    if (operand.kind !== "equals" || operand.nocase) continue;
    pins ??= new Map(outer);
    pins.set(showSubject(operand.subject), operand.texts);
  }
  return pins ?? outer;
}

/** The pins of every node of the condition that has some. */
export function pinsWithin(condition: Predicate): (node: Predicate) => Pins {
  const found = new Map<Predicate, Pins>();
  const visit = (node: Predicate, pins: Pins): void => {
    if (pins.size > 0) found.set(node, pins);
    switch (node.kind) {
      case "all": {
        const inner = pinsOfOperands(node.operands, pins);
        for (const operand of node.operands) visit(operand, inner);
        return;
      }
      case "any":
        for (const operand of node.operands) visit(operand, pins);
        return;
      case "not":
        visit(node.operand, pins);
    }
  };
  visit(condition, none);
  return (node) => found.get(node) ?? none;
}

/** Do the pins say that it is so? */
export function arePinned(pins: Pins, where: ExactWhere): boolean {
  const texts = pins.get(where.path);
  if (!texts) return false;
  return texts.every((text) => (where.in ? where.in.includes(text) : !where.notIn?.includes(text)));
}
