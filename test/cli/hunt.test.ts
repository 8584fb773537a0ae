import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const created = (at: string, more: object = {}) => ({
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  eventTime: `2026-01-02T${at}Z`,
  sourceIPAddress: "203.0.113.9",
  userIdentity: { type: "IAMUser", arn: "arn:aws:iam::123456789012:user/bob" },
  ...more,
});
const other = { eventSource: "iam.amazonaws.com", eventName: "DeleteUser" };
const records = (...events: object[]) => JSON.stringify({ Records: events });
const lines = (...events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");

const rules = {
  "rules/a.tocsin": ruleText({ severity: "high" }),
  "rules/b.tocsin": ruleText({ id: "B.Rule", title: "Another", when: 'eventSource == "sts.amazonaws.com"' }),
};
const hunt = (folder: string, ...words: string[]) => tocsin(folder, ["hunt", ...words]);

test("a table says how often, when, who and from where", async () => {
  const folder = makeFolder({ ...rules, "day.json": records(created("10:00:00"), other, created("08:00:00")) });
  const { exitCode, out, err } = await hunt(folder, "day.json");
  expect(err).toBe("");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^SEVERITY +RULE +HITS +ALERTS +FIRST +LAST\n/);
  expect(out).toMatch(/high +A\.Rule +2 +2 +2026-01-02T08:00:00Z +2026-01-02T10:00:00Z/);
  expect(out).toContain("e.g. A title, by arn:aws:iam::123456789012:user/bob, from 203.0.113.9 (Records[0])");
  expect(out).toContain("2 rules over 3 events in 1 log: 2 hits of 1 rule, 2 alerts.");
});

test("every form of log is read, in folders too", async () => {
  const folder = makeFolder({
    ...rules,
    "logs/a.json": records(created("01:00:00")),
    "logs/b.json.gz": gzipSync(records(created("02:00:00"))),
    "logs/c/d.ndjson": lines(created("03:00:00"), other),
    "logs/c/e.jsonl.gz": gzipSync(lines(created("04:00:00"))),
    "logs/readme.txt": "no log",
  });
  const { exitCode, out } = await hunt(folder, "logs");
  expect(exitCode).toBe(0);
  expect(out).toContain("5 events in 4 logs: 4 hits");
  expect(out).toContain("(logs/a.json Records[0])");
});

test("standard input is a log", async () => {
  const { exitCode, out } = await tocsin(makeFolder(rules), ["hunt", "-"], { input: lines(created("01:00:00")) });
  expect(exitCode).toBe(0);
  expect(out).toContain("(line 1)");
});

test("no hit is no error", async () => {
  const { exitCode, out } = await hunt(makeFolder({ ...rules, "a.json": records(other) }), "a.json");
  expect(exitCode).toBe(0);
  expect(out).toBe("2 rules over 1 event in 1 log: 0 hits of 0 rules, 0 alerts.\n");
});

test("a rejected record is listed and counted, and the exit code is 1", async () => {
  const folder = makeFolder({ ...rules, "a.ndjson": `${lines(created("01:00:00"))}{"eventSource":"x"}\nno json\n` });
  const { exitCode, out } = await hunt(folder, "a.ndjson");
  expect(exitCode).toBe(1);
  expect(out).toContain("2 records rejected:");
  expect(out).toContain("a.ndjson, line 2: it has no `eventName`");
  expect(out).toContain("a.ndjson, line 3: ");
  expect(out).toContain("1 hit of 1 rule");
});

test("a log in which no event is accepted is an error", async () => {
  const folder = makeFolder({ ...rules, "a.json": records(), "b.json": records(created("01:00:00")) });
  const { exitCode, out } = await hunt(folder, "a.json", "b.json");
  expect(exitCode).toBe(1);
  expect(out).toMatch(/D5103.*`a.json`/);
  expect(out).toContain("1 hit of 1 rule");
});

test("a log of something else says so in whole sentences", async () => {
  const { exitCode, out } = await hunt(makeFolder({ ...rules, "a.json": '{"a":1}' }), "a.json");
  expect(exitCode).toBe(1);
  expect(out).toContain("The log `a.json` has no event in it; 1 record is rejected.");
  expect(out).toContain("a.json: it has no `eventSource` and no `eventName`");
});

test("an event that comes twice counts once", async () => {
  const again = created("01:00:00", { eventID: "x" });
  const { out } = await hunt(makeFolder({ ...rules, "a.ndjson": lines(again, again) }), "a.ndjson");
  expect(out).toContain("2 events (1 repeat left out)");
  expect(out).toContain("1 hit of 1 rule");
});

describe("what can't be read ends with 2:", () => {
  test.each([
    ["a log that isn't there", "nope.json", "no such file"],
    ["a folder without logs", "rules", "no file in this folder ends in"],
  ])("%s", async (_name, path, message) => {
    const { exitCode, out } = await hunt(makeFolder(rules), path);
    expect(exitCode).toBe(2);
    expect(out).toContain(message);
  });

  test("the rules, which come before the logs", async () => {
    const { exitCode } = await hunt(makeFolder({ "a.json": records(other) }), "a.json");
    expect(exitCode).toBe(2);
  });
});

test("a damaged .gz is a rejected record, not a crash", async () => {
  const whole = gzipSync(lines(created("01:00:00"), created("02:00:00")));
  const folder = makeFolder({ ...rules, "cut.json.gz": whole.subarray(0, whole.length - 12), "no.json.gz": "no gzip" });
  const { exitCode, out } = await hunt(folder, "cut.json.gz", "no.json.gz");
  expect(exitCode).toBe(1);
  expect(out).toMatch(/cut\.json\.gz.*ends too early/);
  expect(out).toMatch(/no\.json\.gz.*damaged/);
});

test("rules with errors are not hunted with", async () => {
  const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }), "a.json": records(other) });
  expect(await hunt(folder, "a.json")).toMatchObject({ exitCode: 1, out: expect.stringContaining("D2001") });
});

test("--only with a name that no rule has says so as it was written, with the nearest", async () => {
  const folder = makeFolder({ "rules/a.tocsin": ruleText({ id: "A.CloudTrail.TrailStopped" }), "a.json": "{}" });
  const said = async (id: string) => (await tocsin(folder, ["hunt", "a.json", "--only", id])).err;
  expect(await said("Nope")).toBe("tocsin hunt: `--only`: there is no rule `Nope`.\n");
  expect(await said("TrailStopped")).toContain("`TrailStopped`. Nearest: A.CloudTrail.TrailStopped.");
  expect(await said("A.CloudTrail.TrailStoped")).toContain("Nearest: A.CloudTrail.TrailStopped.");
});

test("--only and --rules choose", async () => {
  const folder = makeFolder({
    ...rules,
    "mine/c.tocsin": ruleText({ id: "C.Rule" }),
    "a.json": records(created("01:00:00")),
  });
  expect((await hunt(folder, "a.json", "--only", "b.rule")).out).toContain("1 rule over 1 event");
  expect((await hunt(folder, "a.json", "--rules", "mine")).out).toContain("C.Rule");
  expect(await hunt(folder, "a.json", "--only", "X.Y")).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("no rule `X.Y`"),
  });
});

test("json is one document with every hit and every rejected record", async () => {
  const folder = makeFolder({
    ...rules,
    "a.ndjson": `${lines(created("01:00:00"), created("02:00:00", { eventID: "id-2" }))}[]\n{}\n`,
  });
  const { exitCode, out } = await hunt(folder, "a.ndjson", "--format", "json");
  expect(exitCode).toBe(1);
  const document = JSON.parse(out);
  expect(document).toMatchObject({
    command: "hunt",
    rules: [
      { id: "A.Rule", hits: 2, alerts: 2 },
      { id: "B.Rule", hits: 0, alerts: 0 },
    ],
    total: { accepted: 2, rejected: 2, repeats: 0 },
  });
  expect(document.found).toHaveLength(4);
  expect(document.found[1]).toMatchObject({
    kind: "hit",
    rule: "A.Rule",
    severity: "high",
    time: "2026-01-02T02:00:00Z",
    eventID: "id-2",
    log: "a.ndjson",
    place: "line 2",
  });
  expect(document.found[2]).toMatchObject({ kind: "rejected", log: "a.ndjson" });
});

test("json without a hit is a document too", async () => {
  const { out } = await hunt(makeFolder({ ...rules, "a.json": records(other) }), "a.json", "--format", "json");
  expect(JSON.parse(out)).toMatchObject({ found: [], total: { accepted: 1 } });
});

test("what an event holds can't act on the terminal", async () => {
  const evil = created("01:00:00", { sourceIPAddress: "\u001b[2J\u202e", userIdentity: { arn: "\u0007\r\nSEVERITY" } });
  const folder = makeFolder({ ...rules, "a.json": records(evil) });
  for (const format of ["pretty", "json"]) {
    const { out } = await hunt(folder, "a.json", "--format", format);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
});
