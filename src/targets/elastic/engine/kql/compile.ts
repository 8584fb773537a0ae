/**
 * In: a KQL condition and the fields of the index. Out: a test of documents that gives what the query gives in a detection
 * rule, or an Error where Elasticsearch or Kibana refuses it.
 *
 * A value is a term: case counts, the whole of some value of the field has to be it. Two-valued: a field without values
 * fits nothing, and `not` is the plain opposite. Sources: Kibana, `kbn-es-query/src/kuery/functions` (`is` becomes match,
 * match_phrase, query_string or exists; `range` a range query); Elasticsearch reference, "flattened" (a key takes term,
 * prefix, exists, and no wildcard query).
 */
import { addressBytes, networkTest } from "../index/address.ts";
import type { IndexedDocument } from "../index/indexed-document.ts";
import { instantOf, isWholeSecond } from "../index/instant.ts";
import type { Field, FieldLookup } from "../index/mapping.ts";
import { runsBetween } from "../lucene/wildcard.ts";
import type { Condition, RangeSign, Value } from "./tree.ts";

type DocumentTest = (document: IndexedDocument) => boolean;

export function compileKql(condition: Condition, lookUp: FieldLookup): DocumentTest {
  const compile = (one: Condition): DocumentTest => compileKql(one, lookUp);
  switch (condition.kind) {
    case "and": {
      const tests = condition.operands.map(compile);
      return (document) => tests.every((test) => test(document));
    }
    case "or": {
      const tests = condition.operands.map(compile);
      return (document) => tests.some((test) => test(document));
    }
    case "not": {
      const test = compile(condition.operand);
      return (document) => !test(document);
    }
    case "is":
      return compileIs(resolve(condition.field, lookUp), condition.value);
    case "range":
      return compileRange(resolve(condition.field, lookUp), condition.sign, condition.value);
  }
}

/** Kibana lets a field pass that the index lacks, and finds nothing; here that is a mistake in what was emitted. */
function resolve(name: string, lookUp: FieldLookup): Field {
  const field = lookUp(name);
  if (!field) throw new Error(`KQL: the index has no field \`${name}\``);
  if (field.type === "unmodelled") throw new Error(`KQL: \`${name}\` is filled from what is not in the record`);
  if (field.type === "text" || (field.type === "flattened" && field.key === undefined)) {
    throw new Error(`KQL: \`${name}\` of type ${field.type} is not asked for by Tocsin`);
  }
  return field;
}

function compileIs(field: Field, value: Value): DocumentTest {
  if (value.kind === "any") return (document) => document.has(field);
  if (value.kind === "pattern") return compilePattern(field, value.texts);
  return compileTerm(field, value.text);
}

/** `match`, `match_phrase`: on a field that is not analysed, one term. */
function compileTerm(field: Field, text: string): DocumentTest {
  switch (field.type) {
    case "keyword":
    case "constant_keyword":
    case "flattened":
      return (document) => document.texts(field).includes(text);
    case "boolean":
      if (text !== "true" && text !== "false") throw new Error(`KQL: \`${text}\` is no boolean for \`${field.name}\``);
      return (document) => document.booleans(field).includes(text === "true");
    case "ip":
      return compileAddress(field, text);
    case "date": {
      const [from, to] = [boundOf(field, text, ">="), boundOf(field, text, "<=")];
      return (document) => document.numbers(field).some((instant) => instant >= from && instant <= to);
    }
    case "long":
      return (document) => document.numbers(field).includes(Number(text));
    case "text":
    case "unmodelled":
      throw new Error(`compiler bug: \`${field.name}\` was resolved`);
  }
}

/** A term on an address field may be an address or a network. */
function compileAddress(field: Field, text: string): DocumentTest {
  const test = networkTest(
    text.includes("/") ? text : `${text}/${addressBytes(text) && text.includes(":") ? 128 : 32}`,
  );
  if (!test) throw new Error(`KQL: \`${text}\` is no address and no network`);
  return (document) => document.addresses(field).some(test);
}

/**
 * All but `*` is escaped and stands for itself, in a wildcard query as in a query string. On a key of a flattened field
 * it is always a query string, which turns a pattern with its only run at the end into a prefix query.
 */
function compilePattern(field: Field, texts: readonly string[]): DocumentTest {
  const isPrefix = texts.length === 2 && texts[1] === "";
  if (field.type === "flattened" && !isPrefix) {
    throw new Error(
      `KQL: [wildcard] queries are not supported on keyed [flattened] fields: \`${field.name}.${field.key}\``,
    );
  }
  if (field.type !== "keyword" && field.type !== "constant_keyword" && field.type !== "flattened") {
    throw new Error(`KQL: no wildcard fits \`${field.name}\` of type ${field.type}`);
  }
  const fits = runsBetween(texts);
  return (document) => document.texts(field).some(fits);
}

function compileRange(field: Field, sign: RangeSign, value: Value): DocumentTest {
  if (field.type !== "date")
    throw new Error(`KQL: \`${sign}\` on \`${field.name}\` of type ${field.type} is not printed`);
  if (value.kind === "any" || value.kind === "pattern") throw new Error(`KQL: \`${sign}\` wants a time`);
  const bound = boundOf(field, value.text, sign);
  const holds: { readonly [sign in RangeSign]: (instant: number) => boolean } = {
    "<": (instant) => instant < bound,
    "<=": (instant) => instant <= bound,
    ">": (instant) => instant > bound,
    ">=": (instant) => instant >= bound,
  };
  return (document) => document.numbers(field).some(holds[sign]);
}

/** A time that leaves out its fraction means the whole second: `<=` and `>` look from its last millisecond. */
function boundOf(field: Field, text: string, sign: RangeSign): number {
  const instant = /T.*Z$/.test(text) ? instantOf(text) : undefined;
  if (instant === undefined) throw new Error(`KQL: \`${text}\` is no time for \`${field.name}\``);
  return isWholeSecond(text) && (sign === "<=" || sign === ">") ? instant + 999 : instant;
}
