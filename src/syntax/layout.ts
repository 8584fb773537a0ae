/** The lines that the formatter writes, with the comments of the source put back where they stood. */
import type { Comment, RuleFile } from "./ast.ts";

interface Line {
  text: string;
  comment?: string;
}

/** The length of what stands after the last line break. */
function lastWidth(text: string): number {
  return text.length - (text.lastIndexOf("\n") + 1);
}

export class Layout {
  readonly #lines: Line[] = [];
  readonly #comments: readonly Comment[];
  readonly #text: string;
  #next = 0;
  /** The place in the source after what was written last. */
  #written = 0;
  /** Nothing was written in this block yet: no blank line goes here. */
  #isFresh = true;

  constructor(file: RuleFile) {
    this.#comments = file.comments;
    this.#text = file.source.text;
  }

  /** Are there comments between these places that are not written yet? */
  hasComments(start: number, end: number): boolean {
    for (let index = this.#next; index < this.#comments.length; index++) {
      const at = (this.#comments[index] as Comment).span.start;
      if (at >= end) return false;
      if (at >= start) return true;
    }
    return false;
  }

  /** Are there comments between these places in the source, written or not? */
  everHasComments(start: number, end: number): boolean {
    let low = 0;
    for (let high = this.#comments.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#comments[middle] as Comment).span.start < start) low = middle + 1;
      else high = middle;
    }
    const first = this.#comments[low];
    return first !== undefined && first.span.start < end;
  }

  /** Writes a line. */
  line(indent: number, text: string): void {
    this.#lines.push({ text: " ".repeat(indent) + text });
    this.#isFresh = false;
  }

  /** A line that opens a block: no blank line follows it. */
  open(indent: number, text: string): void {
    this.line(indent, text);
    this.#isFresh = true;
  }

  /** A line that closes a block, after the comments that stand before its bracket. */
  close(indent: number, text: string, before: number): void {
    this.comments(before, indent + 2, true);
    this.#lines.push({ text: " ".repeat(indent) + text });
    this.#isFresh = false;
  }

  /** Says up to where the source is written. */
  wrote(end: number): void {
    this.#written = Math.max(this.#written, end);
  }

  /** Goes to the item that starts at `start`: a blank line if one is due or was written, and the comments before it. */
  item(start: number, indent: number, needsBlank: boolean): void {
    const first = this.#comments[this.#next];
    const leads = first !== undefined && first.span.start < start;
    // A comment at the end of a line still belongs to what was written before.
    if (leads && first.trailing) this.#takeTrailing(first);
    const next = this.#comments[this.#next];
    const begin = next && next.span.start < start ? next.span.start : start;
    if (needsBlank || this.#hasBlankLine(begin)) this.#blank();
    const before = this.#next;
    this.comments(start, indent, true);
    if (this.#next > before && this.#hasBlankLine(start)) this.#blank();
  }

  /** Writes the comments that stand before a place: at the end of the line where they stood there, else on their own. */
  comments(before: number, indent: number, keepsBlank = false): void {
    for (;;) {
      const comment = this.#comments[this.#next];
      if (!comment || comment.span.start >= before) return;
      if (comment.trailing && this.#takeTrailing(comment)) continue;
      if (keepsBlank && this.#canHoldBlank && this.#hasBlankLine(comment.span.start)) this.#blank();
      this.#next++;
      this.line(indent, comment.text);
      this.wrote(comment.span.end);
    }
  }

  /** Blank lines are kept between the items of blocks, not inside of lists and conditions. */
  #canHoldBlank = true;

  /** Runs `write` for something in which no blank lines are kept. */
  tight(write: () => void): void {
    const before = this.#canHoldBlank;
    this.#canHoldBlank = false;
    write();
    this.#canHoldBlank = before;
  }

  #takeTrailing(comment: Comment): boolean {
    const line = this.#lines[this.#lines.length - 1];
    if (!line || line.comment !== undefined || line.text === "" || line.text.trimStart().startsWith("//")) return false;
    line.comment = comment.text;
    this.#next++;
    this.wrote(comment.span.end);
    return true;
  }

  #hasBlankLine(start: number): boolean {
    return /\n[ \t\r]*\n/.test(this.#text.slice(this.#written, start));
  }

  #blank(): void {
    const last = this.#lines[this.#lines.length - 1];
    if (!this.#isFresh && last && last.text !== "") this.#lines.push({ text: "" });
  }

  /** All lines; comments at the ends of neighbouring lines begin in one column. */
  render(): string {
    const done: string[] = [];
    for (let index = 0; index < this.#lines.length; ) {
      let end = index;
      while (this.#lines[end]?.comment !== undefined) end++;
      if (end === index) {
        done.push((this.#lines[index] as Line).text);
        index++;
        continue;
      }
      const run = this.#lines.slice(index, end);
      const width = run.reduce((most, line) => Math.max(most, lastWidth(line.text)), 0);
      for (const line of run) done.push(`${line.text}${" ".repeat(width - lastWidth(line.text) + 2)}${line.comment}`);
      index = end;
    }
    while (done[done.length - 1] === "") done.pop();
    return done.length === 0 ? "" : `${done.join("\n")}\n`;
  }
}
