/** What functions of eval ask of their arguments. */
import { fail } from "../spl-error.ts";
import { readPattern, readText } from "../syntax/strings.ts";
import type { Expression } from "../syntax/tree.ts";

/** Checks how many there are; `most` undefined: any number. */
export function wantCount(name: string, args: readonly Expression[], least: number, most: number | undefined): void {
  if (args.length < least || (most !== undefined && args.length > most))
    fail(`${name}() with ${args.length} arguments`);
}

/** An argument that must be a text in double quotes: patterns, paths and networks out of the event are refused. */
export function literalText(name: string, argument: Expression | undefined): string {
  return argument?.kind === "string" ? readText(argument.raw) : fail(`${name}() wants a text in quotes`);
}

export function literalPattern(name: string, argument: Expression | undefined): string {
  return argument?.kind === "string" ? readPattern(argument.raw) : fail(`${name}() wants a regex in quotes`);
}

export function literalNumber(name: string, argument: Expression | undefined): number {
  return argument?.kind === "number" ? argument.value : fail(`${name}() wants a number`);
}

/** The names of the fields that an expression reads. */
export function fieldsOf(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === "field") found.add(node.name);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(expression);
  return found;
}

function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "call":
      return node.args;
    case "not":
      return [node.operand];
    case "logic":
      return node.operands;
    case "compare":
    case "sum":
      return [node.left, node.right];
    case "join":
      return node.parts;
    default:
      return [];
  }
}
