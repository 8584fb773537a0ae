import type { EqlNode } from "./eql-tree.ts";
import type { KqlNode } from "./kql-tree.ts";

/** The fields that a query names, each as often as it does. */
export function fieldsOf(node: EqlNode | KqlNode): readonly string[] {
  switch (node.kind) {
    case "all":
    case "any":
      return (node.operands as readonly (EqlNode | KqlNode)[]).flatMap(fieldsOf);
    case "not":
      return fieldsOf(node.operand);
    default:
      return [node.field];
  }
}
