/** In: the first bytes of a log. Out: the reader for the form that they begin. Names of files have no say in it. */
import { parseJson } from "../ir/parse-json.ts";
import { GatheredBytes } from "./gathered-bytes.ts";
import { type LogItem, placeWithin } from "./log-item.ts";
import { openText, openWrapping } from "./open-wrapping.ts";
import { DocumentSplitter, LONGEST_RECORD, type Piece } from "./split-document.ts";

/** Reads a log of one form: `push` as often as there are chunks, then `end` once. */
export interface LogForm {
  push(chunk: Uint8Array): LogItem[];
  end(): LogItem[];
}

const LINE_FEED = 0x0a;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
/** After these a brace may follow in a document. */
const BEFORE_A_VALUE: readonly (number | undefined)[] = [OPEN_BRACKET, 0x2c, 0x3a];

/** No white space, and no part of a byte order mark. */
const isContent = (byte: number) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf;

/** The form that the first bytes begin; nothing while there may be more and these are too few to tell. */
export function recogniseForm(head: Uint8Array, isAll: true): LogForm;
export function recogniseForm(head: Uint8Array, isAll: boolean): LogForm | undefined;
export function recogniseForm(head: Uint8Array, isAll: boolean): LogForm | undefined {
  const mayWait = !isAll && head.length <= LONGEST_RECORD;
  if (mayWait && head.length < 4) return undefined;
  const [first, second] = head;
  if (first === 0 || second === 0 || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return new RefusedForm("it is UTF-16, and logs are UTF-8");
  }
  if (first === 0x1f && second === 0x8b) return new RefusedForm("it is compressed, and its name doesn't end in `.gz`");
  const start = head.findIndex(isContent);
  const end = start < 0 ? -1 : head.indexOf(LINE_FEED, start);
  const next = end < 0 ? undefined : head.subarray(end).find(isContent);
  if (mayWait && next === undefined) return undefined;
  return end >= 0 && isLineOfLines(head.subarray(start, end), next) ? new LinesForm() : new DocumentForm();
}

/**
 * Is each line a value of its own? Yes if this first one is, or is broken: it ends inside a text, or the next one begins
 * with a brace where no document that goes on can have one.
 */
function isLineOfLines(line: Uint8Array, next: number | undefined): boolean {
  if (line[0] !== OPEN_BRACE && line[0] !== OPEN_BRACKET) return true;
  const splitter = new DocumentSplitter();
  splitter.push(line);
  if (splitter.progress !== "inside") return true;
  return next === OPEN_BRACE && !BEFORE_A_VALUE.includes(line.findLast(isContent));
}

/** A file that isn't read at all. */
class RefusedForm implements LogForm {
  constructor(readonly why: string) {}

  push(): LogItem[] {
    return [];
  }

  end(): LogItem[] {
    return [{ kind: "rejected", why: this.why, place: "" }];
  }
}

/** Documents that take as many lines as they like. */
class DocumentForm implements LogForm {
  readonly #splitter = new DocumentSplitter(openGood);

  push(chunk: Uint8Array): LogItem[] {
    return this.#splitter.push(chunk).flatMap((piece) => openPiece(piece, ""));
  }

  end(): LogItem[] {
    return this.#splitter.end().flatMap((piece) => openPiece(piece, ""));
  }
}

/** A value a line. */
class LinesForm implements LogForm {
  #number = 1;
  readonly #line = new GatheredBytes(LONGEST_RECORD);
  /** For a line that is too long for one record: it may be a list of them. */
  #splitter: DocumentSplitter | undefined;

  push(chunk: Uint8Array): LogItem[] {
    const items: LogItem[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      items.push(...this.#read(chunk.subarray(start, end)), ...this.#endLine());
      start = end + 1;
    }
    items.push(...this.#read(chunk.slice(start)));
    return items;
  }

  end(): LogItem[] {
    return this.#endLine();
  }

  #read(part: Uint8Array): LogItem[] {
    if (this.#splitter) return this.#open(this.#splitter.push(part));
    if (this.#line.size + part.length <= LONGEST_RECORD) {
      this.#line.add(part);
      return [];
    }
    this.#splitter = new DocumentSplitter();
    const before = this.#line.take() as Uint8Array;
    return [before, part].flatMap((bytes) => this.#open((this.#splitter as DocumentSplitter).push(bytes)));
  }

  #endLine(): LogItem[] {
    const bytes = this.#line.take() as Uint8Array;
    const isBlank = bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
    const pieces = this.#splitter?.end() ?? (isBlank ? [] : [{ kind: "record", bytes, place: "" } as const]);
    const items = this.#open(pieces);
    this.#splitter = undefined;
    this.#number++;
    return items;
  }

  #open(pieces: readonly Piece[]): LogItem[] {
    return pieces.flatMap((piece) => openPiece(piece, `line ${this.#number}`));
  }
}

// Strict: a byte that is no UTF-8 must not turn into a character that a rule could see.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The records in the bytes of an element; nothing where these are no good JSON. */
function openGood(bytes: Uint8Array, place: string): readonly LogItem[] | undefined {
  const text = decode(bytes);
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed && "value" in parsed ? openWrapping(parsed.value, place) : undefined;
}

/** The records in a piece. What stands around a list of records gives none, but must be good JSON. */
function openPiece(piece: Piece, line: string): readonly LogItem[] {
  if (piece.kind === "opened") return piece.items;
  const place = placeWithin(line, piece.place);
  if (piece.kind === "broken") return [{ kind: "rejected", why: piece.why, place }];
  const text = decode(piece.bytes);
  if (text === undefined) return [{ kind: "rejected", why: "it is not UTF-8", place }];
  return piece.kind === "record" ? openText(text, place) : checkAround(text, line);
}

function checkAround(text: string, place: string): LogItem[] {
  const parsed = parseJson(text);
  if ("value" in parsed) return [];
  return [
    {
      kind: "rejected",
      why: `what stands around the list of records is no good JSON: ${parsed.problem.message}`,
      place,
    },
  ];
}
