/** What Elasticsearch indexes of a document, and what it refuses. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/ir/json.ts";
import { addressBytes, addressText, networkTest } from "../../../src/targets/elastic/engine/index/address.ts";
import { documentOf } from "../../../src/targets/elastic/engine/index/document-of.ts";
import { IndexedDocument } from "../../../src/targets/elastic/engine/index/indexed-document.ts";
import { instantOf } from "../../../src/targets/elastic/engine/index/instant.ts";
import { type Field, lookUpField } from "../../../src/targets/elastic/engine/index/mapping.ts";

function indexed(event: JsonObject): IndexedDocument {
  const document = documentOf(event);
  if ("refused" in document) throw new Error(document.refused);
  return document;
}

const field = (name: string) => lookUpField(name) as Field;
const request = (key: string) => field(`aws.cloudtrail.flattened.request_parameters.${key}`);

describe("keywords", () => {
  test("a value past its field's limit is left out", () => {
    for (const [name, key, limit] of [
      ["user_agent.original", "userAgent", 1024],
      ["event.action", "eventName", 1024],
    ] as const) {
      expect(indexed({ [key]: "x".repeat(limit) }).has(field(name))).toBe(true);
      expect(indexed({ [key]: "x".repeat(limit + 1) }).has(field(name))).toBe(false);
    }
  });

  test("the objects' texts have limits of their own", () => {
    const long = (length: number) => ({ requestParameters: { a: "x".repeat(length - 4) } });
    const text = field("aws.cloudtrail.request_parameters");
    expect(indexed(long(8191)).has(text)).toBe(true);
    expect(indexed(long(8192)).has(text)).toBe(false);
    expect(indexed(long(8192)).has(request("a"))).toBe(true);
    const additional = { additionalEventData: { a: "x".repeat(1024) } };
    expect(indexed(additional).has(field("aws.cloudtrail.additional_eventdata"))).toBe(false);
  });

  test("lists are several values, numbers and booleans are texts", () => {
    expect(indexed({ userAgent: ["a", ["b", 1], true] }).texts(field("user_agent.original"))).toEqual([
      "a",
      "b",
      "1",
      "true",
    ]);
  });
});

describe("flattened objects", () => {
  test("every leaf is a keyword under its dotted key", () => {
    const document = indexed({ requestParameters: { a: { b: 1, c: [true, { d: "x" }] }, "a.b": "y", "": "z" } });
    expect(document.texts(request("a.b"))).toEqual(["1", "y"]);
    expect(document.texts(request("a.c"))).toEqual(["true"]);
    expect(document.texts(request("a.c.d"))).toEqual(["x"]);
    expect(document.texts(request(""))).toEqual(["z"]);
    expect(document.has(request("a"))).toBe(false);
  });

  test("a list of objects is all of their leaves", () => {
    expect(
      indexed({ responseElements: [{ a: "x" }, { a: "y" }] }).texts(
        field("aws.cloudtrail.flattened.response_elements.a"),
      ),
    ).toEqual(["x", "y"]);
  });
});

test("resources lie side by side", () => {
  const document = indexed({
    resources: [
      { ARN: "a", type: "T" },
      { ARN: "b", accountId: "1" },
    ],
  });
  expect([...document.texts(field("aws.cloudtrail.resources.arn"))].sort()).toEqual(["a", "b"]);
  expect(document.texts(field("aws.cloudtrail.resources.account_id"))).toEqual(["1"]);
  expect(document.texts(field("aws.cloudtrail.resources.type"))).toEqual(["T"]);
});

test("one resource that is no list keeps CloudTrail's names, which the mapping does not know", () => {
  const document = indexed({ resources: { ARN: "a", type: "T" } });
  expect(document.has(field("aws.cloudtrail.resources.arn"))).toBe(false);
  expect(document.texts(field("aws.cloudtrail.resources.type"))).toEqual(["T"]);
});

test("booleans, dates and addresses that are none are left out alone", () => {
  const readOnly = field("aws.cloudtrail.read_only");
  expect(indexed({ readOnly: true }).booleans(readOnly)).toEqual([true]);
  expect(indexed({ readOnly: "false" }).booleans(readOnly)).toEqual([false]);
  for (const value of ["yes", 1, "TRUE"])
    expect(indexed({ readOnly: value, eventName: "A" }).has(readOnly)).toBe(false);
  expect(indexed({ sourceIPAddress: "10.0.0.1" }).addresses(field("source.ip"))).toHaveLength(1);
  expect(indexed({ sourceIPAddress: "x" }).has(field("source.ip"))).toBe(false);
});

describe("a document is refused as a whole", () => {
  const nested = (depth: number): JsonObject => (depth === 0 ? { k: "v" } : { k: nested(depth - 1) });

  test.each<[why: string, event: JsonObject]>([
    ["an object", { eventSource: { a: 1 } }],
    ["an object in a list", { errorCode: ["x", { a: 1 }] }],
    ["a single value", { requestParameters: "x" }],
    ["a single value in a list", { requestParameters: [{ a: 1 }, "x"] }],
    ["a single value as resources", { resources: "x" }],
    ["deeper than", { requestParameters: nested(20) }],
    ["NUL", { requestParameters: { "a\0b": "x" } }],
    ["longer than", { requestParameters: { a: "é".repeat(20_000) } }],
  ])("%s", (_, event) => {
    expect(documentOf(event)).toHaveProperty("refused");
  });

  test("but not at the limits", () => {
    expect(documentOf({ requestParameters: nested(19) })).toBeInstanceOf(IndexedDocument);
    expect(documentOf({ requestParameters: { a: "é".repeat(16_000) } })).toBeInstanceOf(IndexedDocument);
    expect(documentOf({ eventName: { a: 1 } })).toBeInstanceOf(IndexedDocument);
  });
});

describe("names of fields", () => {
  test("a key of a flattened field, a field, and what is neither", () => {
    expect(request("x-amz-acl")).toEqual({
      name: "aws.cloudtrail.flattened.request_parameters",
      type: "flattened",
      key: "x-amz-acl",
    });
    expect(lookUpField("event.action")).toEqual({ name: "event.action", type: "keyword" });
    for (const name of [
      "event.actions",
      "aws.cloudtrail.flattened",
      "aws.cloudtrail.flattened.other.a",
      "__proto__",
      "",
    ]) {
      expect(lookUpField(name)).toBeUndefined();
    }
  });
});

describe("addresses", () => {
  // Held against Elasticsearch's InetAddresses and its grok pattern IP.
  test.each([
    "0.0.0.0",
    "255.255.255.255",
    "::",
    "::1",
    "1::",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::ffff:1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4",
    "fe80::1%eth0",
    "ABCD::ef",
  ])("%s is one", (text) => {
    expect(addressBytes(text)).toHaveLength(16);
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "1.2.3.256",
    "1.2.3.4 ",
    "0x1.2.3.4",
    "1.2.3.4%x",
    ":",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "12345::",
    "g::",
    "1.2.3.4::",
    "::1%",
    "1:2:3:4:5:6:7:8::",
  ])("`%s` is none", (text) => {
    expect(addressBytes(text)).toBeUndefined();
  });

  test("networks", () => {
    const within = (network: string, address: string) => networkTest(network)?.(addressBytes(address) as Uint8Array);
    expect(within("10.0.0.0/8", "10.255.0.1")).toBe(true);
    expect(within("10.0.0.0/8", "11.0.0.1")).toBe(false);
    expect(within("10.0.0.0/8", "::ffff:10.0.0.1")).toBe(true);
    expect(within("192.168.0.0/17", "192.168.127.255")).toBe(true);
    expect(within("192.168.0.0/17", "192.168.128.0")).toBe(false);
    expect(within("10.1.2.3/8", "10.9.9.9")).toBe(true);
    expect(within("2001:db8::/32", "2001:db8:1::")).toBe(true);
    expect(within("::/0", "1.2.3.4")).toBe(true);
    expect(within("1.2.3.4/32", "1.2.3.4")).toBe(true);
    for (const text of [
      "10.0.0.0",
      "10.0.0.0/33",
      "::/129",
      "10.0.0.0/08",
      "x/8",
      "10.0.0.0/8/8",
      "::ffff:10.0.0.0/104",
    ]) {
      expect([text, networkTest(text)]).toEqual([text, undefined]);
    }
  });

  test("an address comes back as the index shows it", () => {
    for (const [text, shown] of [
      ["10.0.0.1", "10.0.0.1"],
      ["::ffff:10.0.0.1", "10.0.0.1"],
      ["2001:db8::1", "2001:db8:0:0:0:0:0:1"],
    ]) {
      expect(addressText(addressBytes(text as string) as Uint8Array)).toBe(shown);
    }
  });
});

describe("times", () => {
  test.each<[text: string, iso: string | undefined]>([
    ["2026-01-31T23:59:59Z", "2026-01-31T23:59:59.000Z"],
    ["2026-01-31T23:59:59.5Z", "2026-01-31T23:59:59.500Z"],
    ["2026-01-31T23:59:59,123456789+01:00", "2026-01-31T22:59:59.123Z"],
    ["2026-01-31T23:59-0530", "2026-02-01T05:29:00.000Z"],
    ["2026-01-31T23+01", "2026-01-31T22:00:00.000Z"],
    ["2026-01-31T", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-02", "2026-02-01T00:00:00.000Z"],
    ["2026-02-29", undefined],
    ["2026-13-01", undefined],
    ["2026-01-31T24:00:00Z", undefined],
    ["2026-01-31T23:59:60Z", undefined],
    ["2026-01-31T235959Z", undefined],
    ["2026-01-31t23:59:59z", undefined],
    ["2026-01-31 23:59:59Z", undefined],
    ["yesterday", undefined],
    ["", undefined],
  ])("%s is %s", (text, iso) => {
    const instant = instantOf(text);
    expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(iso);
  });

  test("a document always has one", () => {
    expect(indexed({ eventTime: "soon" }).numbers(field("@timestamp"))[0]).toBeGreaterThan(
      Date.parse("2900-01-01T00:00:00Z"),
    );
  });
});
