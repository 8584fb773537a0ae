/**
 * A law-tested rewrite: no test inside a `not` is asked about a missing value.
 *
 * On Elasticsearch a test of a missing field is false and its negation true, as in the language. PyPI's engine, on
 * which people try rules out, has a third truth value there, and `not f == "x"` misses events without `f`. So a
 * negated test is printed `(f == null or f != "x")`, one deeper inside a `not` as `f != null and f == "x"`: the same
 * on both. The optional `?f` is no way out: it also switches off the check that there is such a field. Nothing is
 * guarded that needn't be: fields of every record, fields that the rule asks for anyway, and `stringContains` and
 * `cidrMatch`, which are false for nothing on both.
 */
import { isAlways } from "../fields.ts";
import type { EqlNode, EqlTest } from "./eql-tree.ts";
import { eqlJoin, isEqlTest } from "./eql-tree.ts";

type Fields = ReadonlySet<string>;

/** The field whose absence the test could stumble over. */
function fieldAtRisk(test: EqlTest, present: Fields): string | undefined {
  if (test.kind === "present" || test.kind === "network" || (test.kind === "call" && test.name === "stringContains")) {
    return undefined;
  }
  return isAlways(test.field) || present.has(test.field) ? undefined : test.field;
}

/** The one field of a test, or of alternatives that all ask the same field: `f like … or f regex …`. */
function oneFieldAtRisk(node: EqlNode, present: Fields): string | undefined {
  if (isEqlTest(node)) return fieldAtRisk(node, present);
  if (node.kind !== "any" || !node.operands.every(isEqlTest)) return undefined;
  if (new Set(node.operands.map((test) => test.field)).size > 1) return undefined;
  return node.operands.map((test) => fieldAtRisk(test, present)).find((field) => field !== undefined);
}

function presence(field: string, node: EqlNode): EqlNode {
  return { kind: "present", field, origin: node.origin };
}

/** A node that is true or false for every event. */
function total(node: EqlNode, present: Fields): EqlNode {
  if (node.kind === "not") return negation(node, present);
  const field = oneFieldAtRisk(node, present);
  if (field !== undefined) return eqlJoin("all", [presence(field, node), node], node.origin);
  if (isEqlTest(node)) return node;
  return node.kind === "all"
    ? totalOfAll(node, present)
    : eqlJoin(
        "any",
        node.operands.map((one) => total(one, present)),
        node.origin,
      );
}

/** A field is asked for once; behind `f != null` nothing needs it again. */
function totalOfAll(node: Extract<EqlNode, { kind: "all" }>, present: Fields): EqlNode {
  const seen = new Set(present);
  const operands = node.operands.map((operand) => {
    const field = oneFieldAtRisk(operand, seen);
    const result = total(operand, seen);
    if (field !== undefined) seen.add(field);
    return result;
  });
  return eqlJoin("all", operands, node.origin);
}

function negation(node: Extract<EqlNode, { kind: "not" }>, present: Fields): EqlNode {
  const field = oneFieldAtRisk(node.operand, present);
  if (field === undefined) return { ...node, operand: total(node.operand, present) };
  const absent: EqlNode = { kind: "not", operand: presence(field, node.operand), origin: node.origin };
  return eqlJoin("any", [absent, node], node.origin);
}

/** The fields that every event has for which the operands hold. */
function fieldsAskedFor(operands: readonly EqlNode[], present: Fields): Fields {
  const asked = operands.flatMap((operand) => {
    if (isEqlTest(operand)) return [operand.field];
    const field = oneFieldAtRisk(operand, present);
    return field === undefined ? [] : [field];
  });
  return new Set([...present, ...asked]);
}

function guard(node: EqlNode, present: Fields): EqlNode {
  switch (node.kind) {
    case "all": {
      const inner = fieldsAskedFor(node.operands, present);
      return eqlJoin(
        "all",
        node.operands.map((operand) => guard(operand, inner)),
        node.origin,
      );
    }
    case "any":
      return eqlJoin(
        "any",
        node.operands.map((operand) => guard(operand, present)),
        node.origin,
      );
    case "not":
      return negation(node, present);
    default:
      return node;
  }
}

export function guardNegations(node: EqlNode): EqlNode {
  return guard(node, new Set());
}
