/**
 * Where PyPI's `eql` 1.0.1 gives Elasticsearch's verdict, and where not. It has three truth values, so a missing field
 * under a negation has to be guarded by the query itself; no multi-values; no `?` wildcard; takes the texts of
 * `stringContains` and `endsWith` as they are; has another regular expression dialect, unanchored at the end; and one
 * switch for case, for all operators of a query. Outside the common part it is not asked.
 */

import { compileEql, type DocumentTest } from "../eql/compile.ts";
import { parseEql } from "../eql/parse.ts";
import type { Condition, Literal } from "../eql/tree.ts";
import type { IndexedDocument } from "../index/indexed-document.ts";
import { type Field, lookUpField } from "../index/mapping.ts";
import { foldBy } from "../lucene/fold.ts";

/** A query inside the common part, and what it needs of a document. */
export interface FaithfulQuery {
  readonly fields: readonly Field[];
  /** Does some operator ignore case? Then all of them do. */
  readonly fold: boolean;
  /** Is the document one on which both agree as far as its values go? */
  readonly holdsFor: (document: IndexedDocument) => boolean;
}

type Test = Exclude<Condition, { kind: "and" | "or" | "not" | "constant" }>;

/** Reads a query; nothing where it lies outside the common part, or is no EQL that Tocsin prints. */
export function faithfulQuery(query: string): FaithfulQuery | undefined {
  let condition: Condition;
  try {
    condition = parseEql(query);
    compile(condition);
  } catch {
    return undefined;
  }
  if (!isGuarded(condition, false, new Set()) || !testsOf(condition).every(isCommon)) return undefined;
  const tests = testsOf(condition);
  const fields = [...new Set(tests.map(({ field }) => field.name))].map((name) => lookUpField(name) as Field);
  const fold = tests.some((test) => "ignoresCase" in test && test.ignoresCase);
  const pairs = fold ? tests.map(bothWays).filter((pair) => pair !== undefined) : [];
  return {
    fields,
    fold,
    holdsFor: (document) =>
      fields.every((field) => isPlainIn(document, field)) && pairs.every(([a, b]) => a(document) === b(document)),
  };
}

function compile(condition: Condition): DocumentTest {
  return compileEql(condition, { lookUp: lookUpField, fold: foldBy("ascii") });
}

function testsOf(condition: Condition): Test[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.operands.flatMap(testsOf);
    case "not":
      return testsOf(condition.operand);
    case "constant":
      return [];
    default:
      return [condition];
  }
}

/**
 * No test that is null for a missing field stands under a negation, unless beside `field != null` in an `and`, or
 * `field == null` in an `or`, which then decide alone.
 */
function isGuarded(condition: Condition, negated: boolean, present: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "constant":
      return false;
    case "and":
    case "or": {
      const guards = condition.operands.flatMap((operand) => guardedBy(operand, condition.kind) ?? []);
      const known = new Set([...present, ...guards]);
      return condition.operands.every((operand) => isGuarded(operand, negated, known));
    }
    case "not":
      return isGuarded(condition.operand, !negated, present);
    case "isNull":
      return true;
    default: {
      const isNegation = condition.kind === "compare" && condition.sign === "!=";
      return (!negated && !isNegation) || present.has(condition.field.name);
    }
  }
}

function guardedBy(operand: Condition, within: "and" | "or"): string | undefined {
  if (within === "or") return operand.kind === "isNull" ? operand.field.name : undefined;
  return operand.kind === "not" && operand.operand.kind === "isNull" ? operand.operand.field.name : undefined;
}

function isCommon(test: Test): boolean {
  if (test.field.optional) return false;
  switch (test.kind) {
    case "isNull":
    case "cidrMatch":
      return true;
    case "compare":
      return isPlainLiteral(test.value);
    case "in":
      return test.values.every(isPlainLiteral);
    case "like":
      return test.patterns.every((pattern) => isAscii(pattern) && !pattern.includes("?"));
    case "regex":
      return false;
    case "call":
      return isAscii(test.text) && !/[*?\\]/.test(test.text);
  }
}

function isPlainLiteral(literal: Literal): boolean {
  return literal.kind !== "text" || isAscii(literal.text);
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  return /^[\x00-\x7f]*$/.test(text);
}

/** One value at most, in ASCII, and no line break at its end, which the `$` of the package's own patterns lets follow. */
function isPlainIn(document: IndexedDocument, field: Field): boolean {
  const texts = document.texts(field);
  const counts = [texts, document.booleans(field), document.addresses(field)].map(({ length }) => length);
  return counts.every((count) => count < 2) && texts.every((text) => isAscii(text) && !text.endsWith("\n"));
}

/** The test as it minds case and as it does not: where these differ, the switch for all decides wrongly. */
function bothWays(test: Test): readonly [DocumentTest, DocumentTest] | undefined {
  if (test.kind === "compare" && (test.sign === "==" || test.sign === "!=") && test.value.kind === "text") {
    const equal: Test = { kind: "in", field: test.field, ignoresCase: false, values: [test.value] };
    return bothWays(equal);
  }
  if (!("ignoresCase" in test) || test.ignoresCase) return undefined;
  if (test.kind === "in" && test.values.some(({ kind }) => kind !== "text")) return undefined;
  return [compile(test), compile({ ...test, ignoresCase: true })];
}
