/** In: a command. Out: a closure from rows to rows. A row that a command changes is its own from then on. */
import { unreachable } from "../spl-error.ts";
import type { Command } from "../syntax/tree.ts";
import { compileTruth, compileValue } from "./compile-expression.ts";
import { compileSearch, type RowTest } from "./compile-search.ts";
import { readPath, spath } from "./json-paths.ts";
import { newRow, type Row, type Run, readField } from "./rows.ts";
import { compileStats } from "./stats.ts";
import { TRUE, textOf, type Value } from "./values.ts";

export type RowsToRows = (run: Run, rows: readonly Row[]) => readonly Row[];

export function compileCommand(command: Command): RowsToRows {
  switch (command.kind) {
    case "search":
      return keep(compileSearch(command.term));
    case "where": {
      const test = compileTruth(command.test);
      return keep((run) => test(run) === TRUE);
    }
    case "eval": {
      const assignments = command.assignments.map(({ field, value }) => ({ field, value: compileValue(value) }));
      return change((run, row) => {
        for (const { field, value } of assignments) row.set.set(field, value(run));
      });
    }
    case "rename":
      return change((run, row) => {
        for (const { from, to } of command.pairs) rename(run, row, from, to);
      });
    case "spath":
      return compileSpath(command.input, command.path, command.output);
    case "stats":
      return compileStats(command);
    case "convert":
      return change((run, row) => {
        for (const field of command.fields) row.set.set(field, asTime(readField(run, field)));
      });
    case "fillnull":
      return change((run, row) => {
        for (const field of command.fields) if (readField(run, field) === null) row.set.set(field, command.value);
      });
    case "keep":
      return (run, rows) => rows.map((row) => only(run, row, command.fields));
    default:
      return unreachable(command);
  }
}

function keep(test: RowTest): RowsToRows {
  return (run, rows) =>
    rows.filter((row) => {
      run.row = row;
      return test(run);
    });
}

function change(edit: (run: Run, row: Row) => void): RowsToRows {
  return (run, rows) => {
    for (const row of rows) {
      run.row = row;
      edit(run, row);
    }
    return rows;
  };
}

/** "If fieldA does not exist and fieldB does, the data in fieldB is removed" (Search Reference, rename). */
function rename(run: Run, row: Row, from: string, to: string): void {
  const value = readField(run, from);
  row.set.set(from, null);
  row.set.set(to, value);
}

/** Assumed: where the path leads to something, it replaces the field; where not, the field stays as it was. */
function compileSpath(input: string, path: string, output: string): RowsToRows {
  const steps = readPath(path);
  return change((run, row) => {
    const text = textOf(run, readField(run, input), "spath");
    const found = text === null ? null : spath(run, text, steps);
    if (found !== null) row.set.set(output, found);
  });
}

function asTime(value: Value): Value {
  const date = typeof value === "number" ? new Date(value * 1000) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 19) : value;
}

function only(run: Run, row: Row, fields: readonly string[]): Row {
  run.row = row;
  const kept = newRow();
  for (const field of fields) kept.set.set(field, readField(run, field));
  return kept;
}
