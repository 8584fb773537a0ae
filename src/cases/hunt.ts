/**
 * In: rules and logs. Out: each event that a rule fires on, as it is found, each rejected record, and the counts at the end.
 * Nothing of a log is kept but the times and keys of hits, and the ids of its events.
 */
import type { JsonObject } from "../ir/json.ts";
import type { Rule } from "../ir/rule.ts";
import type { AlertText } from "../semantics/alert.ts";
import { compileRule, loadRegexesFor } from "../semantics/evaluate.ts";
import { AlertCounter } from "./count-alerts.ts";
import { Repeats } from "./dedupe.ts";
import { type Chunks, readBatches } from "./read-log.ts";
import { RuleIndex } from "./rule-index.ts";
import type { LogCounts } from "./run-over-log.ts";

/** A log to hunt in: its path as people know it, its bytes decompressed. */
export interface Log {
  readonly path: string;
  readonly chunks: Chunks;
}

/** What is found, in the order of the logs; an event that several rules fire on gives a hit for each. */
export type HuntItem =
  | {
      readonly kind: "hit";
      readonly log: string;
      readonly place: string;
      readonly rule: Rule;
      readonly event: JsonObject;
      readonly alert: AlertText;
    }
  | { readonly kind: "rejected"; readonly log: string; readonly place: string; readonly why: string };

export interface HuntSummary {
  /** For each rule, in their order: the events it fires on, and the alerts that suppression leaves of them. */
  readonly rules: readonly { readonly rule: Rule; readonly hits: number; readonly alerts: number }[];
  readonly logs: readonly ({ readonly path: string } & LogCounts)[];
  readonly total: LogCounts;
}

/** Runs rules over logs. The generator yields what it finds and returns the summary. */
export async function* hunt(
  rules: readonly Rule[],
  logs: AsyncIterable<Log> | Iterable<Log>,
): AsyncGenerator<HuntItem, HuntSummary> {
  await loadRegexesFor(rules);
  const hunters = rules.map((rule) => ({
    ...compileRule(rule),
    counter: new AlertCounter(rule.alert.suppress?.value),
  }));
  const index = new RuleIndex(hunters);
  const repeats = new Repeats();
  const counted: HuntSummary["logs"][number][] = [];
  for await (const { path, chunks } of logs) {
    const counts = { path, accepted: 0, rejected: 0, repeats: 0 };
    for await (const items of readBatches(chunks)) {
      for (const item of items) {
        if (item.kind === "rejected") {
          counts.rejected++;
          yield { ...item, log: path };
          continue;
        }
        counts.accepted++;
        if (repeats.isRepeat(item.event)) {
          counts.repeats++;
          continue;
        }
        for (const { rule, fires, alertOf, counter } of index.candidates(item.event)) {
          if (!fires(item.event)) continue;
          const alert = alertOf(item.event);
          counter.add(item.event, alert.key);
          yield { kind: "hit", log: path, place: item.place, rule, event: item.event, alert };
        }
      }
    }
    counted.push(counts);
  }
  return {
    rules: hunters.map(({ rule, counter }) => ({ rule, hits: counter.firings, alerts: counter.alerts })),
    logs: counted,
    total: {
      accepted: sum(counted.map((one) => one.accepted)),
      rejected: sum(counted.map((one) => one.rejected)),
      repeats: sum(counted.map((one) => one.repeats)),
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
