/**
 * Are the proofs any good? Wrong lowerings, one at a time: each has to be found by random equivalence at the size of CI,
 * or by the witnesses of the rules that it changes.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { weighVerdict } from "../../src/cases/verify.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { findWitnesses } from "../../src/reason/witnesses.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { type EngineVerdict, NotRunHere } from "../../src/targets/engine.ts";
import type { PackFile } from "../../src/targets/target.ts";
import { type Column, closeColumns, judgeFiles, openColumns } from "./support/engines.ts";
import { settings } from "./support/rule-from-text.ts";
import { type Made, makeCase, seedsOf } from "./support/run.ts";
import { type WrongLowering, wrongLowerings } from "./wrong-lowerings.ts";

/** The rules of random equivalence at the size of CI. */
const RULES = 2_000;
const EVENTS = 100;
const SEED = 20_261_122;
/** Witnesses are asked of so many rules that a mistake changes. */
const WITNESSED = 25;

let columns: readonly Column[] = [];
beforeAll(async () => {
  await loadRegexes();
  columns = (await openColumns("seeded mistakes")).filter((column) => !column.isSecond);
});
afterAll(() => closeColumns(columns));

interface Emitted {
  readonly seed: number;
  readonly made: Made;
  readonly files: readonly PackFile[];
}

const rules: Made[] = [];
const seeds: number[] = [];
const emitted = new Map<Column, Emitted[]>();

/** The rules that a target can say; their events are made when they are wanted. */
function emittedOn(column: Column): readonly Emitted[] {
  if (rules.length === 0) {
    for (const seed of seedsOf(SEED)) {
      if (rules.length >= RULES) break;
      const made = makeCase(seed, 0);
      if ("refused" in made) continue;
      rules.push(made);
      seeds.push(seed);
    }
  }
  const known = emitted.get(column);
  if (known) return known;
  const own = rules.flatMap((made, index): Emitted[] => {
    const { files } = column.target.compile(made.rule, settings);
    return files.length === 0 ? [] : [{ seed: seeds[index] as number, made, files }];
  });
  emitted.set(column, own);
  return own;
}

function changed(files: readonly PackFile[], { change }: WrongLowering): readonly PackFile[] | undefined {
  let isChanged = false;
  const made = files.map((file): PackFile => {
    const content = change(file.content);
    isChanged ||= content !== file.content;
    return { path: file.path, content };
  });
  return isChanged ? made : undefined;
}

/** After how many events a verdict is another one than it should be; nothing if none is. Text that breaks is no verdict. */
async function eventsUntilFound(
  column: Column,
  made: Made,
  files: readonly PackFile[],
  events: readonly JsonObject[],
): Promise<number | undefined> {
  const verdicts = await judgeFiles(column.open, files, events);
  if (verdicts instanceof NotRunHere || "unreadable" in verdicts) return undefined;
  const holds = compileCondition(made.rule.condition);
  const at = events.findIndex((event, index) => {
    const verdict = verdicts[index] as EngineVerdict;
    if ("error" in verdict && !verdict.undocumented) return false;
    const { deviations } = column.target;
    return weighVerdict(verdict, holds(event), deviations, made.rule.condition, event).kind === "differs";
  });
  return at < 0 ? undefined : at + 1;
}

interface Found {
  random?: string;
  witnesses?: string;
  /** How many of the rules the mistake changes, as far as it was looked. */
  rules: number;
}

async function find(column: Column, mistake: WrongLowering): Promise<Found> {
  const result: Found = { rules: 0 };
  let [pairs, witnesses, tried] = [0, 0, 0];
  for (const { seed, made, files } of emittedOn(column)) {
    const mistaken = changed(files, mistake);
    if (!mistaken) continue;
    result.rules = ++tried;
    if (result.random === undefined) {
      const full = makeCase(seed, EVENTS);
      const found = "refused" in full ? undefined : await eventsUntilFound(column, made, mistaken, full.events);
      if (found !== undefined) result.random = `${pairs + found} pairs`;
      pairs += EVENTS;
    }
    if (result.witnesses === undefined && tried <= WITNESSED) {
      const events = findWitnesses(made.rule.condition, 128).witnesses.map((one) => one.event);
      const found = await eventsUntilFound(column, made, mistaken, events);
      if (found !== undefined) result.witnesses = `${witnesses + found} witnesses`;
      witnesses += events.length;
    }
    if (result.random !== undefined && (result.witnesses !== undefined || tried >= WITNESSED)) break;
  }
  return result;
}

test("at least 29 of 30 wrong lowerings are found", { timeout: 600_000 }, async () => {
  const lines: string[] = [];
  const missed: string[] = [];
  let asked = 0;
  for (const column of columns) {
    for (const mistake of wrongLowerings.filter((one) => one.target === column.target.id)) {
      asked++;
      const { random, witnesses, rules: changes } = await find(column, mistake);
      const found = [random && `random equivalence after ${random}`, witnesses && `${witnesses}`]
        .filter(Boolean)
        .join(", ");
      lines.push(`${mistake.target}: ${mistake.name}: ${found || `NOT FOUND in ${changes} rules`}`);
      if (!found) missed.push(`${mistake.target}: ${mistake.name}`);
    }
  }
  console.log(`wrong lowerings: ${asked - missed.length} of ${asked} found\n  ${lines.join("\n  ")}`);
  expect(wrongLowerings.length).toBeGreaterThanOrEqual(30);
  expect(missed.length, missed.join("; ")).toBeLessThanOrEqual(1);
});
