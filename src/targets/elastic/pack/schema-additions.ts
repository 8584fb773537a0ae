/**
 * The flattened keys that the pack's queries name and the validator of detection-rules does not list. It looks a key up
 * by the index pattern that the rule searches (`ecs.py`, get_custom_index_schema), so each pattern has its own.
 */
import type { PackFile } from "../../target.ts";
import { listedFlattenedKeys } from "../fields.ts";

export const SCHEMA_PATH = "etc/schemas/cloudtrail_flattened_keys.json";

/** The pattern that `non-ecs-schema.json` lists its keys for. */
const LISTED_FOR = "logs-aws.cloudtrail-*";

/** What a rule asks for, and where. */
export interface AskedFields {
  readonly index: readonly string[];
  readonly fields: readonly string[];
}

const isFlattenedKey = (field: string) => /^aws\.cloudtrail\.flattened\.[^.]+\./.test(field);

/** A schema in the form of `non-ecs-schema.json`, to be named in a `stack-schema-map`; nothing where none is needed. */
export function schemaAdditions(rules: readonly AskedFields[]): PackFile[] {
  const byPattern = new Map<string, Set<string>>();
  for (const { index, fields } of rules) {
    for (const pattern of index) {
      const added = fields.filter(
        (key) => isFlattenedKey(key) && !(pattern === LISTED_FOR && listedFlattenedKeys.includes(key)),
      );
      if (added.length > 0) byPattern.set(pattern, new Set([...(byPattern.get(pattern) ?? []), ...added]));
    }
  }
  if (byPattern.size === 0) return [];
  const schema = Object.fromEntries(
    [...byPattern]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([pattern, keys]) => [pattern, Object.fromEntries([...keys].sort().map((key) => [key, "keyword"]))]),
  );
  return [{ path: SCHEMA_PATH, content: `${JSON.stringify(schema, null, 2)}\n` }];
}
