/** A record may be delivered twice. In: events, one after another. Out: which of them repeat an earlier one. */
import { type JsonObject, member } from "../ir/json.ts";

/** Remembers what it has seen. An event without an eventID or an eventTime repeats nothing. */
export class Repeats {
  readonly #seen = new Set<string>();

  /** Has the event the eventID and the eventTime of an earlier one? */
  isRepeat(event: JsonObject): boolean {
    const id = member(event, "eventID");
    const time = member(event, "eventTime");
    if (typeof id !== "string" || typeof time !== "string" || id === "" || time === "") return false;
    const key = `${id} ${time}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}
