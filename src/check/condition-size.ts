/**
 * In: a checked condition, in which conditions with a name are shared. Out: is it small enough to be written out?
 * Named conditions can double with each name, so that nothing may walk over one before this was asked.
 */
import type { Predicate } from "../ir/predicate.ts";
import type { Span } from "../source/source.ts";
import type { FileCheck } from "./context.ts";
import { tooLarge } from "./problems-types.ts";

const MOST_ATOMS = 2_000;
/** As deep as brackets may be in a source. */
const MOST_LEVELS = 64;

interface Size {
  readonly atoms: number;
  readonly levels: number;
}

/** Each node is measured once, however often it is used. */
const known = new WeakMap<Predicate, Size>();

function sizeOf(predicate: Predicate): Size {
  const before = known.get(predicate);
  if (before) return before;
  const inner = partsOf(predicate).map(sizeOf);
  const size =
    inner.length === 0
      ? { atoms: 1, levels: 1 }
      : {
          atoms: inner.reduce((sum, one) => sum + one.atoms, 0),
          levels: 1 + inner.reduce((most, one) => Math.max(most, one.levels), 0),
        };
  known.set(predicate, size);
  return size;
}

function partsOf(predicate: Predicate): readonly Predicate[] {
  switch (predicate.kind) {
    case "all":
    case "any":
      return predicate.operands;
    case "not":
      return [predicate.operand];
    case "some":
    case "every":
      return [predicate.condition];
    default:
      return [];
  }
}

/** Reports a condition that is too large; answers whether it is. Its parts were asked for before. */
export function refuseSize(condition: Predicate, span: Span, check: FileCheck): boolean {
  const { atoms, levels } = sizeOf(condition);
  if (atoms > MOST_ATOMS) check.report.add(tooLarge, { what: "comparisons in a rule", most: MOST_ATOMS }, span);
  else if (levels > MOST_LEVELS)
    check.report.add(tooLarge, { what: "conditions within each other", most: MOST_LEVELS }, span);
  else return false;
  return true;
}
