/** Which parts of a condition read the element of a quantifier. */
import type { Subject } from "../../ir/path.ts";
import type { Atom, Predicate } from "../../ir/predicate.ts";

export function subjectsOf(atom: Atom): readonly Subject[] {
  return atom.kind === "fieldCompare" ? [atom.subject, atom.other] : [atom.subject];
}

const isOf = (subject: Subject, variable: string) =>
  subject.kind === "path" && subject.root.kind === "element" && subject.root.variable === variable;

/** Does anything in the condition read the variable's element? */
export function readsElement(condition: Predicate, variable: string): boolean {
  switch (condition.kind) {
    case "constant":
      return false;
    case "all":
    case "any":
      return condition.operands.some((one) => readsElement(one, variable));
    case "not":
      return readsElement(condition.operand, variable);
    case "some":
    case "every":
      return isOf(condition.list, variable) || readsElement(condition.condition, variable);
    default:
      return subjectsOf(condition).some((one) => isOf(one, variable));
  }
}
