/** In: the name of a part of the model of AWS's operations. Out: its text, unpacked when it is first asked for. */
import { brotliDecompressSync } from "node:zlib";
import model from "../schema/api/model.json" with { type: "json" };

const texts = new Map<string, string | undefined>();

function unpack(part: string): string | undefined {
  const parts: { readonly [part: string]: string } = model.parts;
  const own = Object.hasOwn(parts, part) ? parts[part] : undefined;
  const packed = part === "sources" ? model.sources : part === "names" ? model.names : own;
  return packed === undefined ? undefined : brotliDecompressSync(Buffer.from(packed, "base64")).toString("utf8");
}

/** `sources`, `names`, or a service's id, as `schema/api-model.ts` wants it; nothing for a part that there isn't. */
export function loadApiPart(part: string): string | undefined {
  if (!texts.has(part)) texts.set(part, unpack(part));
  return texts.get(part);
}
