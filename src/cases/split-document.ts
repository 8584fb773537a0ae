/**
 * In: the bytes of one or more JSON documents, in chunks of any size. Out: the bytes of each record in them, found by
 * quotes and braces alone, so that a file of any length is never held as a whole.
 * Whether a record is good JSON is for whoever parses it.
 */
import { GatheredBytes } from "./gathered-bytes.ts";
import { GuessedEnds } from "./guessed-ends.ts";
import type { LogItem } from "./log-item.ts";

/**
 * A record's bytes, good only until the next chunk is pushed, or what was made of them already; the bytes around a list
 * of records, which should be good JSON too; or something that is no record. `place` is where it stands: `Records[3]`.
 */
export type Piece =
  | { readonly kind: "opened"; readonly items: readonly LogItem[] }
  | { readonly kind: "record"; readonly bytes: Uint8Array; readonly place: string }
  | { readonly kind: "around"; readonly bytes: Uint8Array; readonly place: string }
  | { readonly kind: "broken"; readonly why: string; readonly place: string };

/** CloudTrail's own limit for a record is 256 KB; as escaped text in a wrapping it is up to about twice that. */
export const LONGEST_RECORD = 1024 * 1024;
export const TOO_LONG = "it is longer than 1 MiB, and no CloudTrail record is longer than 256 KB";

/** Lists that hold records where they stand in the outermost object: CloudTrail's own, and CloudWatch Logs'. */
const LISTS_OF_RECORDS: ReadonlySet<string> = new Set(["Records", "logEvents"]);
const LONGEST_NAME = 10;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LINE_FEED = 0x0a;

const isWhiteSpace = (byte: number) => byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09;

/** Where the text that begins at `from` ends; -1 where it doesn't in this chunk. */
function closingQuote(chunk: Uint8Array, from: number): number {
  // This loop sees most of the bytes of a log.
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  return -1;
}

/** Opens the bytes of an element at that place; nothing where they are no good JSON. */
type Opener = (bytes: Uint8Array, place: string) => readonly LogItem[] | undefined;

/** `list`: between the elements of a list of records; `element`: in one of them; `object`: in an outermost object. */
type State = "outside" | "object" | "list" | "element" | "garbage";

export class DocumentSplitter {
  #pieces: Piece[] = [];
  #state: State = "outside";
  /** Where what is gathered begins in the present chunk. */
  #start = 0;
  readonly #object = new GatheredBytes(LONGEST_RECORD);
  readonly #element = new GatheredBytes(LONGEST_RECORD);
  /** Depth within the object or element that is read. */
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** The last text directly in the outermost object; before a bracket, it is a key. */
  #name = "";
  /** The name of the list that is read; nothing for an outermost array. */
  #list: string | undefined;
  #index = 0;
  #afterElement = false;
  #hasList = false;
  #guesses = new GuessedEnds(new Uint8Array(0));
  readonly #open: Opener | undefined;

  /** With `open`, most elements of a list needn't be read byte by byte: it tells whether a guessed end is the right one. */
  constructor(open?: Opener) {
    this.#open = open;
  }

  /** Reads on, and gives what it has found since. */
  push(chunk: Uint8Array): Piece[] {
    this.#guesses = new GuessedEnds(chunk);
    this.#start = 0;
    let at = 0;
    while (at < chunk.length) at = this.#readOn(chunk, at);
    // A copy: whoever reads files may use the chunk's memory again.
    if (this.#state === "object") this.#object.add(chunk.slice(this.#start));
    else if (this.#state === "element") this.#element.add(chunk.slice(this.#start));
    return this.#takePieces();
  }

  /** What is left where the bytes end. */
  end(): Piece[] {
    if (this.#state === "object") this.#break("the text ends inside it");
    else if (this.#state === "element") this.#break("the text ends inside this record");
    else if (this.#state === "list") this.#break("the text ends before the list of records is closed");
    this.#state = "outside";
    return this.#takePieces();
  }

  /** Does it stand between two values, in the middle of one, or even in a text? */
  get progress(): "between" | "inside" | "inText" {
    if (this.#inText) return "inText";
    return this.#state === "outside" ? "between" : "inside";
  }

  #takePieces(): Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #readOn(chunk: Uint8Array, at: number): number {
    switch (this.#state) {
      case "outside":
        return this.#readOutside(chunk, at);
      case "list":
        return this.#readList(chunk, at);
      case "garbage":
        return this.#skipLine(chunk, at);
      default:
        return this.#inText ? this.#readText(chunk, at) : this.#readStructure(chunk, at);
    }
  }

  #readOutside(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number;
    if (isWhiteSpace(byte)) return at + 1;
    if (byte === OPEN_BRACE) {
      this.#hasList = false;
      this.#enter("object", at, 0);
      return at;
    }
    if (byte === OPEN_BRACKET) this.#openList(undefined);
    else {
      this.#break("neither an object nor a list begins here");
      this.#state = "garbage";
    }
    return at + 1;
  }

  #skipLine(chunk: Uint8Array, at: number): number {
    const end = chunk.indexOf(LINE_FEED, at);
    if (end < 0) return chunk.length;
    this.#state = "outside";
    return end + 1;
  }

  #enter(state: "object" | "element", start: number, depth: number): void {
    this.#state = state;
    this.#start = start;
    this.#depth = depth;
  }

  #openList(name: string | undefined): void {
    this.#state = "list";
    this.#list = name;
    this.#index = 0;
    this.#afterElement = false;
  }

  #readList(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number;
    if (isWhiteSpace(byte)) return at + 1;
    if (byte === CLOSE_BRACKET || (byte === CLOSE_BRACE && this.#list !== undefined)) return this.#closeList(at, byte);
    if (byte === COMMA) {
      if (!this.#afterElement) this.#break("a record is missing before a comma");
      this.#afterElement = false;
      return at + 1;
    }
    if (this.#afterElement) this.#break("a comma is missing before this record");
    const end = byte === OPEN_BRACE ? this.#openAtOnce(chunk, at) : undefined;
    if (end !== undefined) return end;
    this.#enter("element", at, 0);
    // A brace too many is an element of its own, so that something is always read.
    return byte === CLOSE_BRACE ? this.#endUnit(chunk, at + 1) : at;
  }

  /**
   * The end of an element that was opened as soon as its end was guessed. An object that is good JSON is no part of a
   * longer one: where the bytes up to there are good JSON, it does end there.
   */
  #openAtOnce(chunk: Uint8Array, at: number): number | undefined {
    const end = this.#open && this.#guesses.after(at);
    if (end === undefined || end - at > LONGEST_RECORD) return undefined;
    const items = this.#open?.(chunk.subarray(at, end), this.#place());
    if (!items) {
      this.#guesses.failed(end);
      return undefined;
    }
    this.#pieces.push({ kind: "opened", items });
    this.#endElement();
    return end;
  }

  #endElement(): void {
    this.#index++;
    this.#afterElement = true;
  }

  #closeList(at: number, byte: number): number {
    if (!this.#afterElement && this.#index > 0) this.#break("a record is missing after a comma");
    if (this.#list === undefined) {
      this.#state = "outside";
      return at + 1;
    }
    // Back in the outermost object. Where a brace stands for the bracket, that object is broken, and it will be said of it.
    this.#enter("object", at, byte === CLOSE_BRACKET ? 2 : 1);
    return at;
  }

  /** From outside texts on, to the next quote or to the end of the object or element. */
  #readStructure(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      switch (byte) {
        case QUOTE: {
          // Most texts end in the same chunk, and only those directly in the outermost object may be names of lists.
          const end = this.#mayNameList() ? -1 : closingQuote(chunk, at + 1);
          if (end < 0) return this.#enterText(at + 1);
          at = end;
          break;
        }
        case OPEN_BRACKET:
        case OPEN_BRACE:
          if (byte === OPEN_BRACKET && this.#isListOfRecords()) return this.#enterList(chunk, at + 1);
          this.#depth++;
          break;
        case CLOSE_BRACKET:
        case CLOSE_BRACE:
          // A number or a word in a list ends where the list does.
          if (this.#depth === 0) return this.#endUnit(chunk, at);
          if (--this.#depth === 0) return this.#endUnit(chunk, at + 1);
          break;
        case COMMA:
          if (this.#depth === 0) return this.#endUnit(chunk, at);
      }
    }
    return chunk.length;
  }

  #mayNameList(): boolean {
    return this.#depth === 1 && this.#state === "object";
  }

  #enterText(at: number): number {
    this.#inText = true;
    if (this.#depth === 1) this.#name = "";
    return at;
  }

  #isListOfRecords(): boolean {
    return this.#mayNameList() && LISTS_OF_RECORDS.has(this.#name);
  }

  #enterList(chunk: Uint8Array, after: number): number {
    this.#object.add(chunk.slice(this.#start, after));
    this.#hasList = true;
    this.#openList(this.#name);
    return after;
  }

  #readText(chunk: Uint8Array, from: number): number {
    let at = from;
    let escaped = this.#escaped;
    while (at < chunk.length) {
      const byte = chunk[at++] as number;
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        this.#inText = false;
        break;
      }
    }
    this.#escaped = escaped;
    if (this.#mayNameList()) this.#gatherName(chunk.subarray(from, this.#inText ? at : at - 1));
    return at;
  }

  #gatherName(bytes: Uint8Array): void {
    const wanted = LONGEST_NAME - this.#name.length;
    this.#name += String.fromCharCode(...bytes.subarray(0, wanted));
  }

  #endUnit(chunk: Uint8Array, end: number): number {
    const isElement = this.#state === "element";
    const gathered = isElement ? this.#element : this.#object;
    gathered.add(chunk.subarray(this.#start, end));
    const place = this.#place();
    const bytes = gathered.take();
    if (bytes) this.#pieces.push({ kind: this.#hasList && !isElement ? "around" : "record", bytes, place });
    else this.#pieces.push({ kind: "broken", why: TOO_LONG, place });
    this.#state = isElement ? "list" : "outside";
    if (isElement) this.#endElement();
    return end;
  }

  #place(): string {
    const inList = this.#state === "list" || this.#state === "element";
    return inList ? `${this.#list ?? ""}[${this.#index}]` : "";
  }

  #break(why: string): void {
    this.#pieces.push({ kind: "broken", why, place: this.#place() });
  }
}
