/**
 * In: the bytes of a log file, decompressed, in chunks of any size. Out: its records, each once: an event, or rejected
 * with the reason. No file system here, and no record is ever lost without a word.
 * Read are JSON lines, one or more objects, a list, `{"Records":[…]}`, and the wrappings of `open-wrapping.ts`.
 */
import { GatheredBytes, joinBytes } from "./gathered-bytes.ts";
import { type LogItem, openText } from "./open-wrapping.ts";
import { DocumentSplitter, LONGEST_RECORD, type Piece, TOO_LONG } from "./split-document.ts";

export type { LogItem } from "./open-wrapping.ts";

const LINE_FEED = 0x0a;

/** The records of a log, as they come. A source of chunks that fails ends the log with a rejected item. */
export async function* readLog(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<LogItem, void> {
  const reader = new LogReader();
  try {
    for await (const chunk of chunks) yield* reader.push(chunk);
  } catch (error) {
    yield* reader.end();
    yield { kind: "rejected", why: whyUnreadable(error), place: "the rest of the file" };
    return;
  }
  yield* reader.end();
}

/** What a failing source of chunks has to say: a system's or a decompressor's error. */
function whyUnreadable(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code === "Z_BUF_ERROR") return "the compressed data ends too early";
  if (code === "Z_DATA_ERROR") return "the compressed data is damaged";
  return `it can't be read: ${String(message ?? error)}`;
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
  #form: Form | undefined;

  push(chunk: Uint8Array): LogItem[] {
    if (this.#form) return this.#form.push(chunk);
    this.#head.push(chunk.slice());
    const head = joinBytes(this.#head);
    const form = formOf(head, false);
    if (!form) {
      this.#head = [head];
      return [];
    }
    return this.#begin(form, head);
  }

  end(): LogItem[] {
    if (this.#form) return this.#form.end();
    const head = joinBytes(this.#head);
    const form = formOf(head, true) ?? new DocumentForm();
    return [...this.#begin(form, head), ...form.end()];
  }

  #begin(form: Form, head: Uint8Array): LogItem[] {
    this.#form = form;
    this.#head = [];
    return form.push(startsWith(head, [0xef, 0xbb, 0xbf]) ? head.subarray(3) : head);
  }
}

interface Form {
  push(chunk: Uint8Array): LogItem[];
  end(): LogItem[];
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** What the first bytes begin; nothing while there are too few to tell. */
function formOf(head: Uint8Array, isAll: boolean): Form | undefined {
  if (head.length < 4 && !isAll) return undefined;
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]) || (head.length > 1 && (head[0] === 0 || head[1] === 0))) {
    return new RefusedForm("the file is UTF-16, and logs are UTF-8");
  }
  if (startsWith(head, [0x1f, 0x8b])) return new RefusedForm("the file is compressed; its name must end in `.gz`");
  const first = firstLine(head);
  if (!first) return isAll || head.length > LONGEST_RECORD ? new DocumentForm() : undefined;
  if (first.next === undefined && !isAll && head.length <= LONGEST_RECORD) return undefined;
  return beginsLines(first) ? new LinesForm() : new DocumentForm();
}

interface FirstLine {
  readonly line: Uint8Array;
  /** The first byte after it that is no white space. */
  readonly next: number | undefined;
}

/** The first line that isn't blank, if it is complete. */
function firstLine(head: Uint8Array): FirstLine | undefined {
  const start = head.findIndex((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  const end = start < 0 ? -1 : head.indexOf(LINE_FEED, start);
  if (end < 0) return undefined;
  return { line: head.subarray(start, end), next: head.subarray(end).find((byte) => byte > 0x20) };
}

/**
 * Is each line a value of its own? Yes if the first one is, or is broken: it ends in a text, or the next one begins
 * with a brace where the document that the first one would belong to can have none.
 */
function beginsLines({ line, next }: FirstLine): boolean {
  const [first] = line;
  if (first !== 0x7b && first !== 0x5b) return true;
  const splitter = new DocumentSplitter();
  splitter.push(line);
  if (splitter.progress !== "inside") return true;
  const last = line.findLast((byte) => byte > 0x20);
  return next === 0x7b && last !== 0x5b && last !== 0x2c && last !== 0x3a;
}

/** A file that isn't read at all. */
class RefusedForm implements Form {
  constructor(readonly why: string) {}

  push(): LogItem[] {
    return [];
  }

  end(): LogItem[] {
    return [{ kind: "rejected", why: this.why, place: "the whole file" }];
  }
}

/** Documents that may take several lines, and as much room as they like. */
class DocumentForm implements Form {
  readonly #splitter = new DocumentSplitter();

  push(chunk: Uint8Array): LogItem[] {
    return this.#splitter.push(chunk).flatMap((piece) => openPiece(piece, ""));
  }

  end(): LogItem[] {
    return this.#splitter.end().flatMap((piece) => openPiece(piece, ""));
  }
}

/** A value a line. */
class LinesForm implements Form {
  #line = 1;
  readonly #gathered = new GatheredBytes(LONGEST_RECORD);
  /** For a line that is too long for one record: it may be a whole list of them. */
  #splitter: DocumentSplitter | undefined;

  push(chunk: Uint8Array): LogItem[] {
    const items: LogItem[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#endLine(chunk.subarray(start, end), items);
      start = end + 1;
    }
    this.#readPart(chunk.slice(start), items);
    return items;
  }

  end(): LogItem[] {
    const items: LogItem[] = [];
    this.#endLine(new Uint8Array(), items);
    return items;
  }

  #readPart(part: Uint8Array, items: LogItem[]): void {
    if (!this.#splitter && this.#gathered.size + part.length > LONGEST_RECORD) {
      this.#splitter = new DocumentSplitter();
      this.#open(this.#splitter.push(this.#gathered.take() as Uint8Array), items);
    }
    if (this.#splitter) this.#open(this.#splitter.push(part), items);
    else this.#gathered.add(part);
  }

  #endLine(rest: Uint8Array, items: LogItem[]): void {
    this.#readPart(rest, items);
    if (this.#splitter) this.#open(this.#splitter.end(), items);
    else {
      const bytes = this.#gathered.take() as Uint8Array;
      if (bytes.some((byte) => byte > 0x20 || byte === 0)) this.#open([{ kind: "record", bytes, place: "" }], items);
    }
    this.#splitter = undefined;
    this.#line++;
  }

  #open(pieces: readonly Piece[], items: LogItem[]): void {
    for (const piece of pieces) items.push(...openPiece(piece, `line ${this.#line}`));
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function openPiece(piece: Piece, line: string): LogItem[] {
  const place = [line, piece.place].filter((part) => part !== "").join(", ") || "the document";
  if (piece.kind === "broken") return [{ kind: "rejected", why: piece.why, place }];
  const text = decode(piece.bytes);
  if (text === undefined) return [{ kind: "rejected", why: "it is not UTF-8", place }];
  const items = openText(text, place === "the document" ? "" : place);
  return items;
}
void TOO_LONG;
