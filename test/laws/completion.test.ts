/** Completion in the middle of everything: at any place of any rule, whole or cut off there. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { complete } from "../../src/complete/complete.ts";
import type { Completion } from "../../src/complete/completion.ts";
import { rulesContext } from "../complete/support.ts";

const rules = fileURLToPath(new URL("../../rules/", import.meta.url));
const texts = readdirSync(rules, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tocsin"))
  .sort()
  .map((path) => ({ path, text: readFileSync(`${rules}${path}`, "utf8") }));

const placeInRule = fc
  .constantFrom(...texts)
  .chain((source) => fc.record({ source: fc.constant(source), offset: fc.nat(source.text.length) }));

function expectSound(found: readonly Completion[], offset: number, length: number): void {
  expect(new Set(found.map((one) => one.label)).size).toBe(found.length);
  for (const { replace, insert, documentation } of found) {
    expect(replace.start).toBeGreaterThanOrEqual(0);
    expect(replace.start).toBeLessThanOrEqual(offset);
    expect(replace.end).toBeGreaterThanOrEqual(offset);
    expect(replace.end).toBeLessThanOrEqual(length);
    expect(insert).not.toBe("");
    expect(documentation).not.toBe("");
  }
}

test("a rule that ends where somebody types", async () => {
  const context = await rulesContext();
  fc.assert(
    fc.property(placeInRule, ({ source: { path, text }, offset }) => {
      const source = { path, text: text.slice(0, offset) };
      expectSound(complete(source, offset, context), offset, offset);
    }),
    { numRuns: 300 },
  );
});

test("a rule with something to come", async () => {
  const context = await rulesContext();
  fc.assert(
    fc.property(placeInRule, ({ source, offset }) => {
      expectSound(complete(source, offset, context), offset, source.text.length);
    }),
    { numRuns: 200 },
  );
});

test("a rule with a piece cut out, and pieces of no language", async () => {
  const context = await rulesContext();
  const pieces = fc.constantFrom(
    "",
    '"',
    "'",
    "{",
    "}",
    "[",
    "(",
    '"""',
    "|",
    "when ",
    ".",
    "\u202e",
    "__proto__",
    "= ",
  );
  fc.assert(
    fc.property(placeInRule, fc.nat(60), pieces, ({ source: { path, text }, offset }, gap, piece) => {
      const broken = text.slice(0, offset) + piece + text.slice(offset + gap);
      const at = offset + piece.length;
      expectSound(complete({ path, text: broken }, at, context), at, broken.length);
    }),
    { numRuns: 300 },
  );
});

test("a place outside of the text, and a text that is refused as a whole", async () => {
  const context = await rulesContext();
  expect(complete({ path: "a.tocsin", text: "rule" }, -1, context)).toEqual([]);
  expect(complete({ path: "a.tocsin", text: "rule" }, 5, context)).toEqual([]);
  expect(complete({ path: "a.tocsin", text: `rule A { when ${"(".repeat(200)}` }, 214, context)).toEqual([]);
});
