/** In: a path. Out: the bytes of the log there as they come, decompressed where its name ends in `.gz`. */

import { constants, type ReadStream } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { boundInflation } from "../cases/bound-inflation.ts";
import type { Chunks } from "../cases/read-log.ts";
import type { OpenLog } from "../cases/run-tests.ts";
import { systemReason } from "./problem-at.ts";
import type { Project } from "./project.ts";
import { isWithin } from "./read-text.ts";

export type OpenedLog = { readonly chunks: Chunks } | { readonly problem: string };

/** Bytes that are read at once; with fewer, a long log waits more often. */
const CHUNK = 128 * 1024;

/** Opens a log; what is no ordinary file isn't opened. */
export async function openLog(path: string): Promise<OpenedLog> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await file.stat();
    if (facts.isFile()) return { chunks: await chunksOf(file.createReadStream({ highWaterMark: CHUNK }), path) };
    await file.close();
    return { problem: facts.isDirectory() ? "it is a folder" : "it is no ordinary file" };
  } catch (error) {
    await file?.close().catch(() => undefined);
    return { problem: systemReason(error) };
  }
}

/** The stream's own bytes, or what they unpack to. */
async function chunksOf(stream: ReadStream, path: string): Promise<Chunks> {
  if (!path.toLowerCase().endsWith(".gz")) return stream;
  const unpacked = createGunzip();
  // A reader that stops early ends the unpacking; the file is closed with it.
  stream.on("error", (error) => unpacked.destroy(error));
  unpacked.on("close", () => stream.destroy());
  return boundInflation(stream.pipe(unpacked), () => stream.bytesRead);
}

/** Opens the logs that rules name, which lie in the rules' root. */
export function openLogsOf(project: Project): OpenLog {
  return async (path) => {
    const absolute = join(project.rules, ...path.split("/"));
    try {
      if (!isWithin(await realpath(absolute), project.rules)) return { problem: "it lies outside of the rules' root" };
    } catch (error) {
      return { problem: systemReason(error) };
    }
    return openLog(absolute);
  };
}
