/**
 * In: the firings of one rule. Out: how many of them alert: a firing alerts unless one with the same key alerted less
 * than `suppress` before. A firing that is suppressed doesn't prolong that.
 */
import { type JsonObject, member } from "../ir/json.ts";
import { isTime } from "../semantics/order.ts";

/** An event's time in seconds since 1970, from `YYYY-MM-DDThh:mm:ssZ`. */
function timeOf(event: JsonObject): number | undefined {
  const text = member(event, "eventTime");
  if (typeof text !== "string" || !isTime(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** Takes the firings of a rule as they come, from logs that need not be in order. */
export class AlertCounter {
  #firings = 0;
  /** The times of the firings, by key; none are kept where nothing is suppressed. */
  readonly #times = new Map<string, number[]>();

  constructor(readonly suppress: number | undefined) {}

  add(event: JsonObject, key: readonly string[]): void {
    this.#firings++;
    const time = this.suppress === undefined ? undefined : timeOf(event);
    if (time === undefined) return;
    const name = JSON.stringify(key);
    const times = this.#times.get(name);
    if (times) times.push(time);
    else this.#times.set(name, [time]);
  }

  get firings(): number {
    return this.#firings;
  }

  /** How many firings alert. One whose event has no time can't be suppressed, nor suppress. */
  get alerts(): number {
    let suppressed = 0;
    for (const times of this.#times.values()) suppressed += this.#suppressedOf(times);
    return this.#firings - suppressed;
  }

  #suppressedOf(times: readonly number[]): number {
    let suppressed = 0;
    let last = Number.NEGATIVE_INFINITY;
    for (const time of times.toSorted((a, b) => a - b)) {
      if (time - last < (this.suppress ?? 0)) suppressed++;
      else last = time;
    }
    return suppressed;
  }
}
