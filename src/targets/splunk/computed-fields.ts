/**
 * The fields that a search computes before they are asked: the elements of a list for a quantifier, a derived field.
 * Each is computed once, in the order in which they were asked for; a later one may read an earlier one.
 */
import type { Path } from "../../ir/path.ts";
import { showPath } from "../../ir/path.ts";
import type { Expression } from "./expression.ts";
import { snakeCase } from "./snake-case.ts";

/** A field that `| eval` makes. */
export interface Computed {
  readonly name: string;
  readonly value: Expression;
}

export class ComputedFields {
  readonly #all: Computed[] = [];
  readonly #byWhat = new Map<string, string>();

  get all(): readonly Computed[] {
    return this.#all;
  }

  /** The field of a derived field, by its own name. */
  derived(name: string, value: () => Expression): string {
    return this.#once(`derived ${name}`, () => name, value);
  }

  /** The field that holds a list's elements. */
  elements(list: Path, value: () => Expression): string {
    return this.#once(`list ${showPath(list)}`, () => this.#freeName(list, "list"), value);
  }

  /** A field for one place only: the elements that are left, or the lists in them. */
  once(list: Path, suffix: string, value: Expression): string {
    const name = this.#freeName(list, suffix);
    this.#all.push({ name, value });
    return name;
  }

  #once(what: string, nameIt: () => string, value: () => Expression): string {
    const known = this.#byWhat.get(what);
    if (known !== undefined) return known;
    // What the value itself needs comes before it.
    const made = value();
    const name = nameIt();
    this.#byWhat.set(what, name);
    this.#all.push({ name, value: made });
    return name;
  }

  #freeName(list: Path, suffix: string): string {
    const keys = list.steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
    // `items` says nothing by itself.
    const words = keys.at(-1) === "items" ? keys.slice(-2, -1) : keys.slice(-1);
    const base = `${snakeCase(words.join(" ")) || "json"}_${suffix}`;
    let name = base;
    for (let count = 2; this.#all.some((one) => one.name === name); count++) name = `${base}_${count}`;
    return name;
  }
}
