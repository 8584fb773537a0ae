/** In: text. Out: its hash, as manifests show it. */
import * as crypto from "node:crypto";

/** `sha256:` and the digest of the text's UTF-8 in lower-case hexadecimal. */
export function hashOf(text: string): string {
  return `sha256:${sha256(text)}`;
}

/** In one call where Node has it (from 20.12): that leaves no objects behind, of which a build would make thousands. */
const sha256: (text: string) => string =
  typeof crypto.hash === "function"
    ? (text) => crypto.hash("sha256", text)
    : (text) => crypto.createHash("sha256").update(text, "utf8").digest("hex");
