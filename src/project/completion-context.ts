/** In: the project's files, as they are found. Out: what completion has to know beside the text that is being written. */
import type { CompletionContext } from "../complete/context.ts";
import { targets } from "../targets/index.ts";
import { loadApiPart } from "./load-api-part.ts";

/** The context over some files; it holds for as long as these stay the same. */
export async function completionContext(
  files: Pick<CompletionContext, "fileAt" | "listAt" | "libraries">,
): Promise<CompletionContext> {
  const platforms = await Promise.all(targets.map(async (one) => [one.id, await one.blockSchema()] as const));
  return { ...files, platforms: new Map(platforms), loadApi: loadApiPart };
}
