/** Against compressed files that grow without end. In: decompressed chunks, and how many bytes went in so far. */

/** Below this size any ratio is fine. */
const ALWAYS_ALLOWED = 64 * 1024 * 1024;

/** Real CloudTrail files shrink to a tenth or twentieth; deflate can't do better than about a thousandth. */
const HIGHEST_RATIO = 200;

/** The same chunks. Fails, as a damaged file does, once they are out of proportion to what was read for them. */
export async function* boundInflation(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytesRead: () => number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > ALWAYS_ALLOWED && size > bytesRead() * HIGHEST_RATIO) {
      throw new Error(`it unpacks to more than ${HIGHEST_RATIO} times its size, which no real log does`);
    }
    yield chunk;
  }
}
