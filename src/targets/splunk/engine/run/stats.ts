/**
 * The stats command: one row per combination of the values of the `by` fields, and none for a row that lacks one of them
 * (Search Reference, stats; security_content#4169). Several values of a `by` field make several rows.
 */
import type { Aggregation, Command } from "../syntax/tree.ts";
import { compare, lexicographical } from "./compare.ts";
import { newRow, type Row, type Run, readField } from "./rows.ts";
import { listOf, TRUE, textsOf, type Value } from "./values.ts";

type Stats = Extract<Command, { kind: "stats" }>;

interface Group {
  readonly key: readonly string[];
  readonly rows: Row[];
}

export function compileStats({ aggregations, by }: Stats): (run: Run, rows: readonly Row[]) => readonly Row[] {
  return (run, rows) => groupsOf(run, rows, by).map((group) => rowOf(run, group, by, aggregations));
}

function groupsOf(run: Run, rows: readonly Row[], by: readonly string[]): readonly Group[] {
  const groups = new Map<string, Group>();
  if (by.length === 0) groups.set("[]", { key: [], rows: [] });
  for (const row of rows) {
    run.row = row;
    for (const key of combinations(by.map((name) => textsOf(run, readField(run, name))))) {
      const name = JSON.stringify(key);
      const group = groups.get(name) ?? { key, rows: [] };
      groups.set(name, group);
      group.rows.push(row);
    }
  }
  return [...groups.values()];
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (made, list) => made.flatMap((key) => list.map((text) => [...key, text])),
    [[]],
  );
}

function rowOf(run: Run, group: Group, by: readonly string[], aggregations: readonly Aggregation[]): Row {
  const row = newRow();
  for (const [index, name] of by.entries()) row.set.set(name, group.key[index] as string);
  for (const one of aggregations) row.set.set(one.as, aggregate(run, group.rows, one));
  return row;
}

function aggregate(run: Run, rows: readonly Row[], aggregation: Aggregation): Value {
  if (aggregation.function === "count") return rows.length;
  const values = rows.flatMap((row): readonly (string | number)[] => {
    run.row = row;
    const value = readField(run, aggregation.field);
    return typeof value === "number" ? [value] : textsOf(run, value);
  });
  if (aggregation.function === "values") return listOf([...new Set(values.map(String))].sort(lexicographical));
  const isFirst = aggregation.function === "min" ? "<" : ">";
  return values.reduce<Value>(
    (best, value) => (best === null || compare(run, isFirst, value, best) === TRUE ? value : best),
    null,
  );
}
