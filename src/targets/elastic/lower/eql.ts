/**
 * In: a condition that EQL can say, and the pins of its nodes. Out: the EQL tree.
 * The tree is true for exactly the events for which the condition is, on Elasticsearch and on PyPI's engine.
 */
import type { Atom, Predicate } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";
import type { ExactWhere } from "../fields.ts";
import { placeOf, rowOf } from "../fields.ts";
import type { Pins } from "../pins.ts";
import { arePinned } from "../pins.ts";
import { eqlTest } from "./eql-test.ts";
import type { EqlNode } from "./eql-tree.ts";
import { eqlJoin } from "./eql-tree.ts";
import { guardNegations } from "./guard.ts";

/** The condition under which a row holds what its path says, as a test. */
function guardTest(where: ExactWhere, origin: Span): EqlNode {
  const field = rowOf(where.path)?.field as string;
  const inSet: EqlNode = { kind: "in", field, texts: where.in ?? where.notIn ?? [], nocase: false, origin };
  return where.in ? inSet : { kind: "not", operand: inSet, origin };
}

function lowerAtom(atom: Atom, pins: Pins): EqlNode {
  const test = eqlTest(atom);
  const place = placeOf(atom.subject);
  const where = place.kind === "field" && place.row.guard ? place.row.exactWhere : undefined;
  return where && !arePinned(pins, where) ? eqlJoin("all", [test, guardTest(where, atom.origin)], atom.origin) : test;
}

function lower(predicate: Predicate, pinsOf: (node: Predicate) => Pins): EqlNode {
  switch (predicate.kind) {
    case "all":
    case "any":
      return eqlJoin(
        predicate.kind,
        predicate.operands.map((operand) => lower(operand, pinsOf)),
        predicate.origin,
      );
    case "not":
      return { kind: "not", operand: lower(predicate.operand, pinsOf), origin: predicate.origin };
    case "constant":
    case "some":
    case "every":
      throw new Error(`compiler bug: ${predicate.kind} has no EQL`);
    default:
      return lowerAtom(predicate, pinsOf(predicate));
  }
}

export function lowerToEql(predicate: Predicate, pinsOf: (node: Predicate) => Pins): EqlNode {
  return guardNegations(lower(predicate, pinsOf));
}
