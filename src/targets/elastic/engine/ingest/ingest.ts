/**
 * In: a CloudTrail record. Out: the document that the AWS integration's pipeline makes of it, fields by dotted name.
 * This folder follows the pipeline alone: it must not know how Tocsin maps fields, nor what a rule asks for.
 */
import type { JsonObject } from "../../../../ir/json.ts";
import type { Context } from "./context.ts";
import { JavaMap, type JavaValue, withoutEmpties } from "./java-value.ts";
import { processors } from "./processors.ts";

export type EcsDocument = ReadonlyMap<string, JavaValue>;

/**
 * Runs the pipeline. A record without a single field of `aws.cloudtrail.*` would break its scripts; CloudTrail writes
 * `eventVersion` into every record, so one that a test leaves out is taken as there.
 */
export function ingest(event: JsonObject): EcsDocument {
  const record = withoutEmpties(event);
  const context: Context = { json: record instanceof JavaMap ? record : new JavaMap(), ecs: new Map() };
  for (const processor of processors) {
    if (processor(context) !== "fails") continue;
    context.ecs.set("event.kind", "pipeline_error");
    break;
  }
  return context.ecs;
}
