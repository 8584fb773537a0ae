/** Recovery in the clauses of a rule, and in the `let`s and events of a file. */
import type { IToken, TokenType } from "chevrotain";
import { nearestNames } from "../diagnostics/nearest.ts";
import type * as ast from "./ast.ts";
import { beginsClause, dataNames, isLaterClause, isWord } from "./boundaries.ts";
import { missingSign, notSupportedYet, unknownClause, unknownOperator } from "./problems-structure.ts";
import { RecoverConditions } from "./recover-conditions.ts";
import { isKind, retype } from "./token-span.ts";
import * as kinds from "./tokens.ts";

const clauseWords = ["source", "let", "when", "unless", "alert", "event", "test"];

export class RecoverClauses extends RecoverConditions {
  /** Is this a clause of a rule, judged by its first words? */
  looksLikeClause(index: number): boolean {
    const type = this.typeAt(index);
    return beginsClause(this, index) && type !== kinds.Let && type !== kinds.Event;
  }

  /** One clause of a rule; `before` is the one before it. */
  clause(from: number, to: number, before: ast.Clause | undefined): ast.Clause {
    const read = this.try(from, to, (parser) => parser.clause());
    if (read.value) return read.value;
    if (isLaterClause(this, from)) return this.notSupported(from, to);
    if (this.typeAt(from + 1) === kinds.Assign) return this.dataEntry(from, to);
    switch (this.typeAt(from)) {
      case kinds.When:
        return { kind: "when", condition: this.condition(from + 1, to), span: this.spanAcross(from, to) };
      case kinds.Unless:
        return { kind: "unless", condition: this.condition(from + 1, to), span: this.spanAcross(from, to) };
      case kinds.Let:
        return this.letDeclaration(from, to);
      case kinds.Event:
        return this.eventDeclaration(from, to);
      case kinds.Test:
        return this.#test(from, to);
      case kinds.Alert:
        return this.#alert(from, to);
      case kinds.SourceWord:
        return this.broken(read.error, from, to);
      default:
        return this.#other(from, to, before);
    }
  }

  #other(from: number, to: number, before: ast.Clause | undefined): ast.Clause {
    const word = this.tokens[from] as IToken;
    if (this.typeAt(from + 1) === kinds.LeftBrace && word.tokenType === kinds.Identifier) {
      return this.#platform(from, to);
    }
    if (dataNames.has(word.image) || !isWord(word)) {
      return isWord(word) ? this.dataEntry(from, to) : this.#noClause(from, to);
    }
    return this.#unknown(from, to, before);
  }

  #noClause(from: number, to: number): ast.Broken {
    this.addExpected("a clause", from, to);
    return this.brokenAt(from, to);
  }

  #unknown(from: number, to: number, before: ast.Clause | undefined): ast.Clause {
    const nearest = this.#nearestWord(from);
    const isCondition = before?.kind === "when" || before?.kind === "unless";
    if (isCondition && !nearest && this.#isComparison(from + 1)) {
      return this.#missingAnd(from, to);
    }
    this.#addUnknown(from, to);
    if (!nearest || dataNames.has(nearest)) return this.brokenAt(from, to);
    return this.#readAs(nearest, from, to);
  }

  #nearestWord(index: number): string | undefined {
    return nearestNames((this.tokens[index] as IToken).image, [...clauseWords, ...dataNames], 1)[0];
  }

  #addUnknown(from: number, to: number): void {
    const word = this.tokens[from] as IToken;
    const nearest = this.#nearestWord(from);
    const span = this.spanOf(word);
    const fixes = nearest ? [{ title: `Write \`${nearest}\``, span, text: nearest }] : [];
    if (!this.isSpoiled(from, to)) this.add(unknownClause, { word: word.image, nearest }, span, { fixes });
  }

  #isComparison(index: number): boolean {
    const type = this.typeAt(index);
    const operators: (TokenType | undefined)[] = [
      kinds.Dot,
      kinds.In,
      kinds.Contains,
      kinds.Starts,
      kinds.Ends,
      kinds.Like,
      kinds.Matches,
      kinds.Is,
      kinds.Exists,
      kinds.Missing,
      kinds.Not,
    ];
    return operators.includes(type) || isKind(this.tokens[index], kinds.CompareSign);
  }

  #missingAnd(from: number, to: number): ast.Broken {
    const place = this.placeBefore(from);
    const fixes = [{ title: "Add `and`", span: place, text: " and" }];
    const before = this.tokens[from - 1] as IToken;
    this.add(missingSign, { sign: "and", after: this.shown(before) }, this.spanOf(this.tokens[from] as IToken), {
      fixes,
    });
    this.condition(from, to);
    return this.brokenAt(from, to);
  }

  /** The clause as it was meant, with the right word in its place. */
  #readAs(word: string, from: number, to: number): ast.Clause {
    retype(this.tokens[from] as IToken, kinds.wordType(word));
    return this.clause(from, to, undefined);
  }

  // ---- let and event

  letDeclaration(from: number, to: number): ast.LetDeclaration | ast.Broken {
    const read = this.try(from, to, (parser) => parser.letDeclaration());
    if (read.value) return read.value;
    const name = this.tokens[from + 1];
    if (!name || !isWord(name) || from + 1 >= to) {
      this.addExpected("a name", from + 1, to);
      return this.brokenAt(from, to);
    }
    if (this.typeAt(from + 2) !== kinds.Assign) return this.#letWithoutAssign(from, to);
    return {
      kind: "let",
      name: { text: name.image, span: this.spanOf(name) },
      value: this.#letValue(from + 3, to),
      span: this.spanAcross(from, to),
    };
  }

  #letWithoutAssign(from: number, to: number): ast.LetDeclaration | ast.Broken {
    const repaired = this.withAssign(from, to, from + 2);
    const read = repaired && this.tryTokens(repaired, (parser) => parser.letDeclaration());
    if (!read?.value) {
      this.addExpected("`=`", from + 2, to);
      return this.brokenAt(from, to);
    }
    this.addMissing("=", from + 2);
    return read.value;
  }

  #letValue(from: number, to: number): ast.LetDeclaration["value"] {
    const word = this.tokens[from];
    if (word?.tokenType === kinds.Lines) {
      const { value, error } = this.try(from, to, (parser) => parser.linesCall());
      return value ?? this.broken(error, from, to);
    }
    if (this.typeAt(from) === kinds.LeftBracket) {
      const close = this.closeOf(from, to);
      const before = this.reading.report.diagnostics.length;
      const items = this.listItems(from + 1, close, (parser) => parser.listItem());
      if (close + 1 < to) this.addExpected("a clause", close + 1, to);
      if (this.reading.report.diagnostics.length > before) {
        return { kind: "list", items, span: this.spanAcross(from, close + 1) };
      }
    }
    const ranges = this.coalesceRanges(from, to);
    if (ranges.length > 1) return this.#coalesce(ranges, from, to);
    if (to === from + 1 && isKind(word, kinds.AnyLiteral)) return this.#loneLiteral(from, to);
    return this.condition(from, to);
  }

  #loneLiteral(from: number, to: number): ast.Broken {
    const hint = "A `let` names a list, a condition or a path: put the value into brackets.";
    this.addExpected("a list, a condition or a path", from, to, hint);
    return this.brokenAt(from, to);
  }

  #coalesce(ranges: readonly (readonly [number, number])[], from: number, to: number): ast.Broken {
    for (const [start, end] of ranges) {
      if (start >= end) this.addExpected("a path or a text", start, end);
      else {
        const read = this.try(start, end, (parser) => parser.value());
        if (read.error) this.reportError(read.error, start, end);
      }
    }
    return this.brokenAt(from, to);
  }

  eventDeclaration(from: number, to: number): ast.EventDeclaration | ast.Broken {
    const read = this.try(from, to, (parser) => parser.eventDeclaration());
    if (read.value) return read.value;
    const name = this.tokens[from + 1];
    if (!name || !isWord(name) || from + 1 >= to) {
      this.addExpected("a name", from + 1, to);
      return this.brokenAt(from, to);
    }
    return {
      kind: "event",
      name: { text: name.image, span: this.spanOf(name) },
      event: this.#event(from + 2, to),
      span: this.spanAcross(from, to),
    };
  }

  /** `{…}` or `as name with {…}`. */
  #event(from: number, to: number): ast.EventExpression | ast.Broken {
    const read = this.try(from, to, (parser) => parser.eventExpression());
    if (read.value) return read.value;
    if (this.typeAt(from) === kinds.LeftBrace) {
      const json = this.json(from, to);
      return json.kind === "broken" ? json : { kind: "written", json, span: json.span };
    }
    const base = this.tokens[from + 1];
    if (this.typeAt(from) === kinds.As && base && this.typeAt(from + 2) === kinds.With && from + 3 < to) {
      const patch = this.json(from + 3, to);
      if (patch.kind === "broken") return patch;
      const name = { text: base.image, span: this.spanOf(base) };
      return { kind: "patched", base: name, patch, span: this.spanAcross(from, to) };
    }
    if (this.typeAt(from) === kinds.As && this.typeAt(from + 2) === kinds.LeftBrace) {
      this.addMissing("with", from + 2);
      this.json(from + 2, to);
      return this.brokenAt(from, to);
    }
    return this.broken(read.error, from, to);
  }

  // ---- tests

  #test(from: number, to: number): ast.Clause {
    const read = this.try(from, to, (parser) => parser.testDeclaration());
    if (read.value) return read.value;
    const isNamed = this.typeAt(from + 1) === kinds.Text || this.typeAt(from + 1) === kinds.RawText;
    if (!isNamed || from + 2 >= to) return this.broken(read.error, from, to);
    const expect = this.tokens[from + 2] as IToken;
    if (this.#isExpectSlip(from + 2, to)) {
      const [nearest] = nearestNames(expect.image, ["alerts", "ignores"], 1);
      const span = this.spanOf(expect);
      if (!nearest) return this.broken(read.error, from, to);
      const fixes = [{ title: `Write \`${nearest}\``, span, text: nearest }];
      this.add(unknownOperator, { written: expect.image, instead: nearest, because: undefined }, span, { fixes });
      retype(expect, kinds.wordType(nearest));
      return this.#test(from, to);
    }
    return this.#testInput(from, to);
  }

  #isExpectSlip(index: number, to: number): boolean {
    const type = this.typeAt(index);
    return index + 1 < to && isWord(this.tokens[index]) && type !== kinds.Alerts && type !== kinds.Ignores;
  }

  #testInput(from: number, to: number): ast.Clause {
    let start = from + 3;
    const read = this.try(from, to, (parser) => parser.testDeclaration());
    if (this.typeAt(start) === kinds.NumberToken && this.typeAt(from + 2) === kinds.Alerts) start++;
    const hasEvent = this.typeAt(start) === kinds.LeftBrace || this.typeAt(start) === kinds.As;
    if (!hasEvent || start >= to) return this.broken(read.error, from, to);
    if (this.typeAt(start) === kinds.LeftBrace && this.tokens[start + 1]?.image === "at") {
      this.add(notSupportedYet, { what: "{ at … }" }, this.spanOf(this.tokens[start + 1] as IToken));
    } else this.#event(start, to);
    return this.brokenAt(from, to);
  }

  // ---- alert and platforms

  #alert(from: number, to: number): ast.Clause {
    const body = this.#body(from, to);
    if (!body) return this.brokenAt(from, to);
    const entries = this.entries(body[0], body[1], (start, end) => this.#alertEntry(start, end));
    const known = entries.filter((entry): entry is ast.AlertEntry => entry.kind === "alertEntry");
    return { kind: "alert", entries: known, span: this.spanAcross(from, to) };
  }

  #platform(from: number, to: number): ast.Clause {
    const body = this.#body(from, to);
    const name = this.tokens[from] as IToken;
    if (!body) return this.brokenAt(from, to);
    if (!this.#holdsEntries(body)) {
      this.#addUnknown(from, to);
      return this.brokenAt(from, to);
    }
    const entries = this.entries(body[0], body[1], (start, end) => this.dataEntry(start, end));
    return {
      kind: "platform",
      name: { text: name.image, span: this.spanOf(name) },
      entries: entries.filter((entry): entry is ast.DataEntry => entry.kind === "data"),
      span: this.spanAcross(from, to),
    };
  }

  /** Does the block begin as one of a platform does, with an entry, or a word that only lacks its sign? */
  #holdsEntries([from, to]: readonly [number, number]): boolean {
    const next = this.typeAt(from + 1);
    return from >= to || (isWord(this.tokens[from]) && (next === kinds.Assign || !this.#isComparison(from + 1)));
  }

  /** What stands between the braces of a block that has one word before them. */
  #body(from: number, to: number): readonly [number, number] | undefined {
    if (this.typeAt(from + 1) !== kinds.LeftBrace) {
      this.addExpected("`{`", from + 1, to);
      return undefined;
    }
    const close = this.closeOf(from + 1, to);
    if (close + 1 < to) this.addExpected("a clause", close + 1, to);
    return [from + 2, close];
  }

  #alertEntry(from: number, to: number): ast.AlertEntry | ast.Broken {
    const read = this.try(from, to, (parser) => parser.alertEntry());
    if (read.value) return read.value;
    const name = this.tokens[from] as IToken;
    if (!isWord(name) || this.typeAt(from + 1) !== kinds.Assign) {
      return this.entryWithoutAssign(from, to, (parser) => parser.alertEntry());
    }
    const when = this.find(from + 2, to, kinds.When);
    const before = this.reading.report.diagnostics.length;
    const condition = when === undefined ? undefined : this.condition(when + 1, to);
    this.#alertValue(from + 2, when ?? to);
    if (this.reading.report.diagnostics.length === before) this.reportError(read.error, from, to);
    return {
      kind: "alertEntry",
      name: { text: name.image, span: this.spanOf(name) },
      value: this.brokenAt(from + 2, when ?? to),
      ...(condition ? { when: condition } : {}),
      span: this.spanAcross(from, to),
    };
  }

  /** Reports what is wrong in the value of an alert's entry. */
  #alertValue(from: number, to: number): void {
    const close = this.closeOf(from, to);
    if (this.typeAt(from) === kinds.LeftBracket && close < to) {
      this.listItems(from + 1, close, (parser) => parser.valueItem());
      if (close + 1 < to) this.addExpected("`when` or the next entry", close + 1, to);
      return;
    }
    const word = this.tokens[from];
    if (from >= to || !word) return this.addExpected("a value", from, to);
    const isSingle = isWord(word) || isKind(word, kinds.AnyText) || word.tokenType === kinds.Duration;
    if (!isSingle) this.addExpected("a text, a list, a duration or a word", from, to);
    else if (from + 1 < to && this.typeAt(from + 1) !== kinds.Dot) {
      this.addExpected("`when` or the next entry", from + 1, to);
    }
  }
}
