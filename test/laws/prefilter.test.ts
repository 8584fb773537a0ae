/**
 * The law of Splunk's prefilter, P(c) ⊇ c: what a condition accepts, its prefilter accepts. Asked of the terms and, by a
 * small reader of the `search` command that shares nothing with the printer, of their text.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compactJson } from "../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { prefilter, type SearchTerms } from "../../src/targets/splunk/prefilter.ts";
import { prepare } from "../../src/targets/splunk/prepare.ts";
import { printTerms } from "../../src/targets/splunk/print-terms.ts";
import { derivedFields } from "./derived-fields.ts";
import { arbitraryCase, path, someSpan } from "./generators.ts";

beforeAll(loadRegexes);

const FIVE = ["eventSource", "eventName", "eventType", "awsRegion", "userIdentity.type"];
const TEXTS = ["List", "ListBuckets", "s3.amazonaws.com", "a/b:c-d_e", "Root", "a*", "a b", "É", "us-east-1", "x"];
const OTHERS = ["errorCode", "userAgent", "list[].k"];
const paths = [...FIVE, ...OTHERS].map((one) => path(one));
const anything = arbitraryCase({ paths, derived: derivedFields, texts: TEXTS, depth: 4 }, 8);
/** Mostly what the prefilter takes, so that it has something to lose. */
const texts = arbitraryCase(
  {
    paths,
    lists: [],
    derived: [],
    atoms: ["equals", "contains", "startsWith", "endsWith", "exists"],
    texts: TEXTS,
    depth: 3,
  },
  8,
);

/** Splunk's fields of an event, for members of objects: what `search` finds under a dotted name. */
function valuesAt(event: JsonObject, name: string): string[] {
  let value: JsonValue | undefined = event;
  for (const key of name.split(".")) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  if (value === undefined || isObject(value) || Array.isArray(value)) return [];
  return [value instanceof WrittenNumber ? value.text : String(value)];
}

/** `search`: any case, `*` is any run, a field with several values needs one that fits. */
function fits(event: JsonObject, name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  return valuesAt(event, name).some((value) => {
    const text = value.toLowerCase();
    if (parts.length === 1) return text === parts[0];
    const [first, ...rest] = parts as [string, ...string[]];
    const last = rest.pop() as string;
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > text.length - last.length) return false;
      at = found + part.length;
    }
    return true;
  });
}

function termsAccept(terms: SearchTerms, event: JsonObject): boolean {
  switch (terms.kind) {
    case "term": {
      const stars = { whole: "x", start: "x*", end: "*x", anywhere: "*x*" }[terms.place];
      return fits(event, terms.field, stars.replace("x", terms.text));
    }
    case "allOf":
      return terms.terms.every((one) => termsAccept(one, event));
    case "oneOf":
      return terms.terms.some((one) => termsAccept(one, event));
  }
}

/** Reads `search` text: parentheses, then OR, then the unwritten AND. Anything else is refused. */
function readSearch(text: string): (event: JsonObject) => boolean {
  const tokens = text.match(/[()]|OR(?![A-Za-z])|[A-Za-z.]+="[^"]*"|\S/g) ?? [];
  let at = 0;
  const one = (): ((event: JsonObject) => boolean) => {
    const token = tokens[at++] ?? "";
    if (token === "(") {
      const inner = everything();
      if (tokens[at++] !== ")") throw new Error(`no closing parenthesis: ${text}`);
      return inner;
    }
    const parts = /^([A-Za-z.]+)="([A-Za-z0-9._:/*-]+)"$/.exec(token);
    if (!parts) throw new Error(`no search term: ${token}`);
    return (event) => fits(event, parts[1] as string, parts[2] as string);
  };
  const either = (): ((event: JsonObject) => boolean) => {
    const arms = [one()];
    while (tokens[at] === "OR") {
      at++;
      arms.push(one());
    }
    return (event) => arms.some((arm) => arm(event));
  };
  const everything = (): ((event: JsonObject) => boolean) => {
    const parts = [either()];
    while (at < tokens.length && tokens[at] !== ")") parts.push(either());
    return (event) => parts.every((part) => part(event));
  };
  const whole = everything();
  if (at !== tokens.length) throw new Error(`unread: ${tokens.slice(at).join(" ")}`);
  return whole;
}

test.each([
  ["any", anything, 2000, 50],
  ["text", texts, 2000, 1000],
] as const)(
  "what %s conditions accept, their prefilters accept, and the printed ones say the same",
  (_, cases, numRuns, least) => {
    let accepted = 0;
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        const terms = prefilter(prepare(predicate));
        if (!terms) return;
        const printed = printTerms(terms);
        const read = readSearch(printed);
        for (const event of events) {
          const byTerms = termsAccept(terms, event);
          expect(read(event), `${printed}\n${compactJson(event)}`).toBe(byTerms);
          if (!holds(predicate, event)) continue;
          accepted++;
          expect(byTerms, `${printed}\n${compactJson(event)}`).toBe(true);
        }
      }),
      { numRuns },
    );
    expect(accepted).toBeGreaterThan(least);
  },
);

test("the prefilter of a condition without derived fields and quantifiers needs no preparing", () => {
  fc.assert(
    fc.property(texts, ({ predicate, events }) => {
      const terms = prefilter(predicate);
      if (terms) for (const event of events) if (holds(predicate, event)) expect(termsAccept(terms, event)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

const equals = (name: string, ...texts: string[]): Predicate => ({
  kind: "equals",
  subject: path(name),
  texts,
  nocase: false,
  origin: someSpan,
});
const all = (...operands: Predicate[]): Predicate => ({ kind: "all", operands, origin: someSpan });
const any = (...operands: Predicate[]): Predicate => ({ kind: "any", operands, origin: someSpan });
const not = (operand: Predicate): Predicate => ({ kind: "not", operand, origin: someSpan });
const printed = (predicate: Predicate) => {
  const terms = prefilter(predicate);
  return terms && printTerms(terms);
};

test("each rule of the prefilter", () => {
  const source = equals("eventSource", "s3.amazonaws.com");
  expect(printed(source)).toBe('eventSource="s3.amazonaws.com"');
  expect(printed(equals("eventName", "A", "B"))).toBe('(eventName="A" OR eventName="B")');
  expect(printed(all(source, equals("errorCode", "x")))).toBe('eventSource="s3.amazonaws.com"');
  expect(printed(any(source, equals("errorCode", "x")))).toBeUndefined();
  expect(printed(any(source, all(equals("eventName", "A", "B"), equals("awsRegion", "r"))))).toBe(
    '(eventSource="s3.amazonaws.com" OR ((eventName="A" OR eventName="B") awsRegion="r"))',
  );
  expect(printed(not(source))).toBeUndefined();
  expect(printed(equals("eventName", "A*"))).toBeUndefined();
  expect(printed(equals("eventName", "A", "B c"))).toBeUndefined();
  expect(printed({ ...equals("eventName", "List"), kind: "startsWith" } as Predicate)).toBe('eventName="List*"');
  expect(printed({ ...equals("eventName", "List"), kind: "endsWith" } as Predicate)).toBe('eventName="*List"');
  expect(printed({ ...equals("userIdentity.type", "Root"), kind: "contains" } as Predicate)).toBe(
    'userIdentity.type="*Root*"',
  );
  expect(printed(equals("eventName[]", "A"))).toBeUndefined();
});
