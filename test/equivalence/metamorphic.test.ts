/**
 * Laws that every platform's verdicts keep among themselves, whatever the interpreter says: a rule and the same rule
 * written in another way, an event and the same event in another order.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deviationFor } from "../../src/cases/deviations.ts";
import { compactJson } from "../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, setMember } from "../../src/ir/json.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { NotRunHere } from "../../src/targets/engine.ts";
import { type Column, closeColumns, judgeFiles, openColumns } from "./support/engines.ts";
import { randomEvent } from "./support/random-event.ts";
import { ruleFromText, settings } from "./support/rule-from-text.ts";
import { makeCase, seedsOf } from "./support/run.ts";
import { SeededChooser } from "./support/seeded-chooser.ts";

const PAIRS = 4_000;
const EVENTS = 40;
const SEED = 20_261_123;

let columns: readonly Column[] = [];
beforeAll(async () => {
  await loadRegexes();
  columns = (await openColumns("metamorphic laws")).filter((column) => !column.isSecond);
});
afterAll(() => closeColumns(columns));

/** What an engine says of each event; nothing where the target can't say the rule. */
async function verdictsOf(
  column: Column,
  text: string,
  events: readonly JsonObject[],
): Promise<readonly string[] | undefined> {
  const rule = ruleFromText(text);
  if ("refused" in rule) throw new Error(`${text}\n${rule.refused}`);
  const emitted = column.target.compile(rule, settings);
  if (emitted.files.length === 0) return undefined;
  const verdicts = await judgeFiles(column.open, emitted.files, events);
  if (verdicts instanceof NotRunHere) return undefined;
  if ("unreadable" in verdicts) return events.map(() => verdicts.unreadable);
  return verdicts.map((one) => ("error" in one ? one.error : String(one.alerts)));
}

interface Law {
  readonly name: string;
  /** Two ways to write one condition. */
  readonly left: (p: string, q: string) => string;
  readonly right: (p: string, q: string) => string;
}

const same = (p: string) => p;
const RULE_LAWS: readonly Law[] = [
  { name: "not not p is p", left: (p) => `not (not (${p}))`, right: same },
  {
    name: "not (p and q) is not p or not q",
    left: (p, q) => `not ((${p}) and (${q}))`,
    right: (p, q) => `not (${p}) or not (${q})`,
  },
  {
    name: "not (p or q) is not p and not q",
    left: (p, q) => `not ((${p}) or (${q}))`,
    right: (p, q) => `not (${p}) and not (${q})`,
  },
  { name: "p and q is q and p", left: (p, q) => `(${p}) and (${q})`, right: (p, q) => `(${q}) and (${p})` },
  { name: "p or p and q is p", left: (p, q) => `(${p}) or (${p}) and (${q})`, right: same },
];

interface Base {
  readonly p: string;
  readonly q: string;
  readonly rule: Rule;
  readonly events: readonly JsonObject[];
}

/** Two conditions each, and events made for both of them together. */
function* bases(): Generator<Base> {
  let before: string | undefined;
  for (const seed of seedsOf(SEED)) {
    const made = makeCase(seed, 0);
    if ("refused" in made || made.text.length > 600) continue;
    if (before === undefined) {
      before = made.text;
      continue;
    }
    const [p, q] = [before, made.text];
    before = undefined;
    const rule = ruleFromText(`(${p}) and (${q})`);
    if ("refused" in rule) continue;
    const chooser = new SeededChooser(seed + 1);
    yield { p, q, rule, events: Array.from({ length: EVENTS }, () => randomEvent(chooser, rule.condition).event) };
  }
}

const made: Base[] = [];
let more: Generator<Base> | undefined;

/** The bases in order, each made once for all laws. */
function baseAt(index: number): Base {
  more ??= bases();
  while (made.length <= index) made.push(more.next().value as Base);
  return made[index] as Base;
}

/** Asks a law of each engine until enough pairs were asked; what breaks it is a finding. */
async function ask(check: (column: Column, base: Base) => Promise<readonly string[] | undefined>): Promise<string[]> {
  const found: string[] = [];
  const pairs = new Map(columns.map((column) => [column, 0]));
  const isDone = (column: Column) => (pairs.get(column) ?? 0) >= PAIRS;
  for (let at = 0; !columns.every(isDone) && found.length < 5; at++) {
    const base = baseAt(at);
    const asked = columns.filter((column) => !isDone(column));
    await Promise.all(
      asked.map(async (column) => {
        const broken = await check(column, base);
        if (!broken) return;
        found.push(...broken.map((one) => `${column.engine.id}: ${one}`));
        pairs.set(column, (pairs.get(column) ?? 0) + base.events.length);
      }),
    );
  }
  return found;
}

/** Where one of the rule's declared deviations holds, the ways to write it may be told apart. */
const isExcused = ({ target }: Column, rule: Rule, event: JsonObject) =>
  deviationFor(target.deviations, rule.condition, event) !== undefined;

describe("two ways to write a rule:", () => {
  for (const { name, left, right } of RULE_LAWS) {
    test(name, { timeout: 120_000 }, async () => {
      const found = await ask(async (column, { p, q, rule, events }) => {
        const [one, other] = [left(p, q), right(p, q)];
        const [a, b] = [await verdictsOf(column, one, events), await verdictsOf(column, other, events)];
        if (!a || !b) return undefined;
        return events.flatMap((event, at) =>
          a[at] === b[at] || isExcused(column, rule, event)
            ? []
            : [`${a[at]} and ${b[at]} for\n${one}\n${other}\n${compactJson(event)}`],
        );
      });
      expect(found.join("\n\n")).toBe("");
    });
  }

  test("p or not p alerts always", { timeout: 120_000 }, async () => {
    const found = await ask(async (column, { p, rule, events }) => {
      const text = `(${p}) or not (${p})`;
      const verdicts = await verdictsOf(column, text, events);
      return (
        verdicts &&
        events.flatMap((event, at) =>
          verdicts[at] === "true" || isExcused(column, rule, event)
            ? []
            : [`${verdicts[at]} for\n${text}\n${compactJson(event)}`],
        )
      );
    });
    expect(found.join("\n\n")).toBe("");
  });
});

/** Objects with their members in the other order, at every depth. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(reversed);
  if (!isObject(value)) return value;
  const made: Record<string, JsonValue> = {};
  for (const key of Object.keys(value).reverse()) setMember(made, key, reversed(value[key] as JsonValue));
  return made;
}

function withUnrelated(event: JsonObject): JsonObject {
  const made: Record<string, JsonValue> = { unrelatedFirst: { eventName: "ListBuckets", k: ["a", null] } };
  for (const key of Object.keys(event)) setMember(made, key, event[key] as JsonValue);
  setMember(made, "unrelatedLast", "x");
  return made;
}

describe("two ways to write an event:", () => {
  const laws: readonly (readonly [string, (event: JsonObject) => JsonObject])[] = [
    ["the order of its members", (event) => reversed(event) as JsonObject],
    ["fields that no rule reads", withUnrelated],
  ];
  for (const [name, change] of laws) {
    test(name, { timeout: 120_000 }, async () => {
      const found = await ask(async (column, { p, rule, events }) => {
        const a = await verdictsOf(column, p, events);
        const b = a && (await verdictsOf(column, p, events.map(change)));
        if (!a || !b) return undefined;
        return events.flatMap((event, at) =>
          a[at] === b[at] || isExcused(column, rule, event)
            ? []
            : [`${a[at]} and ${b[at]} for\n${p}\n${compactJson(event)}`],
        );
      });
      expect(found.join("\n\n")).toBe("");
    });
  }
});
