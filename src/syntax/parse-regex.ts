/**
 * In: a `/…/` literal. Out: its tree if it is a portable regex, else one report for each thing that is not portable.
 * Reading goes on after a problem, so that all of them are found at once.
 */

import type { Report } from "../diagnostics/problem.ts";
import type { Regex, RegexPattern } from "../ir/pattern.ts";
import type { Source } from "../source/source.ts";
import * as problems from "./problems-pattern.ts";
import { RegexCharacters } from "./regex-characters.ts";
import { isUnbounded, productOf, pushJoined } from "./regex-tree.ts";

const mostCount = 200;
const mostProduct = 1000;
const mostGroups = 64;

/** The regex between `start` (its first slash) and `end` (after its flags, if any), or nothing where it is not portable. */
export function parseRegex(source: Source, start: number, end: number, report: Report): RegexPattern | undefined {
  const close = source.text.lastIndexOf("/", end - 1);
  const reader = new RegexReader(source, start + 1, close, report);
  if (close + 1 < end) reader.refuseFlags(close + 1, end);
  return reader.read();
}

class RegexReader extends RegexCharacters {
  #groups = 0;
  #hasBareBar = false;

  read(): RegexPattern | undefined {
    const { text } = this.source;
    const written = text.slice(this.start, this.end);
    const fromStart = this.peek() === "^";
    if (fromStart) this.at++;
    const body = this.#alternatives();
    const toEnd = this.at < this.end && this.peek() === "$";
    if (toEnd) this.at++;
    if (this.#hasBareBar && fromStart) this.refuse(problems.regexAnchorBesideBar, { anchor: "^" }, this.start);
    if (this.#hasBareBar && toEnd) this.refuse(problems.regexAnchorBesideBar, { anchor: "$" }, this.end - 1);
    if (!body && !this.broken) this.refuse(problems.regexEmpty, {}, this.start, this.end);
    if (!body || this.broken) return undefined;
    return { body, fromStart, toEnd, written };
  }

  refuseFlags(start: number, end: number): void {
    const written = this.source.text.slice(start, end);
    const span = { source: this.source, start, end };
    const fixes = written === "i" ? [{ title: "Write `nocase`", span, text: " nocase" }] : [];
    this.broken = true;
    this.report.add(problems.regexFlags, { written }, span, { fixes });
  }

  /** Stops before the end, the closing `)` of a group, or the `$` that ends the whole. */
  #alternatives(): Regex | undefined {
    const arms: Regex[] = [];
    for (let bars = 0; ; bars++) {
      const start = this.at;
      const arm = this.#sequence();
      if (arm) arms.push(arm);
      const hasBar = this.peek() === "|";
      const isEmpty = !arm && this.at === start && (hasBar || bars > 0) && !this.#isBesideAnchor(start);
      if (isEmpty) this.refuse(problems.regexEmptyArm, {}, hasBar ? this.at : this.at - 1);
      if (!hasBar) break;
      if (this.#groups === 0) this.#hasBareBar = true;
      this.at++;
    }
    if (arms.length <= 1) return arms[0];
    return { kind: "alternatives", items: arms };
  }

  /** `^|a` and `a|$` are one problem, not two. */
  #isBesideAnchor(at: number): boolean {
    if (this.#groups > 0) return false;
    const { text } = this.source;
    return (
      (at === this.start + 1 && text.charAt(this.start) === "^") || (at === this.end - 1 && text.charAt(at) === "$")
    );
  }

  #sequence(): Regex | undefined {
    const items: Regex[] = [];
    for (;;) {
      const sign = this.peek();
      if (sign === "" || sign === "|" || (sign === ")" && this.#groups > 0)) break;
      if (sign === "$" && this.#groups === 0 && this.at === this.end - 1) break;
      const start = this.at;
      const item = this.#item(sign);
      const repeated = item ? this.#quantified(item, start) : undefined;
      if (repeated) pushJoined(items, repeated);
    }
    if (items.length <= 1) return items[0];
    return { kind: "sequence", items };
  }

  /** One character, class or group; nothing where it was refused. */
  #item(sign: string): Regex | undefined {
    const at = this.at;
    switch (sign) {
      case "(":
        return this.#group();
      case "[":
        return this.readClass();
      case ".":
        this.at++;
        return { kind: "anyCharacter" };
      case "\\":
        return this.#escape();
      case "^":
      case "$":
        this.at++;
        this.refuse(problems.regexAnchor, { anchor: sign }, at);
        this.#skipQuantifier();
        return undefined;
      case ")":
        this.at++;
        this.refuse(problems.regexUnclosed, { sign }, at, at + 1, "\\)");
        return undefined;
      case "*":
      case "+":
      case "?":
        this.#skipQuantifier();
        this.refuse(problems.regexNothingToRepeat, { written: sign }, at, this.at);
        return undefined;
      case "{":
        return this.#braceAtStart();
      case "}":
      case "]":
        this.at++;
        this.escapeSign(sign, at);
        return undefined;
      default:
        return { kind: "literal", text: this.character() };
    }
  }

  #braceAtStart(): undefined {
    const at = this.at;
    if (this.#counts()) {
      const written = this.source.text.slice(at, this.at);
      this.refuse(problems.regexNothingToRepeat, { written }, at, this.at);
    } else {
      this.at++;
      this.escapeSign("{", at);
    }
    return undefined;
  }

  #group(): Regex | undefined {
    const open = this.at;
    this.at++;
    if (this.peek() === "?" && this.#groupKind(open) === "closed") return undefined;
    if (this.#groups >= mostGroups) {
      this.refuse(problems.regexTooDeep, { most: mostGroups }, open);
      this.stop();
      return undefined;
    }
    if (this.peek() === ")") {
      this.at++;
      this.refuse(problems.regexEmptyGroup, {}, open, this.at);
      this.#skipQuantifier();
      return undefined;
    }
    this.#groups++;
    const inner = this.#alternatives();
    this.#groups--;
    if (this.peek() === ")") this.at++;
    else if (!this.isStopped) this.refuse(problems.regexUnclosed, { sign: "(" }, open, open + 1, "\\(");
    return inner;
  }

  /**
   * What follows `(?`: only `(?:` is a plain group. The rest of a refused group is read as a plain one; `(?i)` has no
   * rest, it is closed.
   */
  #groupKind(open: number): "open" | "closed" {
    const rest = this.source.text.slice(this.at, Math.min(this.end, this.at + 64));
    const lookAround = /^\?<?[=!]/.exec(rest);
    const named = /^\?(?:P?<[A-Za-z_][A-Za-z0-9_]*>|'[^']*'|\|)/.exec(rest);
    const reference = /^\?P[=>][A-Za-z0-9_]*/.exec(rest);
    const flags = /^\?[a-zA-Z-]+[:)]/.exec(rest);
    const found = lookAround ?? named ?? reference ?? flags ?? (/^\?[:>]?/.exec(rest) as RegExpExecArray);
    const written = `(${found[0]}`;
    this.at += found[0].length;
    const end = this.at;
    if (lookAround) this.refuse(problems.regexLookAround, { written }, open, end);
    else if (named) this.refuse(problems.regexNamedGroup, { written }, open, end, "(");
    else if (reference) this.refuse(problems.regexBackReference, { written }, open, end);
    else if (flags) this.refuse(problems.regexFlags, { written }, open, end);
    else if (written === "(?>") this.refuse(problems.regexPossessive, { written }, open, end, "(");
    else if (written !== "(?:") this.refuse(problems.regexNamedGroup, { written }, open, end, "(");
    if (reference && this.peek() === ")") this.at++;
    return reference || written.endsWith(")") ? "closed" : "open";
  }

  #escape(): Regex | undefined {
    const unit = this.escapeUnit(false);
    if (!unit) return undefined;
    if (unit.kind === "character") return { kind: "literal", text: String.fromCodePoint(unit.codePoint) };
    return { kind: "characters", negated: unit.negated, ranges: unit.ranges };
  }

  #quantified(item: Regex, start: number): Regex | undefined {
    const at = this.at;
    const counts = this.#quantifier();
    if (!counts) return item;
    const [least, most] = counts;
    const written = this.source.text.slice(at, this.at);
    const last = this.peek();
    if (last === "?" || last === "+") {
      this.at++;
      const kind = last === "?" ? problems.regexLazy : problems.regexPossessive;
      this.refuse(kind, { written: written + last }, at, this.at, written);
    } else if (last === "*" || (last === "{" && /[0-9]/.test(this.peek(1)))) {
      const next = this.at;
      this.#quantifier();
      const second = this.source.text.slice(next, this.at);
      this.refuse(problems.regexNothingToRepeat, { written: second }, next, this.at);
    }
    this.#checkCounts(item, least, most, written, at, start);
    return { kind: "repeat", item, least, most };
  }

  #checkCounts(item: Regex, least: number, most: number | undefined, written: string, at: number, start: number): void {
    const end = at + written.length;
    if (least > mostCount || (most ?? 0) > mostCount) {
      this.refuse(problems.regexCount, { written, hint: `Counts go up to ${mostCount}.` }, at, end);
    } else if (most !== undefined && least > most) {
      this.refuse(problems.regexCount, { written, hint: "Its ends stand the wrong way round." }, at, end);
    } else if (most === 0) {
      this.refuse(
        problems.regexCount,
        { written, hint: "Something that is repeated no times can be left out." },
        at,
        end,
      );
    } else if (most === undefined && isUnbounded(item)) {
      this.refuse(problems.regexNestedQuantifier, {}, start, end);
    } else {
      const product = Math.max(1, most ?? least) * productOf(item);
      if (product > mostProduct) this.refuse(problems.regexProduct, { product }, start, end);
    }
  }

  #quantifier(): readonly [least: number, most: number | undefined] | undefined {
    switch (this.peek()) {
      case "*":
        this.at++;
        return [0, undefined];
      case "+":
        this.at++;
        return [1, undefined];
      case "?":
        this.at++;
        return [0, 1];
      case "{":
        return this.#counts();
      default:
        return undefined;
    }
  }

  #counts(): readonly [least: number, most: number | undefined] | undefined {
    const found = /^\{([0-9]*)(?:(,)([0-9]*))?\}/.exec(
      this.source.text.slice(this.at, Math.min(this.end, this.at + 40)),
    );
    if (!found || (!found[1] && !found[3])) return undefined;
    const at = this.at;
    this.at += found[0].length;
    if (!found[1])
      this.refuse(problems.regexCount, { written: found[0], hint: `Write \`{0,${found[3]}}\`.` }, at, this.at);
    const least = Number(found[1]);
    if (!found[2]) return [least, least];
    return [least, found[3] ? Number(found[3]) : undefined];
  }

  #skipQuantifier(): void {
    while (this.#quantifier());
  }
}
