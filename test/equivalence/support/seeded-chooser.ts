/** Random decisions from one seed, as many as are asked for: fast enough for millions of events. */
import { Chooser } from "../../laws/chooser.ts";

export class SeededChooser extends Chooser {
  #state: number;

  constructor(seed: number) {
    super([]);
    this.#state = seed >>> 0;
  }

  /** Mulberry32: 32 bits of state, each of them mixed into the answer. */
  override below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  /** True so many times in a hundred. */
  percent(share: number): boolean {
    return this.below(10_000) < share * 100;
  }

  /** The first with the first weight, and so on. */
  weighted<Value>(choices: readonly (readonly [weight: number, value: Value])[]): Value {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error("nothing to choose from");
  }
}
