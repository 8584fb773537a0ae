/** Reads what stands for one character of a regex: escapes and classes. */
import { mergeRanges } from "../ir/expand-case.ts";
import type { CodePointRange, Regex } from "../ir/pattern.ts";
import { complementRanges, shorthandRanges } from "./character-ranges.ts";
import * as problems from "./problems-pattern.ts";
import { RegexCursor } from "./regex-cursor.ts";

/** What a single escape or character is: one character, or a set of them. */
type Unit =
  | { readonly kind: "character"; readonly codePoint: number }
  | { readonly kind: "set"; readonly negated: boolean; readonly ranges: readonly CodePointRange[] };

const hintForEscape: Readonly<Record<string, string>> = {
  x: "Write the character itself.",
  u: "Write the character itself.",
  c: "Control characters can't be asked for; `\\t`, `\\n` and `\\r` can.",
  v: "Of all white space, only `\\t`, `\\n`, `\\r`, the space and `\\s` can be written.",
  f: "Of all white space, only `\\t`, `\\n`, `\\r`, the space and `\\s` can be written.",
  "0": "The character zero can't be asked for.",
};

export class RegexCharacters extends RegexCursor {
  /** What a backslash and the sign after it stand for; nothing where they were refused. */
  protected escapeUnit(inClass: boolean): Unit | undefined {
    const at = this.at;
    const sign = String.fromCodePoint(this.source.text.codePointAt(at + 1) as number);
    this.at = Math.min(this.end, at + 1 + sign.length);
    if (/[!-/:-@[-`{-~]/.test(sign)) return { kind: "character", codePoint: sign.codePointAt(0) as number };
    const plain = { n: 0x0a, r: 0x0d, t: 0x09 }[sign];
    if (plain !== undefined) return { kind: "character", codePoint: plain };
    if (sign === "d" || sign === "w" || sign === "s")
      return { kind: "set", negated: false, ranges: shorthandRanges[sign] };
    const lower = sign.toLowerCase();
    if (lower === "d" || lower === "w" || lower === "s")
      return { kind: "set", negated: true, ranges: shorthandRanges[lower] };
    this.#refuseEscape(sign, at, inClass);
    return undefined;
  }

  #refuseEscape(sign: string, at: number, inClass: boolean): void {
    const rest = this.source.text.slice(at, Math.min(this.end, at + 64));
    const whole =
      /^\\(?:[pP]\{[^}]*\}|k<[^>]*>|k'[^']*'|g\{?[0-9]+\}?|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|c.|[1-9][0-9]?)/.exec(
        rest,
      );
    const end = whole ? at + whole[0].length : at + 1 + sign.length;
    this.at = end;
    const written = this.source.text.slice(at, end);
    if (/[pPhHRX]/.test(sign)) this.refuse(problems.regexUnicodeClass, { written }, at, end);
    else if (/[1-9kg]/.test(sign) && !inClass) this.refuse(problems.regexBackReference, { written }, at, end);
    else if (/[bBAZzG]/.test(sign)) this.refuse(problems.regexWordBoundary, { written }, at, end);
    else {
      const hint =
        (Object.hasOwn(hintForEscape, sign) ? hintForEscape[sign] : undefined) ??
        "A backslash stands before punctuation, and in `\\d \\w \\s \\D \\W \\S \\n \\r \\t`.";
      this.refuse(problems.regexEscape, { written, hint }, at, end);
    }
  }

  protected readClass(): Regex | undefined {
    const open = this.at;
    this.at++;
    const negated = this.peek() === "^";
    if (negated) this.at++;
    const ranges: CodePointRange[] = [];
    const brokenBefore = this.broken;
    this.broken = false;
    while (this.at < this.end && this.peek() !== "]") ranges.push(...this.#classMember());
    const isBroken = this.broken;
    this.broken = isBroken || brokenBefore;
    if (this.at >= this.end) {
      if (!this.isStopped) this.refuse(problems.regexUnclosed, { sign: "[" }, open, open + 1, "\\[");
      return undefined;
    }
    this.at++;
    const merged = mergeRanges(ranges);
    if (isBroken) return undefined;
    if (merged.length === 0 || (negated && complementRanges(merged).length === 0)) {
      this.refuse(problems.regexEmptyClass, {}, open, this.at);
      return undefined;
    }
    return { kind: "characters", negated, ranges: merged };
  }

  #classMember(): readonly CodePointRange[] {
    const start = this.at;
    if (this.peek() === "[") return this.#bracketInClass();
    const first = this.#classUnit();
    const isRange = this.peek() === "-" && this.peek(1) !== "]" && this.peek(1) !== "";
    if (!isRange) return rangesOf(first);
    this.at++;
    const last = this.#classUnit();
    if (!first || !last) return [];
    const written = this.source.text.slice(start, this.at);
    if (first.kind === "set" || last.kind === "set") {
      const hint = "A range goes from one character to another; for a `-` itself put it last or write `\\-`.";
      this.refuse(problems.regexRange, { written, hint }, start, this.at);
    } else if (first.codePoint > last.codePoint) {
      this.refuse(problems.regexRange, { written, hint: "Its ends stand the wrong way round." }, start, this.at);
    } else return [[first.codePoint, last.codePoint]];
    return [];
  }

  #classUnit(): Unit | undefined {
    if (this.peek() === "\\") return this.escapeUnit(true);
    return { kind: "character", codePoint: this.character().codePointAt(0) as number };
  }

  #bracketInClass(): readonly CodePointRange[] {
    const at = this.at;
    const named = /^\[:\^?[a-z]*:\]/.exec(this.source.text.slice(at, Math.min(this.end, at + 64)));
    this.at += named ? named[0].length : 1;
    if (named) this.refuse(problems.regexUnicodeClass, { written: named[0] }, at, this.at);
    else this.escapeSign("[", at);
    return [];
  }
}

function rangesOf(unit: Unit | undefined): readonly CodePointRange[] {
  if (!unit) return [];
  if (unit.kind === "character") return [[unit.codePoint, unit.codePoint]];
  return unit.negated ? complementRanges(unit.ranges) : unit.ranges;
}
