/**
 * The corpus on every engine: each case agrees, is refused with a code, or is covered by a deviation that the target
 * declares. And each declared deviation is real: on some case an engine gives the other verdict because of it.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deviations } from "../../src/cases/deviations.ts";
import { weighVerdict } from "../../src/cases/verify.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { type EngineVerdict, NotRunHere } from "../../src/targets/engine.ts";
import { targets } from "../../src/targets/index.ts";
import { openAllColumns } from "../equivalence/support/columns.ts";
import { type Column, closeColumns, judgeFiles } from "../equivalence/support/engines.ts";
import { ruleFromText, settings } from "../equivalence/support/rule-from-text.ts";
import { type ConformanceCase, corpusFiles, readCorpus } from "./case.ts";

/** How often something came out, by what it is; and by group of the corpus. */
class Counts {
  readonly all = new Map<string, number>();
  readonly groups = new Map<string, Map<string, number>>();

  add(group: string, what: string): void {
    const own = this.groups.get(group) ?? new Map<string, number>();
    this.groups.set(group, own);
    for (const map of [this.all, own]) map.set(what, (map.get(what) ?? 0) + 1);
  }
}

const shown = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, times]) => `${key} ${times}`)
    .join(", ");

const groupOf = (one: ConformanceCase) => one.id.split("/")[0] as string;

let columns: readonly Column[] = [];
const counts = new Map<Column, Counts>();
const differing: string[] = [];

function addAll(column: Column, cases: readonly ConformanceCase[], what: string): void {
  for (const one of cases) counts.get(column)?.add(groupOf(one), what);
}

async function run(column: Column, rule: Rule, cases: readonly ConformanceCase[]): Promise<void> {
  const { target, engine, open } = column;
  const emitted = target.compile(rule, settings);
  if (emitted.files.length === 0) {
    const code = emitted.diagnostics.find((one) => one.severity === "error")?.code;
    addAll(column, cases, code === undefined ? "refused without a code" : `refused ${code}`);
    if (code === undefined) differing.push(`${engine.id} refuses without a code: ${cases[0]?.condition}`);
    return;
  }
  const verdicts = await judgeFiles(
    open,
    emitted.files,
    cases.map((one) => one.event),
  );
  if (verdicts instanceof NotRunHere) {
    addAll(column, cases, "not run");
    return;
  }
  if ("unreadable" in verdicts) {
    differing.push(`${engine.id} can't read it: ${verdicts.unreadable}\n${emitted.query}`);
    return;
  }
  for (const [index, one] of cases.entries()) {
    const verdict = verdicts[index] as EngineVerdict;
    const weighed = weighVerdict(verdict, one.verdict, target.deviations, rule.condition, one.event);
    counts.get(column)?.add(groupOf(one), weighed.kind === "excused" ? `deviation ${weighed.by}` : weighed.kind);
    if (weighed.kind !== "differs") continue;
    const event = JSON.stringify(one.event);
    differing.push(
      `${engine.id}: ${one.id}\n${one.condition}\n${event}\nwanted ${one.verdict}, found ${weighed.found}\n${emitted.query}`,
    );
  }
}

beforeAll(async () => {
  await loadRegexes();
  columns = await openAllColumns("the conformance corpus");
  for (const column of columns) counts.set(column, new Counts());
  const byCondition = new Map<string, ConformanceCase[]>();
  for (const one of corpusFiles().flatMap(readCorpus))
    byCondition.set(one.condition, [...(byCondition.get(one.condition) ?? []), one]);
  for (const [condition, cases] of byCondition) {
    const rule = ruleFromText(condition);
    if ("refused" in rule) throw new Error(rule.refused);
    await Promise.all(columns.map((column) => run(column, rule, cases)));
  }
  for (const [{ engine }, { all, groups }] of counts) {
    console.log(`${engine.id}: ${shown(all)}`);
    for (const [group, own] of groups) console.log(`  ${group}: ${shown(own)}`);
  }
}, 300_000);

afterAll(() => closeColumns(columns));

test("every case agrees, is refused with a code, or is covered by a declared deviation", () => {
  expect(differing.join("\n\n")).toBe("");
});

test("the list of deviations is short, and each belongs to a platform", () => {
  const ids = deviations().map((one) => one.id);
  expect(ids.length).toBeLessThanOrEqual(15);
  expect(new Set(targets.flatMap((target) => target.deviations))).toEqual(new Set(ids));
});

test("the page on deviations tells of each, and of whose it is", () => {
  const page = readFileSync(new URL("../../docs/deviations.md", import.meta.url), "utf8");
  const table = page.split("\n").filter((line) => /^\| `[a-z-]+` \|/.test(line));
  const told = table.map((line) => line.split("|").map((cell) => cell.trim()));
  expect(told.map((cells) => cells[1])).toEqual(deviations().map((one) => `\`${one.id}\``));
  for (const { id } of deviations()) {
    expect(page).toContain(`\n## \`${id}\`\n`);
    const [, , ...cells] = told.find((one) => one[1] === `\`${id}\``) ?? [];
    const declared = targets.map((target) => (target.deviations.includes(id) ? "yes" : ""));
    expect(cells.slice(0, targets.length), id).toEqual(declared);
  }
});

test("every declared deviation is real: on some case an engine gives the other verdict because of it", () => {
  for (const target of targets) {
    const own = columns.filter((column) => column.target === target && !column.engine.id.startsWith("pypi"));
    if (own.length === 0) continue;
    const seen = own.flatMap((column) => [...(counts.get(column)?.all.keys() ?? [])]);
    const unreal = target.deviations.filter((id) => !seen.includes(`deviation ${id}`));
    expect(unreal, target.name).toEqual([]);
  }
});

test("most of the corpus can be said on every platform", () => {
  for (const [{ engine, isSecond }, { all }] of counts) {
    const agrees = all.get("agrees") ?? 0;
    const sum = [...all.values()].reduce((total, one) => total + one, 0);
    if (!isSecond) expect(agrees / sum, engine.id).toBeGreaterThan(0.5);
  }
});
