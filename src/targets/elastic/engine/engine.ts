/**
 * The Elastic engine. In: the TOML of an emitted rule, and CloudTrail records. Out: a verdict for each, as Elasticsearch
 * would give it: the record is brought to ECS as the AWS integration does, indexed by the data stream's mapping, and the
 * query, EQL or KQL, is read by parsers of this folder and run over the index's view of it.
 * It must not know the checked rule, `semantics/`, or how this target maps, lowers and prints.
 */
import type { JsonObject } from "../../../ir/json.ts";
import type { Engine, EngineVerdict, LoadedRule, OpenEngine } from "../../engine.ts";
import type { PackFile } from "../../target.ts";
import { compileEql } from "./eql/compile.ts";
import { parseEql } from "./eql/parse.ts";
import { documentOf } from "./index/document-of.ts";
import type { IndexedDocument } from "./index/indexed-document.ts";
import { lookUpField } from "./index/mapping.ts";
import { compileKql } from "./kql/compile.ts";
import { parseKql } from "./kql/parse.ts";
import { type Folding, foldBy } from "./lucene/fold.ts";
import type { EmittedRule } from "./read-rule.ts";

export interface ElasticSettings {
  /** Which letters are the same where a query ignores case: those of ASCII, or Unicode's, as since the summer of 2026. */
  readonly folding: Folding;
}

/** Makes an engine with other settings than the usual ones. */
export function createElasticEngine({ folding }: ElasticSettings): Engine {
  return {
    id: "tocsin-elastic",
    about:
      "Tocsin's own model of Elasticsearch, by its documentation and the AWS integration's pipeline; no Elasticsearch.",
    open: async (): Promise<OpenEngine> => ({
      version: folding === "ascii" ? "1" : "1 (Unicode folding)",
      load: async (files) => loadedRule(compileQuery(await readEmittedRule(files), folding)),
      close: async () => undefined,
    }),
  };
}

export const elasticEngine: Engine = createElasticEngine({ folding: "ascii" });

/** The one rule among the files. The TOML reader is loaded when the first rule comes. */
export async function readEmittedRule(files: readonly PackFile[]): Promise<EmittedRule> {
  const rules = files.filter(({ path }) => path.endsWith(".toml"));
  const [rule] = rules;
  if (!rule || rules.length > 1) throw new Error(`one file .toml is wanted, and there are ${rules.length}`);
  const { readRule } = await import("./read-rule.ts");
  return readRule(rule.content);
}

function compileQuery({ language, query }: EmittedRule, folding: Folding): (document: IndexedDocument) => boolean {
  if (language === "kuery") return compileKql(parseKql(query), lookUpField);
  return compileEql(parseEql(query), { lookUp: lookUpField, fold: foldBy(folding) });
}

function loadedRule(matches: (document: IndexedDocument) => boolean): LoadedRule {
  return { judge: async (events) => events.map((event) => judge(event, matches)) };
}

/** A document that Elasticsearch refuses is in no index, so nothing alerts on it. */
function judge(event: JsonObject, matches: (document: IndexedDocument) => boolean): EngineVerdict {
  const document = documentOf(event);
  return { alerts: !("refused" in document) && matches(document) };
}
