/**
 * A second engine for emitted EQL: `eql` 1.0.1 of PyPI, run unmodified in a Python of the developer's own (it is AGPL, and
 * no part of this package). It is not Elasticsearch, and is asked only where both agree by documentation and measurement;
 * see `faithful.ts`. Records are brought to ECS by this folder's own pipeline.
 */
import type { JsonObject } from "../../../../ir/json.ts";
import { type Engine, type EngineVerdict, type LoadedRule, NotRunHere, type OpenEngine } from "../../../engine.ts";
import { readEmittedRule } from "../engine.ts";
import { addressText } from "../index/address.ts";
import { documentOf } from "../index/document-of.ts";
import type { IndexedDocument } from "../index/indexed-document.ts";
import type { Field } from "../index/mapping.ts";
import { type FaithfulQuery, faithfulQuery } from "./faithful.ts";
import type { Worker } from "./worker.ts";

export interface PypiEqlEngine extends Engine {
  /**
   * Is the engine to be asked for this query, and, where one is given, this record? Where not, `load` rejects or the
   * verdict is an error that begins with `not run here`; neither counts, for or against.
   */
  faithful(query: string, event?: JsonObject): boolean;
}

export interface PypiEqlSettings {
  /** The Python that has `eql`; else what TOCSIN_ELASTIC_PYTHON names, else the project's `.venvs/elastic`. */
  readonly python?: string;
}

const VERSION = "1.0.1";
const NOT_HERE = "not run here";
/** Documents in one request. */
const MOST_AT_ONCE = 500;

export function createPypiEqlEngine(settings: PypiEqlSettings = {}): PypiEqlEngine {
  return {
    id: "pypi-eql",
    about: "The eql package of PyPI, on the part of EQL where it agrees with Elasticsearch; no Elasticsearch.",
    open: () => open(settings),
    faithful: (query, event) => {
      const faithful = faithfulQuery(query);
      return faithful !== undefined && (event === undefined || isFaithfulOn(faithful, event));
    },
  };
}

export const pypiEqlEngine: PypiEqlEngine = createPypiEqlEngine();

async function open(settings: PypiEqlSettings): Promise<OpenEngine | { readonly missing: string }> {
  const python = settings.python ?? process.env.TOCSIN_ELASTIC_PYTHON ?? ".venvs/elastic/bin/python";
  const [{ Worker }, { RUNNER }] = await Promise.all([import("./worker.ts"), import("./runner.ts")]);
  const worker = new Worker(python, RUNNER);
  try {
    const { version } = await worker.answer();
    if (version === VERSION) return openEngine(worker, `eql ${VERSION}`);
    await worker.close();
    return { missing: `\`${python}\` has eql ${String(version)}, and ${VERSION} is wanted` };
  } catch (error) {
    return {
      missing: `eql is not installed: \`pip install eql==${VERSION}\`, in .venvs/elastic or in the Python that TOCSIN_ELASTIC_PYTHON names (\`${python}\`: ${(error as Error).message})`,
    };
  }
}

function openEngine(worker: Worker, version: string): OpenEngine {
  return {
    version,
    load: async (files): Promise<LoadedRule> => {
      const { language, query } = await readEmittedRule(files);
      const faithful = language === "eql" ? faithfulQuery(query) : undefined;
      if (!faithful)
        throw new NotRunHere(`${NOT_HERE}: the query lies outside what eql and Elasticsearch have in common`);
      return { judge: (events) => judge(worker, query, faithful, events) };
    },
    close: () => worker.close(),
  };
}

async function judge(
  worker: Worker,
  query: string,
  faithful: FaithfulQuery,
  events: readonly JsonObject[],
): Promise<readonly EngineVerdict[]> {
  const verdicts: EngineVerdict[] = events.map(() => ({
    error: `${NOT_HERE}: a value on which eql differs`,
    notRun: true,
  }));
  const places = events.flatMap((event, place) => (isFaithfulOn(faithful, event) ? [place] : []));
  for (let from = 0; from < places.length; from += MOST_AT_ONCE) {
    const some = places.slice(from, from + MOST_AT_ONCE);
    const documents = some.map((place) => nestedDocument(events[place] as JsonObject, faithful));
    const { hits, error } = await worker.ask({ query, fold: faithful.fold, documents });
    const found = new Set(hits as readonly number[] | undefined);
    for (const [index, place] of some.entries()) {
      verdicts[place] = typeof error === "string" ? { error } : { alerts: found.has(index) };
    }
  }
  return verdicts;
}

function isFaithfulOn(faithful: FaithfulQuery, event: JsonObject): boolean {
  const document = documentOf(event);
  return !("refused" in document) && faithful.holdsFor(document);
}

type Nested = { [key: string]: Nested | string | boolean };

/** The fields that the query reads, as the index has them, nested by their dots. */
function nestedDocument(event: JsonObject, { fields }: FaithfulQuery): Nested {
  const document = documentOf(event);
  const root: Nested = {};
  for (const field of fields) {
    const value = "refused" in document ? undefined : onlyValue(document, field);
    if (value === undefined) continue;
    const keys = field.name.split(".");
    let table = root;
    for (const key of keys.slice(0, -1)) {
      table[key] ??= {};
      table = table[key] as Nested;
    }
    table[keys.at(-1) as string] = value;
  }
  return root;
}

function onlyValue(document: IndexedDocument, field: Field): string | boolean | undefined {
  const [address] = document.addresses(field);
  return document.texts(field)[0] ?? document.booleans(field)[0] ?? (address && addressText(address));
}
