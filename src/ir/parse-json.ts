/**
 * In: JSON text from outside. Out: its value with no digit lost, or what is wrong and where.
 * Ordinary texts go through the engine's own parser, which is far faster; those in which a number or a surrogate needs
 * care, and broken ones, through `strict-json.ts`.
 */
import type { JsonObject, JsonValue } from "./json.ts";
import { isWellFormed, parseStrictly } from "./strict-json.ts";

export interface JsonProblem {
  /** A sentence without its full stop, to stand after a place: "a value is missing". */
  readonly message: string;
  /** UTF-16 offset into the text. */
  readonly offset: number;
}

export interface JsonLimits {
  /** How many objects and arrays may stand inside each other. */
  readonly depth: number;
}

export type ParsedJson = { readonly value: JsonValue } | { readonly problem: JsonProblem };

const DEFAULT_LIMITS: JsonLimits = { depth: 64 };

/** Integers from here on may have lost digits in a double. */
const FEWER_THAN_SIXTEEN_DIGITS = 1e15;

/**
 * How a number with a fraction or an exponent ends, which is quick to look for, and how it begins, which few texts look
 * like. A false alarm costs only time.
 */
const UNPLAIN_END = /\d[.eE][-+]?\d+[ \t\r\n]*[,}\]]/;
const UNPLAIN_START = /(?:"[ \t\r\n]*:|[[,])[ \t\r\n]*-?\d+[.eE]/;

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Reads a JSON text (RFC 8259), strictly. Of keys that stand twice the last one counts; `-0` is `0`; `__proto__` is a
 * key like any other. Refused, beside broken text: lone surrogates, numbers past a double's range, too deep nesting.
 */
export function parseJson(text: string, limits: JsonLimits = DEFAULT_LIMITS): ParsedJson {
  if (mayHoldLoneSurrogate(text)) return parseStrictly(text, limits);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return parseStrictly(text, limits);
  }
  const isContainer = typeof value === "object" && value !== null;
  const found = isContainer
    ? survey(value as JsonObject, limits.depth)
    : typeof value === "number"
      ? CAREFUL
      : NO_NUMBERS;
  const plain = found === NO_NUMBERS || (found === INTEGERS && !(UNPLAIN_END.test(text) && UNPLAIN_START.test(text)));
  return plain ? { value } : parseStrictly(text, limits);
}

function mayHoldLoneSurrogate(text: string): boolean {
  if (!isWellFormed(text)) return true;
  return text.includes("\\u") && SURROGATE_ESCAPE.test(text);
}

/** How much care a value's numbers need: none there, plain integers as far as can be seen, or more than that. */
const NO_NUMBERS = 0b00;
const INTEGERS = 0b01;
const CAREFUL = 0b10;

/**
 * Looks over what the engine's parser read: are there numbers that may have lost digits, or is it too deep?
 * Written for speed: it runs over every value of every event.
 */
function survey(container: readonly JsonValue[] | JsonObject, depthLeft: number): number {
  if (depthLeft === 0) return CAREFUL;
  let found = NO_NUMBERS;
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index++) {
      const held = container[index] as JsonValue;
      if (typeof held === "number") found |= careFor(held);
      else if (typeof held === "object" && held !== null) found |= survey(held as JsonObject, depthLeft - 1);
    }
  } else {
    // Fresh from the parser: every enumerable key is the object's own.
    for (const key in container) {
      const held = (container as JsonObject)[key] as JsonValue;
      if (typeof held === "number") found |= careFor(held);
      else if (typeof held === "object" && held !== null) found |= survey(held as JsonObject, depthLeft - 1);
    }
  }
  return found;
}

/** A number that the parser gave: a plain integer, as far as can be seen? `1.0` and `1e3` look like one. */
function careFor(value: number): number {
  const isInteger = Number.isInteger(value) && Math.abs(value) < FEWER_THAN_SIXTEEN_DIGITS && !Object.is(value, -0);
  return isInteger ? INTEGERS : CAREFUL;
}
