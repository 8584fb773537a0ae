/** KQL tree -> text. Mechanical: no meaning is decided here. */
import { unreachable } from "../../../ir/predicate.ts";
import type { KqlNode, KqlValue } from "../lower/kql-tree.ts";
import type { Line, Piece } from "./layout.ts";
import { BINDS, joinPieces, layOut, listPiece, notPiece } from "./layout.ts";
import { kqlString, kqlWildcard } from "./quote.ts";

const ANCHOR = 'data_stream.dataset: "aws.cloudtrail"';

/** A value on one line, in parentheses if it is more than one. */
function value(node: KqlValue): string {
  switch (node.kind) {
    case "text":
      return kqlString(node.text);
    case "boolean":
      return String(node.value);
    case "pattern":
      return kqlWildcard(node.parts);
    case "not":
      return `not ${value(node.operand)}`;
    case "all":
      return `(${node.operands.map(value).join(" and ")})`;
    case "any":
      return `(${node.operands.map(value).join(" or ")})`;
    default:
      return unreachable(node);
  }
}

function isPiece(field: string, node: KqlValue): Piece {
  if (node.kind !== "all" && node.kind !== "any") return { flat: `${field}: ${value(node)}`, binds: BINDS.test };
  return listPiece(`${field}: `, node.operands.map(value), node.kind === "all" ? " and" : " or");
}

function piece(node: KqlNode): Piece {
  switch (node.kind) {
    case "is":
      return isPiece(node.field, node.value);
    case "range":
      return { flat: `${node.field} ${node.operator} ${kqlString(node.limit)}`, binds: BINDS.test };
    case "not":
      return notPiece(piece(node.operand));
    case "all":
      return joinPieces("and", node.operands.map(piece));
    case "any":
      return joinPieces("or", node.operands.map(piece));
    default:
      return unreachable(node);
  }
}

/** The whole query, a line for each condition at the top. */
export function printKql(node: KqlNode): Line[] {
  const operands = node.kind === "all" ? node.operands : [node];
  return layOut(
    ANCHOR,
    operands.map((operand) => ({ piece: piece(operand), span: operand.origin })),
  );
}
