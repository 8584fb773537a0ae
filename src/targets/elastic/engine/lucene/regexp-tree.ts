/**
 * In: a pattern in Lucene's regular expression syntax with every optional operator on. Out: its tree, or an Error.
 * Written after `org.apache.lucene.util.automaton.RegExp`, whose odd corners it keeps: whatever is no operator where it
 * stands is a sign like any other (`*a`, `]`, `}`), and `-` in a class always makes a range.
 */

/** `from` to `to`, code points, both inside. */
export type Range = readonly [from: number, to: number];

export type RegexpNode =
  | { readonly kind: "ranges"; readonly ranges: readonly Range[] }
  | { readonly kind: "sequence"; readonly parts: readonly RegexpNode[] }
  | { readonly kind: "choice"; readonly arms: readonly RegexpNode[] }
  | { readonly kind: "repeat"; readonly part: RegexpNode; readonly least: number; readonly most: number };

/** Elasticsearch's `index.max_regex_length`. */
const LONGEST_REGEXP = 1000;
const DEEPEST_GROUP = 200;
const MOST_TIMES = 1000;
const LAST_POINT = 0x10ffff;
const anySign: RegexpNode = { kind: "ranges", ranges: [[0, LAST_POINT]] };

export function parseRegexp(pattern: string, ignoresCase: boolean): RegexpNode {
  if (pattern.length > LONGEST_REGEXP) throw new Error(`the regular expression is longer than ${LONGEST_REGEXP}`);
  const parser = new Parser([...pattern], ignoresCase);
  const tree = pattern === "" ? parser.empty : parser.choice(0);
  parser.end();
  return tree;
}

class Parser {
  readonly empty: RegexpNode = { kind: "sequence", parts: [] };
  #at = 0;

  constructor(
    readonly signs: readonly string[],
    readonly ignoresCase: boolean,
  ) {}

  end(): void {
    if (this.#at < this.signs.length) throw this.#error("nothing may follow here");
  }

  choice(depth: number): RegexpNode {
    if (depth > DEEPEST_GROUP) throw this.#error("groups are nested too deeply");
    const arms = [this.#intersection(depth)];
    while (this.#match("|")) arms.push(this.#intersection(depth));
    return arms.length === 1 ? (arms[0] as RegexpNode) : { kind: "choice", arms };
  }

  #intersection(depth: number): RegexpNode {
    const part = this.#sequence(depth);
    if (this.#peek("&")) throw this.#notRun("&");
    return part;
  }

  #sequence(depth: number): RegexpNode {
    const parts = [this.#repeat(depth)];
    while (this.#at < this.signs.length && !this.#peek(")|&")) parts.push(this.#repeat(depth));
    return parts.length === 1 ? (parts[0] as RegexpNode) : { kind: "sequence", parts };
  }

  #repeat(depth: number): RegexpNode {
    let part = this.#single(depth);
    for (;;) {
      if (this.#match("?")) part = { kind: "repeat", part, least: 0, most: 1 };
      else if (this.#match("*")) part = { kind: "repeat", part, least: 0, most: Number.POSITIVE_INFINITY };
      else if (this.#match("+")) part = { kind: "repeat", part, least: 1, most: Number.POSITIVE_INFINITY };
      else if (this.#match("{")) part = { kind: "repeat", part, ...this.#bounds() };
      else return part;
    }
  }

  #bounds(): { least: number; most: number } {
    const least = this.#digits();
    if (least === "") throw this.#error("an integer is missing");
    let most = least;
    if (this.#match(",")) most = this.#digits();
    if (!this.#match("}")) throw this.#error("`}` is missing");
    const bounds = { least: Number(least), most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
    if (bounds.least > MOST_TIMES || (bounds.most > MOST_TIMES && most !== "") || bounds.least > bounds.most)
      throw this.#error("the bounds make no sense");
    return bounds;
  }

  #digits(): string {
    let digits = "";
    while (this.#peek("0123456789")) digits += this.#next();
    return digits;
  }

  #single(depth: number): RegexpNode {
    for (const operator of "~<") if (this.#peek(operator)) throw this.#notRun(operator);
    if (this.#match("[")) return this.#class();
    if (this.#match(".")) return anySign;
    if (this.#match("#")) return { kind: "choice", arms: [] };
    if (this.#match("@")) return { kind: "repeat", part: anySign, least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#match('"')) return this.#quoted();
    if (this.#match("(")) {
      if (this.#match(")")) return this.empty;
      const inner = this.choice(depth + 1);
      if (!this.#match(")")) throw this.#error("`)` is missing");
      return inner;
    }
    return this.#sign(this.#escaped());
  }

  #quoted(): RegexpNode {
    const parts: RegexpNode[] = [];
    while (this.#at < this.signs.length && !this.#peek('"')) parts.push(this.#sign(this.#next()));
    if (!this.#match('"')) throw this.#error('`"` is missing');
    return { kind: "sequence", parts };
  }

  #class(): RegexpNode {
    const isNegated = this.#match("^");
    const ranges: Range[] = [];
    do ranges.push(...this.#classPart());
    while (this.#at < this.signs.length && !this.#peek("]"));
    if (!this.#match("]")) throw this.#error("`]` is missing");
    return { kind: "ranges", ranges: isNegated ? complement(ranges) : ranges };
  }

  #classPart(): readonly Range[] {
    const first = this.#escaped();
    if (!this.#match("-")) return this.#bothCases(first);
    this.#match("\\");
    const [from, to] = [pointOf(first), pointOf(this.#next())];
    if (from > to) throw this.#error("a range runs backwards");
    // Whether a range ignores case depends on the version.
    if (this.ignoresCase && (overlaps(from, to, 0x41, 0x5a) || overlaps(from, to, 0x61, 0x7a))) {
      throw this.#error("a range of letters stands where case is ignored");
    }
    return [[from, to]];
  }

  /** A sign, or the one after a backslash. Newer versions know `\d`, `\w` and `\s`, older ones don't; neither may stand. */
  #escaped(): string {
    if (!this.#match("\\")) return this.#next();
    const sign = this.#next();
    if (/[A-Za-z]/.test(sign)) throw this.#error(`\`\\${sign}\` means different things in different versions`);
    return sign;
  }

  #sign(sign: string): RegexpNode {
    return { kind: "ranges", ranges: this.#bothCases(sign) };
  }

  #bothCases(sign: string): readonly Range[] {
    const point = pointOf(sign);
    const other = this.ignoresCase && /^[A-Za-z]$/.test(sign) ? point ^ 0x20 : point;
    return other === point
      ? [[point, point]]
      : [
          [point, point],
          [other, other],
        ];
  }

  #peek(signs: string): boolean {
    const sign = this.signs[this.#at];
    return sign !== undefined && signs.includes(sign);
  }

  #match(sign: string): boolean {
    if (this.signs[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const sign = this.signs[this.#at++];
    if (sign === undefined) throw this.#error("it ends too early");
    return sign;
  }

  #error(why: string): Error {
    return new Error(`the regular expression \`${this.signs.join("")}\` is wrong at ${this.#at}: ${why}`);
  }

  /** An operator that no emitted pattern means: most likely an escape was forgotten. */
  #notRun(operator: string): Error {
    return this.#error(`\`${operator}\` is an operator that is not run here`);
  }
}

function pointOf(sign: string): number {
  return sign.codePointAt(0) as number;
}

function overlaps(from: number, to: number, first: number, last: number): boolean {
  return from <= last && to >= first;
}

/** Every code point that lies in none of the ranges. */
function complement(ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) rest.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST_POINT) rest.push([next, LAST_POINT]);
  return rest;
}
