/** The mapping table: every field of the record has a row or a reason, and the field types agree with it. */
import { expect, test } from "vitest";
import type { ValueType } from "../../../src/ir/path.ts";
import record from "../../../src/schema/cloudtrail-record.json" with { type: "json" };
import { derivedFields } from "../../../src/schema/derived.ts";
import types from "../../../src/targets/elastic/field-types.json" with { type: "json" };
import table from "../../../src/targets/elastic/fields.json" with { type: "json" };
import { nativeDerived, placeOf } from "../../../src/targets/elastic/fields.ts";
import { derived, path } from "./build.ts";

const typeOf = types as Readonly<Record<string, string>>;
const paths = record.fields as readonly { readonly path: string; readonly type: string }[];

test("every field of the record has its place, or a sentence that says why not", () => {
  for (const { path: text, type } of paths) {
    const place = placeOf(path(text, type as ValueType));
    if (place.kind === "nowhere") expect(place.reason, text).toMatch(/^[a-z`JS].*\.$/);
    if (type === "text" && place.kind === "field") expect(place.row.type, text).toBe("keyword");
    if (type === "timestamp") expect(place.kind === "field" && place.row.type, text).toBe("date");
  }
});

test("every row is about a field of the record, or about a member of its open objects", () => {
  const open = paths.filter((one) => one.type === "open").map((one) => one.path);
  for (const text of Object.keys(table.fields)) {
    const isKnown = paths.some((one) => one.path === text) || open.some((one) => text.startsWith(`${one}.`));
    expect(isKnown, text).toBe(true);
  }
});

test("a row that is not exact has a sentence", () => {
  for (const [text, row] of Object.entries(table.fields as Record<string, Record<string, unknown>>)) {
    if (row.fidelity !== undefined || row.field === undefined) expect(row.reason, text).toMatch(/^.+\.$/);
    if (row.exactWhere) expect(Object.hasOwn(table.fields, (row.exactWhere as { path: string }).path), text).toBe(true);
  }
});

test("the field types hold every field that a query can name", () => {
  const rows = [...Object.values(table.fields), ...Object.values(table.derived)] as Record<
    string,
    string | undefined
  >[];
  for (const { field, type, address } of rows) {
    if (field !== undefined) expect(typeOf[field], field).toBe(type);
    if (address !== undefined) expect(typeOf[address], address).toBe("ip");
  }
  for (const container of Object.values(table.containers) as { string?: string; flattened: string }[]) {
    expect(typeOf[container.flattened]).toBe("flattened");
    if (container.string !== undefined) expect(typeOf[container.string]).toBe("keyword");
  }
  for (const field of ["data_stream.dataset", "tls.version_protocol"]) expect(typeOf[field]).toBeDefined();
});

test("derived fields that Elastic has too are native", () => {
  for (const name of nativeDerived) expect(derivedFields.has(name), name).toBe(true);
  expect(placeOf(derived("outcome"))).toMatchObject({ kind: "field", row: { field: "event.outcome" } });
  expect(placeOf(derived("actor"))).toMatchObject({ kind: "field", row: { field: "user.name" } });
  expect(placeOf(derived("account"))).toMatchObject({ kind: "field", row: { field: "cloud.account.id" } });
});

test("keys that every object seems to have are no fields", () => {
  for (const text of ["__proto__", "constructor", "toString", "requestParameters.__proto__.k"]) {
    expect(placeOf(path(text)).kind, text).toBe(text.startsWith("request") ? "member" : "nowhere");
  }
});
