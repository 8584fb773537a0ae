/**
 * In: an EQL condition and the fields of the index. Out: a test of documents that gives what Elasticsearch's event query
 * gives, or an Error where Elasticsearch refuses the query.
 *
 * Two-valued: a test of a field without values is false, `not` and `!=` are the plain opposite. Any value of a field may
 * make a test true. `==`, `in`, `like`, `regex` and functions mind case; `:` and what ends in `~` does not.
 * Sources: Elasticsearch reference, "EQL syntax" and "EQL functions"; elasticsearch, `querytranslator_tests.txt` and
 * `QueryTranslator.java` (which tests become term, wildcard, prefix, regexp and exists queries).
 */
import { networkTest } from "../index/address.ts";
import type { IndexedDocument } from "../index/indexed-document.ts";
import type { Field, FieldLookup } from "../index/mapping.ts";
import type { Fold } from "../lucene/fold.ts";
import { luceneRegexp } from "../lucene/regexp.ts";
import { likeWildcard, luceneWildcard, type TextTest } from "../lucene/wildcard.ts";
import type { Condition, FieldName, Literal } from "./tree.ts";

export type DocumentTest = (document: IndexedDocument) => boolean;

export interface EqlSettings {
  readonly lookUp: FieldLookup;
  readonly fold: Fold;
}

export function compileEql(condition: Condition, settings: EqlSettings): DocumentTest {
  const compile = (one: Condition): DocumentTest => compileEql(one, settings);
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
    case "constant":
      return () => condition.value;
    default:
      return compileTest(condition, settings);
  }
}

type FieldCondition = Exclude<Condition, { kind: "and" | "or" | "not" | "constant" }>;

function compileTest(condition: FieldCondition, settings: EqlSettings): DocumentTest {
  const field = resolve(condition.field, settings.lookUp);
  if (!field) return () => holdsForNull(condition);
  switch (condition.kind) {
    case "isNull":
      return (document) => !document.has(field);
    case "compare":
      return compileComparison(field, condition, settings);
    case "in": {
      const tests = condition.values.map((value) => equality(field, value, settings, condition.ignoresCase));
      return (document) => tests.some((test) => test(document));
    }
    case "like":
      return anyText(
        field,
        condition,
        settings,
        condition.patterns.map((pattern) => likeWildcard(foldIf(condition, settings)(pattern))),
      );
    case "regex":
      // Several are joined by `|`, so that the limit on the length holds for all together.
      return anyText(field, condition, settings, [luceneRegexp(condition.patterns.join("|"), condition.ignoresCase)]);
    case "call":
      return anyText(field, condition, settings, [callTest(condition, foldIf(condition, settings)(condition.text))]);
    case "cidrMatch":
      return compileNetworks(field, condition.networks);
  }
}

/** A test of `?field` that the index lacks. */
function holdsForNull(condition: FieldCondition): boolean {
  return condition.kind === "isNull" || (condition.kind === "compare" && condition.sign === "!=");
}

/** The field, if a query may use it at all. */
function resolve({ name, optional }: FieldName, lookUp: FieldLookup): Field | undefined {
  const field = lookUp(name);
  if (!field || field.key !== undefined) {
    if (optional && !field) return undefined;
    throw new Error(`EQL: Unknown column [${name}]`);
  }
  if (field.type === "flattened" || field.type === "text" || field.type === "date") {
    throw new Error(`EQL: Cannot use field [${name}] with unsupported type [${field.type}]`);
  }
  if (field.type === "unmodelled") throw new Error(`EQL: \`${name}\` is filled from what is not in the record`);
  return field;
}

function compileComparison(
  field: Field,
  { sign, value }: Condition & { kind: "compare" },
  settings: EqlSettings,
): DocumentTest {
  if (sign === "==") return equality(field, value, settings, false);
  if (sign === "!=") {
    const equal = equality(field, value, settings, false);
    return (document) => !equal(document);
  }
  if (field.type !== "long" || value.kind !== "number") throw mismatch(field, value, sign);
  const limit = value.value;
  const holds = {
    "<": (n: number) => n < limit,
    "<=": (n: number) => n <= limit,
    ">": (n: number) => n > limit,
    ">=": (n: number) => n >= limit,
  }[sign];
  return (document) => document.numbers(field).some(holds);
}

/** Some value of the field equals the literal, whose type must be the field's. */
function equality(field: Field, value: Literal, settings: EqlSettings, ignoresCase: boolean): DocumentTest {
  if (value.kind === "boolean" && field.type === "boolean" && !ignoresCase) {
    return (document) => document.booleans(field).includes(value.value);
  }
  if (value.kind === "number" && field.type === "long" && !ignoresCase) {
    return (document) => document.numbers(field).includes(value.value);
  }
  if (value.kind !== "text" || (field.type !== "keyword" && field.type !== "constant_keyword")) {
    throw mismatch(field, value, "==");
  }
  if (!ignoresCase) return (document) => document.texts(field).includes(value.text);
  const folded = settings.fold(value.text);
  return (document) => document.foldedTexts(field, settings.fold).includes(folded);
}

function mismatch(field: Field, value: Literal, sign: string): Error {
  return new Error(`EQL: \`${field.name}\` of type ${field.type} can't stand beside a ${value.kind} at \`${sign}\``);
}

interface MindsCase {
  readonly ignoresCase: boolean;
}

function foldIf({ ignoresCase }: MindsCase, { fold }: EqlSettings): Fold {
  return ignoresCase ? fold : (text) => text;
}

/** Some value of the field, folded where case is ignored, fits some test. */
function anyText(
  field: Field,
  { ignoresCase }: MindsCase,
  { fold }: EqlSettings,
  tests: readonly TextTest[],
): DocumentTest {
  if (field.type !== "keyword" && field.type !== "constant_keyword") {
    throw new Error(`EQL: \`${field.name}\` of type ${field.type} is no text`);
  }
  const fits = (value: string) => tests.some((test) => test(value));
  if (!ignoresCase) return (document) => document.texts(field).some(fits);
  return (document) => document.foldedTexts(field, fold).some(fits);
}

/** `startsWith` is a prefix query; the other two put their text into a wildcard as it stands. */
function callTest({ name, ignoresCase }: Condition & { kind: "call" }, text: string): TextTest {
  if (name === "startsWith") return (value) => value.startsWith(text);
  if (ignoresCase && /\\[A-Za-z]/.test(text)) throw new Error(`EQL: an escaped letter in \`${text}\` would mind case`);
  return luceneWildcard(name === "endsWith" ? `*${text}` : `*${text}*`);
}

function compileNetworks(field: Field, networks: readonly string[]): DocumentTest {
  if (field.type !== "ip")
    throw new Error(`EQL: cidrMatch wants a field of type ip, and \`${field.name}\` is ${field.type}`);
  const tests = networks.map((text) => {
    const test = networkTest(text);
    if (!test) throw new Error(`EQL: \`${text}\` is no network`);
    return test;
  });
  return (document) => document.addresses(field).some((address) => tests.some((test) => test(address)));
}
