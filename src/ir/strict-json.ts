/**
 * In: JSON text. Out: its value, every number that is no plain integer as it was written; or the first thing wrong in it.
 * Slower than the engine's own parser, and exact; `parse-json.ts` decides who is asked.
 */
import { type JsonValue, numberFrom, setMember } from "./json.ts";
import type { JsonLimits, ParsedJson } from "./parse-json.ts";

const WHITE_SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** How a reader stops at a problem; it never leaves this file. */
class Stop {
  constructor(
    readonly message: string,
    readonly offset: number,
  ) {}
}

/** The JSON value of a whole text; see `parseJson` for what is refused. */
export function parseStrictly(text: string, limits: JsonLimits): ParsedJson {
  const reader = new Reader(text);
  try {
    return { value: reader.readAll(limits.depth) };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { problem: { message: stop.message, offset: stop.offset } };
  }
}

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  readAll(depth: number): JsonValue {
    this.#skipWhiteSpace();
    const value = this.#readValue(depth);
    this.#skipWhiteSpace();
    if (this.#at < this.text.length) throw new Stop("something stands after the end of the JSON value", this.#at);
    return value;
  }

  #readValue(depth: number): JsonValue {
    const next = this.text[this.#at];
    if (next === '"') return this.#readText();
    if (next === "{" || next === "[") {
      if (depth === 0) throw new Stop("objects and arrays are nested too deeply", this.#at);
      return next === "{" ? this.#readObject(depth - 1) : this.#readArray(depth - 1);
    }
    const word = this.#take(WORD);
    if (word !== undefined) return WORDS.get(word) as JsonValue;
    return this.#readNumber();
  }

  #readObject(depth: number): JsonValue {
    const object: Record<string, JsonValue> = {};
    this.#at++;
    this.#skipWhiteSpace();
    if (this.#takeMark("}")) return object;
    do {
      this.#skipWhiteSpace();
      if (this.text[this.#at] !== '"') throw this.#missing("a key in double quotes is missing");
      const key = this.#readText();
      this.#skipWhiteSpace();
      if (!this.#takeMark(":")) throw this.#missing("a colon after a key is missing");
      this.#skipWhiteSpace();
      setMember(object, key, this.#readValue(depth));
      this.#skipWhiteSpace();
    } while (this.#takeMark(","));
    if (!this.#takeMark("}")) throw this.#missing("a comma or a closing brace is missing");
    return object;
  }

  #readArray(depth: number): JsonValue {
    const elements: JsonValue[] = [];
    this.#at++;
    this.#skipWhiteSpace();
    if (this.#takeMark("]")) return elements;
    do {
      this.#skipWhiteSpace();
      elements.push(this.#readValue(depth));
      this.#skipWhiteSpace();
    } while (this.#takeMark(","));
    if (!this.#takeMark("]")) throw this.#missing("a comma or a closing bracket is missing");
    return elements;
  }

  #readNumber(): JsonValue {
    const start = this.#at;
    const written = this.#take(NUMBER);
    if (written === undefined) throw this.#missing("a value is missing");
    if (!Number.isFinite(Number(written))) throw new Stop("a number is too large", start);
    return numberFrom(written);
  }

  #readText(): string {
    const start = this.#at++;
    let escaped = false;
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (Number.isNaN(code)) throw new Stop("a text is not closed", start);
      if (code < 0x20) throw new Stop("a control character stands in a text", this.#at);
      if (code === 0x5c) {
        escaped = true;
        if (this.#take(ESCAPE) === undefined) throw new Stop("an escape in a text is none of JSON's", this.#at);
      } else this.#at++;
    }
    const token = this.text.slice(start, ++this.#at);
    const value = escaped ? (JSON.parse(token) as string) : token.slice(1, -1);
    if (!isWellFormed(value)) throw new Stop("a text holds half of a surrogate pair", start);
    return value;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #takeMark(mark: string): boolean {
    if (this.text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skipWhiteSpace(): void {
    if (this.text.charCodeAt(this.#at) <= 0x20) this.#take(WHITE_SPACE);
  }

  #missing(message: string): Stop {
    return new Stop(this.#at < this.text.length ? message : "the text ends too early", this.#at);
  }
}

/** Tells whether each half of a surrogate pair in the text stands beside its other half. */
export function isWellFormed(text: string): boolean {
  // In every Node from 20 on; the library of types is older.
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}
