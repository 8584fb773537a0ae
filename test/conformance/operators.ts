/** The operators of the corpus, each with a text (or value) that it accepts and one that it does not. */
import type { JsonValue } from "../../src/ir/json.ts";
import { WrittenNumber } from "../../src/ir/json.ts";
import type { NamedValue } from "./values.ts";

export interface Operator {
  readonly id: string;
  /** The condition about a path. */
  readonly on: (path: string) => string;
  readonly hit: string;
  readonly miss: string;
  /** Values that only this operator is asked about. */
  readonly more?: readonly NamedValue[];
}

const named = (values: Readonly<Record<string, JsonValue>>): readonly NamedValue[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const operator = (
  id: string,
  after: string,
  hit: string,
  miss: string,
  more: Readonly<Record<string, JsonValue>> = {},
) => ({
  id,
  on: (path: string) => `${path} ${after}`,
  hit,
  miss,
  more: named(more),
});

/** `==`, `!=`, `in`. */
export const equalsOperators: readonly Operator[] = [
  operator("equals", '== "GetObject"', "GetObject", "PutObject"),
  operator("equals-nocase", '== "getobject" nocase', "GetObject", "PutObject", { "folded-k": "getobject\u212a" }),
  operator("not-equals", '!= "GetObject"', "PutObject", "GetObject"),
  operator("in", 'in ["PutObject", "GetObject", "7"]', "GetObject", "DeleteObject", {
    seven: "7",
    "seven-point-zero": "7.0",
  }),
  operator("in-nocase", 'in ["putobject", "kms"] nocase', "PutObject", "DeleteObject", {
    kelvin: "\u212ams",
    "long-s": "km\u017f",
    other: "KMS",
  }),
  operator("not-in", 'not in ["PutObject", "GetObject"]', "DeleteObject", "GetObject"),
  operator("equals-integer", '== "22"', "22", "23", {
    number: 22,
    "written-with-fraction": new WrittenNumber("22.0"),
    "written-with-exponent": new WrittenNumber("22e0"),
    "leading-zero": "022",
    plus: "+22",
    blank: " 22",
  }),
  operator("equals-true", '== "true"', "true", "false", {
    boolean: true,
    "other-boolean": false,
    one: 1,
    "other-case": "True",
  }),
];

/** `contains`, `starts with`, `ends with`. */
export const partOperators: readonly Operator[] = [
  operator("contains", 'contains "tObj"', "GetObject", "PutOther", { "across-elements": ["Get", "Object"] }),
  operator("contains-nocase", 'contains "kali" nocase', "x KALI y", "x kilo y", {
    kelvin: "\u212aali",
    "dotted-i": "kal\u0130",
    "dotless-i": "kal\u0131",
  }),
  operator("contains-any", 'contains ["tObj", "xyz"]', "xyz", "tOb"),
  operator("not-contains", 'not contains "tObj"', "PutOther", "GetObject"),
  operator("contains-all", 'contains all ["Get", "ject"]', "GetObject", "GetOther", {
    "other-order": "jectGet",
    "in-two-elements": ["Get", "ject"],
    "one-of-them": "Get",
  }),
  operator("contains-all-nocase", 'contains all ["get", "JECT"] nocase', "GetObject", "GetOther"),
  operator("contains-digits", 'contains "00"', "1005", "1050", { number: 1005, "other-number": 1050 }),
  operator("starts-with", 'starts with "Get"', "GetObject", "Put Get"),
  operator("starts-with-nocase", 'starts with "get" nocase', "GETobject", "PutGet"),
  operator("starts-with-any", 'starts with ["Get", "List"]', "ListBuckets", "PutList"),
  operator("ends-with", 'ends with "ject"', "GetObject", "GetObjects"),
  operator("ends-with-nocase", 'ends with "JECT" nocase', "GetObject", "GetObjects"),
  operator("not-ends-with", 'not ends with "ject"', "GetObjects", "GetObject"),
];

/** `like`. */
export const likeOperators: readonly Operator[] = [
  operator("like-prefix", 'like "Get*"', "GetObject", "PutGet", { only: "Get", lines: "Get\nObject" }),
  operator("like-suffix", 'like "*ject"', "GetObject", "GetObjects"),
  operator("like-inner", 'like "G*t*t"', "GetObject", "Gotcha", { overlap: "Gt" }),
  operator("like-one", 'like "Ge?Object"', "GetObject", "GeObject", {
    two: "GettObject",
    astral: "Ge🔔Object",
    "line-break": "Ge\nObject",
    "non-ascii": "GeéObject",
    "question-mark": "Ge?Object",
  }),
  operator("like-plain", 'like "GetObject"', "GetObject", "GetObjects"),
  operator("like-escaped", "like 'Get\\*Object'", "Get*Object", "GetAllObject"),
  operator("like-escaped-question", "like 'Get\\?Object*'", "Get?Object", "GetAObject"),
  operator("like-backslash", "like 'Get\\\\Object*'", "Get\\Object", "Get/Object"),
  operator("like-list", 'like ["Get*", "*Version?"]', "ListVersions", "ListVersion"),
  operator("like-nocase", 'like "get*JECT" nocase', "GetObject", "GetObjects", { kelvin: "get\u212aject" }),
  operator("not-like", 'not like "Get*"', "PutObject", "GetObject"),
];

/** `matches`. */
export const matchesOperators: readonly Operator[] = [
  operator("matches-part", "matches /tO[a-z]+/", "GetObject", "GetA", { lines: "x\ntOb\ny" }),
  operator("matches-whole", "matches /^Get[A-Z][a-z]+$/", "GetObject", "GetObjectAcl"),
  operator("matches-start", "matches /^Get/", "GetObject", "A Get"),
  operator("matches-end", "matches /ject$/", "GetObject", "GetObjects"),
  operator("matches-alternatives", "matches /^(Get|Put)Object$/", "PutObject", "DeleteObject", { "first-only": "Get" }),
  operator("matches-bare-alternatives", "matches /Get|Put/", "xPut", "xDelete"),
  operator("matches-dot", "matches /^Get.Object$/", "Get-Object", "GetObject", {
    "line-break": "Get\nObject",
    astral: "Get🔔Object",
    two: "Get--Object",
  }),
  operator("matches-digits", "matches /^i-\\d{2,4}$/", "i-123", "i-1", {
    "arabic-digits": "i-١٢٣",
    five: "i-12345",
    number: 123,
  }),
  operator("matches-word", "matches /^\\w+$/", "Get_Object1", "Get-Object", { "non-ascii": "Gét", kelvin: "\u212a" }),
  operator("matches-space", "matches /a\\sb/", "a b", "a_b", {
    tab: "a\tb",
    "no-break": "a\u00a0b",
    "line-separator": "a\u2028b",
  }),
  operator("matches-negated", "matches /^[^a-z]+$/", "GET 7", "GETx", { astral: "🔔", "line-break": "\n" }),
  operator("matches-escapes", 'matches /^a\\.b\\*c\\?\\/\\\\"@#&<>~$/', 'a.b*c?/\\"@#&<>~', 'axb*c?/\\"@#&<>~'),
  operator("matches-nocase", "matches /^get[a-k]+/ nocase", "GETAB", "GETZ", {
    kelvin: "get\u212a",
    "long-s": "ge\u017f",
  }),
  operator("matches-nocase-negated", "matches /^[^a-z]+$/ nocase", "123", "ABC"),
  operator("matches-empty-run", "matches /^(Get)?$/", "Get", "Put"),
  operator("matches-list", "matches [/^Get/, /Acl$/]", "PutAcl", "PutAcls"),
  operator("not-matches", "not matches /^Get/", "PutObject", "GetObject"),
];

const ORDER_VALUES = {
  below: 9,
  at: 10,
  above: 11,
  "below-text": "9",
  "at-text": "10",
  "above-text": "11",
  hundred: 100,
  "hundred-text": "100",
  "fraction-below": new WrittenNumber("9.99"),
  "fraction-above": new WrittenNumber("10.01"),
  "whole-fraction": new WrittenNumber("10.0"),
  "fraction-text": "9.99",
  "fraction-text-above": "10.010",
  negative: -11,
  "negative-text": "-11",
  "minus-zero": "-0",
  exponent: new WrittenNumber("1e1"),
  "exponent-text": "1e3",
  "leading-zero": "011",
  plus: "+11",
  hexadecimal: "0x20",
  blank: " 11",
  "line-break": "11\n",
  separator: "1,000",
  "fifteen-digits": "999999999999999",
  "sixteen-digits": "9999999999999999",
  "no-number": "ten",
  "point-at-end": "11.",
  "point-at-start": ".5",
  infinity: "Infinity",
  "not-a-number": "NaN",
  "other-digits": "١١",
};

/** `<`, `<=`, `>`, `>=` with numbers. */
export const numberOperators: readonly Operator[] = [
  operator("below", "< 10", "9", "10", ORDER_VALUES),
  operator("at-most", "<= 10", "10", "11", ORDER_VALUES),
  operator("above", "> 10", "11", "10", ORDER_VALUES),
  operator("at-least", ">= 10", "10", "9", ORDER_VALUES),
  operator("below-fraction", "< 9.995", "9.99", "10", ORDER_VALUES),
  operator("above-negative", "> -12", "-11", "-12", ORDER_VALUES),
];

const TIME_VALUES = {
  before: "2025-12-31T23:59:59Z",
  at: "2026-01-01T00:00:00Z",
  after: "2026-01-01T00:00:01Z",
  "year-before": "2024-02-29T12:00:00Z",
  fraction: "2026-01-01T00:00:01.000Z",
  offset: "2026-01-01T02:00:01+02:00",
  "no-zone": "2026-01-01T00:00:01",
  blank: "2026-01-01 00:00:01Z",
  "lower-case": "2026-01-01t00:00:01z",
  date: "2026-01-02",
  number: 1767225601,
  "line-break": "2026-01-01T00:00:01Z\n",
  "far-future": "9999-12-31T23:59:59Z",
};

/** `<` and so on with times. */
export const timeOperators: readonly Operator[] = [
  operator("time-before", "< 2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", TIME_VALUES),
  operator("time-until", "<= 2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", TIME_VALUES),
  operator("time-after", "> 2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z", TIME_VALUES),
  operator("time-since", ">= 2026-01-01", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", TIME_VALUES),
  operator("time-equals", '== "2026-01-01T00:00:00Z"', "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", TIME_VALUES),
];

const ADDRESS_VALUES = {
  first: "10.0.0.0",
  last: "10.255.255.255",
  "before-first": "9.255.255.255",
  "after-last": "11.0.0.0",
  mapped: "::ffff:10.1.2.3",
  "mapped-hex": "::ffff:a01:203",
  "leading-zero": "010.1.2.3",
  short: "10.1",
  "five-parts": "10.1.2.3.4",
  "too-large": "10.1.2.256",
  "blank-at-start": " 10.1.2.3",
  "line-break-at-end": "10.1.2.3\n",
  hexadecimal: "0x0a010203",
  network: "10.1.2.3/32",
  port: "10.1.2.3:443",
  v6: "2001:db8::7",
  "v6-upper-case": "2001:DB8:0:0:0:0:0:7",
  "v6-outside": "2001:db9::7",
  "v6-zone": "fe80::1%eth0",
  "v6-any": "::",
  "v6-two-gaps": "2001::db8::7",
  "v6-with-v4": "2001:db8::10.1.2.3",
  "service-name": "cloudformation.amazonaws.com",
  "service-words": "AWS Internal",
  integer: 167772163,
};

/** `in cidr`, `is ip`. */
export const addressOperators: readonly Operator[] = [
  operator("cidr-v4", 'in cidr ["10.0.0.0/8"]', "10.1.2.3", "11.1.2.3", ADDRESS_VALUES),
  operator("cidr-host", 'in cidr ["10.1.2.3/32", "192.0.2.0/24"]', "192.0.2.200", "192.0.3.0", ADDRESS_VALUES),
  operator("cidr-v6", 'in cidr ["2001:db8::/32"]', "2001:db8::1", "2001:db9::1", ADDRESS_VALUES),
  operator("cidr-all-v4", 'in cidr ["0.0.0.0/0"]', "203.0.113.9", "AWS Internal", ADDRESS_VALUES),
  operator("cidr-all-v6", 'in cidr ["::/0"]', "2001:db8::1", "203.0.113.9", ADDRESS_VALUES),
  operator("is-ip", "is ip", "203.0.113.9", "AWS Internal", ADDRESS_VALUES),
  operator("is-not-ip", "is not ip", "AWS Internal", "203.0.113.9", ADDRESS_VALUES),
  operator("not-in-cidr", 'not in cidr ["10.0.0.0/8", "192.168.0.0/16"]', "11.1.2.3", "192.168.7.7", ADDRESS_VALUES),
];

/** `exists`, `missing`. */
export const existsOperators: readonly Operator[] = [
  operator("exists", "exists", "anything", "", { dash: "-", none: "none", blank: " " }),
  operator("missing", "missing", "", "anything", { dash: "-", none: "none", blank: " " }),
];
