/** The query tree as text, for `tocsin dump`: a node a line, what it holds as JSON. */
import type { EqlNode } from "./lower/eql-tree.ts";
import type { KqlNode } from "./lower/kql-tree.ts";
import type { QueryTree } from "./query.ts";

function dumpNode(node: EqlNode | KqlNode, indent: string): string {
  const inner = `${indent}  `;
  if (node.kind === "not") return `${indent}not\n${dumpNode(node.operand, inner)}`;
  if (node.kind === "all" || node.kind === "any") {
    return `${indent}${node.kind}\n${node.operands.map((operand) => dumpNode(operand, inner)).join("")}`;
  }
  const { kind, origin: _origin, ...rest } = node;
  return `${indent}${kind} ${JSON.stringify(rest)}\n`;
}

export function dumpQuery(query: QueryTree): string {
  return `${query.language}\n${dumpNode(query.tree, "  ")}`;
}
