/**
 * Functions of multivalue fields (Search Reference, Multivalue eval functions). A single value counts as a list of one.
 * Assumed: mvmap leaves out what comes to nothing and strings lists together; split keeps empty pieces, as everyone who
 * takes a piece by its number relies on.
 */
import { fail } from "../spl-error.ts";
import type { Expression } from "../syntax/tree.ts";
import { fieldsOf, literalNumber, literalPattern, literalText, wantCount } from "./arguments.ts";
import { compileTruth, compileValue, type ValueOf } from "./compile-expression.ts";
import { jsonArrayToList } from "./json-paths.ts";
import { compileRegex } from "./regex.ts";
import { type Run, readField } from "./rows.ts";
import { listOf, TRUE, textOf, textsOf, type Value } from "./values.ts";

export function arrayToList(args: readonly Expression[]): ValueOf {
  wantCount("json_array_to_mv", args, 1, 1);
  const value = compileValue(args[0] as Expression);
  return (run) => {
    const text = textOf(run, value(run), "json_array_to_mv()");
    return text === null ? null : jsonArrayToList(run, text);
  };
}

export function split(args: readonly Expression[]): ValueOf {
  wantCount("split", args, 2, 2);
  const [value, delimiter] = args.map(compileValue) as [ValueOf, ValueOf];
  return (run) => {
    const [text, by] = [textOf(run, value(run), "split()"), textOf(run, delimiter(run), "split()")];
    if (text === null || by === null) return null;
    return by === "" ? fail("split() by an empty text") : listOf(text.split(by));
  };
}

export function append(args: readonly Expression[]): ValueOf {
  wantCount("mvappend", args, 1, undefined);
  const values = args.map(compileValue);
  return (run) => listOf(values.flatMap((value) => textsOf(run, value(run))));
}

/** "If the field has no values, this function returns NULL". */
export function count(args: readonly Expression[]): ValueOf {
  wantCount("mvcount", args, 1, 1);
  const value = compileValue(args[0] as Expression);
  return (run) => textsOf(run, value(run)).length || null;
}

/** "The index of the first matching value, beginning with zero"; NULL where none matches. */
export function find(args: readonly Expression[]): ValueOf {
  wantCount("mvfind", args, 2, 2);
  const value = compileValue(args[0] as Expression);
  const regex = compileRegex(literalPattern("mvfind", args[1]));
  return (run) => {
    const index = textsOf(run, value(run)).findIndex((text) => regex(run, text));
    return index < 0 ? null : index;
  };
}

/** "Both can be negative"; "out of range or invalid, the result is NULL", but a range's end may lie past the list's. */
export function index(args: readonly Expression[]): ValueOf {
  wantCount("mvindex", args, 2, 3);
  const value = compileValue(args[0] as Expression);
  const from = literalNumber("mvindex", args[1]);
  const to = args.length === 3 ? literalNumber("mvindex", args[2]) : from;
  return (run) => {
    const texts = textsOf(run, value(run));
    const [first, last] = [from, to].map((place) => (place < 0 ? texts.length + place : place)) as [number, number];
    return first < 0 || last < first ? null : listOf(texts.slice(first, last + 1));
  };
}

export function join(args: readonly Expression[]): ValueOf {
  wantCount("mvjoin", args, 2, 2);
  const value = compileValue(args[0] as Expression);
  const delimiter = literalText("mvjoin", args[1]);
  return (run) => {
    const texts = textsOf(run, value(run));
    return texts.length === 0 ? null : texts.join(delimiter);
  };
}

/** "The Boolean expression can reference ONLY ONE field at a time": within it, the field is one value after the other. */
export function filter(args: readonly Expression[]): ValueOf {
  wantCount("mvfilter", args, 1, 1);
  const names = [...fieldsOf(args[0] as Expression)];
  if (names.length !== 1) return fail(`mvfilter() with ${names.length} fields`);
  const name = names[0] as string;
  const test = compileTruth(args[0] as Expression);
  return (run) => {
    const texts = textsOf(run, readField(run, name));
    return listOf(texts.filter((text) => withField(run, name, text, test) === TRUE));
  };
}

/** The field is one value after the other within the expression; what comes out is one list. */
export function map(args: readonly Expression[]): ValueOf {
  wantCount("mvmap", args, 2, 2);
  const field = args[0] as Expression;
  if (field.kind !== "field") return fail("mvmap() over what is no field");
  const { name } = field;
  const make = compileValue(args[1] as Expression);
  return (run) => {
    const made: string[] = [];
    for (const text of textsOf(run, readField(run, name))) made.push(...textsOf(run, withField(run, name, text, make)));
    return listOf(made);
  };
}

/** Evaluates with a field set to one value, and puts the row back as it was. */
function withField<Result>(run: Run, name: string, value: Value, evaluate: (run: Run) => Result): Result {
  const { set } = run.row;
  const before = set.get(name);
  set.set(name, value);
  try {
    return evaluate(run);
  } finally {
    if (before === undefined) set.delete(name);
    else set.set(name, before);
  }
}
