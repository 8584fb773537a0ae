/** Where the texts of a comparison stand: a condition in plain structure keeps the texts alone. */
import type { Span } from "../source/source.ts";
import type { Literal } from "../syntax/ast.ts";

const written = new WeakMap<Span, readonly Literal[]>();

/** Keeps the literals of a comparison by its span, which is the origin of every atom that it becomes. */
export function noteLiterals(comparison: Span, literals: readonly Literal[]): void {
  written.set(comparison, literals);
}

/** The place of one text of the atom with this origin; the whole comparison where that isn't known. */
export function placeOf(text: string, origin: Span): Span {
  return written.get(origin)?.find((one) => one.kind === "text" && one.value === text)?.span ?? origin;
}
