import { expect, test } from "vitest";
import { type HuntItem, type HuntSummary, hunt } from "../../src/cases/hunt.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { equals, exists, literal, matches, regex } from "../semantics/build.ts";
import { firstOf, rule, spanOf } from "./build-rule.ts";

async function run(
  rules: readonly Rule[],
  logs: Record<string, string>,
): Promise<{ items: string[]; summary: HuntSummary }> {
  const found = hunt(
    rules,
    Object.entries(logs).map(([path, text]) => ({ path, chunks: [Buffer.from(text)] })),
  );
  const items: string[] = [];
  const show = (item: HuntItem) =>
    item.kind === "hit"
      ? `${item.rule.id} ${item.log} ${item.place}: ${item.alert.title}`
      : `rejected ${item.log} ${item.place}`;
  for (;;) {
    const next = await found.next();
    if (next.done) return { items, summary: next.value };
    items.push(show(next.value));
  }
}

const record = (eventName: string, more: object = {}) => JSON.stringify({ eventSource: "x", eventName, ...more });

test("hits come in the order of the logs, and the summary adds up", async () => {
  const rules = [
    rule(equals("eventName", "A"), { id: "Is.A" }),
    rule(matches("eventName", regex(literal("A"))), { id: "Has.A" }),
    rule(exists("none"), { id: "Never" }),
  ];
  const { items, summary } = await run(rules, {
    "one.ndjson": [record("A"), "{", record("AB")].join("\n"),
    "two.json": `{"Records":[${record("B")},${record("A")}]}`,
  });
  expect(items).toEqual([
    "Is.A one.ndjson line 1: A was called",
    "Has.A one.ndjson line 1: A was called",
    "rejected one.ndjson line 2",
    "Has.A one.ndjson line 3: AB was called",
    "Is.A two.json Records[1]: A was called",
    "Has.A two.json Records[1]: A was called",
  ]);
  expect(summary.rules.map(({ rule: { id }, hits, alerts }) => [id, hits, alerts])).toEqual([
    ["Is.A", 2, 2],
    ["Has.A", 3, 3],
    ["Never", 0, 0],
  ]);
  expect(summary.logs).toEqual([
    { path: "one.ndjson", accepted: 2, rejected: 1, repeats: 0 },
    { path: "two.json", accepted: 2, rejected: 0, repeats: 0 },
  ]);
  expect(summary.total).toEqual({ accepted: 4, rejected: 1, repeats: 0 });
});

test("an event that stands in two logs is a hit once, and suppression spans logs", async () => {
  const suppressing = rule(exists("eventName"), {
    alert: { key: [{ value: [firstOf("user")] }], suppress: { value: 60, span: spanOf("1m") } },
  });
  const first = record("A", { eventID: "1", eventTime: "2026-01-01T00:00:00Z", user: "u" });
  const second = record("A", { eventID: "2", eventTime: "2026-01-01T00:00:59Z", user: "u" });
  const { items, summary } = await run([suppressing], { "late.json": second, "early.json": `${first}\n${second}` });
  expect(items).toHaveLength(2);
  expect(summary.rules.map(({ hits, alerts }) => [hits, alerts])).toEqual([[2, 1]]);
  expect(summary.total).toEqual({ accepted: 3, rejected: 0, repeats: 1 });
});
