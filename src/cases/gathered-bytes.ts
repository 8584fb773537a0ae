/** In: pieces of bytes. Out: all of them as one, as long as they are not too many. */

/** Gathers bytes up to a limit; past it nothing is kept, so a hostile file costs no memory. */
export class GatheredBytes {
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(readonly limit: number) {}

  /** Keeps the bytes themselves, not a copy. */
  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.limit) this.#parts = [];
    else if (bytes.length > 0) this.#parts.push(bytes);
  }

  /** How many bytes were added, kept or not. */
  get size(): number {
    return this.#size;
  }

  /** All that was added, or nothing where it was too much; empty from then on. */
  take(): Uint8Array | undefined {
    const whole = this.#size > this.limit ? undefined : joinBytes(this.#parts);
    this.#parts = [];
    this.#size = 0;
    return whole;
  }
}

/** One array of bytes; a single part is given back as it is. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
