/** Which events the Python process holds. In: events. Out: what it must be sent, and the numbers it knows them by. */
import { compactJson } from "../../../ir/compact-json.ts";
import type { JsonObject } from "../../../ir/json.ts";

/** How much JSON the process may hold: as Python's objects it is about ten times that. */
const MOST_CHARACTERS = 24 * 1024 * 1024;

export type Range = readonly [first: number, last: number];

export class SentEvents {
  #numbers = new WeakMap<JsonObject, number>();
  #count = 0;
  #characters = 0;

  get isFull(): boolean {
    return this.#characters > MOST_CHARACTERS;
  }

  /** The process has forgotten all, or is another one. */
  clear(): void {
    this.#numbers = new WeakMap();
    this.#count = 0;
    this.#characters = 0;
  }

  /** The events that are new, as JSON, each once. They count as sent from now on. */
  addNew(events: readonly JsonObject[]): readonly string[] {
    const lines: string[] = [];
    for (const event of events) {
      if (this.#numbers.has(event)) continue;
      const line = compactJson(event);
      lines.push(line);
      this.#characters += line.length;
      this.#numbers.set(event, this.#count++);
    }
    return lines;
  }

  /** The events' numbers in order, neighbours as one range. */
  rangesOf(events: readonly JsonObject[]): readonly Range[] {
    const ranges: [number, number][] = [];
    for (const event of events) {
      const number = this.#numbers.get(event) as number;
      const last = ranges.at(-1);
      if (last && last[1] === number - 1) last[1] = number;
      else ranges.push([number, number]);
    }
    return ranges;
  }
}
