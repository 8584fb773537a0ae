/**
 * Random equivalence: a stream of rules, each with its events, judged by the interpreter and by every engine that can
 * take the rule. What comes out is counted; a verdict that differs is kept, with what is needed to shrink it.
 */
import fc from "fast-check";
import { deviationFor } from "../../../src/cases/deviations.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { Rule } from "../../../src/ir/rule.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import type { EngineVerdict } from "../../../src/targets/engine.ts";
import type { PackFile, TargetRule } from "../../../src/targets/target.ts";
import { cellsOf, kindsOf, languageOf } from "./cells.ts";
import { type Column, judgeFiles } from "./engines.ts";
import { listPlaces, memberPlaces, objectPlaces, otherPlaces, type Place, recordPlaces, timePlaces } from "./places.ts";
import { conditionAround, type Flavour, operatorsAt, randomCondition, testText } from "./random-condition.ts";
import { type Break, randomEvent } from "./random-event.ts";
import { ruleFromText, settings } from "./rule-from-text.ts";
import { SeededChooser } from "./seeded-chooser.ts";

/** A rule as it was made, and the events for it. */
export interface Made {
  readonly text: string;
  readonly rule: Rule;
  readonly events: readonly JsonObject[];
  readonly breaks: readonly Break[];
}

/** A verdict that no declared deviation excuses. */
export interface Difference {
  readonly engine: string;
  readonly made: Made;
  readonly event: JsonObject;
  readonly expected: boolean;
  readonly found: string;
}

const counter = () => new Map<string, number>();
export type Counts = Map<string, number>;
export const count = (counts: Counts, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);

/** What was seen on one engine. */
export class Tally {
  rules = 0;
  pairs = 0;
  bothVerdicts = 0;
  milliseconds = 0;
  readonly kinds = counter();
  readonly cells = counter();
  readonly deviations = counter();
  readonly breaks = counter();
  readonly excusedBreaks = counter();
  readonly refused = counter();
  readonly differences: Difference[] = [];
  differing = 0;
}

const BLOCKS: readonly (readonly [weight: number, string])[] = [
  [85, ""],
  [15, "elastic { language = kql }"],
];

const FLAVOURS: readonly (readonly [weight: number, Flavour])[] = [
  [40, "record"],
  [32, "members"],
  [28, "anything"],
];

/** How many of the rules are made around one given test, so that none is left out. */
const DIRECTED = 45;

const directedPlaces: readonly Place[] = (() => {
  const seen = new Map<string, Place>();
  for (const place of [...recordPlaces, ...timePlaces, ...memberPlaces, ...otherPlaces, ...objectPlaces])
    seen.set(place.path, place);
  return [...seen.values()];
})();

/** A test at a place, or at a member of a list's element. */
function directedTest(chooser: SeededChooser): string {
  const inElement = chooser.percent(25);
  const list = chooser.pick(listPlaces);
  const place = inElement ? chooser.pick(list.members) : chooser.pick(directedPlaces);
  const path = inElement ? `e${place.path}` : place.path;
  const test = testText(chooser, place, chooser.pick(operatorsAt(place.kind)), path, () =>
    chooser.pick(["userIdentity.userName", "requestParameters.userName", "eventName", "requestParameters.names[]", "actor"]),
  );
  return inElement ? `${chooser.percent(70) ? "any" : "all"} e in ${list.path} (${test})` : test;
}

/** One rule and its events. Nothing where the checker refuses the text. */
export function makeCase(seed: number, events: number): Made | { readonly refused: string; readonly text: string } {
  const chooser = new SeededChooser(seed);
  const flavour = chooser.weighted(FLAVOURS);
  const text = chooser.percent(DIRECTED)
    ? conditionAround(chooser, directedTest(chooser), flavour)
    : randomCondition(chooser, flavour);
  const rule = ruleFromText(text, chooser.weighted(BLOCKS));
  if ("refused" in rule) return { refused: rule.refused, text };
  const made = Array.from({ length: events }, () => randomEvent(chooser, rule.condition));
  return { text, rule, events: made.map((one) => one.event), breaks: made.map((one) => one.how) };
}

export interface RunOptions {
  readonly seed: number;
  /** Pairs of a rule and an event on each engine. */
  readonly pairs: number;
  readonly eventsPerRule?: number;
  /** Stops after so many differences on an engine. */
  readonly mostDifferences?: number;
  /** Called for each rule, e.g. to print how far it is. */
  readonly progress?: (rules: number) => void;
  /** Changes the emitted files, to see whether a wrong lowering is found. Nothing: the rule is passed over. */
  readonly change?: (files: readonly PackFile[], column: Column) => readonly PackFile[] | undefined;
}

export interface RunResult {
  readonly tallies: ReadonlyMap<Column, Tally>;
  readonly rules: number;
  /** Texts that the checker refused, which the makers should not have made. */
  readonly refused: readonly string[];
}

const expectedOf = (condition: Predicate, events: readonly JsonObject[]): readonly boolean[] =>
  events.map(compileCondition(condition));

export async function runEquivalence(columns: readonly Column[], options: RunOptions): Promise<RunResult> {
  const { pairs, eventsPerRule = 100, mostDifferences = 5 } = options;
  const tallies = new Map(columns.map((column) => [column, new Tally()]));
  const refused: string[] = [];
  const isDone = (tally: Tally) => tally.pairs >= pairs || tally.differing >= mostDifferences;
  let rules = 0;
  for (let batch = 0; [...tallies.values()].some((tally) => !isDone(tally)) && rules < pairs; batch++) {
    for (const seed of fc.sample(fc.noBias(fc.integer({ min: 0, max: 0xffffffff })), { seed: options.seed + batch, numRuns: 500 })) {
      const made = makeCase(seed, eventsPerRule);
      rules++;
      if ("refused" in made) {
        refused.push(`${made.text}\n${made.refused}`);
        continue;
      }
      const expected = expectedOf(made.rule.condition, made.events);
      await Promise.all(
        [...tallies].map(([column, tally]) =>
          isDone(tally) ? undefined : judgeCase(column, tally, made, expected, options.change),
        ),
      );
      options.progress?.(rules);
      if ([...tallies.values()].every(isDone)) break;
    }
  }
  return { tallies, rules, refused };
}

async function judgeCase(
  column: Column,
  tally: Tally,
  made: Made,
  expected: readonly boolean[],
  change: RunOptions["change"],
): Promise<void> {
  const emitted = column.target.compile(made.rule, settings);
  if (emitted.files.length === 0) {
    count(tally.refused, emitted.diagnostics.find((one) => one.severity === "error")?.code ?? "no code");
    return;
  }
  const files = change ? change(emitted.files, column) : emitted.files;
  if (!files) return;
  const start = performance.now();
  const verdicts = await judgeFiles(column.open, files, made.events);
  tally.milliseconds += performance.now() - start;
  countRule(tally, made, emitted, expected);
  if ("unreadable" in verdicts) {
    keep(tally, { engine: column.engine.id, made, event: made.events[0] as JsonObject, expected: expected[0] as boolean, found: verdicts.unreadable });
    return;
  }
  for (let at = 0; at < expected.length; at++) {
    const verdict = verdicts[at] as EngineVerdict;
    if ("alerts" in verdict && verdict.alerts === expected[at]) continue;
    const event = made.events[at] as JsonObject;
    const deviation = deviationFor(column.target.deviations, made.rule.condition, event);
    if (deviation) {
      count(tally.deviations, deviation.id);
      count(tally.excusedBreaks, `${deviation.id} by ${made.breaks[at]}`);
      continue;
    }
    const found = "error" in verdict ? verdict.error : String(verdict.alerts);
    keep(tally, { engine: column.engine.id, made, event, expected: expected[at] as boolean, found });
  }
}

function keep(tally: Tally, difference: Difference): void {
  tally.differing++;
  const isNew = tally.differences.at(-1)?.made !== difference.made;
  if (isNew) tally.differences.push(difference);
}

function countRule(tally: Tally, made: Made, emitted: TargetRule, expected: readonly boolean[]): void {
  tally.rules++;
  tally.pairs += expected.length;
  if (expected.includes(true) && expected.includes(false)) tally.bothVerdicts++;
  for (const kind of kindsOf(made.rule.condition)) count(tally.kinds, kind, expected.length);
  const language = languageOf(emitted.files[0]?.content ?? "");
  for (const cell of cellsOf(made.rule.condition, language)) count(tally.cells, cell, expected.length);
  for (const how of made.breaks) count(tally.breaks, how);
}
