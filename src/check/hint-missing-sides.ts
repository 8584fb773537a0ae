/** A hint where two fields must differ and one of them may be missing: then they "differ" as well. */
import type { Report } from "../diagnostics/problem.ts";
import { showSubject } from "../ir/path.ts";
import { type FieldCompare, isAtom, type Predicate } from "../ir/predicate.ts";
import { isAlwaysPresent } from "../schema/record.ts";
import { missingOnEitherSide } from "./problems-types.ts";

/** The fields that a condition, where it holds, shows to be there. */
function presentIn(predicate: Predicate): string[] {
  if (predicate.kind === "all") return predicate.operands.flatMap(presentIn);
  return isAtom(predicate) ? [showSubject(predicate.subject)] : [];
}

function hint(atom: FieldCompare, present: ReadonlySet<string>, report: Report): void {
  const [left, right] = [showSubject(atom.subject), showSubject(atom.other)];
  const sure = (name: string) => present.has(name) || isAlwaysPresent(name);
  if (!sure(left) || !sure(right)) report.add(missingOnEitherSide, { left, right }, atom.origin);
}

export function hintMissingSides(predicate: Predicate, report: Report, present: ReadonlySet<string> = new Set()): void {
  switch (predicate.kind) {
    case "all": {
      const here = new Set([...present, ...presentIn(predicate)]);
      for (const operand of predicate.operands) hintMissingSides(operand, report, here);
      return;
    }
    case "any":
      for (const operand of predicate.operands) hintMissingSides(operand, report, present);
      return;
    case "some":
    case "every":
      hintMissingSides(predicate.condition, report, present);
      return;
    case "not":
      if (predicate.operand.kind === "fieldCompare" && predicate.operand.relation === "equals")
        hint(predicate.operand, present, report);
      else if (!isAtom(predicate.operand)) hintMissingSides(predicate.operand, report, present);
  }
}
