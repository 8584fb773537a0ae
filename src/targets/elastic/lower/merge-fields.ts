/**
 * A law-tested rewrite: tests of one field that stand beside each other become one, `field: ("a" or "b")`.
 * `test_all_rule_queries_optimized` of detection-rules refuses queries in which its optimizer finds such tests.
 */
import type { KqlIs, KqlNode, KqlValue } from "./kql-tree.ts";
import { kqlJoin, valueJoin } from "./kql-tree.ts";

/** A test, or a negated one, as a test of a value. */
function asValue(node: KqlNode): { readonly field: string; readonly value: KqlValue } | undefined {
  if (node.kind === "is") return node;
  if (node.kind !== "not" || node.operand.kind !== "is") return undefined;
  return { field: node.operand.field, value: { kind: "not", operand: node.operand.value } };
}

/** Several `not`s are one: `not a and not b` is `not (a or b)`. */
function joinValues(kind: "all" | "any", values: readonly KqlValue[]): KqlValue {
  const plain = values.filter((value) => value.kind !== "not");
  const negated = values.flatMap((value) => (value.kind === "not" ? [value.operand] : []));
  const dual = kind === "all" ? "any" : "all";
  const not: KqlValue[] = negated.length > 0 ? [{ kind: "not", operand: valueJoin(dual, negated) }] : [];
  return valueJoin(kind, [...plain, ...not]);
}

function testOf(field: string, value: KqlValue, origin: KqlIs["origin"]): KqlNode {
  if (value.kind !== "not") return { kind: "is", field, value, origin };
  return { kind: "not", operand: { kind: "is", field, value: value.operand, origin }, origin };
}

function mergeOperands(kind: "all" | "any", operands: readonly KqlNode[]): KqlNode[] {
  const groups = new Map<string, KqlValue[]>();
  for (const operand of operands) {
    const test = asValue(operand);
    if (test) groups.set(test.field, [...(groups.get(test.field) ?? []), test.value]);
  }
  const done = new Set<string>();
  return operands.flatMap((operand) => {
    const test = asValue(operand);
    const values = test && groups.get(test.field);
    if (!test || !values || values.length === 1) return [operand];
    if (done.has(test.field)) return [];
    done.add(test.field);
    return [testOf(test.field, joinValues(kind, values), operand.origin)];
  });
}

export function mergeFields(node: KqlNode): KqlNode {
  switch (node.kind) {
    case "all":
    case "any": {
      const joined = kqlJoin(node.kind, node.operands.map(mergeFields), node.origin);
      if (joined.kind !== node.kind) return joined;
      return kqlJoin(node.kind, mergeOperands(node.kind, joined.operands), node.origin);
    }
    case "not": {
      const operand = mergeFields(node.operand);
      return operand.kind === "not" ? operand.operand : { ...node, operand };
    }
    default:
      return node;
  }
}
