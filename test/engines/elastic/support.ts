/** What the tests of the Elastic engine share: documents by hand over a small mapping, and emitted files by hand. */
import { compileEql } from "../../../src/targets/elastic/engine/eql/compile.ts";
import { parseEql } from "../../../src/targets/elastic/engine/eql/parse.ts";
import { addressBytes } from "../../../src/targets/elastic/engine/index/address.ts";
import { IndexedDocument } from "../../../src/targets/elastic/engine/index/indexed-document.ts";
import { instantOf } from "../../../src/targets/elastic/engine/index/instant.ts";
import type { FieldLookup, FieldType } from "../../../src/targets/elastic/engine/index/mapping.ts";
import { compileKql } from "../../../src/targets/elastic/engine/kql/compile.ts";
import { parseKql } from "../../../src/targets/elastic/engine/kql/parse.ts";
import { type Folding, foldBy } from "../../../src/targets/elastic/engine/lucene/fold.ts";
import type { PackFile } from "../../../src/targets/target.ts";

const TYPES: { readonly [name: string]: FieldType } = {
  a: "keyword",
  arr: "keyword",
  "nest.k": "keyword",
  num: "long",
  ip: "ip",
  b: "boolean",
  when: "date",
  words: "text",
  flat: "flattened",
  looked: "unmodelled",
};

/** A mapping with one field of each type, and `flat` with keys. */
export const lookUp: FieldLookup = (name) => {
  if (name.startsWith("flat.")) return { name: "flat", type: "flattened", key: name.slice(5) };
  return Object.hasOwn(TYPES, name) ? { name, type: TYPES[name] as FieldType } : undefined;
};

/** Values by field; keys of `flat` as `flat.key`. */
export type Values = { readonly [field: string]: unknown };

export function documentOf(values: Values): IndexedDocument {
  const document = new IndexedDocument();
  for (const [name, value] of Object.entries(values)) {
    const field = lookUp(name);
    for (const one of [value].flat()) {
      if (one === null || !field) continue;
      if (field.key !== undefined) document.addKeyed(field.name, field.key, String(one));
      else if (field.type === "boolean") document.addBoolean(name, one as boolean);
      else if (field.type === "long") document.addNumber(name, one as number);
      else if (field.type === "date") document.addNumber(name, instantOf(String(one)) as number);
      else if (field.type === "ip") document.addAddress(name, addressBytes(String(one)) as Uint8Array);
      else document.addText(name, String(one));
    }
  }
  return document;
}

/** An EQL condition (what stands after `where`), ready for documents of such values. */
export function eqlTest(condition: string, folding: Folding = "ascii"): (values: Values) => boolean {
  const matches = compileEql(parseEql(`any where ${condition}`), { lookUp, fold: foldBy(folding) });
  return (values) => matches(documentOf(values));
}

export function kqlTest(condition: string): (values: Values) => boolean {
  const matches = compileKql(parseKql(condition), lookUp);
  return (values) => matches(documentOf(values));
}

/** Does the condition hold for these values? */
export function eql(condition: string, values: Values, folding: Folding = "ascii"): boolean {
  return eqlTest(condition, folding)(values);
}

export function kql(condition: string, values: Values): boolean {
  return kqlTest(condition)(values);
}

/** A rule's TOML as a person could write it. */
export function filesOf(query: string, language: "eql" | "kuery" = "eql", more = ""): readonly PackFile[] {
  const type = language === "eql" ? "eql" : "query";
  const text = JSON.stringify(query);
  const content = `[rule]\nindex = ["logs-aws.cloudtrail-*"]\ntype = "${type}"\nlanguage = "${language}"\nquery = ${text}\n${more}`;
  return [{ path: "rules/by_hand.toml", content }];
}

export const aws = 'data_stream.dataset == "aws.cloudtrail"';
