/**
 * In: literals on the right of an operator, and the field on the left. Out: the texts that are compared.
 * Types steer: what the field can never hold is an error here, so that no rule waits for it in vain.
 */
import { nearestNames } from "../diagnostics/nearest.ts";
import { numberFrom } from "../ir/json.ts";
import type { ValueType } from "../ir/path.ts";
import { derivedFields } from "../schema/derived.ts";
import type { Field } from "../schema/record.ts";
import { textOf } from "../source/source.ts";
import type { Literal } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import {
  emptyText,
  fractionEquals,
  neverEqual,
  nocaseWantsAscii,
  numberOnText,
  sameTwice,
  textTooLong,
  unknownValue,
  wrongRight,
} from "./problems-types.ts";
import { typeNames } from "./resolve-path.ts";

/** What is compared with: how it is shown, its type, what the schema knows. */
export interface Left {
  readonly shown: string;
  readonly type: ValueType;
  readonly field: Field | undefined;
  readonly derived?: string;
}

export const literalNames: { readonly [K in Literal["kind"]]: string } = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  time: "a time",
  duration: "a duration",
  regex: "a regex",
};

const INTEGER = /^(0|-?[1-9][0-9]*)$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
/** What Elasticsearch indexes of a keyword (`ignore_above` of the AWS integration, fields.yml): a longer needle is never found. */
const MOST_CHARACTERS = 8_191;

/** An integer whose decimal text every platform shares: within ±2^53. */
function isPortableInteger(text: string): boolean {
  return INTEGER.test(text) && typeof numberFrom(text) === "number";
}

function isHoldable(text: string, type: ValueType): boolean {
  if (type === "boolean") return text === "true" || text === "false";
  if (type === "integer") return isPortableInteger(text);
  if (type === "number") return isPortableInteger(text);
  if (type === "timestamp") return TIMESTAMP.test(text);
  return true;
}

const insteadOf: { readonly [T in ValueType]?: string } = {
  boolean: "Write `true` or `false`.",
  integer: "Write an integer.",
  timestamp: "Write a time: `2026-11-22T10:00:00Z`.",
};

/** A number literal's text: an integer, on a field that may hold one. */
function textOfNumber(literal: Extract<Literal, { kind: "number" }>, left: Left, check: FileCheck): string | undefined {
  if (left.type === "text" || left.type === "address") {
    const fixes = [{ title: "Put it in quotes", span: literal.span, text: `"${literal.text}"` }];
    check.report.add(numberOnText, { path: left.shown, literal: literal.text }, literal.span, { fixes });
    return undefined;
  }
  if (!isPortableInteger(literal.text)) {
    check.report.add(fractionEquals, { literal: literal.text }, literal.span);
    return undefined;
  }
  return literal.text;
}

/** The text that one literal stands for, before it is held against the field's type. */
function plainText(literal: Literal, operator: string, left: Left, check: FileCheck): string | undefined {
  switch (literal.kind) {
    case "text":
      if (literal.value === "") check.report.add(emptyText, { operator }, literal.span);
      if (literal.value.length > MOST_CHARACTERS) {
        check.report.add(textTooLong, { length: literal.value.length, most: MOST_CHARACTERS }, literal.span);
      }
      return literal.value === "" || literal.value.length > MOST_CHARACTERS ? undefined : literal.value;
    case "number":
      return textOfNumber(literal, left, check);
    case "boolean":
      if (left.type === "text" || left.type === "address") {
        const instead = `Put it in quotes: \`"${literal.value}"\`.`;
        check.report.add(
          neverEqual,
          { path: left.shown, type: typeNames[left.type], literal: String(literal.value), instead },
          literal.span,
        );
        return undefined;
      }
      return String(literal.value);
    case "time":
      return literal.value;
    default:
      check.report.add(
        wrongRight,
        { operator, wanted: "a text, a number or true or false", found: literalNames[literal.kind] },
        literal.span,
      );
      return undefined;
  }
}

function warnOfUnknownValue(text: string, literal: Literal, left: Left, check: FileCheck): void {
  const values = left.field?.values ?? (left.derived ? derivedFields.get(left.derived)?.values : undefined);
  if (!values || values.includes(text)) return;
  const nearest = nearestNames(text, values, 1)[0];
  if (left.field?.closed) {
    const instead = nearest
      ? `The closest value is \`${nearest}\`.`
      : `Its values are ${values.map((one) => `\`${one}\``).join(", ")}.`;
    check.report.add(
      neverEqual,
      { path: left.shown, type: "one of a few texts", literal: text, instead },
      literal.span,
    );
  } else if (nearest || left.derived) {
    check.report.add(
      unknownValue,
      { path: left.shown, literal: text, values, ...(nearest ? { nearest } : {}) },
      literal.span,
    );
  }
}

/** The text of one literal for a whole-value comparison (`==`, `in`), or nothing (reported). */
export function equalsText(literal: Literal, operator: string, left: Left, check: FileCheck): string | undefined {
  const text = plainText(literal, operator, left, check);
  if (text === undefined) return undefined;
  if (!isHoldable(text, left.type)) {
    const instead = insteadOf[left.type];
    check.report.add(
      neverEqual,
      { path: left.shown, type: typeNames[left.type], literal: textOf(literal.span), ...(instead ? { instead } : {}) },
      literal.span,
    );
    return undefined;
  }
  warnOfUnknownValue(text, literal, left, check);
  return text;
}

/** The text of one literal that is looked for inside values. */
export function needleText(literal: Literal, operator: string, left: Left, check: FileCheck): string | undefined {
  const text = plainText(literal, operator, left, check);
  if (text === undefined) return undefined;
  if (left.type === "boolean" || left.type === "integer" || left.type === "number") {
    const instead = left.type === "boolean" ? "Write `== true` or `== false`." : "Compare it as a number.";
    check.report.add(
      neverEqual,
      { path: left.shown, type: typeNames[left.type], literal: text, instead },
      literal.span,
    );
    return undefined;
  }
  return text;
}

/** The texts of a list, each once. A text that stands twice is warned of. */
export function textsOf(
  literals: readonly Literal[],
  read: (literal: Literal) => string | undefined,
  nocase: boolean,
  check: FileCheck,
): readonly string[] | undefined {
  const texts = new Map<string, Literal>();
  let whole = true;
  for (const literal of literals) {
    const text = read(literal);
    if (text === undefined) whole = false;
    else if (nocase && !isAscii(text)) {
      check.report.add(nocaseWantsAscii, { literal: text }, literal.span);
      whole = false;
    } else {
      const key = nocase ? text.toLowerCase() : text;
      const first = texts.get(key);
      if (first && literals.length > 1) {
        check.report.add(sameTwice, { literal: text }, literal.span, {
          related: [{ message: "first here", span: first.span }],
        });
      } else texts.set(key, literal);
    }
  }
  if (!whole) return undefined;
  return [...texts].map(([key, literal]) => (nocase ? (read(literal) as string) : key));
}

export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
  return /^[\x00-\x7f]*$/.test(text);
}
