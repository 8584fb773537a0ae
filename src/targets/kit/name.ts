/** Names that platforms derive from a rule: slugs for files, UUIDs for ids. */
import { parse, v5 } from "uuid";
import type { Rule } from "../../ir/rule.ts";

/** The namespace of every UUID that is derived from a rule's id; it never changes. */
const NAMESPACE = "6f7a2c1e-5d0b-5b57-9a37-2f4e0c1d8b66";

/** As bytes, read once and not for each name. */
let namespaceBytes: Uint8Array | undefined;

function uuidOf(name: string): string {
  namespaceBytes ??= parse(NAMESPACE);
  return v5(new TextEncoder().encode(name), namespaceBytes);
}

/** Lower case, every run of other characters one `_`: safe as a file's name on every system. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** The rule's UUID (version 5) on a platform: from the first of its former ids, else from its id; case does not count. */
export function ruleUuid(rule: Rule, targetId: string): string {
  return uuidOf(`${targetId}:${(rule.metadata.formerly[0] ?? rule.id).toLowerCase()}`);
}

/** A UUID (version 5) of the pack for anything else that needs one: a story, a data source. */
export function namedUuid(...names: readonly string[]): string {
  return uuidOf(names.join(":"));
}
