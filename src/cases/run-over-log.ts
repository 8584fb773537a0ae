/** In: one rule and the bytes of a log. Out: how often it alerts there, and the events that show why. */
import type { JsonObject } from "../ir/json.ts";
import type { Predicate } from "../ir/predicate.ts";
import { compileCondition } from "../semantics/compile-condition.ts";
import type { CompiledRule } from "../semantics/evaluate.ts";
import { AlertCounter } from "./count-alerts.ts";
import { Repeats } from "./dedupe.ts";
import type { LogItem } from "./log-item.ts";
import { type Chunks, readLog } from "./read-log.ts";

/** An event and where in its log it stands. */
interface PlacedEvent {
  readonly event: JsonObject;
  readonly place: string;
}

/** `accepted` and `rejected` together are all records; `repeats` are accepted, and no rule sees them. */
export interface LogCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly repeats: number;
}

export interface LogRun {
  /** `firings` are the events on which the rule fires, `alerts` those of them that aren't suppressed. */
  readonly counts: LogCounts & { readonly firings: number; readonly alerts: number };
  readonly firstFiring?: PlacedEvent;
  /** Where the rule doesn't fire: the event for which the most of its conditions hold, from the first on. */
  readonly nearest?: PlacedEvent;
  /** The first record that was rejected: its place and the reason. */
  readonly firstRejected?: string;
}

/** Runs a rule over a log, without the events that repeat an earlier one. */
export async function runOverLog({ rule, alertOf }: CompiledRule, chunks: Chunks): Promise<LogRun> {
  const operands: readonly Predicate[] = rule.condition.kind === "all" ? rule.condition.operands : [rule.condition];
  const conditions = operands.map(compileCondition);
  const repeats = new Repeats();
  const counts = { accepted: 0, rejected: 0, repeats: 0 };
  const counter = new AlertCounter(rule.alert.suppress?.value);
  let firstFiring: PlacedEvent | undefined;
  let nearest: { readonly held: number; readonly at: PlacedEvent } | undefined;
  let firstRejected: string | undefined;
  for await (const item of readLog(chunks)) {
    if (item.kind === "rejected") {
      counts.rejected++;
      firstRejected ??= showRejected(item);
      continue;
    }
    counts.accepted++;
    if (repeats.isRepeat(item.event)) {
      counts.repeats++;
      continue;
    }
    const failing = conditions.findIndex((holds) => !holds(item.event));
    if (failing < 0) {
      firstFiring ??= placed(item);
      counter.add(item.event, rule.alert.suppress === undefined ? [] : alertOf(item.event).key);
    } else if (!nearest || failing > nearest.held) nearest = { held: failing, at: placed(item) };
  }
  return {
    counts: { ...counts, firings: counter.firings, alerts: counter.alerts },
    ...(firstFiring ? { firstFiring } : nearest ? { nearest: nearest.at } : {}),
    ...(firstRejected === undefined ? {} : { firstRejected }),
  };
}

function placed({ event, place }: LogItem & { readonly kind: "event" }): PlacedEvent {
  return { event, place: place === "" ? "the only one" : place };
}

/** A rejected record: its place and the reason. */
function showRejected({ place, why }: LogItem & { readonly kind: "rejected" }): string {
  return place === "" ? why : `${place}: ${why}`;
}
