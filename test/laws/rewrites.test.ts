import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compactJson } from "../../src/ir/compact-json.ts";
import { expandDerived } from "../../src/ir/expand-derived.ts";
import type { Predicate } from "../../src/ir/predicate.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { mapAtoms, walk } from "../../src/ir/walk.ts";
import { holds } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { derivedFields } from "./derived-fields.ts";
import { arbitraryCase, someSpan } from "./generators.ts";

beforeAll(loadRegexes);

const cases = arbitraryCase({ derived: derivedFields });

function keepsMeaning(rewrite: (predicate: Predicate) => Predicate) {
  fc.assert(
    fc.property(cases, ({ predicate, events }) => {
      const rewritten = rewrite(predicate);
      for (const event of events) expect(holds(rewritten, event), compactJson(event)).toBe(holds(predicate, event));
    }),
    { numRuns: 1500 },
  );
}

const constant = (value: boolean): Predicate => ({ kind: "constant", value, origin: someSpan });

/** Some atoms, by what they are made of, folded to constants, so that `simplify` has something to fold. */
function withConstants(predicate: Predicate): Predicate {
  return mapAtoms(predicate, (atom) =>
    atom.kind === "exists" ? constant(true) : atom.kind === "isAddress" ? constant(false) : atom,
  );
}

test("simplify keeps the meaning", () => keepsMeaning(simplify));

test("simplify keeps the meaning where constants are folded", () => {
  fc.assert(
    fc.property(cases, ({ predicate, events }) => {
      const folded = withConstants(predicate);
      for (const event of events) expect(holds(simplify(folded), event)).toBe(holds(folded, event));
    }),
    { numRuns: 1500 },
  );
});

test("simplify leaves no constant inside, no `not not` and no `all` in `all`", () => {
  fc.assert(
    fc.property(cases, ({ predicate }) => {
      const simple = simplify(withConstants(predicate));
      walk(simple, (node) => {
        if (node.kind === "all" || node.kind === "any") {
          expect(node.operands.length).toBeGreaterThan(1);
          for (const operand of node.operands) expect([node.kind, "constant"]).not.toContain(operand.kind);
        }
        if (node.kind === "not") expect(["not", "constant"]).not.toContain(node.operand.kind);
      });
      expect(simplify(simple)).toEqual(simple);
    }),
    { numRuns: 1000 },
  );
});

test("expandDerived keeps the meaning", () => keepsMeaning(expandDerived));

test("expandDerived leaves no derived field, but for those that are to be kept", () => {
  const namesIn = (predicate: Predicate) => {
    const names = new Set<string>();
    walk(predicate, (node) => {
      if ("subject" in node && node.subject.kind === "derived") names.add(node.subject.name);
      if (node.kind === "fieldCompare" && node.other.kind === "derived") names.add(node.other.name);
    });
    return names;
  };
  fc.assert(
    fc.property(cases, ({ predicate }) => {
      expect([...namesIn(expandDerived(predicate))]).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("mapAtoms with no change keeps everything", () => {
  fc.assert(
    fc.property(cases, ({ predicate }) => {
      expect(mapAtoms(predicate, (atom) => atom)).toEqual(predicate);
    }),
    { numRuns: 300 },
  );
});
