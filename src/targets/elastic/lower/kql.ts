/**
 * In: a condition that KQL can say, and the pins of its nodes. Out: the KQL tree, tests of one field merged.
 * KQL is two-valued, as the language is: a test of a missing field is false, its negation true.
 */
import type { PatternPart } from "../../../ir/pattern.ts";
import type { Atom, Predicate, PredicateOf } from "../../../ir/predicate.ts";
import type { Span } from "../../../source/source.ts";
import type { ExactWhere, FieldRow } from "../fields.ts";
import { flattenedKey, placeOf, rowOf } from "../fields.ts";
import type { Pins } from "../pins.ts";
import { arePinned } from "../pins.ts";
import { affixParts } from "./eql-parts.ts";
import type { KqlNode, KqlValue } from "./kql-tree.ts";
import { kqlJoin, valueJoin } from "./kql-tree.ts";
import { mergeFields } from "./merge-fields.ts";
import { coversIpv4 } from "./networks.ts";

const text = (value: string): KqlValue => ({ kind: "text", text: value });
const pattern = (parts: readonly PatternPart[]): KqlValue => ({ kind: "pattern", parts });
const anything: KqlValue = pattern([{ kind: "anyRun" }]);

function is(field: string, value: KqlValue, origin: Span): KqlNode {
  return { kind: "is", field, value, origin };
}

function networkTest(field: string, atom: PredicateOf<"inNetwork">): KqlNode {
  const { origin } = atom;
  const some = (networks: readonly string[]) => is(field, valueJoin("any", networks.map(text)), origin);
  const plain = atom.networks.filter((one) => !coversIpv4(one)).map((one) => one.text);
  const covering = atom.networks.filter(coversIpv4).map((one) => one.text);
  const only6: KqlNode[] =
    covering.length === 0
      ? []
      : [kqlJoin("all", [some(covering), { kind: "not", operand: some(["0.0.0.0/0"]), origin }], origin)];
  return kqlJoin("any", [...(plain.length > 0 ? [some(plain)] : []), ...only6], origin);
}

function equalsTest(field: string, row: FieldRow | undefined, atom: PredicateOf<"equals">): KqlNode {
  const { origin, texts } = atom;
  if (row?.type === "boolean") {
    const values = new Set(texts.map((one) => one.toLowerCase() === "true"));
    return is(
      field,
      valueJoin(
        "any",
        [...values].map((value): KqlValue => ({ kind: "boolean", value })),
      ),
      origin,
    );
  }
  if (row?.form === "tlsVersion") {
    const versions = valueJoin(
      "any",
      texts.map((one) => text(one.slice("TLSv".length))),
    );
    return kqlJoin("all", [is("tls.version_protocol", text("tls"), origin), is(field, versions, origin)], origin);
  }
  return is(field, valueJoin("any", texts.map(text)), origin);
}

function testOn(field: string, row: FieldRow | undefined, atom: Atom): KqlNode {
  const { origin } = atom;
  switch (atom.kind) {
    case "equals":
      return equalsTest(field, row, atom);
    case "contains":
    case "startsWith":
    case "endsWith": {
      const { kind } = atom;
      return is(
        field,
        valueJoin(
          "any",
          atom.texts.map((one) => pattern(affixParts(kind, one))),
        ),
        origin,
      );
    }
    case "containsAll":
      return is(
        field,
        valueJoin(
          "all",
          atom.texts.map((one) => pattern(affixParts("contains", one))),
        ),
        origin,
      );
    case "like":
      return is(
        field,
        valueJoin(
          "any",
          atom.patterns.map((one) => pattern(one.parts)),
        ),
        origin,
      );
    case "timeOrder":
      return { kind: "range", field, operator: atom.operator, limit: atom.limit, origin };
    case "inNetwork":
      return networkTest(row?.address ?? field, atom);
    case "isAddress":
      return is(row?.address ?? field, anything, origin);
    case "exists":
      return is(field, anything, origin);
    default:
      throw new Error(`compiler bug: ${atom.kind} has no KQL`);
  }
}

function guardTest(where: ExactWhere, origin: Span): KqlNode {
  const field = rowOf(where.path)?.field as string;
  const test = is(field, valueJoin("any", (where.in ?? where.notIn ?? []).map(text)), origin);
  return where.in ? test : { kind: "not", operand: test, origin };
}

function lowerAtom(atom: Atom, pins: Pins): KqlNode {
  const place = placeOf(atom.subject);
  switch (place.kind) {
    case "field": {
      const test = testOn(place.row.field, place.row, atom);
      const where = place.row.guard ? place.row.exactWhere : undefined;
      return where && !arePinned(pins, where)
        ? kqlJoin("all", [test, guardTest(where, atom.origin)], atom.origin)
        : test;
    }
    case "member": {
      const all = (atom.kind === "exists" && place.leaves) || [place.keys];
      const tests = all.map((keys) => testOn(flattenedKey(place.container, keys), undefined, atom));
      return kqlJoin("any", tests, atom.origin);
    }
    case "container":
      return is(place.container.string ?? place.container.flattened, anything, atom.origin);
    case "nowhere":
      throw new Error("compiler bug: a test without a field has no KQL");
  }
}

function lower(predicate: Predicate, pinsOf: (node: Predicate) => Pins): KqlNode {
  switch (predicate.kind) {
    case "all":
    case "any":
      return kqlJoin(
        predicate.kind,
        predicate.operands.map((operand) => lower(operand, pinsOf)),
        predicate.origin,
      );
    case "not":
      return { kind: "not", operand: lower(predicate.operand, pinsOf), origin: predicate.origin };
    case "constant":
    case "some":
    case "every":
      throw new Error(`compiler bug: ${predicate.kind} has no KQL`);
    default:
      return lowerAtom(predicate, pinsOf(predicate));
  }
}

export function lowerToKql(predicate: Predicate, pinsOf: (node: Predicate) => Pins): KqlNode {
  return mergeFields(lower(predicate, pinsOf));
}
