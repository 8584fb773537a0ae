/** A law-tested rewrite: constants are folded away, `all` in `all` and `any` in `any` are joined, `not not c` is `c`. */
import type { Predicate } from "./predicate.ts";

function simplifyOperands(predicate: Extract<Predicate, { kind: "all" | "any" }>): Predicate {
  const absorbing = predicate.kind === "any";
  const operands: Predicate[] = [];
  for (const operand of predicate.operands) {
    const plain = simplify(operand);
    if (plain.kind === "constant") {
      if (plain.value === absorbing) return { ...plain, origin: predicate.origin };
    } else if (plain.kind === predicate.kind) operands.push(...plain.operands);
    else operands.push(plain);
  }
  if (operands.length === 0) return { kind: "constant", value: !absorbing, origin: predicate.origin };
  if (operands.length === 1) return operands[0] as Predicate;
  return { ...predicate, operands };
}

export function simplify(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case "all":
    case "any":
      return simplifyOperands(predicate);
    case "not": {
      const operand = simplify(predicate.operand);
      if (operand.kind === "constant") return { ...operand, value: !operand.value };
      return operand.kind === "not" ? operand.operand : { ...predicate, operand };
    }
    case "some": {
      const condition = simplify(predicate.condition);
      return condition.kind === "constant" && !condition.value ? condition : { ...predicate, condition };
    }
    case "every": {
      const condition = simplify(predicate.condition);
      return condition.kind === "constant" && condition.value ? condition : { ...predicate, condition };
    }
    default:
      return predicate;
  }
}
