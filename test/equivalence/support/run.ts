/**
 * Random equivalence: a stream of rules, each with its events, judged by the interpreter and by every engine that can
 * take the rule. What comes out is counted; a verdict that differs is kept, with what is needed to shrink it.
 */
import fc from "fast-check";
import { deviations as allDeviations } from "../../../src/cases/deviations.ts";
import { weighVerdict } from "../../../src/cases/verify.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { findSlots } from "../../../src/reason/slots.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { type EngineVerdict, NotRunHere } from "../../../src/targets/engine.ts";
import type { TargetRule } from "../../../src/targets/target.ts";
import { cellsOf, kindsOf, languageOf } from "./cells.ts";
import { allTests, BLOCKS, type Cell, cellsOfTarget, type MakeTest } from "./directed.ts";
import { type Column, judgeFiles } from "./engines.ts";
import { asRecord, operationCase } from "./operations.ts";
import { conditionAround, type Flavour, randomCondition } from "./random-condition.ts";
import { type Break, randomEvent } from "./random-event.ts";
import { ruleFromText, settings } from "./rule-from-text.ts";
import { SeededChooser } from "./seeded-chooser.ts";

/** A rule as it was made, and the events for it. */
export interface Made {
  readonly text: string;
  readonly block: string;
  readonly rule: Rule;
  readonly events: readonly JsonObject[];
  readonly breaks: readonly Break[];
}

/** A verdict that no declared deviation excuses. */
export interface Difference {
  readonly made: Made;
  readonly event: JsonObject;
  readonly expected: boolean;
  readonly found: string;
}

export type Counts = Map<string, number>;
export const count = (counts: Counts, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);

/** What was seen on one engine. */
export class Tally {
  rules = 0;
  pairs = 0;
  bothVerdicts = 0;
  differing = 0;
  readonly kinds: Counts = new Map();
  readonly cells: Counts = new Map();
  /** On how many pairs each declared deviation held, and how many other verdicts it excused. */
  readonly held: Counts = new Map();
  readonly excused: Counts = new Map();
  /** Rules that the target refuses, by code. */
  readonly refused: Counts = new Map();
  readonly differences: Difference[] = [];
}

const FLAVOURS: readonly (readonly [weight: number, Flavour])[] = [
  [40, "record"],
  [32, "members"],
  [28, "anything"],
];

/** How many of the rules are made around one given test, so that none is left out. */
const DIRECTED = 45;
/** How many of the others ask about an operation of AWS and its members, as the model has them. */
const ON_OPERATIONS = 25;

let makers: readonly MakeTest[] | undefined;

/** One rule and its events. Nothing where the checker refuses the text. */
export function makeCase(seed: number, count: number, wanted?: Cell): Made | { readonly refused: string } {
  const chooser = new SeededChooser(seed);
  const flavour = chooser.weighted(FLAVOURS);
  makers ??= allTests();
  const test = wanted ? chooser.pick(wanted.makers) : chooser.percent(DIRECTED) ? chooser.pick(makers) : undefined;
  const operation = !test && chooser.percent(ON_OPERATIONS) ? operationCase(chooser) : undefined;
  const text =
    operation?.text ?? (test ? conditionAround(chooser, test(chooser), flavour) : randomCondition(chooser, flavour));
  const block = wanted ? wanted.block : chooser.percent(15) ? BLOCKS[1] : BLOCKS[0];
  const rule = ruleFromText(text, block);
  if ("refused" in rule) return { refused: `${text}\n${rule.refused}` };
  const made = Array.from({ length: count }, () => randomEvent(chooser, rule.condition));
  const events = made.map(({ event }) => (operation ? asRecord(chooser, event, operation) : event));
  return { text, block, rule, events, breaks: made.map((one) => one.how) };
}

export interface RunOptions {
  readonly seed: number;
  /** Pairs of a rule and an event on each engine; an engine beside another is run as long as the others are. */
  readonly pairs: number;
  readonly eventsPerRule?: number;
  /** Stops after so many differences on an engine. */
  readonly mostDifferences?: number;
  /** Each cell of each target is asked on so many pairs. */
  readonly pairsPerCell?: number;
  readonly progress?: (pairs: number) => void;
}

export interface RunResult {
  readonly tallies: ReadonlyMap<Column, Tally>;
  readonly cells: ReadonlyMap<Column, ReadonlyMap<string, Cell>>;
  readonly rules: number;
  /** Texts that the checker refused. */
  readonly refused: readonly string[];
}

/** The seeds of a run, 500 at a time. */
export function* seedsOf(seed: number): Generator<number> {
  for (let batch = 0; ; batch++)
    yield* fc.sample(fc.noBias(fc.integer({ min: 0, max: 0xffffffff })), { seed: seed + batch, numRuns: 500 });
}

export async function runEquivalence(columns: readonly Column[], options: RunOptions): Promise<RunResult> {
  const { pairs, eventsPerRule = 100, mostDifferences = 5, pairsPerCell = 0 } = options;
  const tallies = new Map(columns.map((column) => [column, new Tally()]));
  const cells = new Map(columns.map((column) => [column, pairsPerCell > 0 ? cellsOfTarget(column.target) : new Map()]));
  const refused: string[] = [];
  const isFull = (tally: Tally) => tally.pairs >= pairs || tally.differing >= mostDifferences;
  const firsts = [...tallies].filter(([column]) => !column.isSecond).map(([, tally]) => tally);
  let rules = 0;
  for (const seed of seedsOf(options.seed)) {
    if (firsts.every(isFull)) break;
    const wanted = rules % 2 === 0 ? missingCell(tallies, cells, pairsPerCell, rules) : undefined;
    const made = makeCase(seed, eventsPerRule, wanted);
    rules++;
    if ("refused" in made) {
      refused.push(made.refused);
      continue;
    }
    const expected = made.events.map(compileCondition(made.rule.condition));
    const running = [...tallies].filter(([, tally]) => !isFull(tally));
    await Promise.all(running.map(([column, tally]) => judgeCase(column, tally, made, expected)));
    options.progress?.(Math.min(...firsts.map((tally) => tally.pairs)));
  }
  return { tallies, cells, rules, refused };
}

/** A cell that was asked too seldom so far, of one engine after the other. */
function missingCell(
  tallies: ReadonlyMap<Column, Tally>,
  cells: ReadonlyMap<Column, ReadonlyMap<string, Cell>>,
  least: number,
  turn: number,
): Cell | undefined {
  const columns = [...cells].filter(([column]) => !column.isSecond);
  for (let at = 0; at < columns.length; at++) {
    const [column, own] = columns[((turn >> 1) + at) % columns.length] as (typeof columns)[number];
    const tally = tallies.get(column) as Tally;
    const missing = [...own.values()].filter(({ name }) => (tally.cells.get(name) ?? 0) < least);
    if (missing.length > 0) return missing[turn % missing.length];
  }
  return undefined;
}

async function judgeCase(column: Column, tally: Tally, made: Made, expected: readonly boolean[]): Promise<void> {
  const { target, open } = column;
  const emitted = target.compile(made.rule, settings);
  if (emitted.files.length === 0) {
    count(tally.refused, emitted.diagnostics.find((one) => one.severity === "error")?.code ?? "no code");
    return;
  }
  const verdicts = await judgeFiles(open, emitted.files, made.events);
  if (verdicts instanceof NotRunHere) return;
  if ("unreadable" in verdicts) {
    keep(tally, { made, event: made.events[0] ?? {}, expected: expected[0] ?? false, found: verdicts.unreadable });
    return;
  }
  countRule(tally, made, emitted, expected);
  if (!column.isSecond) countDeviations(column, tally, made);
  for (const [at, verdict] of verdicts.entries()) weigh(column, tally, made, at, expected[at] as boolean, verdict);
}

function weigh(column: Column, tally: Tally, made: Made, at: number, expected: boolean, verdict: EngineVerdict): void {
  const event = made.events[at] as JsonObject;
  const weighed = weighVerdict(verdict, expected, column.target.deviations, made.rule.condition, event);
  if (weighed.kind !== "not run") tally.pairs++;
  if (weighed.kind === "excused") count(tally.excused, weighed.by);
  if (weighed.kind === "differs") keep(tally, { made, event, expected, found: String(weighed.found) });
}

/** One of each rule: the others mostly say the same. */
function keep(tally: Tally, difference: Difference): void {
  tally.differing++;
  if (tally.differences.at(-1)?.made !== difference.made) tally.differences.push(difference);
}

function countRule(tally: Tally, made: Made, emitted: TargetRule, expected: readonly boolean[]): void {
  const { condition } = made.rule;
  tally.rules++;
  if (expected.includes(true) && expected.includes(false)) tally.bothVerdicts++;
  for (const kind of kindsOf(condition)) count(tally.kinds, kind, expected.length);
  const language = languageOf(emitted.files[0]?.content ?? "");
  for (const cell of cellsOf(condition, language)) count(tally.cells, cell, expected.length);
}

/** Which declared deviations hold, for the events that were broken: the others are as records are. */
function countDeviations(column: Column, tally: Tally, made: Made): void {
  const declared = allDeviations().filter((one) => column.target.deviations.includes(one.id));
  const { slots } = findSlots(made.rule.condition);
  for (const [at, event] of made.events.entries()) {
    if (made.breaks[at] === "nothing") continue;
    for (const deviation of declared) if (deviation.holds(slots, event)) count(tally.held, deviation.id);
  }
}
