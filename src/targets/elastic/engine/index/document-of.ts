/** A record as the index has it, each record once, however many rules ask. */
import type { JsonObject } from "../../../../ir/json.ts";
import { ingest } from "../ingest/ingest.ts";
import { indexDocument } from "./index-document.ts";
import type { IndexedDocument } from "./indexed-document.ts";

const documents = new WeakMap<JsonObject, IndexedDocument | { readonly refused: string }>();

export function documentOf(event: JsonObject): IndexedDocument | { readonly refused: string } {
  const known = documents.get(event);
  if (known) return known;
  const document = indexDocument(ingest(event));
  documents.set(event, document);
  return document;
}
