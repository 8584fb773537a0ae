/**
 * In: an expression's tree. Out: a closure that gives its value, or its truth. Splunk checks types before a search runs:
 * a condition where a value is wanted, or a value where a condition is, is an error here too.
 */
import { fail, unreachable } from "../spl-error.ts";
import { readText } from "../syntax/strings.ts";
import type { Expression } from "../syntax/tree.ts";
import { compare } from "./compare.ts";
import { testFunctions, valueFunctions } from "./functions.ts";
import { type Run, readField } from "./rows.ts";
import { FALSE, NULL_CALLED, not, readNumber, TRUE, type Truth, textOf, type Value } from "./values.ts";

export type ValueOf = (run: Run) => Value;
export type TruthOf = (run: Run) => Truth;

export function compileValue(expression: Expression): ValueOf {
  switch (expression.kind) {
    case "string": {
      const text = readText(expression.raw);
      return () => text;
    }
    case "number": {
      const { value } = expression;
      return () => value;
    }
    case "field": {
      const { name } = expression;
      return (run) => readField(run, name);
    }
    case "call": {
      const make = valueFunctions.get(expression.name);
      if (make) return make(expression.args);
      if (testFunctions.has(expression.name))
        return fail(`the truth value of ${expression.name}() where a value is wanted`);
      return fail(`unknown function ${expression.name}()`);
    }
    case "join":
      return compileJoin(expression.parts.map(compileValue));
    case "sum":
      return compileSum(expression.operator, compileValue(expression.left), compileValue(expression.right));
    case "not":
    case "logic":
    case "compare":
      return fail("a truth value where a value is wanted: eval can't assign one");
    default:
      return unreachable(expression);
  }
}

export function compileTruth(expression: Expression): TruthOf {
  switch (expression.kind) {
    case "not": {
      const operand = compileTruth(expression.operand);
      return (run) => not(run, operand(run));
    }
    case "logic": {
      const operands = expression.operands.map(compileTruth);
      return expression.operator === "AND" ? (run) => all(run, operands) : (run) => any(run, operands);
    }
    case "compare": {
      const { operator } = expression;
      const [left, right] = [compileValue(expression.left), compileValue(expression.right)];
      return (run) => compare(run, operator, left(run), right(run));
    }
    case "call": {
      const make = testFunctions.get(expression.name);
      if (make) return make(expression.args);
      if (valueFunctions.has(expression.name))
        return fail(`the value of ${expression.name}() where a condition is wanted`);
      return fail(`unknown function ${expression.name}()`);
    }
    case "string":
    case "number":
    case "field":
    case "join":
    case "sum":
      return fail("a value where a condition is wanted");
    default:
      return unreachable(expression);
  }
}

/** False as soon as one is; else true, or of the nothings the one that says least. */
function all(run: Run, operands: readonly TruthOf[]): Truth {
  let result: Truth = TRUE;
  for (const operand of operands) {
    const truth = operand(run);
    if (truth === FALSE) return FALSE;
    if (truth !== TRUE && result !== NULL_CALLED) result = truth;
  }
  return result;
}

function any(run: Run, operands: readonly TruthOf[]): Truth {
  let result: Truth = FALSE;
  for (const operand of operands) {
    const truth = operand(run);
    if (truth === TRUE) return TRUE;
    if (truth !== FALSE && result !== NULL_CALLED) result = truth;
  }
  return result;
}

/** Numbers are joined as they are written; with nothing, nothing comes out. */
function compileJoin(parts: readonly ValueOf[]): ValueOf {
  return (run) => {
    let joined = "";
    for (const part of parts) {
      const text = textOf(run, part(run), "`.`");
      if (text === null) return null;
      joined += text;
    }
    return joined;
  };
}

/** `-` takes numbers; so does `+`, which otherwise joins texts, and is refused there. */
function compileSum(operator: "+" | "-", left: ValueOf, right: ValueOf): ValueOf {
  return (run) => {
    const [first, second] = [numberOf(run, left(run)), numberOf(run, right(run))];
    if (first === null || second === null) return null;
    return operator === "+" ? first + second : first - second;
  };
}

function numberOf(run: Run, value: Value): number | null {
  if (typeof value === "number" || value === null) return value;
  const text = textOf(run, value, "a calculation");
  return text === null ? null : (readNumber(text) ?? fail("a calculation with what is no number"));
}
