/** The values that stand at a path in the corpus: every kind of JSON value, and the near misses of a text. */
import { type JsonObject, type JsonValue, WrittenNumber } from "../../src/ir/json.ts";

export interface NamedValue {
  readonly name: string;
  /** None: the field is not there. */
  readonly value?: JsonValue;
}

export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (one) => (one < "a" ? one.toLowerCase() : one.toUpperCase()));
}

/** Kinds of values that are no texts. `hit` is a text that the test at hand accepts. */
export function otherKinds(hit: string): readonly NamedValue[] {
  return [
    { name: "missing" },
    { name: "null", value: null },
    { name: "empty-text", value: "" },
    { name: "integer", value: 7 },
    { name: "zero", value: 0 },
    { name: "negative-integer", value: -7 },
    { name: "big-integer", value: 9007199254740991 },
    { name: "too-big-integer", value: new WrittenNumber("9007199254740993") },
    { name: "fraction", value: new WrittenNumber("1.5") },
    { name: "whole-fraction", value: new WrittenNumber("7.0") },
    { name: "exponent", value: new WrittenNumber("1e3") },
    { name: "true", value: true },
    { name: "false", value: false },
    { name: "true-text", value: "true" },
    { name: "null-text", value: "null" },
    { name: "array", value: ["other", hit] },
    { name: "array-of-one", value: [hit] },
    { name: "array-of-others", value: ["other", "another"] },
    { name: "array-of-missing", value: [null, "", {}, []] },
    { name: "array-in-array", value: [["other", hit]] },
    { name: "empty-array", value: [] },
    { name: "object", value: { value: hit } },
    { name: "empty-object", value: {} },
    { name: "object-of-missing", value: { a: null, b: "" } },
    { name: "nested-missing", value: { a: { b: [] } } },
    { name: "json-text", value: `{"value":"${hit}"}` },
    { name: "array-text", value: `["${hit}"]` },
  ];
}

/** Texts around one that a test accepts. */
export function nearTexts(hit: string): readonly NamedValue[] {
  const middle = Math.floor(hit.length / 2);
  const texts: readonly (readonly [string, string])[] = [
    ["hit", hit],
    ["other-case", swapCase(hit)],
    ["one-letter-other-case", swapCase(hit.slice(0, 1)) + hit.slice(1)],
    ["longer-at-end", `${hit}x`],
    ["longer-at-start", `x${hit}`],
    ["shorter", hit.slice(0, -1)],
    ["without-start", hit.slice(1)],
    ["other-inside", `${hit.slice(0, middle)}.${hit.slice(middle + 1)}`],
    ["blank-at-end", `${hit} `],
    ["blank-at-start", ` ${hit}`],
    ["line-break-at-end", `${hit}\n`],
    ["line-break-at-start", `\n${hit}`],
    ["carriage-return-at-end", `${hit}\r`],
    ["non-ascii-at-end", `${hit}é`],
    ["astral-at-end", `${hit}🔔`],
    ["combined", `e\u0301 ${hit}`],
    ["twice", `${hit} ${hit}`],
    ["other-text", "Something else"],
    ["non-ascii", "éß漢字"],
  ];
  return texts.map(([name, value]) => ({ name, value }));
}

/** The few kinds that every path and every polarity is tried with. */
export function fewValues(hit: string, miss: string): readonly NamedValue[] {
  return [
    { name: "hit", value: hit },
    { name: "miss", value: miss },
    { name: "missing" },
    { name: "null", value: null },
    { name: "empty-text", value: "" },
    { name: "other-case", value: swapCase(hit) },
  ];
}

/** What always stands in a record, so that a case is one on every platform. */
const RECORD: JsonObject = {
  eventTime: "2026-01-01T00:00:00Z",
  eventSource: "s3.amazonaws.com",
  eventName: "ListBuckets",
};

/** A record with members put in: `{ "userIdentity": … }`. A key that stands in the record is replaced. */
export function recordWith(members: JsonObject): JsonObject {
  return { ...RECORD, ...members };
}
