/** Recovery in conditions: cut at `or`, `and` and parentheses, until one comparison is left; its slip is named. */
import type { IToken } from "chevrotain";
import type * as ast from "./ast.ts";
import { isWord } from "./boundaries.ts";
import { isMeantNocase, type MeantOperator, meantOperator } from "./operator-slips.ts";
import { assignInCondition, unknownOperator } from "./problems-structure.ts";
import type { Range } from "./recover-base.ts";
import { RecoverValues } from "./recover-values.ts";
import { isKind, madeUpToken } from "./token-span.ts";
import * as kinds from "./tokens.ts";

type Joint = "and" | "or";

export class RecoverConditions extends RecoverValues {
  /** A condition that may be broken; what is wrong in it is reported. */
  condition(from: number, to: number): ast.Condition {
    if (from >= to) {
      this.addExpected("a condition", from, to);
      return this.brokenAt(from, to);
    }
    const read = this.try(from, to, (parser) => parser.condition());
    if (read.value) return read.value;
    return this.#joined("or", from, to) ?? this.#joined("and", from, to) ?? this.#single(from, to);
  }

  /** The operands of a chain, if it is one. */
  #joined(joint: Joint, from: number, to: number): ast.Condition | undefined {
    const ranges = this.split(from, to, (index) => this.#isJoint(joint, index, from));
    if (ranges.length === 1) return undefined;
    const operands = ranges.map(([start, end]) => this.#operand(joint, start, end));
    for (const [, end] of ranges.slice(0, -1)) this.#reportCase(joint, end);
    return { kind: joint, operands, span: this.spanAcross(from, to) };
  }

  #operand(joint: Joint, from: number, to: number): ast.Condition {
    if (this.reading.report.isFull) return this.brokenAt(from, to);
    if (from < to) return this.condition(from, to);
    this.addExpected(`a condition beside \`${joint}\``, from, from);
    return this.brokenAt(from, to);
  }

  #isJoint(joint: Joint, index: number, from: number): boolean {
    const token = this.tokens[index] as IToken;
    if (token.tokenType === (joint === "and" ? kinds.And : kinds.Or)) return this.typeAt(index - 1) !== kinds.Dot;
    return token.tokenType === kinds.Identifier && token.image.toLowerCase() === joint && index > from;
  }

  /** `AND` stands for `and`. */
  #reportCase(word: string, index: number): void {
    const token = this.tokens[index] as IToken;
    if (token.tokenType !== kinds.Identifier) return;
    this.#addOperator(token.image, word, index, index + 1, undefined);
  }

  #addOperator(written: string, instead: string, from: number, to: number, because: string | undefined): void {
    const span = this.spanAcross(from, to);
    const fixes = [{ title: `Write \`${instead}\``, span, text: instead }];
    this.add(unknownOperator, { written, instead, because }, span, { fixes });
  }

  #single(from: number, to: number): ast.Condition {
    const first = this.tokens[from] as IToken;
    const isWrongCase = first.tokenType === kinds.Identifier && first.image.toLowerCase() === "not";
    if (first.tokenType === kinds.Not || (isWrongCase && to > from + 1 && this.typeAt(from + 1) !== kinds.Dot)) {
      this.#reportCase("not", from);
      return { kind: "not", operand: this.condition(from + 1, to), span: this.spanAcross(from, to) };
    }
    if (first.tokenType === kinds.LeftParen) return this.#grouped(from, to);
    if (first.tokenType === kinds.Any || first.tokenType === kinds.All) return this.#quantified(from, to);
    return this.#comparison(from, to);
  }

  #grouped(from: number, to: number): ast.Condition {
    const close = this.closeOf(from, to);
    const inner = this.condition(from + 1, close);
    if (close + 1 < to) this.addExpected("`and` or `or`", close + 1, to);
    return { kind: "grouped", inner, span: this.spanAcross(from, Math.min(to, close + 1)) };
  }

  /** `any x in list[] ( c )`: the head and the condition are read apart. */
  #quantified(from: number, to: number): ast.Condition {
    const open = this.#bodyOf(from, to);
    if (open === undefined) {
      const read = this.try(from, to, (parser) => parser.quantified());
      return this.broken(read.error, from, to);
    }
    const close = this.closeOf(open, to);
    const head = this.#readHead(from, open);
    const condition = this.condition(open + 1, close);
    if (close + 1 < to) this.addExpected("`and` or `or`", close + 1, to);
    return head ? { ...head, condition, span: this.spanAcross(from, close + 1) } : this.brokenAt(from, to);
  }

  /** The parenthesis of the condition: the last one that doesn't follow `json`. */
  #bodyOf(from: number, to: number): number | undefined {
    let found: number | undefined;
    for (let index = from; index < to; index = this.next(index)) {
      if (this.typeAt(index) === kinds.LeftParen && this.typeAt(index - 1) !== kinds.Json) found ??= index;
    }
    return found;
  }

  #readHead(from: number, open: number): ast.Quantified | undefined {
    const at = this.placeBefore(open).start;
    const body = [
      madeUpToken(kinds.LeftParen, "(", at),
      madeUpToken(kinds.Identifier, "x", at),
      madeUpToken(kinds.RightParen, ")", at),
    ];
    const read = this.tryTokens([...this.tokens.slice(from, open), ...body], (parser) => parser.quantified());
    if (read.error) this.reportError(read.error, from, open, "It is written `any x in list[] ( … x.member … )`.");
    return read.value;
  }

  // ---- comparisons

  #comparison(from: number, to: number): ast.Condition {
    const read = this.try(from, to, (parser) => parser.condition());
    if (read.value) return read.value;
    const pathEnd = this.#pathEnd(from, to);
    if (pathEnd > from && pathEnd < to) {
      const repaired = this.#repaired(from, pathEnd, to) ?? this.#withNocase(from, to);
      if (repaired) return repaired;
      const before = this.reading.report.diagnostics.length;
      this.#brokenList(pathEnd, to);
      if (this.reading.report.diagnostics.length > before) return this.brokenAt(from, to);
    }
    this.reportError(read.error, from, to, this.#hint(from, to));
    return this.brokenAt(from, to);
  }

  #hint(from: number, to: number): string | undefined {
    const first = this.typeAt(from);
    if (first === kinds.Text || first === kinds.RawText || first === kinds.NumberToken) {
      return "A comparison has the field on its left.";
    }
    const open = this.find(from, to, kinds.LeftParen);
    if (open !== undefined && this.tokens[open - 1]?.image === "lines")
      return "A list from a file gets a name first: `let names = lines(…)`.";
    if (this.typeAt(to - 1) === kinds.Nocase) return undefined;
    return isWord(this.tokens[from]) && this.typeAt(from + 1) === kinds.LeftParen
      ? "Only `json( … )` is written like a call."
      : undefined;
  }

  /** The index after the path that begins at `from`. */
  #pathEnd(from: number, to: number): number {
    let at = from;
    if (this.typeAt(at) === kinds.Json && this.typeAt(at + 1) === kinds.LeftParen) at = this.next(at + 1);
    else if (isWord(this.tokens[at])) at++;
    else return from;
    while (at < to) {
      if (this.typeAt(at) === kinds.Dot && at + 1 < to) at += 2;
      else if (this.typeAt(at) === kinds.LeftBracket && this.typeAt(at + 1) === kinds.RightBracket) at += 2;
      else break;
    }
    return at;
  }

  /** The comparison as it was meant, if its operator is a known slip. */
  #repaired(from: number, pathEnd: number, to: number): ast.Condition | undefined {
    const operandStart = this.#operandStart(pathEnd, to);
    if (this.#isNullTest(pathEnd, to)) return this.#nullTest(from, pathEnd, to);
    if (operandStart === pathEnd + 1 && this.typeAt(pathEnd) === kinds.Assign) return this.#assign(from, pathEnd, to);
    for (const end of this.#phraseEnds(pathEnd, operandStart, to)) {
      const written = this.image(pathEnd, end);
      const meant = meantOperator(written);
      if (!meant || meant.text === written) continue;
      const repaired = this.#withOperator(from, pathEnd, end, to, meant);
      if (repaired) return repaired;
    }
    return undefined;
  }

  /** Where the words of the operator may end: before the value, or somewhere in a run of words, longest first. */
  #phraseEnds(start: number, operandStart: number, to: number): number[] {
    const ends: number[] = [];
    for (let end = Math.min(operandStart, start + 6, to); end > start; end--) ends.push(end);
    return ends;
  }

  /** The first token after the path that is no word, and no sign of comparison. */
  #operandStart(from: number, to: number): number {
    let at = from;
    while (at < to && (isWord(this.tokens[at]) || this.#isSign(at))) at++;
    return at;
  }

  #isSign(index: number): boolean {
    return this.typeAt(index) === kinds.Assign || isKind(this.tokens[index], kinds.CompareSign);
  }

  #isNullTest(pathEnd: number, to: number): boolean {
    const type = this.typeAt(pathEnd);
    const isSign = type === kinds.Equal || type === kinds.NotEqual || type === kinds.Assign;
    return isSign && to === pathEnd + 2 && /^(?:null|none|nil)$/i.test(this.tokens[pathEnd + 1]?.image ?? "");
  }

  #nullTest(from: number, pathEnd: number, to: number): ast.Condition | undefined {
    const instead = this.typeAt(pathEnd) === kinds.NotEqual ? "exists" : "missing";
    this.#addOperator(this.image(pathEnd, to), instead, pathEnd, to, "`null` is missing, as an empty text is.");
    const type = instead === "exists" ? kinds.Exists : kinds.Missing;
    return this.#readWith(from, pathEnd, [type], to, to);
  }

  #assign(from: number, pathEnd: number, to: number): ast.Condition | undefined {
    const read = this.#readWith(from, pathEnd, [kinds.Equal], pathEnd + 1, to);
    if (!read) return undefined;
    const span = this.spanAcross(pathEnd, pathEnd + 1);
    this.add(assignInCondition, {}, span, { fixes: [{ title: "Write `==`", span, text: "==" }] });
    return read;
  }

  #withOperator(from: number, start: number, end: number, to: number, meant: MeantOperator): ast.Condition | undefined {
    if (meant.isState && end < to) return undefined;
    const read = this.#readWith(from, start, meant.types, end, to);
    if (!read) return undefined;
    const instead = meant.nocase ? `${meant.text} … nocase` : meant.text;
    const span = this.spanAcross(start, end);
    const fixes = meant.nocase
      ? [
          {
            title: `Write \`${instead}\``,
            span: this.spanAcross(start, to),
            text: `${meant.text} ${this.image(end, to)} nocase`,
          },
        ]
      : [{ title: `Write \`${instead}\``, span, text: instead }];
    const written = this.image(start, end);
    this.add(unknownOperator, { written, instead, because: meant.because }, span, { fixes });
    return read;
  }

  /** The comparison with `nocase` in the place of its last word, if that was meant. */
  #withNocase(from: number, to: number): ast.Condition | undefined {
    const last = this.tokens[to - 1] as IToken;
    if (last.tokenType !== kinds.Identifier || !isMeantNocase(last.image)) return undefined;
    const word = madeUpToken(kinds.Nocase, "nocase", last.startOffset);
    const read = this.tryTokens([...this.tokens.slice(from, to - 1), word], (parser) => parser.comparison());
    if (read.value) this.#addOperator(last.image, "nocase", to - 1, to, undefined);
    return read.value;
  }

  /** Reads the comparison with other tokens in the place of its operator. */
  #readWith(
    from: number,
    start: number,
    types: MeantOperator["types"],
    end: number,
    to: number,
  ): ast.Condition | undefined {
    const at = (this.tokens[start] as IToken).startOffset;
    const operator = types.map((type) => madeUpToken(type, "", at));
    const tokens = [...this.tokens.slice(from, start), ...operator, ...this.tokens.slice(end, to)];
    return this.tryTokens(tokens, (parser) => parser.comparison()).value;
  }

  /** Reports what is wrong inside of the list on the right. */
  #brokenList(from: number, to: number): void {
    const open = this.find(from, to, kinds.LeftBracket);
    if (open === undefined) return;
    const close = this.closeOf(open, to);
    if (close < to && close > open + 1) this.listItems(open + 1, close, (parser) => parser.listItem());
  }

  /** The ranges of a `??` chain. */
  protected coalesceRanges(from: number, to: number): Range[] {
    return this.split(from, to, (index) => this.typeAt(index) === kinds.Coalesce);
  }
}
