/** In: `iam:CreateUser`, `iam.amazonaws.com:CreateUser`, `CreateUser`, `iam`. Out: the source or the operations of that name. */
import { loadApiPart } from "../project/load-api-part.ts";
import { type ApiModel, type ApiOperation, apiModel } from "../schema/api-model.ts";
import { SOURCE_SUFFIX, shortSource } from "../schema/event-source.ts";

export interface FoundOperations {
  readonly name: string;
  readonly sources: readonly string[];
}

export const knownOperations = (): ApiModel => apiModel(loadApiPart);

/** The event source of that name, in full; nothing where there is none. */
export function findSource(name: string): string | undefined {
  const folded = name.toLowerCase();
  if (!/^[a-z0-9.-]+$/.test(folded)) return undefined;
  const full = shortSource(folded) + SOURCE_SUFFIX;
  return knownOperations().hasSource(full) ? full : undefined;
}

/** The sources that have an operation of that name; after a colon only that of the source before it. */
export function findOperations(name: string): FoundOperations | undefined {
  const model = knownOperations();
  const [, before, operation = name] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (before !== undefined) {
    const source = findSource(before);
    return source && model.find(source, operation).length > 0 ? { name: operation, sources: [source] } : undefined;
  }
  if (!/^[A-Z]\w*$/.test(operation)) return undefined;
  const sources = model.sourcesByName().get(operation) ?? [];
  return sources.length > 0 ? { name: operation, sources } : undefined;
}

export function operationsAt(source: string, name: string): readonly ApiOperation[] {
  return knownOperations().find(source, name);
}
