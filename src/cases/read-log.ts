/**
 * In: the bytes of a log file, decompressed, in chunks of any size. Out: its records, each once: an event, or rejected
 * with the reason. No file system here, and no record is ever lost without a word.
 * Read are JSON lines, one or more objects, a list, `{"Records":[…]}`, and the wrappings of `open-wrapping.ts`.
 */
import { joinBytes } from "./gathered-bytes.ts";
import { type LogForm, recogniseForm } from "./log-form.ts";
import type { LogItem } from "./log-item.ts";

export type { LogItem } from "./log-item.ts";

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The records of a log, as they come. A source of chunks that fails ends the log with a rejected item. */
export async function* readLog(chunks: Chunks): AsyncGenerator<LogItem, void> {
  for await (const items of readBatches(chunks)) yield* items;
}

/** The same, those of a chunk together: for a long log waiting for each record would take as long as reading it. */
export async function* readBatches(chunks: Chunks): AsyncGenerator<readonly LogItem[], void> {
  const reader = new LogReader();
  try {
    for await (const chunk of chunks) yield reader.push(chunk);
  } catch (error) {
    yield reader.end();
    yield [{ kind: "rejected", why: whyUnreadable(error), place: "the rest of the file" }];
    return;
  }
  yield reader.end();
}

/** What a failing source of chunks has to say: the system's error, or the decompressor's. */
function whyUnreadable(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code === "Z_BUF_ERROR") return "the compressed data ends too early";
  if (code === "Z_DATA_ERROR") return "the compressed data is damaged";
  return String(message ?? error);
}

/** The records of a log that is held as a whole. */
export function readLogText(text: string): LogItem[] {
  const reader = new LogReader();
  return [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
}

/** Reads a log chunk by chunk: `push` as often as there are chunks, then `end` once. */
export class LogReader {
  /** The first bytes, until it is known what they begin. */
  #head: Uint8Array[] = [];
  #form: LogForm | undefined;

  push(chunk: Uint8Array): LogItem[] {
    if (this.#form) return this.#form.push(chunk);
    const head = joinBytes([...this.#head, chunk.slice()]);
    this.#form = recogniseForm(head, false);
    this.#head = this.#form ? [] : [head];
    return this.#form?.push(withoutMark(head)) ?? [];
  }

  end(): LogItem[] {
    if (this.#form) return this.#form.end();
    const head = joinBytes(this.#head);
    const form = recogniseForm(head, true);
    return [...form.push(withoutMark(head)), ...form.end()];
  }
}

/** Without the byte order mark that some editors put before UTF-8. */
function withoutMark(head: Uint8Array): Uint8Array {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
}
