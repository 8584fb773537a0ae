import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { showPredicate } from "../../../src/ir/show.ts";
import { walk } from "../../../src/ir/walk.ts";
import { holds } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { factsOf, useFacts } from "../../../src/targets/splunk/facts.ts";
import { prepare } from "../../../src/targets/splunk/prepare.ts";
import { derivedFields } from "../../laws/derived-fields.ts";
import { arbitraryCase, path } from "../../laws/generators.ts";
import { condition } from "./build.ts";

beforeAll(loadRegexes);

/** Few fields and texts, so that what one test says of a field matters to another. */
const crowded = arbitraryCase(
  {
    derived: derivedFields,
    paths: ["eventName", "a.b", "list[].k"].map((one) => path(one)),
    texts: ["a", "b"],
    depth: 4,
  },
  8,
);

test("preparing keeps the meaning", () => {
  for (const cases of [arbitraryCase({ derived: derivedFields }), crowded]) {
    fc.assert(
      fc.property(cases, ({ predicate, events }) => {
        const prepared = prepare(predicate);
        for (const event of events) expect(holds(prepared, event), compactJson(event)).toBe(holds(predicate, event));
      }),
      { numRuns: 1500 },
    );
  }
});

test("what a condition says of a field holds for every event that it accepts", () => {
  let accepted = 0;
  fc.assert(
    fc.property(crowded, crowded, (one, other) => {
      const facts = factsOf(one.predicate);
      const known = useFacts(other.predicate, facts);
      for (const event of [...one.events, ...other.events]) {
        if (!holds(one.predicate, event)) continue;
        accepted++;
        expect(holds(known, event)).toBe(holds(other.predicate, event));
      }
    }),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(500);
});

test("no `all` is left, and no derived field of fixed texts only", () => {
  fc.assert(
    fc.property(crowded, ({ predicate }) => {
      walk(prepare(predicate), (node) => expect(node.kind).not.toBe("every"));
    }),
    { numRuns: 500 },
  );
});

const shown = (when: string) => showPredicate(prepare(condition(when)));

test("what `eventName` says makes `outcome` a matter of errors", () => {
  expect(shown('eventName == "CreateUser" and outcome == "success"')).toBe(
    'eventName == "CreateUser" and errorCode missing and errorMessage missing',
  );
  expect(shown('eventName == "ConsoleLogin" and outcome == "success"')).toBe(
    'eventName == "ConsoleLogin" and outcome == "success"',
  );
});

test("a quantifier over one positive test is the plain path", () => {
  expect(shown('any r in resources[] (r.type == "AWS::S3::Bucket")')).toBe('resources[].type == "AWS::S3::Bucket"');
  expect(shown('all r in resources[] (r.type != "AWS::S3::Bucket")')).toBe('not resources[].type == "AWS::S3::Bucket"');
  expect(shown('any r in resources[] (r.type == "a" and r.ARN == "b")')).toContain("any r in");
});
