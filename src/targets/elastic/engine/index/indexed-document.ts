/** A document as Elasticsearch has indexed it: for each field its values, which is all that a query sees of it. */
import type { Field } from "./mapping.ts";

export class IndexedDocument {
  readonly #texts = new Map<string, string[]>();
  /** By the way of folding, then by field. */
  readonly #folded = new Map<(text: string) => string, Map<string, readonly string[]>>();
  readonly #booleans = new Map<string, boolean[]>();
  readonly #numbers = new Map<string, number[]>();
  readonly #addresses = new Map<string, Uint8Array[]>();
  /** Flattened field -> key -> values. */
  readonly #keyed = new Map<string, Map<string, string[]>>();

  addText(field: string, value: string): void {
    gather(this.#texts, field, value);
  }

  addBoolean(field: string, value: boolean): void {
    gather(this.#booleans, field, value);
  }

  /** A number, or the milliseconds of a date. */
  addNumber(field: string, value: number): void {
    gather(this.#numbers, field, value);
  }

  addAddress(field: string, value: Uint8Array): void {
    gather(this.#addresses, field, value);
  }

  addKeyed(field: string, key: string, value: string): void {
    const keys = this.#keyed.get(field) ?? new Map<string, string[]>();
    this.#keyed.set(field, keys);
    gather(keys, key, value);
  }

  /** The values of a keyword, or of a key of a flattened field. */
  texts({ name, key }: Field): readonly string[] {
    return (key === undefined ? this.#texts.get(name) : this.#keyed.get(name)?.get(key)) ?? [];
  }

  /** The same, folded; each field once for each way of folding. */
  foldedTexts(field: Field, fold: (text: string) => string): readonly string[] {
    const fields = this.#folded.get(fold) ?? new Map<string, readonly string[]>();
    this.#folded.set(fold, fields);
    const known = fields.get(field.name);
    if (known) return known;
    const folded = this.texts(field).map(fold);
    fields.set(field.name, folded);
    return folded;
  }

  booleans({ name }: Field): readonly boolean[] {
    return this.#booleans.get(name) ?? [];
  }

  numbers({ name }: Field): readonly number[] {
    return this.#numbers.get(name) ?? [];
  }

  addresses({ name }: Field): readonly Uint8Array[] {
    return this.#addresses.get(name) ?? [];
  }

  /** Does the field have any value? */
  has(field: Field): boolean {
    return (
      this.texts(field).length > 0 ||
      this.#booleans.has(field.name) ||
      this.#numbers.has(field.name) ||
      this.#addresses.has(field.name)
    );
  }
}

function gather<Value>(into: Map<string, Value[]>, field: string, value: Value): void {
  const values = into.get(field);
  if (values) values.push(value);
  else into.set(field, [value]);
}
