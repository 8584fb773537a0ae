/** PyPI's eql, where it is asked and what it says; each verdict beside the other engine's. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/ir/json.ts";
import { elasticEngine } from "../../../src/targets/elastic/engine/engine.ts";
import { createPypiEqlEngine, pypiEqlEngine } from "../../../src/targets/elastic/engine/pypi-eql/pypi-eql.ts";
import type { OpenEngine } from "../../../src/targets/engine.ts";
import { aws, filesOf } from "./support.ts";

const opened = await pypiEqlEngine.open();
if ("missing" in opened) console.log(`not run: eql of PyPI (${opened.missing}; npm run validators:install)`);
const engine = "missing" in opened ? undefined : opened;
afterAll(() => engine?.close());

const query = (condition: string) => `any where ${aws} and ${condition}`;

describe("where it is asked", () => {
  test.each([
    'event.action == "A"',
    'event.action in ("A", "B") or event.provider like "a*"',
    'event.action : "*a*" and user_agent.original == "x"',
    '(user.name == null or user.name != "bob")',
    'source.ip != null and not cidrMatch(source.ip, "10.0.0.0/8")',
    '(user.name == null or not user.name like ("a*", "b"))',
    'stringContains(event.action, "x") and startsWith~(event.action, "x")',
    "aws.cloudtrail.read_only == true",
  ])("%s", (condition) => {
    expect(pypiEqlEngine.faithful(query(condition))).toBe(true);
  });

  test.each<[why: string, condition: string]>([
    ["a missing field under a negation", 'user.name != "bob"'],
    ["the same, by `not`", 'not user.name == "bob"'],
    ["a guard of another field", '(user.id == null or user.name != "bob")'],
    ["a guard that is not beside it", 'user.name != null or not user.name == "bob"'],
    ["a sign beyond ASCII", 'user.name == "é"'],
    ["`?` in a pattern", 'user.name like "b?b"'],
    ["a wildcard in a contained text", 'stringContains(user.name, "b*")'],
    ["a regular expression", 'user.name regex "b.*"'],
    ["a field that may be missing in the index", '?user.name == "x"'],
    ["a constant", "true"],
    ["a wrong query", "user.name =="],
    ["a field that the index lacks", 'user.nam == "x"'],
  ])("not for %s", (_, condition) => {
    expect(pypiEqlEngine.faithful(query(condition))).toBe(false);
  });

  test("nor for values on which the two differ", () => {
    const plain = query('user_agent.original == "x"');
    expect(pypiEqlEngine.faithful(plain, { userAgent: "x" })).toBe(true);
    expect(pypiEqlEngine.faithful(plain, { userAgent: "é" })).toBe(false);
    expect(pypiEqlEngine.faithful(plain, { userAgent: ["x", "y"] })).toBe(false);
    expect(pypiEqlEngine.faithful(plain, { userAgent: { a: 1 } })).toBe(false);
    const mixed = query('event.action : "a*" and user_agent.original == "x"');
    expect(pypiEqlEngine.faithful(mixed, { userAgent: "x" })).toBe(true);
    expect(pypiEqlEngine.faithful(mixed, { userAgent: "X" })).toBe(false);
    expect(pypiEqlEngine.faithful(mixed, { userAgent: "Y" })).toBe(true);
  });
});

test("a Python that is not there is said, not thrown", async () => {
  const result = await createPypiEqlEngine({ python: "/nowhere/python" }).open();
  expect(result).toHaveProperty("missing");
});

test("a Python without eql is said as well", async () => {
  const result = await createPypiEqlEngine({ python: "python3" }).open();
  expect(result).toEqual({ missing: expect.stringMatching(/eql/) });
});

describe.skipIf(!engine)("what it says", { timeout: 60_000 }, () => {
  const load = (text: string) => (engine as OpenEngine).load(filesOf(text));

  test("verdicts in order, and `not run here` for a value outside", async () => {
    const rule = await load(query('user_agent.original == "x" and event.action : "a"'));
    const verdicts = await rule.judge([
      { userAgent: "x", eventName: "A" },
      { userAgent: "X", eventName: "A" },
      { userAgent: "y", eventName: "a" },
      {},
    ]);
    expect(verdicts).toEqual([
      { alerts: true },
      { error: expect.stringMatching(/^not run here/), notRun: true },
      { alerts: false },
      { alerts: false },
    ]);
  });

  test("a rule outside is not loaded", async () => {
    await expect(load(query('not user.name == "x"'))).rejects.toThrow(/not run here/);
    const kql = filesOf('event.action: "x"', "kuery");
    await expect((engine as OpenEngine).load(kql)).rejects.toThrow(/not run here/);
  });

  test("on generated conditions and records it says what the other engine says", async () => {
    const other = (await elasticEngine.open()) as OpenEngine;
    const fields = [
      ["event.action", "eventName"],
      ["user_agent.original", "userAgent"],
      ["aws.cloudtrail.error_code", "errorCode"],
    ] as const;
    const texts = fc.constantFrom("a", "A", "ab", "bA", "a*b", "x y", "\\", '"');
    const literal = texts.map((one) => JSON.stringify(one));
    const field = fc.constantFrom(...fields.map(([name]) => name));
    const positive = fc.oneof(
      fc.tuple(field, fc.constantFrom("==", ":", "like", "like~"), literal).map((parts) => parts.join(" ")),
      fc
        .tuple(field, fc.constantFrom("in", "in~"), literal, literal)
        .map(([name, word, a, b]) => `${name} ${word} (${a}, ${b})`),
      fc
        .tuple(
          fc.constantFrom("startsWith", "endsWith~", "stringContains"),
          field,
          fc.constantFrom('"a"', '"bA"', '"x "'),
        )
        .map(([name, one, a]) => `${name}(${one}, ${a})`),
      field.map((name) => `${name} != null`),
    );
    const guarded = fc.tuple(field, literal).map(([name, a]) => `(${name} == null or not ${name} : ${a})`);
    const part = fc.oneof(positive, guarded);
    const condition = fc
      .tuple(part, fc.constantFrom("and", "or"), part, fc.constantFrom("and", "or"), part)
      .map(([a, first, b, second, c]) => `((${a} ${first} ${b}) ${second} ${c})`);
    const record = fc.record(
      Object.fromEntries(fields.map(([, key]) => [key, fc.option(texts, { nil: undefined })])),
    ) as fc.Arbitrary<JsonObject>;
    const counts = { true: 0, false: 0, outside: 0 };
    for (const text of fc.sample(condition, 150)) {
      const files = filesOf(query(text));
      if (!pypiEqlEngine.faithful(query(text))) continue;
      const events = fc.sample(record, 20).map((one) => JSON.parse(JSON.stringify(one)) as JsonObject);
      const theirs = await (await (engine as OpenEngine).load(files)).judge(events);
      const ours = await (await other.load(files)).judge(events);
      for (const [at, verdict] of theirs.entries()) {
        if ("error" in verdict) {
          expect(verdict.error).toMatch(/^not run here/);
          counts.outside++;
          continue;
        }
        expect([text, events[at], verdict]).toEqual([text, events[at], ours[at]]);
        counts[`${verdict.alerts}`]++;
      }
    }
    expect(Math.min(counts.true, counts.false)).toBeGreaterThan(300);
  });
});
