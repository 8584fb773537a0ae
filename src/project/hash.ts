/** In: text. Out: its hash, as manifests show it. */
import { createHash } from "node:crypto";

/** `sha256:` and the digest of the text's UTF-8 in lower-case hexadecimal. */
export function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}
