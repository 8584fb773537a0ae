/** Functions that give a truth value (Search Reference, Comparison and conditional functions, Informational functions). */
import { fail } from "../spl-error.ts";
import type { Expression } from "../syntax/tree.ts";
import { literalPattern, literalText, wantCount } from "./arguments.ts";
import { isInside, readBlock } from "./cidr.ts";
import { compare } from "./compare.ts";
import { compileValue, type TruthOf } from "./compile-expression.ts";
import { isJson } from "./json-paths.ts";
import { compileRegex } from "./regex.ts";
import type { Run } from "./rows.ts";
import { FALSE, NULL_CALLED, TRUE, type Truth, textOf, truthOf } from "./values.ts";

/** A test of one text. Of nothing it says nothing, of what is no text that it fails; a multivalue field is an error. */
function testOfText(name: string, argument: Expression, test: (run: Run, text: string) => boolean): TruthOf {
  const value = compileValue(argument);
  return (run) => {
    const found = value(run);
    if (typeof found === "string") return truthOf(test(run, found));
    const text = textOf(run, found, `${name}()`);
    if (text === null) return found === null ? NULL_CALLED : FALSE;
    return truthOf(test(run, text));
  };
}

/** "Finds a match against any substring": PCRE, unanchored. */
export function match(args: readonly Expression[]): TruthOf {
  wantCount("match", args, 2, 2);
  return testOfText("match", args[0] as Expression, compileRegex(literalPattern("match", args[1])));
}

/** `%` is any run, `_` one character; how to escape them is not documented. */
export function like(args: readonly Expression[]): TruthOf {
  wantCount("like", args, 2, 2);
  const pattern = literalText("like", args[1]);
  if (pattern.includes("\\")) return fail("a backslash in a pattern of like()");
  const source = pattern
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replaceAll("%", "[\\s\\S]*")
    .replaceAll("_", "[\\s\\S]");
  const regex = new RegExp(`^${source}$`, "u");
  return testOfText("like", args[0] as Expression, (_, text) => regex.test(text));
}

/** "One of the values in the list matches": equal, as the operator has it. */
export function isIn(args: readonly Expression[]): TruthOf {
  wantCount("in", args, 2, undefined);
  const value = compileValue(args[0] as Expression);
  const members = args.slice(1).map(compileValue);
  return (run) => {
    const found = value(run);
    if (found === null) return NULL_CALLED;
    let result: Truth = FALSE;
    for (const member of members) {
      const truth = compare(run, "=", found, member(run));
      if (truth === TRUE) return TRUE;
      if (truth !== FALSE) result = NULL_CALLED;
    }
    return result;
  };
}

export function isNull(args: readonly Expression[]): TruthOf {
  wantCount("isnull", args, 1, 1);
  const value = compileValue(args[0] as Expression);
  return (run) => truthOf(value(run) === null);
}

export function isNotNull(args: readonly Expression[]): TruthOf {
  wantCount("isnotnull", args, 1, 1);
  const value = compileValue(args[0] as Expression);
  return (run) => truthOf(value(run) !== null);
}

export function cidrMatch(args: readonly Expression[]): TruthOf {
  wantCount("cidrmatch", args, 2, 2);
  const block = readBlock(literalText("cidrmatch", args[0]));
  return testOfText("cidrmatch", args[1] as Expression, (run, text) => isInside(run, block, text));
}

export function jsonValid(args: readonly Expression[]): TruthOf {
  wantCount("json_valid", args, 1, 1);
  return testOfText("json_valid", args[0] as Expression, isJson);
}

export function always(args: readonly Expression[]): TruthOf {
  wantCount("true", args, 0, 0);
  return () => TRUE;
}

export function never(args: readonly Expression[]): TruthOf {
  wantCount("false", args, 0, 0);
  return () => FALSE;
}
