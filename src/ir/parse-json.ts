/**
 * In: JSON text from outside. Out: its value with no digit lost, or what is wrong and where.
 * Ordinary texts go through the engine's own parser, which is far faster; those in which a number or a surrogate needs
 * care, and broken ones, through `strict-json.ts`.
 */
import { type JsonValue, WrittenNumber } from "./json.ts";
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

/** What a number with a fraction or an exponent looks like; inside a text it is a false alarm, which costs only time. */
const FRACTION_OR_EXPONENT = /(?:^|[[:,])[ \t\r\n]*-?\d+[.eE]/;

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
  const found = survey(value, limits.depth);
  const plain = found === "noNumbers" || (found === "integers" && !FRACTION_OR_EXPONENT.test(text));
  return plain ? { value } : parseStrictly(text, limits);
}

function mayHoldLoneSurrogate(text: string): boolean {
  if (!isWellFormed(text)) return true;
  return text.includes("\\u") && SURROGATE_ESCAPE.test(text);
}

type Survey = "noNumbers" | "integers" | "careful";

/** Looks over what the engine's parser read: does it hold numbers, and is any of them, or its depth, beyond doubt not fine? */
function survey(value: JsonValue, depthLeft: number): Survey {
  if (typeof value === "number") return isPlainInteger(value) ? "integers" : "careful";
  if (typeof value !== "object" || value === null || value instanceof WrittenNumber) return "noNumbers";
  if (depthLeft === 0) return "careful";
  let found: Survey = "noNumbers";
  const held = value as { readonly [key: string]: JsonValue };
  // Fresh from the parser: every enumerable key is the value's own.
  for (const key in held) {
    const one = held[key] as JsonValue;
    if (typeof one !== "number" && (typeof one !== "object" || one === null)) continue;
    const below = survey(one, depthLeft - 1);
    if (below === "careful") return below;
    if (below === "integers") found = below;
  }
  return found;
}

function isPlainInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < FEWER_THAN_SIXTEEN_DIGITS && !Object.is(value, -0);
}
