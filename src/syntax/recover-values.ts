/** Recovery in what stands in brackets: lists, JSON, and blocks of entries. */
import type { IToken } from "chevrotain";
import type * as ast from "./ast.ts";
import { canEnd, isLineStart, isWord } from "./boundaries.ts";
import type { RuleParser } from "./parser.ts";
import { missingSign, trailingComma } from "./problems-structure.ts";
import { foreignSign } from "./problems-text.ts";
import { type Range, RecoverBase } from "./recover-base.ts";
import { madeUpToken } from "./token-span.ts";
import * as kinds from "./tokens.ts";

export class RecoverValues extends RecoverBase {
  /** The items of a list between its brackets, each read alone. */
  listItems<Item>(from: number, to: number, rule: (parser: RuleParser) => Item): Item[] {
    const items: Item[] = [];
    const ranges = this.split(from, to, (index) => this.typeAt(index) === kinds.Comma);
    for (const [position, [start, end]] of ranges.entries()) {
      if (this.reading.report.isFull) break;
      if (start < end) {
        const item = this.#listItem(start, end, rule);
        if (item !== undefined) items.push(item);
      } else if (position < ranges.length - 1) this.addExpected("an item", start, to);
    }
    return items;
  }

  #listItem<Item>(from: number, to: number, rule: (parser: RuleParser) => Item): Item | undefined {
    const read = this.try(from, to, rule);
    if (!read.error) return read.value;
    const at = this.tokens.indexOf(read.error.token, from);
    // The item itself is right, but something follows it.
    if (at > from && at < to && !this.try(from, at, rule).error && !this.try(at, to, rule).error) {
      this.addMissing(",", at);
      return this.try(from, at, rule).value;
    }
    this.reportError(read.error, from, to);
    return undefined;
  }

  /** Reports that a sign is missing before the token at `index`. */
  addMissing(sign: string, index: number): void {
    if (this.isSpoiled(index - 1, index)) return;
    const before = this.tokens[index - 1] as IToken;
    const place = this.placeBefore(index);
    const text = sign === "=" ? ` ${sign}` : sign.length > 1 ? ` ${sign}` : sign;
    const fixes = [{ title: `Add \`${sign}\``, span: place, text }];
    const found = this.tokens[index];
    this.add(missingSign, { sign, after: this.shown(before) }, found ? this.spanOf(found) : place, { fixes });
  }

  // ---- JSON

  /** An object, array or scalar in an event. */
  json(from: number, to: number): ast.JsonNode | ast.Broken {
    const read = this.try(from, to, (parser) => parser.jsonValue());
    if (read.value) return read.value;
    const type = this.typeAt(from);
    const close = this.closeOf(from, to);
    if (type === kinds.LeftBrace && close < to) {
      const members = this.#members(from + 1, close);
      this.#nothingAfter(close + 1, to);
      return { kind: "object", members, span: this.spanAcross(from, close + 1) };
    }
    if (type === kinds.LeftBracket && close < to) {
      const elements = this.#elements(from + 1, close);
      this.#nothingAfter(close + 1, to);
      return { kind: "array", elements, span: this.spanAcross(from, close + 1) };
    }
    if (type === kinds.Json && this.typeAt(from + 1) === kinds.LeftBrace) return this.json(from + 1, to);
    return this.broken(read.error, from, to);
  }

  #nothingAfter(from: number, to: number): void {
    if (from < to) this.addExpected("`,` or `}`", from, to);
  }

  #members(from: number, to: number): ast.JsonMember[] {
    const members: ast.JsonMember[] = [];
    for (const [start, end] of this.#jsonParts(from, to, (index) => this.#beginsMember(index))) {
      if (this.reading.report.isFull) break;
      const member = this.#member(start, end);
      if (member) members.push(member);
    }
    return members;
  }

  #elements(from: number, to: number): ast.JsonNode[] {
    const elements: ast.JsonNode[] = [];
    for (const [start, end] of this.#jsonParts(from, to, () => false)) {
      if (this.reading.report.isFull) break;
      const element = this.json(start, end);
      if (element.kind !== "broken") elements.push(element);
    }
    return elements;
  }

  /** Cut at commas, and where one is missing before something that `begins`. */
  #jsonParts(from: number, to: number, begins: (index: number) => boolean): Range[] {
    const parts: Range[] = [];
    const ranges = this.split(from, to, (index) => this.typeAt(index) === kinds.Comma);
    for (const [position, [start, end]] of ranges.entries()) {
      if (start === end) {
        if (position === ranges.length - 1 && position > 0) this.#addTrailingComma(start - 1);
        else if (ranges.length > 1) this.addExpected("a member", start, to);
        continue;
      }
      const pieces = this.pieces(start, end, (_, index) => begins(index));
      for (const [index, piece] of pieces.entries()) {
        if (index > 0) this.addMissing(",", piece[0]);
        parts.push(piece);
      }
    }
    return parts;
  }

  #addTrailingComma(index: number): void {
    const span = this.spanOf(this.tokens[index] as IToken);
    this.add(trailingComma, {}, span, { fixes: [{ title: "Remove the comma", span, text: "" }] });
  }

  #beginsMember(index: number): boolean {
    return this.typeAt(index + 1) === kinds.Colon && this.typeAt(index - 1) !== kinds.Colon;
  }

  #member(from: number, to: number): ast.JsonMember | undefined {
    const read = this.try(from, to, (parser) => parser.jsonMember());
    if (read.value) return read.value;
    const key = this.tokens[from] as IToken;
    if (this.typeAt(from + 1) === kinds.Colon && to > from + 2) {
      const value = this.json(from + 2, to);
      const text = typeof key.payload === "string" ? key.payload : key.image;
      return value.kind === "broken" ? undefined : { key: text, keySpan: this.spanOf(key), value };
    }
    this.reportError(read.error, from, to);
    return undefined;
  }

  // ---- entries

  /** Is this the name of an entry in a block? */
  beginsEntry(index: number): boolean {
    if (!isWord(this.tokens[index]) || this.typeAt(index - 1) === kinds.Dot) return false;
    const hasAssign = this.typeAt(index + 1) === kinds.Assign;
    const startsLine = isLineStart(this, index);
    if (hasAssign && (startsLine || this.typeAt(index - 1) === kinds.Comma)) return true;
    return canEnd(this, index - 1) && (hasAssign || (startsLine && this.typeAt(index) !== kinds.When));
  }

  /** The entries of a block between its braces, each read by `one`. */
  entries<Entry>(from: number, to: number, one: (from: number, to: number) => Entry): Entry[] {
    return this.pieces(from, to, (_, index) => this.beginsEntry(index)).map(([start, end]) => {
      let last = end;
      while (last > start + 1 && this.typeAt(last - 1) === kinds.Comma) last = this.#dropComma(last);
      return one(start, last);
    });
  }

  #dropComma(end: number): number {
    const span = this.spanOf(this.tokens[end - 1] as IToken);
    const fixes = [{ title: "Remove `,`", span, text: "" }];
    this.add(foreignSign, { sign: ",", instead: undefined }, span, { fixes });
    return end - 1;
  }

  /** The tokens of an entry or declaration with the `=` that is missing at `index`, or nothing if it is there. */
  withAssign(from: number, to: number, index: number): IToken[] | undefined {
    if (index >= to || this.typeAt(index) === kinds.Assign) return undefined;
    const at = this.placeBefore(index).start;
    return [...this.tokens.slice(from, index), madeUpToken(kinds.Assign, "=", at), ...this.tokens.slice(index, to)];
  }

  dataEntry(from: number, to: number): ast.DataEntry | ast.Broken {
    const read = this.try(from, to, (parser) => parser.dataEntry());
    if (read.value) return read.value;
    if (this.typeAt(from + 1) !== kinds.Assign)
      return this.entryWithoutAssign(from, to, (parser) => parser.dataEntry());
    const name = this.tokens[from] as IToken;
    const value = this.#dataValue(from + 2, to);
    return {
      kind: "data",
      name: { text: name.image, span: this.spanOf(name) },
      value,
      span: this.spanAcross(from, to),
    };
  }

  /** An entry without its `=`: read as if it stood there where that makes one, else reported. */
  entryWithoutAssign<Entry>(from: number, to: number, rule: (parser: RuleParser) => Entry): Entry | ast.Broken {
    const repaired = this.withAssign(from, to, from + 1);
    const read = repaired && this.tryTokens(repaired, rule);
    if (read?.value) {
      this.addMissing("=", from + 1);
      return read.value;
    }
    const isName = isWord(this.tokens[from]);
    this.addExpected(isName ? "`=`" : "`name = value`", isName ? from + 1 : from, to);
    return this.brokenAt(from, to);
  }

  #dataValue(from: number, to: number): ast.DataValue {
    const close = this.closeOf(from, to);
    if (this.typeAt(from) === kinds.LeftBracket && close === to - 1) {
      const before = this.reading.report.diagnostics.length;
      const items = this.listItems(from + 1, close, (parser) => parser.dataValue());
      if (this.reading.report.diagnostics.length > before) {
        return { kind: "dataList", items, span: this.spanAcross(from, to) };
      }
    }
    if (this.typeAt(from) === kinds.LeftBrace && close === to - 1) {
      this.entries(from + 1, close, (start, end) => this.dataEntry(start, end));
      return this.brokenAt(from, to);
    }
    const read = this.try(from, to, (parser) => parser.dataValue());
    return read.value ?? this.broken(read.error, from, to);
  }
}
