/** Laying out a query over lines as Elastic's own authors do: one condition a line, `and` and `or` in front. */
import type { Span } from "../../../source/source.ts";

export const WIDTH = 110;
const STEP = "    ";

/** A printed part: on one line, and on as many as it takes from an indentation on. */
export interface Piece {
  readonly flat: string;
  readonly broken?: (indent: string) => string;
  /** Higher binds tighter. */
  readonly binds: number;
}

export const BINDS = { any: 1, all: 2, not: 3, test: 4 } as const;

/** A printed line and the text of the rule that it stands for. */
export interface Line {
  readonly text: string;
  readonly span: Span | undefined;
}

/** The piece from an indentation on, broken only if it must be; `used`: what already stands on its line. */
export function fitted(piece: Piece, indent: string, used: number): string {
  return piece.broken && indent.length + used + piece.flat.length > WIDTH ? piece.broken(indent) : piece.flat;
}

function wrapped(piece: Piece, least: number): Piece {
  if (piece.binds >= least) return piece;
  const inner = (indent: string) => (piece.broken ? piece.broken(indent) : piece.flat);
  return {
    flat: `(${piece.flat})`,
    broken: (indent) => `(\n${indent}${STEP}${inner(indent + STEP)}\n${indent})`,
    binds: BINDS.test,
  };
}

/** `a and b`; broken, each operand on a line of its own. An `and` inside an `or` gets parentheses for the reader. */
export function joinPieces(word: "and" | "or", pieces: readonly Piece[]): Piece {
  const binds = word === "and" ? BINDS.all : BINDS.any;
  const parts = pieces.map((piece) => wrapped(piece, BINDS.not));
  return {
    flat: parts.map((part) => part.flat).join(` ${word} `),
    broken: (indent) => parts.map((part) => fitted(part, indent, word.length + 1)).join(`\n${indent}${word} `),
    binds,
  };
}

export function notPiece(operand: Piece): Piece {
  const part = wrapped(operand, BINDS.test);
  const broken = part.broken;
  return {
    flat: `not ${part.flat}`,
    ...(broken ? { broken: (indent: string) => `not ${broken(indent)}` } : {}),
    binds: BINDS.not,
  };
}

/** `head(a, b, c)`; broken, each member on a line of its own. */
export function listPiece(head: string, members: readonly string[], separator: string): Piece {
  return {
    flat: `${head}(${members.join(`${separator} `)})`,
    broken: (indent) => `${head}(\n${indent}${STEP}${members.join(`${separator}\n${indent}${STEP}`)}\n${indent})`,
    binds: BINDS.test,
  };
}

/** A query: the first line, then each condition on lines of its own, with its place in the rule. */
export function layOut(first: string, conditions: readonly { readonly piece: Piece; readonly span: Span }[]): Line[] {
  const lines: Line[] = [{ text: first, span: undefined }];
  for (const { piece, span } of conditions) {
    const text = fitted(wrapped(piece, BINDS.all + 1), STEP, "and ".length);
    for (const [index, line] of text.split("\n").entries()) {
      lines.push({ text: index === 0 ? `${STEP}and ${line}` : line, span });
    }
  }
  return lines;
}
