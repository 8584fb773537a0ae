/**
 * Terms of the search command over a row. Values are compared without regard to case, `*` is any run; one value of a
 * multivalue field is enough; `!=` wants the field, NOT does not (Search Manual, Difference between != and NOT).
 */
import { unreachable } from "../spl-error.ts";
import type { SearchTerm } from "../syntax/tree.ts";
import { lower } from "./case-folding.ts";
import { type Run, readField } from "./rows.ts";
import { readNumber, textsOf } from "./values.ts";
import { secondReading } from "./worlds.ts";

export type RowTest = (run: Run) => boolean;

export function compileSearch(term: SearchTerm): RowTest {
  switch (term.kind) {
    case "everything":
      return () => true;
    case "field":
      return compileField(term.name, term.operator, term.value);
    case "not": {
      const operand = compileSearch(term.operand);
      return (run) => !operand(run);
    }
    case "and": {
      const operands = term.operands.map(compileSearch);
      return (run) => operands.every((operand) => operand(run));
    }
    case "or": {
      const operands = term.operands.map(compileSearch);
      return (run) => operands.some((operand) => operand(run));
    }
    default:
      return unreachable(term);
  }
}

function compileField(name: string, operator: "=" | "!=", value: string): RowTest {
  const fits = value.includes("*") ? fitsPattern(value) : equals(value);
  return (run) => {
    const found = readField(run, name);
    if (found === null) return false;
    if (typeof found === "string") return fits(run, found) === (operator === "=");
    const texts = textsOf(run, found);
    return operator === "=" ? texts.some((text) => fits(run, text)) : texts.some((text) => !fits(run, text));
  };
}

function equals(value: string): (run: Run, text: string) => boolean {
  const number = readNumber(value);
  return (run, text) => {
    if (text === value || lower(run, text) === lower(run, value)) return true;
    const isSameNumber = number !== null && readNumber(text) === number;
    return isSameNumber && !secondReading(run, "numberLikeTexts");
  };
}

function fitsPattern(value: string): (run: Run, text: string) => boolean {
  const parts = value.split("*");
  return (run, text) => {
    const folded = lower(run, text);
    const [first, ...others] = parts.map((part) => lower(run, part));
    const last = others.pop() ?? "";
    if (!folded.startsWith(first as string)) return false;
    let at = (first as string).length;
    for (const part of others) {
      const found = folded.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return folded.length - last.length >= at && folded.endsWith(last);
  };
}
