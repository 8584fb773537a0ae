/**
 * In: a PCRE pattern as match() and mvfind() get it. Out: its tree. Only what reads the same in every version of PCRE is
 * known here; all else is refused: `$` (it lets a line break follow), possessive and named groups, references, `\b`, …
 */
import { fail, quote } from "../spl-error.ts";

export interface CharacterRange {
  readonly from: number;
  readonly to: number;
}

export type RegexNode =
  | {
      readonly kind: "characters";
      readonly ranges: readonly CharacterRange[];
      readonly isNegated: boolean;
      /** Does case count here, whatever is said of the whole? `(?-i:…)` */
      readonly keepsCase?: true;
    }
  | { readonly kind: "any" }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly arms: readonly RegexNode[] }
  | { readonly kind: "ahead"; readonly isNegated: boolean; readonly body: RegexNode }
  | {
      readonly kind: "repeat";
      readonly body: RegexNode;
      readonly from: number;
      /** Undefined: without end. */
      readonly to: number | undefined;
      readonly isLazy: boolean;
    };

export interface RegexTree {
  readonly body: RegexNode;
  readonly ignoresCase: boolean;
  /** Does `.` take line breaks too? */
  readonly dotsTakeLines: boolean;
}

const LONGEST = 100_000;
const DEEPEST = 60;

export function readRegex(pattern: string): RegexTree {
  if (pattern.length > LONGEST) return fail("a regex is too long");
  const flags = /^\(\?([is]{1,2})\)/.exec(pattern);
  const reader = new Reader(pattern, flags ? flags[0].length : 0);
  const body = reader.choice(0);
  if (!reader.isAtEnd) return reader.refuse("`)` without `(`");
  return { body, ignoresCase: flags?.[1]?.includes("i") ?? false, dotsTakeLines: flags?.[1]?.includes("s") ?? false };
}

const DIGITS = [{ from: 0x30, to: 0x39 }];
const WORDS = [...DIGITS, { from: 0x41, to: 0x5a }, { from: 0x5f, to: 0x5f }, { from: 0x61, to: 0x7a }];
const SPACES = [
  { from: 0x09, to: 0x0d },
  { from: 0x20, to: 0x20 },
];
const CLASSES: ReadonlyMap<string, readonly CharacterRange[]> = new Map([
  ["d", DIGITS],
  ["w", WORDS],
  ["s", SPACES],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ["n", 0x0a],
  ["r", 0x0d],
  ["t", 0x09],
  ["f", 0x0c],
]);

const one = (code: number): readonly CharacterRange[] => [{ from: code, to: code }];

class Reader {
  constructor(
    private readonly pattern: string,
    private at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  refuse(why: string): never {
    return fail(`the regex ${quote(this.pattern)} can't be read alike by every PCRE: ${why}`);
  }

  choice(depth: number): RegexNode {
    if (depth > DEEPEST) return this.refuse("its groups are too deep");
    const arms = [this.sequence(depth)];
    while (this.take("|")) arms.push(this.sequence(depth));
    return arms.length === 1 ? (arms[0] as RegexNode) : { kind: "choice", arms };
  }

  private sequence(depth: number): RegexNode {
    const items: RegexNode[] = [];
    while (!this.isAtEnd && this.peek() !== "|" && this.peek() !== ")") items.push(this.repeated(this.atom(depth)));
    return items.length === 1 ? (items[0] as RegexNode) : { kind: "sequence", items };
  }

  /** How many groups `(?-i:` are open here. */
  private keeping = 0;

  private characters(ranges: readonly CharacterRange[], isNegated = false): RegexNode {
    return { kind: "characters", ranges, isNegated, ...(this.keeping > 0 ? { keepsCase: true } : {}) };
  }

  private atom(depth: number): RegexNode {
    const character = this.next();
    switch (character) {
      case "(":
        return this.group(depth);
      case "[":
        return this.characterClass();
      case ".":
        return { kind: "any" };
      case "^":
        return { kind: "start" };
      case "\\":
        return this.take("z") ? { kind: "end" } : this.characters(this.escape());
      case "$":
        return this.refuse("`$` also holds before a last line break");
      case "*":
      case "+":
      case "?":
        return this.refuse(`nothing to repeat before \`${character}\``);
      default:
        return this.characters(one(character.codePointAt(0) as number));
    }
  }

  private group(depth: number): RegexNode {
    let kind: "plain" | "ahead" | "notAhead" | "keepsCase" = "plain";
    if (this.take("?")) {
      const sign = this.next();
      if (sign === "-" && this.take("i") && this.take(":")) kind = "keepsCase";
      else if (sign === "=") kind = "ahead";
      else if (sign === "!") kind = "notAhead";
      else if (sign !== ":") return this.refuse(`a group that begins with \`(?${sign}\``);
    }
    if (kind === "keepsCase") this.keeping++;
    const body = this.choice(depth + 1);
    if (kind === "keepsCase") this.keeping--;
    if (!this.take(")")) return this.refuse("`(` without `)`");
    return kind === "plain" || kind === "keepsCase"
      ? this.kept(body)
      : { kind: "ahead", isNegated: kind === "notAhead", body };
  }

  /** A group's body as one thing that can be repeated. */
  private kept(body: RegexNode): RegexNode {
    return { kind: "choice", arms: [body] };
  }

  private repeated(atom: RegexNode): RegexNode {
    const counts = this.counts();
    if (!counts) return atom;
    if (atom.kind === "start" || atom.kind === "end" || atom.kind === "ahead") return this.refuse("a repeated place");
    const isLazy = this.take("?");
    if (this.peek() === "+" || this.peek() === "*" || this.peek() === "?") return this.refuse("a repeated repetition");
    if (this.counts()) return this.refuse("a repeated repetition");
    return { kind: "repeat", body: atom, ...counts, isLazy };
  }

  private counts(): { from: number; to: number | undefined } | undefined {
    if (this.take("*")) return { from: 0, to: undefined };
    if (this.take("+")) return { from: 1, to: undefined };
    if (this.take("?")) return { from: 0, to: 1 };
    const braces = /^\{([0-9]{1,5})(,([0-9]{1,5})?)?\}/.exec(this.pattern.slice(this.at, this.at + 14));
    if (!braces) return undefined;
    this.at += braces[0].length;
    const from = Number(braces[1]);
    const to = braces[2] === undefined ? from : braces[3] === undefined ? undefined : Number(braces[3]);
    if (to !== undefined && to < from) return this.refuse("a repetition that ends before it begins");
    return { from, to };
  }

  private characterClass(): RegexNode {
    const isNegated = this.take("^");
    const ranges: CharacterRange[] = [];
    do {
      if (this.isAtEnd) return this.refuse("`[` without `]`");
      ranges.push(...this.classMember());
    } while (!this.take("]"));
    return this.characters(ranges, isNegated);
  }

  private classMember(): readonly CharacterRange[] {
    const from = this.classCharacter();
    const single = from.length === 1 && from[0]?.from === from[0]?.to ? from[0]?.from : undefined;
    if (this.peek() !== "-" || this.pattern[this.at + 1] === "]") return from;
    this.next();
    const to = this.classCharacter();
    const last = to.length === 1 && to[0]?.from === to[0]?.to ? to[0]?.to : undefined;
    if (single === undefined || last === undefined || last < single)
      return this.refuse("a range without an end or order");
    return [{ from: single, to: last }];
  }

  private classCharacter(): readonly CharacterRange[] {
    const character = this.next();
    if (character === "\\") return this.escape();
    if (character === "[" && /^[:.=]/.test(this.peek())) return this.refuse("a POSIX class");
    return one(character.codePointAt(0) as number);
  }

  private escape(): readonly CharacterRange[] {
    const character = this.next();
    const named = CLASSES.get(character);
    if (named) return named;
    const control = CONTROLS.get(character);
    if (control !== undefined) return one(control);
    if (character === "x") return one(this.hexadecimal());
    if (/[A-Za-z0-9]/.test(character)) return this.refuse(`the escape \`\\${character}\``);
    return one(character.codePointAt(0) as number);
  }

  private hexadecimal(): number {
    const digits = this.pattern.slice(this.at, this.at + 2);
    if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return this.refuse("`\\x` without two hexadecimal digits");
    const code = Number.parseInt(digits, 16);
    if (code > 0x7f) return this.refuse("`\\x` beyond ASCII, which is a byte or a character");
    this.at += 2;
    return code;
  }

  private peek(): string {
    return this.pattern[this.at] ?? "";
  }

  private take(character: string): boolean {
    if (this.pattern[this.at] !== character) return false;
    this.at++;
    return true;
  }

  /** The next character, whole. */
  private next(): string {
    const code = this.pattern.codePointAt(this.at);
    if (code === undefined) return this.refuse("it ends too soon");
    const character = String.fromCodePoint(code);
    this.at += character.length;
    return character;
  }
}
