/**
 * In: the document that the pipeline made. Out: what Elasticsearch indexes of it by the data stream's mapping; or why it
 * refuses the whole document, which then no rule ever sees.
 * Sources: Elasticsearch reference, "keyword", "flattened", "ip", "boolean", "date" field types; the index setting
 * `ignore_malformed`, on for `logs-*`, by which an odd address, boolean or date is left out alone.
 */

import type { EcsDocument } from "../ingest/ingest.ts";
import { javaText } from "../ingest/java-text.ts";
import { JavaMap, type JavaValue } from "../ingest/java-value.ts";
import { addressBytes } from "./address.ts";
import { IndexedDocument } from "./indexed-document.ts";
import { instantOf } from "./instant.ts";
import { type Field, ignoreAbove, lookUpField } from "./mapping.ts";

/** Lucene's longest term, in bytes, and the default `depth_limit` of flattened fields. */
const LONGEST_TERM = 32766;
const DEEPEST_KEY = 20;

const RESOURCES = "aws.cloudtrail.resources";

/** How a document is refused; it never leaves this file. */
class Refused {
  constructor(readonly why: string) {}
}

export function indexDocument(ecs: EcsDocument): IndexedDocument | { readonly refused: string } {
  const document = new IndexedDocument();
  try {
    for (const [name, value] of ecs) {
      if (name === RESOURCES) addResources(document, value);
      else addField(document, name, value);
    }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.why };
    throw error;
  }
  return document;
}

function addField(document: IndexedDocument, name: string, value: JavaValue): void {
  const field = lookUpField(name);
  if (!field) return;
  if (field.type === "flattened") addFlattened(document, field, value);
  else addValue(document, field, value);
}

/** Lists are opened, to any depth; a map where a value is wanted makes the mapper fail. */
function addValue(document: IndexedDocument, field: Field, value: JavaValue): void {
  if (value instanceof JavaMap) throw new Refused(`\`${field.name}\` holds an object, where its mapping wants a value`);
  if (Array.isArray(value)) for (const item of value as readonly JavaValue[]) addValue(document, field, item);
  else addScalar(document, field, value);
}

function addScalar(document: IndexedDocument, { name, type }: Field, value: JavaValue): void {
  const text = javaText(value);
  switch (type) {
    case "keyword":
    case "constant_keyword":
      if (text.length <= ignoreAbove(name)) document.addText(name, text);
      return;
    case "boolean":
      if (text === "true" || text === "false") document.addBoolean(name, text === "true");
      return;
    case "date":
      addIfThere(instantOf(text), (instant) => document.addNumber(name, instant));
      return;
    case "ip":
      addIfThere(addressBytes(text), (bytes) => document.addAddress(name, bytes));
      return;
    case "long":
      addIfThere(/^-?[0-9]+$/.test(text) ? Number(text) : undefined, (number) => document.addNumber(name, number));
      return;
    case "text":
    case "flattened":
    case "unmodelled":
      return;
  }
}

function addIfThere<Value>(value: Value | undefined, add: (value: Value) => void): void {
  if (value !== undefined) add(value);
}

/** A flattened field takes an object, or several, and nothing else. */
function addFlattened(document: IndexedDocument, field: Field, value: JavaValue): void {
  if (Array.isArray(value)) for (const item of value as readonly JavaValue[]) addFlattened(document, field, item);
  else if (value instanceof JavaMap) addLeaves(document, field.name, "", value, 1);
  else throw new Refused(`\`${field.name}\` holds a single value, where its mapping wants an object`);
}

/** Every leaf becomes a keyword under its dotted key; lists are opened. */
function addLeaves(document: IndexedDocument, field: string, prefix: string, map: JavaMap, depth: number): void {
  if (depth > DEEPEST_KEY) throw new Refused(`\`${field}\` is nested deeper than ${DEEPEST_KEY}`);
  for (const [name, value] of map.members) addUnder(document, field, prefix + name, value, depth);
}

function addUnder(document: IndexedDocument, field: string, key: string, value: JavaValue, depth: number): void {
  if (value instanceof JavaMap) addLeaves(document, field, `${key}.`, value, depth + 1);
  else if (Array.isArray(value)) {
    for (const item of value as readonly JavaValue[]) addUnder(document, field, key, item, depth);
  } else addLeaf(document, field, key, javaText(value));
}

function addLeaf(document: IndexedDocument, field: string, key: string, text: string): void {
  if (key.includes("\0")) throw new Refused(`a key of \`${field}\` holds a NUL`);
  if (key.length + text.length + 1 > LONGEST_TERM / 3 && utf8Length(`${key}\0${text}`) > LONGEST_TERM) {
    throw new Refused(`a value of \`${field}\` is longer than ${LONGEST_TERM} bytes`);
  }
  document.addKeyed(field, key, text);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The members of all resources lie side by side; which of them belonged together is lost. */
function addResources(document: IndexedDocument, value: JavaValue): void {
  if (Array.isArray(value)) for (const item of value as readonly JavaValue[]) addResources(document, item);
  else if (value instanceof JavaMap) {
    for (const [key, member] of value.members) addField(document, `${RESOURCES}.${key}`, member);
  } else throw new Refused(`\`${RESOURCES}\` holds a single value, where its mapping wants an object`);
}
