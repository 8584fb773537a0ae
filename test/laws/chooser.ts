/** Random decisions for building large things by hand, which shrink towards the first choice of each. */
import fc from "fast-check";

export class Chooser {
  #at = 0;

  constructor(readonly choices: readonly number[]) {}

  /** A number from 0 up to but without `end`; 0 when the choices are used up. */
  below(end: number): number {
    return (this.choices[this.#at++] ?? 0) % end;
  }

  pick<Value>(values: readonly Value[]): Value {
    if (values.length === 0) throw new Error("nothing to pick from");
    return values[this.below(values.length)] as Value;
  }

  /** True about once in so many times. */
  once(inSoMany: number): boolean {
    return this.below(inSoMany) === inSoMany - 1;
  }

  /** Between `least` and `most` things. */
  several<Value>(least: number, most: number, make: () => Value): Value[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

/** An arbitrary whose values are built with a chooser. */
export function built<Value>(build: (chooser: Chooser) => Value, choices = 300): fc.Arbitrary<Value> {
  return fc
    .array(fc.nat({ max: 9999 }), { minLength: choices, maxLength: choices })
    .map((numbers) => build(new Chooser(numbers)));
}
