/** EQL tree -> text. Mechanical: no meaning is decided here. */
import { unreachable } from "../../../ir/predicate.ts";
import type { EqlNode } from "../lower/eql-tree.ts";
import type { Line, Piece } from "./layout.ts";
import { BINDS, joinPieces, layOut, listPiece, notPiece } from "./layout.ts";
import { eqlNeedle, eqlRegex, eqlString, eqlWildcard } from "./quote.ts";

const ANCHOR = 'any where data_stream.dataset == "aws.cloudtrail"';

const test = (flat: string): Piece => ({ flat, binds: BINDS.test });

/** One member after the operator, several in a list. */
function predicate(left: string, members: readonly string[]): Piece {
  return members.length === 1 ? test(`${left} ${members[0]}`) : listPiece(`${left} `, members, ",");
}

function negation(operand: EqlNode): Piece {
  switch (operand.kind) {
    case "present":
      return test(`${operand.field} == null`);
    case "equals":
      return typeof operand.value === "string"
        ? test(`${operand.field} != ${eqlString(operand.value)}`)
        : notPiece(piece(operand));
    case "in":
      return inList(operand, "not ");
    default:
      return notPiece(piece(operand));
  }
}

function inList(node: Extract<EqlNode, { kind: "in" }>, not: string): Piece {
  return listPiece(`${node.field} ${not}${node.nocase ? "in~" : "in"} `, node.texts.map(eqlString), ",");
}

function piece(node: EqlNode): Piece {
  switch (node.kind) {
    case "equals":
      return test(`${node.field} == ${typeof node.value === "string" ? eqlString(node.value) : String(node.value)}`);
    case "present":
      return test(`${node.field} != null`);
    case "in":
      return inList(node, "");
    case "like":
      return predicate(`${node.field} ${node.nocase ? ":" : "like"}`, node.patterns.map(eqlWildcard));
    case "regex":
      return predicate(`${node.field} ${node.nocase ? "regex~" : "regex"}`, node.regexes.map(eqlRegex));
    case "call":
      return test(
        `${node.name}(${node.field}, ${node.name === "startsWith" ? eqlString(node.text) : eqlNeedle(node.text)})`,
      );
    case "network":
      return listPiece("cidrMatch", [node.field, ...node.networks.map(eqlString)], ",");
    case "not":
      return negation(node.operand);
    case "all":
      return joinPieces("and", node.operands.map(piece));
    case "any":
      return joinPieces("or", node.operands.map(piece));
    default:
      return unreachable(node);
  }
}

/** The whole query, a line for each condition at the top. */
export function printEql(node: EqlNode): Line[] {
  const operands = node.kind === "all" ? node.operands : [node];
  return layOut(
    ANCHOR,
    operands.map((operand) => ({ piece: piece(operand), span: operand.origin })),
  );
}
