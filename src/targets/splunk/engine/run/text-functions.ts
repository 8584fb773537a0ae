/** Functions that give a single value (Search Reference: Text, Conversion, Conditional and JSON functions). */
import { fail } from "../spl-error.ts";
import type { Expression } from "../syntax/tree.ts";
import { literalText, wantCount } from "./arguments.ts";
import { lower, upper } from "./case-folding.ts";
import { compileTruth, compileValue, type ValueOf } from "./compile-expression.ts";
import { jsonExtract, readPath, spath } from "./json-paths.ts";
import type { Run } from "./rows.ts";
import { listOf, readNumber, TRUE, textOf, type Value } from "./values.ts";

/** "The first value that is not NULL". */
export function coalesce(args: readonly Expression[]): ValueOf {
  wantCount("coalesce", args, 1, undefined);
  const values = args.map(compileValue);
  return (run) => {
    for (const value of values) {
      const found = value(run);
      if (found !== null) return found;
    }
    return null;
  };
}

/** "The first value for which the condition evaluates to TRUE"; NULL where there is none. */
export function caseOf(args: readonly Expression[]): ValueOf {
  wantCount("case", args, 2, undefined);
  if (args.length % 2 !== 0) return fail("case() with a condition that has no value");
  const arms = args.flatMap((arg, index) =>
    index % 2 === 0 ? [{ holds: compileTruth(arg), value: compileValue(args[index + 1] as Expression) }] : [],
  );
  return (run) => {
    for (const { holds, value } of arms) if (holds(run) === TRUE) return value(run);
    return null;
  };
}

export function ifElse(args: readonly Expression[]): ValueOf {
  wantCount("if", args, 3, 3);
  const holds = compileTruth(args[0] as Expression);
  const [then, otherwise] = [compileValue(args[1] as Expression), compileValue(args[2] as Expression)];
  return (run) => (holds(run) === TRUE ? then(run) : otherwise(run));
}

export function nothing(args: readonly Expression[]): ValueOf {
  wantCount("null", args, 0, 0);
  return () => null;
}

/** lower() and upper(), "you can use this function on multivalue fields". */
function foldCase(name: string, args: readonly Expression[], fold: (run: Run, text: string) => string): ValueOf {
  wantCount(name, args, 1, 1);
  const value = compileValue(args[0] as Expression);
  return (run) => {
    const found = value(run);
    if (Array.isArray(found)) return listOf((found as readonly string[]).map((text) => fold(run, text)));
    const text = textOf(run, found, `${name}()`);
    return text === null ? null : fold(run, text);
  };
}

export function lowerCase(args: readonly Expression[]): ValueOf {
  return foldCase("lower", args, lower);
}

export function upperCase(args: readonly Expression[]): ValueOf {
  return foldCase("upper", args, upper);
}

/** A function of one text; nothing of nothing. */
function ofText(name: string, argument: Expression | undefined, make: (run: Run, text: string) => Value): ValueOf {
  const value = compileValue(argument as Expression);
  return (run) => {
    const text = textOf(run, value(run), `${name}()`);
    return text === null ? null : make(run, text);
  };
}

/** "A count of the UTF-8 code points". */
export function length(args: readonly Expression[]): ValueOf {
  wantCount("len", args, 1, 1);
  return ofText("len", args[0], (_, text) => [...text].length);
}

/** "The indexes follow SQLite semantics; they start at 1", negative ones count from the end. */
export function substring(args: readonly Expression[]): ValueOf {
  wantCount("substr", args, 2, 3);
  const [start, count] = args.slice(1).map(compileValue);
  return ofText("substr", args[0], (run, text) => {
    const [from, length] = [start?.(run), count?.(run)];
    if (typeof from !== "number" || (count && typeof length !== "number")) return null;
    return sqliteSubstring([...text], from, typeof length === "number" ? length : undefined);
  });
}

/** SQLite's substr(): places before the first count for the length, and 0 is the place before the first. */
function sqliteSubstring(characters: readonly string[], from: number, length: number | undefined): string {
  if (length !== undefined && length < 0) return fail("substr() with a negative length");
  const first = from < 0 ? characters.length + from : from - 1;
  const end = length === undefined ? characters.length : first + length;
  return characters.slice(Math.max(0, first), Math.max(0, end)).join("");
}

/** "If tonumber cannot parse a field value to a number, the function returns NULL". */
export function toNumber(args: readonly Expression[]): ValueOf {
  wantCount("tonumber", args, 1, 1);
  return ofText("tonumber", args[0], (_, text) => readNumber(text));
}

export function extract(args: readonly Expression[]): ValueOf {
  wantCount("json_extract", args, 1, undefined);
  const paths = args.slice(1).map((path) => readPath(literalText("json_extract", path)));
  return ofText("json_extract", args[0], (run, text) => jsonExtract(run, text, paths));
}

export function spathOf(args: readonly Expression[]): ValueOf {
  wantCount("spath", args, 2, 2);
  const path = readPath(literalText("spath", args[1]));
  return ofText("spath", args[0], (run, text) => spath(run, text, path));
}
