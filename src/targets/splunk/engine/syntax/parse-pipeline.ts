/** In: a search's text, macros already in place. Out: its commands. A command that is not known here is an error. */
import { fail, quote } from "../spl-error.ts";
import { parseAssignments, parseTest } from "./parse-expression.ts";
import { parseSearch } from "./parse-search.ts";
import { readText } from "./strings.ts";
import { argumentTokens, type Token, TokenReader } from "./tokens.ts";
import type { Aggregation, Command, Pipeline } from "./tree.ts";

export function parsePipeline(text: string): Pipeline {
  const [first, ...others] = splitAtPipes(text);
  return [{ kind: "search", term: parseSearch(first as string) }, ...others.map(parseCommand)];
}

const NEXT = /"(?:[^"\\]|\\[\s\S])*"|'[^'\n]*'|[|"'`[\]]/g;

/** The pieces between the pipes that stand in no quotes. Subsearches and comments are refused. */
function splitAtPipes(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const found of text.matchAll(NEXT)) {
    const sign = found[0];
    if (sign === "|") {
      pieces.push(text.slice(start, found.index));
      start = found.index + 1;
    } else if (sign.length === 1)
      return fail(`\`${sign}\` that is not known here or not closed, in ${quote(text.slice(found.index))}`);
  }
  return [...pieces, text.slice(start)];
}

function parseCommand(text: string): Command {
  const parts = /^\s*([a-z]+)(?=\s|$)([\s\S]*)$/.exec(text);
  if (!parts) return fail(`${quote(text)} is no command`);
  const [, name, rest] = parts as unknown as [string, string, string];
  if (name === "search") return { kind: "search", term: parseSearch(rest) };
  if (name === "where") return { kind: "where", test: parseTest(rest) };
  if (name === "eval") return { kind: "eval", assignments: parseAssignments(rest) };
  const parse = ARGUMENT_COMMANDS.get(name);
  if (!parse) return fail(`the command \`${name}\` is not known`);
  const reader = new TokenReader(argumentTokens(rest), text);
  const command = parse(reader);
  reader.wantEnd();
  return command;
}

const ARGUMENT_COMMANDS: ReadonlyMap<string, (reader: TokenReader) => Command> = new Map([
  ["rename", parseRename],
  ["stats", parseStats],
  ["spath", parseSpath],
  ["convert", parseConvert],
  ["fillnull", parseFillnull],
  ["fields", parseKeep],
  ["table", parseKeep],
]);

const FIELD = /^[A-Za-z_][A-Za-z0-9_.{}:/-]*$/;

function field(reader: TokenReader, token: Token = reader.next()): string {
  if (token.kind === "string") return readText(token.text);
  if (token.kind !== "word" || !FIELD.test(token.text)) return reader.refuse(`${quote(token.text)} is no field name`);
  return token.text;
}

function takeAs(reader: TokenReader): boolean {
  return reader.takeWord("as") || reader.takeWord("AS");
}

function fieldsToEnd(reader: TokenReader): readonly string[] {
  const fields = [field(reader)];
  while (!reader.isAtEnd) {
    reader.takeSign(",");
    fields.push(field(reader));
  }
  return fields;
}

function parseRename(reader: TokenReader): Command {
  const pairs: { from: string; to: string }[] = [];
  do {
    const from = field(reader);
    if (!takeAs(reader)) return reader.refuse("`as` is wanted");
    pairs.push({ from, to: field(reader) });
  } while (reader.takeSign(","));
  return { kind: "rename", pairs };
}

function parseStats(reader: TokenReader): Command {
  const aggregations: Aggregation[] = [];
  while (!reader.isAtEnd && !reader.takeWord("by") && !reader.takeWord("BY")) {
    aggregations.push(aggregation(reader));
    reader.takeSign(",");
    if (reader.isAtEnd) return { kind: "stats", aggregations, by: [] };
  }
  return { kind: "stats", aggregations, by: fieldsToEnd(reader) };
}

function aggregation(reader: TokenReader): Aggregation {
  const { text } = reader.next();
  if (text !== "count" && text !== "min" && text !== "max" && text !== "values")
    return reader.refuse(`the function ${quote(text)} of stats is not known`);
  let of = "";
  if (reader.takeSign("(")) {
    of = field(reader);
    reader.wantSign(")");
  }
  if ((of === "") !== (text === "count")) return reader.refuse(`\`${text}\` with another number of fields`);
  return { function: text, field: of, as: takeAs(reader) ? field(reader) : of === "" ? text : `${text}(${of})` };
}

/** `path=…`, or the path alone; the field that it becomes has its name (Search Reference, spath). */
function parseSpath(reader: TokenReader): Command {
  let [input, path, output]: (string | undefined)[] = ["_raw", undefined, undefined];
  while (!reader.isAtEnd) {
    const name = reader.next();
    if (!reader.takeSign("=")) return reader.refuse("`path=`, `input=` or `output=` is wanted");
    const value = reader.next();
    const text = value.kind === "string" ? readText(value.text) : field(reader, value);
    if (name.text === "input") input = text;
    else if (name.text === "path") path = text;
    else if (name.text === "output") output = text;
    else return reader.refuse(`spath has no ${quote(name.text)}`);
  }
  if (path === undefined) return reader.refuse("spath without a path extracts what begins within 5,000 bytes only");
  return { kind: "spath", input: input as string, path, output: output ?? path };
}

function parseConvert(reader: TokenReader): Command {
  if (!reader.takeWord("timeformat")) return reader.refuse("`timeformat=` is wanted");
  reader.wantSign("=");
  if (reader.next().kind !== "string") return reader.refuse("a time format is wanted");
  const fields: string[] = [];
  while (!reader.isAtEnd) {
    if (!reader.takeWord("ctime")) return reader.refuse("only `ctime` is known");
    reader.wantSign("(");
    fields.push(field(reader));
    reader.wantSign(")");
  }
  return { kind: "convert", fields };
}

function parseFillnull(reader: TokenReader): Command {
  if (!reader.takeWord("value")) return reader.refuse("`value=` is wanted");
  reader.wantSign("=");
  const value = reader.next();
  if (value.kind !== "string" && value.kind !== "word") return reader.refuse("a value is wanted");
  return {
    kind: "fillnull",
    value: value.kind === "string" ? readText(value.text) : value.text,
    fields: fieldsToEnd(reader),
  };
}

function parseKeep(reader: TokenReader): Command {
  return { kind: "keep", fields: fieldsToEnd(reader) };
}
