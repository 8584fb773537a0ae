/** A record may be delivered twice. In: events, one after another. Out: which of them repeat an earlier one. */
import { type JsonObject, member } from "../ir/json.ts";

/** Remembers what it has seen. An event without an eventID or an eventTime repeats nothing. */
export class Repeats {
  /** The time of the first event of an id, and id and time of the others: it is rare that an id has two times. */
  readonly #first = new Map<string, string>();
  readonly #others = new Set<string>();

  /** Has the event the eventID and the eventTime of an earlier one? */
  isRepeat(event: JsonObject): boolean {
    const id = member(event, "eventID");
    const time = member(event, "eventTime");
    if (typeof id !== "string" || typeof time !== "string" || id === "" || time === "") return false;
    const first = this.#first.get(id);
    if (first === undefined) this.#first.set(id, time);
    if (first === undefined || first === time) return first === time;
    const key = `${id} ${time}`;
    const isKnown = this.#others.has(key);
    this.#others.add(key);
    return isKnown;
  }
}
