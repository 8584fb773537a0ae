import { describe, expect, test } from "vitest";
import { type JsonObject, WrittenNumber } from "../../../src/ir/json.ts";
import { ingest, JsonNull } from "../../../src/targets/splunk/engine/ingest.ts";
import { passing, run, where } from "./run-search.ts";

const fieldsOf = (event: JsonObject) =>
  Object.fromEntries([...ingest(event).fields].filter(([name]) => name !== "sourcetype" && name !== "errorCode"));

describe("an event's fields", () => {
  test("are JSON paths with their values as texts", () => {
    const event = { a: { b: { c: "x" } }, yes: true, no: false, count: 22, part: new WrittenNumber("1.50"), empty: "" };
    expect(fieldsOf(event)).toEqual({ "a.b.c": "x", yes: "true", no: "false", count: "22", part: "1.50", empty: "" });
  });

  test("of lists are one field with several values", () => {
    const event = {
      list: ["a", "b"],
      items: [{ k: 1 }, { k: 2, inner: [{ n: "x" }, { n: "y" }] }],
      deep: [["p"], ["q"]],
    };
    expect(fieldsOf(event)).toEqual({
      "list{}": ["a", "b"],
      "items{}.k": ["1", "2"],
      "items{}.inner{}.n": ["x", "y"],
      "deep{}{}": ["p", "q"],
    });
  });

  test("are only leaves: none for an object, a list, an empty one", () => {
    expect(fieldsOf({ o: { k: "x" }, e: {}, l: [] })).toEqual({ "o.k": "x" });
    expect(where("isnull(o) AND isnull(e) AND isnull(l)", { o: { k: "x" }, e: {}, l: [] })).toBe(true);
  });

  test("keep a JSON null apart, since nobody says how Splunk shows it", () => {
    expect(ingest({ a: null }).fields.get("a")).toBeInstanceOf(JsonNull);
    expect(where('isnull(a) OR a="null"', { a: null })).toBe(true);
    expect(where("isnull(a)", { a: null })).toContain("a JSON null is a field that holds the text null, or no field");
    expect(where('a="null"', { a: null })).toContain("a JSON null");
  });

  test("with an empty text may be there or not", () => {
    expect(where('isnull(a) OR a=""', { a: "" })).toBe(true);
    expect(where("isnotnull(a)", { a: "" })).toContain("an empty JSON string");
  });

  test("have errorCode from the add-on where the record has none", () => {
    expect(where('errorCode="success"')).toBe(true);
    expect(where('errorCode="success"', { errorCode: "AccessDenied" })).toBe(false);
    expect(passing("isnull(errorMessage)", [{}, { errorMessage: "x" }])).toEqual([0]);
  });

  test("have names of any characters, hostile ones too", () => {
    const event = JSON.parse(
      '{"__proto__":{"k":"x"},"x-amz-acl":"y","with space":"z","a.b":"1","a":{"b":"2"}}',
    ) as JsonObject;
    expect(ingest(event).fields.get("__proto__.k")).toBe("x");
    expect(where("'x-amz-acl'=\"y\" AND 'with space'=\"z\"", event)).toBe(true);
    expect(ingest(event).fields.get("a.b")).toEqual(["1", "2"]);
    expect(where("'a.b'=\"1\"", event)).toBe("a comparison gets a multivalue field");
  });
});

describe("the raw event", () => {
  test("is its JSON, and json_extract reads all of it", () => {
    const event = { a: "x".repeat(6_000), late: "y", list: [{ late: "z" }] };
    expect(ingest(event).raw).toBe(JSON.stringify(event));
    expect(where('json_extract(_raw, "late")="y"', event)).toBe(true);
  });

  test("is extracted for its first 5,000 bytes only", () => {
    const event = { a: "x".repeat(6_000), late: "y", eventName: "E" };
    expect(where("isnotnull(a)", event)).toBe(true);
    expect(where("isnull(late)", event)).toBe(true);
    expect(run('`cloudtrail` | spath path=late | where late="y"', event)).toBe(true);
    expect(run('`cloudtrail` eventName="E"', event)).toBe(false);
  });

  test("ends at the very byte", () => {
    for (const shape of [{ l: [1, [], {}, [true]], o: { 'k"': null } }, { e: {} }]) {
      const event = (length: number) => ({ ...shape, long: "x".repeat(length), late: 1, more: "y".repeat(6_000) });
      const start = (length: number) => JSON.stringify(event(length)).indexOf('"late":') + '"late":'.length;
      const length = 4_999 - start(0);
      expect([start(length), where("isnotnull(late)", event(length))]).toEqual([4_999, true]);
      expect([start(length + 1), where("isnotnull(late)", event(length + 1))]).toEqual([5_000, false]);
    }
  });

  test("counts bytes, not characters", () => {
    const long = (letter: string) => ({ a: letter.repeat(2_600), late: "y" });
    expect(where("isnotnull(late)", long("x"))).toBe(true);
    expect(where("isnotnull(late)", long("é"))).toBe(false);
  });

  test("gives its time, and the sourcetype of CloudTrail", () => {
    expect(where("_time=1767225600", { eventTime: "2026-01-01T00:00:00Z" })).toBe(true);
    expect(run("sourcetype=aws:cloudtrail", {})).toBe(true);
    expect(run("sourcetype=aws:other", {})).toBe(false);
  });
});
