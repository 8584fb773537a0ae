/** The flattened keys that the pack's queries name and the validator of detection-rules does not list. */
import type { PackFile } from "../../target.ts";
import { listedFlattenedKeys } from "../fields.ts";
import type { KqlNode } from "../lower/kql-tree.ts";

/** The flattened keys that a query names. */
export function flattenedKeysOf(node: KqlNode): string[] {
  switch (node.kind) {
    case "all":
    case "any":
      return node.operands.flatMap(flattenedKeysOf);
    case "not":
      return flattenedKeysOf(node.operand);
    case "is":
    case "range":
      return /^aws\.cloudtrail\.flattened\.[^.]+\./.test(node.field) ? [node.field] : [];
  }
}

/** A schema in the form of `non-ecs-schema.json`, to be named in a `stack-schema-map`; nothing where none is needed. */
export function schemaAdditions(keys: readonly string[]): PackFile[] {
  const added = [...new Set(keys)].filter((key) => !listedFlattenedKeys.includes(key)).sort();
  if (added.length === 0) return [];
  const schema = { "logs-aws.cloudtrail-*": Object.fromEntries(added.map((key) => [key, "keyword"])) };
  return [{ path: "etc/schemas/cloudtrail_flattened_keys.json", content: `${JSON.stringify(schema, null, 2)}\n` }];
}
