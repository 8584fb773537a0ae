import { describe, expect, test } from "vitest";
import { type OpenLog, runTests } from "../../src/cases/run-tests.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import type { RuleTest } from "../../src/ir/rule.ts";
import { all, equals, literal, matches, not, regex, textTest } from "../semantics/build.ts";
import { eventTest, fileTest, firstOf, rule, spanOf } from "./build-rule.ts";

const text = 'when eventName == "CreateUser"\n and userAgent contains "kali"\n unless errorCode\n   exists';
const name = { ...equals("eventName", "CreateUser"), origin: spanOf(text, 'eventName == "CreateUser"') };
const agent = { ...textTest("contains", "userAgent", ["kali"]), origin: spanOf(text, 'userAgent contains "kali"') };
const failed = not({
  ...matches("errorCode", regex(literal(""))),
  kind: "exists",
  origin: spanOf(text, "errorCode\n   exists"),
} as never);
const condition = all(name, agent, failed);

const hit = { eventSource: "iam.amazonaws.com", eventName: "CreateUser", userAgent: "x kali y" };
const noLog: OpenLog = async (path) => ({ problem: `there is no file ${path}` });

const run = (tests: RuleTest[], openLog = noLog) => runTests(rule(condition, { tests }), openLog);

describe("tests with an event", () => {
  test("pass silently", async () => {
    const results = await run([
      eventTest("hit", "alerts", hit),
      eventTest("miss", "ignores", { eventName: "CreateUser" }),
    ]);
    expect(results.map(({ verdict, diagnostics, reasons }) => [verdict, diagnostics, reasons])).toEqual([
      ["passed", [], []],
      ["passed", [], []],
    ]);
  });

  test("that should alert name what is false, and its value", async () => {
    const [result] = await run([
      eventTest("a new user", "alerts", { ...hit, eventName: "CreateUsr", errorCode: "AccessDenied" }),
    ]);
    expect(result).toMatchObject({ verdict: "failed", expected: "an alert", found: "no alert" });
    const [problem] = result?.diagnostics ?? [];
    expect(problem).toMatchObject({
      code: "D5101",
      severity: "error",
      message: "Test `a new user` expects an alert; found: no alert.",
    });
    expect(problem?.help).toBe(
      'What decides it:\n  `eventName == "CreateUser"` is false: `eventName` is "CreateUsr"\n  `errorCode exists` is true: `errorCode` is "AccessDenied"',
    );
    expect(problem?.related.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'eventName == "CreateUser"',
      "errorCode\n   exists",
    ]);
  });

  test("that should be ignored name all that holds", async () => {
    const [result] = await run([eventTest("x", "ignores", hit)]);
    expect(result).toMatchObject({
      verdict: "failed",
      expected: "no alert",
      found: "an alert",
      alert: { title: "CreateUser was called" },
    });
    expect(result?.diagnostics[0]?.help).toBe(
      'What decides it:\n  `eventName == "CreateUser"` is true: `eventName` is "CreateUser"\n  `userAgent contains "kali"` is true: `userAgent` is "x kali y"\n  `errorCode exists` is false: `errorCode` is missing',
    );
  });

  test("say so where a list stands in the way", async () => {
    const [result] = await run([eventTest("x", "alerts", { ...hit, userAgent: ["kali"] })]);
    expect(result?.diagnostics[0]?.help).toContain("`userAgent` is a list here, and the path has no `[]` after it");
  });

  test("a rule without tests has no results", async () => {
    expect(await run([])).toEqual([]);
  });

  test("a rule with a regex is run too", async () => {
    const results = await runTests(
      rule(matches("a", regex(literal("x"))), { tests: [eventTest("x", "alerts", { a: "axa" })] }),
      noLog,
    );
    expect(results[0]?.verdict).toBe("passed");
  });
});

describe("tests over a log", () => {
  const log =
    (...events: readonly unknown[]): OpenLog =>
    async () => ({ chunks: [Buffer.from(JSON.stringify({ Records: events }))] });
  const other = { ...hit, eventName: "DeleteUser" };

  test("`ignores file`: no event alerts", async () => {
    const [passed] = await run([fileTest("quiet", "ignores", "q.json")], log(other, other));
    expect(passed).toMatchObject({
      verdict: "passed",
      log: { accepted: 2, rejected: 0, repeats: 0, firings: 0, alerts: 0 },
      diagnostics: [],
    });
    const [result] = await run([fileTest("quiet", "ignores", "q.json")], log(other, hit, hit));
    expect(result).toMatchObject({ verdict: "failed", found: "2 alerts in 3 events (the first: Records[1])" });
    expect(result?.diagnostics[0]?.help).toContain('`userAgent` is "x kali y"');
  });

  test("`alerts file`: at least one does; if none, the nearest event is shown", async () => {
    expect((await run([fileTest("busy", "alerts", "b.json")], log(other, hit)))[0]).toMatchObject({
      verdict: "passed",
    });
    const [result] = await run(
      [fileTest("busy", "alerts", "b.json")],
      log(other, { ...hit, userAgent: "aws-cli" }, other),
    );
    expect(result).toMatchObject({
      verdict: "failed",
      expected: "at least one alert",
      found: "no alert in 3 events (the nearest: Records[1])",
    });
    expect(result?.reasons.map((reason) => reason.condition)).toEqual(['userAgent contains "kali"']);
  });

  describe("`alerts N file` counts after suppression", () => {
    const at = (time: string, user: string): JsonObject => ({ ...hit, eventTime: `2026-01-01T${time}Z`, user });
    const counting = async (suppress: number | undefined, count: number, ...events: JsonObject[]) => {
      const alert = {
        key: [{ value: [firstOf("user")] }],
        ...(suppress === undefined ? {} : { suppress: { value: suppress, span: spanOf("1h") } }),
      };
      const [result] = await runTests(
        rule(condition, { alert, tests: [fileTest("n", "alerts", "n.json", count)] }),
        log(...events),
      );
      return [result?.verdict, result?.log?.alerts];
    };
    const events = [
      at("00:00:00", "a"),
      at("00:30:00", "a"),
      at("00:59:59", "a"),
      at("01:00:00", "a"),
      at("00:10:00", "b"),
    ];
    test("none: every firing", async () => expect(await counting(undefined, 5, ...events)).toEqual(["passed", 5]));
    test("an hour: from the alert on, not from what was suppressed, up to but without its end", async () => {
      expect(await counting(3600, 3, ...events)).toEqual(["passed", 3]);
    });
    test("by the events' times, not by their places", async () =>
      expect(await counting(3600, 3, ...events.toReversed())).toEqual(["passed", 3]));
    test("a second more", async () => expect(await counting(3601, 2, ...events)).toEqual(["passed", 2]));
    test("an event without a time is never suppressed", async () => {
      expect(
        await counting(3600, 3, at("00:00:00", "a"), { ...hit, user: "a" }, { ...hit, user: "a", eventTime: "now" }),
      ).toEqual(["passed", 3]);
    });
    test("another number fails", async () => expect(await counting(3600, 4, ...events)).toEqual(["failed", 3]));
  });

  test("an event that was delivered twice counts once", async () => {
    const twice = { ...hit, eventID: "1", eventTime: "2026-01-01T00:00:00Z" };
    const later = { ...twice, eventTime: "2026-01-01T00:00:01Z" };
    const [result] = await run([fileTest("n", "alerts", "n.json", 4)], log(twice, later, twice, hit, hit));
    expect(result).toMatchObject({ verdict: "passed", log: { accepted: 5, repeats: 1, firings: 4 } });
  });

  test("a log that isn't there is a problem at its path", async () => {
    const [result] = await run([fileTest("x", "ignores", "no.json")]);
    expect(result).toMatchObject({
      verdict: "notRun",
      diagnostics: [{ code: "D5102", message: "The log `no.json` can't be read: there is no file no.json." }],
    });
  });

  test("a log without an event proves nothing", async () => {
    const [empty] = await run([fileTest("x", "ignores", "e.json")], log());
    expect(empty).toMatchObject({
      verdict: "notRun",
      diagnostics: [{ code: "D5103", message: "The log `e.json` has no event in it." }],
    });
    const [rejected] = await run([fileTest("x", "ignores", "e.json")], log({ a: 1 }));
    expect(rejected?.diagnostics[0]?.message).toBe(
      "The log `e.json` has no event in it; 1 record is rejected, the first: Records[0]: it has no `eventSource` and no `eventName`.",
    );
  });

  test("rejected records beside good ones are a warning", async () => {
    const [result] = await run([fileTest("x", "ignores", "e.json")], log(other, { a: 1 }, null));
    expect(result).toMatchObject({ verdict: "passed", log: { accepted: 1, rejected: 2 } });
    expect(result?.diagnostics).toMatchObject([
      {
        code: "D5104",
        severity: "warning",
        message:
          "Of the log `e.json`, 2 of 3 records are rejected; the first: Records[1]: it has no `eventSource` and no `eventName`.",
      },
    ]);
  });
});
