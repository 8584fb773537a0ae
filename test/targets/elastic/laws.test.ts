/** The rewrites of this target change no verdict. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import type { EqlNode } from "../../../src/targets/elastic/lower/eql-tree.ts";
import { guardNegations } from "../../../src/targets/elastic/lower/guard.ts";
import type { KqlNode, KqlValue } from "../../../src/targets/elastic/lower/kql-tree.ts";
import { mergeFields } from "../../../src/targets/elastic/lower/merge-fields.ts";
import { flattenQuantifiers } from "../../../src/targets/elastic/quantifiers.ts";
import { arbitraryCase, path } from "../../laws/generators.ts";

const span = { source: { path: "", text: "" }, start: 0, end: 0 };

beforeAll(loadRegexes);

test("flattened quantifiers give the verdict of the quantifiers", () => {
  const lists = ["list[]", "a.list[]"].map((text) => path(text));
  let flattened = 0;
  fc.assert(
    fc.property(arbitraryCase({ lists, members: ["k", "", "items[].k"], depth: 3 }), ({ predicate, events }) => {
      const flat = flattenQuantifiers(predicate);
      if (flat !== predicate && JSON.stringify(flat) !== JSON.stringify(predicate)) flattened++;
      const [before, after] = [compileCondition(predicate), compileCondition(flat)];
      for (const event of events) expect(after(event)).toBe(before(event));
    }),
    { numRuns: 1500 },
  );
  expect(flattened).toBeGreaterThan(100);
});

type Values = Readonly<Record<string, string | undefined>>;

/** EQL on Elasticsearch: a test of a missing field is false. */
function onElasticsearch(node: EqlNode, values: Values): boolean {
  switch (node.kind) {
    case "all":
      return node.operands.every((operand) => onElasticsearch(operand, values));
    case "any":
      return node.operands.some((operand) => onElasticsearch(operand, values));
    case "not":
      return !onElasticsearch(node.operand, values);
    case "equals":
      return values[node.field] === node.value;
    case "present":
      return values[node.field] !== undefined;
    default:
      throw new Error("not generated");
  }
}

/** EQL on PyPI's engine: a test of a missing field is neither, and so is its negation. */
function onPyPi(node: EqlNode, values: Values): boolean | undefined {
  switch (node.kind) {
    case "all": {
      const results = node.operands.map((operand) => onPyPi(operand, values));
      return results.includes(false) ? false : results.includes(undefined) ? undefined : true;
    }
    case "any": {
      const results = node.operands.map((operand) => onPyPi(operand, values));
      return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
    }
    case "not": {
      const result = onPyPi(node.operand, values);
      return result === undefined ? undefined : !result;
    }
    case "equals":
      return values[node.field] === undefined ? undefined : values[node.field] === node.value;
    default:
      return onElasticsearch(node, values);
  }
}

const fields = ["errorCode", "userAgent", "event.action"];

const { node: eqlNode } = fc.letrec<{ node: EqlNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant("equals"),
      field: fc.constantFrom(...fields),
      value: fc.constantFrom("a", "b"),
      origin: fc.constant(span),
    }),
    fc.record({ kind: fc.constant("not"), operand: tie("node"), origin: fc.constant(span) }),
    fc.record({
      kind: fc.constantFrom("all", "any"),
      operands: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
      origin: fc.constant(span),
    }),
  ) as fc.Arbitrary<EqlNode>,
}));

const someValues = fc.record({
  errorCode: fc.constantFrom("a", "b", undefined),
  userAgent: fc.constantFrom("a", "b", undefined),
  "event.action": fc.constantFrom("a", "b"),
});

test("guarded negation gives Elasticsearch's verdict, on both engines", () => {
  fc.assert(
    fc.property(eqlNode, someValues, (node, values) => {
      const guarded = guardNegations(node);
      expect(onElasticsearch(guarded, values)).toBe(onElasticsearch(node, values));
      expect(onPyPi(guarded, values) === true).toBe(onElasticsearch(node, values));
    }),
    { numRuns: 3000 },
  );
});

function kqlHolds(node: KqlNode, values: Values): boolean {
  switch (node.kind) {
    case "all":
      return node.operands.every((operand) => kqlHolds(operand, values));
    case "any":
      return node.operands.some((operand) => kqlHolds(operand, values));
    case "not":
      return !kqlHolds(node.operand, values);
    case "is":
      return valueHolds(node.value, values[node.field]);
    case "range":
      throw new Error("not generated");
  }
}

function valueHolds(value: KqlValue, found: string | undefined): boolean {
  switch (value.kind) {
    case "text":
      return found === value.text;
    case "all":
      return value.operands.every((operand) => valueHolds(operand, found));
    case "any":
      return value.operands.some((operand) => valueHolds(operand, found));
    case "not":
      return !valueHolds(value.operand, found);
    default:
      throw new Error("not generated");
  }
}

const kqlNode = eqlNode.map(function toKql(node): KqlNode {
  switch (node.kind) {
    case "equals":
      return { kind: "is", field: node.field, value: { kind: "text", text: String(node.value) }, origin: span };
    case "not":
      return { kind: "not", operand: toKql(node.operand), origin: span };
    case "all":
    case "any":
      return { kind: node.kind, operands: node.operands.map(toKql), origin: span };
    default:
      throw new Error("not generated");
  }
});

test("merged tests of a field give the verdict of the tests apart", () => {
  fc.assert(
    fc.property(kqlNode, someValues, (node, values) => {
      expect(kqlHolds(mergeFields(node), values)).toBe(kqlHolds(node, values));
    }),
    { numRuns: 3000 },
  );
});
