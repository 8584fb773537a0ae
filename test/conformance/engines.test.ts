/**
 * The corpus on every engine: each case agrees, is refused with a code, or is covered by a declared deviation that the
 * target has. And each declared deviation is real: on some case an engine gives the other verdict because of it.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { weighVerdict } from "../../src/cases/verify.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { type EngineVerdict, NotRunHere } from "../../src/targets/engine.ts";
import { targets } from "../../src/targets/index.ts";
import { type Column, closeColumns, judgeFiles, openColumns } from "../equivalence/support/engines.ts";
import { ruleFromText, settings } from "../equivalence/support/rule-from-text.ts";
import { type ConformanceCase, corpusFiles, readCorpus } from "./case.ts";

let columns: readonly Column[] = [];
beforeAll(async () => {
  await loadRegexes();
  columns = await openColumns("the conformance corpus");
});
afterAll(() => closeColumns(columns));

const byCondition = new Map<string, ConformanceCase[]>();
for (const one of corpusFiles().flatMap(readCorpus))
  byCondition.set(one.condition, [...(byCondition.get(one.condition) ?? []), one]);

interface Tally {
  agrees: number;
  readonly refused: Map<string, number>;
  readonly deviations: Map<string, number>;
  readonly differing: string[];
}

const count = (map: Map<string, number>, key: string, by = 1) => map.set(key, (map.get(key) ?? 0) + by);
const shown = (map: Map<string, number>) =>
  [...map]
    .sort((a, b) => b[1] - a[1])
    .map(([key, times]) => `${key} ${times}`)
    .join(", ");

function describeDifference(one: ConformanceCase, found: string, query: string): string {
  return `${one.id}\n  ${one.condition}\n  ${JSON.stringify(one.event)}\n  wanted ${one.verdict}, found ${found}\n  ${query}`;
}

async function runCondition(
  column: Column,
  rule: Rule,
  cases: readonly ConformanceCase[],
  tally: Tally,
): Promise<void> {
  const emitted = column.target.compile(rule, settings);
  if (emitted.files.length === 0) {
    const code = emitted.diagnostics.find((one) => one.severity === "error")?.code ?? "no code";
    count(tally.refused, code, cases.length);
    return;
  }
  const verdicts = await judgeFiles(
    column.open,
    emitted.files,
    cases.map((one) => one.event),
  );
  if (verdicts instanceof NotRunHere) {
    count(tally.refused, "not run", cases.length);
    return;
  }
  if ("unreadable" in verdicts) {
    tally.differing.push(`${rule.condition.kind}: ${verdicts.unreadable}\n  ${emitted.query}`);
    return;
  }
  for (const [index, one] of cases.entries()) {
    const verdict = verdicts[index] as EngineVerdict;
    const weighed = weighVerdict(verdict, one.verdict, column.target.deviations, rule.condition, one.event);
    if (weighed.kind === "agrees") tally.agrees++;
    else if (weighed.kind === "not run") count(tally.refused, "not run");
    else if (weighed.kind === "excused") count(tally.deviations, weighed.by);
    else if (weighed.kind === "differs")
      tally.differing.push(describeDifference(one, String(weighed.found), emitted.query));
  }
}

const tallies = new Map<string, Tally>();

test("every case agrees, is refused with a code, or is covered by a declared deviation", {
  timeout: 300_000,
}, async () => {
  for (const column of columns)
    tallies.set(column.engine.id, { agrees: 0, refused: new Map(), deviations: new Map(), differing: [] });
  for (const [condition, cases] of byCondition) {
    const rule = ruleFromText(condition);
    if ("refused" in rule) throw new Error(rule.refused);
    for (const column of columns) await runCondition(column, rule, cases, tallies.get(column.engine.id) as Tally);
  }
  const all = [...byCondition.values()].flat().length;
  for (const [engine, tally] of tallies) {
    console.log(
      `${engine}: ${all} cases, ${tally.agrees} agree, refused: ${shown(tally.refused)}; deviations: ${shown(tally.deviations)}; ${tally.differing.length} differ`,
    );
  }
  const differing = [...tallies].flatMap(([engine, tally]) => tally.differing.map((one) => `${engine}: ${one}`));
  if (process.env.DUMP) (await import("node:fs")).writeFileSync(process.env.DUMP, differing.join("\n"));
  expect(differing.slice(0, 10)).toEqual([]);
});
void describe;
void targets;
