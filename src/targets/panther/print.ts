/**
 * In: an expression. Out: its tokens, with all that a layout needs: brackets, where a line may break and how willingly.
 * Binding strength decides about parentheses; nothing here decides about lines.
 */
import { unreachable } from "../../ir/predicate.ts";
import { pythonEscaped, pythonRegex, pythonString } from "../kit/python.ts";
import { type Expression, type Loop, truthOf } from "./expression.ts";

/** How willingly a line breaks at a token, as black ranks it; a higher one is broken at first. */
export const BREAK = { loop: 20, comma: 18, logic: 14, texts: 12, comparison: 10, dot: 1, never: 0 } as const;

export interface Token {
  readonly text: string;
  /** Does a space stand before it, unless it starts a line? */
  readonly spaced: boolean;
  /** How willingly a line breaks before it; after it, for a comma. */
  readonly priority: number;
  readonly bracket?: "open" | "close";
  /** A bracket that is no call's: of a tuple, a list, a group. */
  readonly display?: boolean;
  /** A bracket that is written only if its content needs lines of its own. */
  readonly optional?: boolean;
}

const STRENGTH = { or: 1, and: 2, not: 3, compare: 4, primary: 5 } as const;

function strengthOf(expression: Expression): number {
  switch (expression.kind) {
    case "or":
    case "and":
    case "not":
    case "compare":
      return STRENGTH[expression.kind];
    default:
      return STRENGTH.primary;
  }
}

type Quotes = "usual" | "single";

/** Where pieces go: into a list of tokens, or one after another into a text. */
interface Sink {
  take(text: string, spaced: boolean, priority: number, bracket?: "open" | "close", display?: boolean): void;
}

class TokenSink implements Sink {
  readonly tokens: Token[] = [];

  take(text: string, spaced: boolean, priority: number, bracket?: "open" | "close", display?: boolean): void {
    this.tokens.push(
      bracket ? { text, spaced, priority, bracket, display: display === true } : { text, spaced, priority },
    );
  }
}

class TextSink implements Sink {
  text = "";

  take(text: string, spaced: boolean): void {
    this.text += spaced && this.text !== "" ? ` ${text}` : text;
  }
}

/** Writes an expression; `single` quotes are for those inside an f-string, in which the others end it. */
class Printer {
  #spaced = false;

  constructor(
    readonly sink: Sink,
    readonly quotes: Quotes,
  ) {}

  put(text: string, priority: number = BREAK.never): void {
    this.sink.take(text, this.#spaced, priority);
    this.#spaced = false;
  }

  bracket(text: string, bracket: "open" | "close", display: boolean): void {
    this.sink.take(text, this.#spaced, BREAK.never, bracket, display);
    this.#spaced = false;
  }

  space(): void {
    this.#spaced = true;
  }

  word(text: string, priority: number = BREAK.never): void {
    this.space();
    this.put(text, priority);
    this.space();
  }

  atLeast(expression: Expression, strength: number): void {
    const enclosed = strengthOf(expression) < strength;
    if (enclosed) this.bracket("(", "open", true);
    this.expression(expression);
    if (enclosed) this.bracket(")", "close", true);
  }

  expression(expression: Expression): void {
    switch (expression.kind) {
      case "name":
        this.put(expression.text);
        break;
      case "text":
        this.put(
          this.quotes === "usual" ? pythonString(expression.value) : `'${pythonEscaped(expression.value, "'")}'`,
        );
        break;
      case "regex":
        this.put(pythonRegex(expression.pattern));
        break;
      case "tuple":
        this.bracket("(", "open", true);
        this.list(expression.elements);
        this.bracket(")", "close", true);
        break;
      case "attribute":
        this.atLeast(expression.owner, STRENGTH.primary);
        this.put(".", BREAK.dot);
        this.put(expression.name);
        break;
      case "call":
        this.call(expression);
        break;
      case "generator":
        this.generator(expression);
        break;
      case "compare":
        this.compare(expression);
        break;
      case "not":
        this.put("not");
        this.space();
        this.atLeast(truthOf(expression.operand), STRENGTH.not);
        break;
      case "and":
      case "or":
        this.chain(expression);
        break;
      default:
        unreachable(expression);
    }
  }

  call({ callee, operands, named }: Extract<Expression, { kind: "call" }>): void {
    this.atLeast(callee, STRENGTH.primary);
    this.bracket("(", "open", false);
    this.list(operands);
    if (named) {
      if (operands.length > 0) this.comma();
      this.put(named.name);
      this.put("=");
      this.expression(named.value);
    }
    this.bracket(")", "close", false);
  }

  list(elements: readonly Expression[]): void {
    for (const [index, element] of elements.entries()) {
      if (index > 0) this.comma();
      this.expression(element);
    }
  }

  comma(): void {
    this.put(",", BREAK.comma);
    this.space();
  }

  generator({ callee, element, loops }: Extract<Expression, { kind: "generator" }>): void {
    const list = callee === "";
    if (!list) this.put(callee);
    this.bracket(list ? "[" : "(", "open", list);
    this.expression(element);
    for (const loop of loops) this.loop(loop);
    this.bracket(list ? "]" : ")", "close", list);
  }

  loop({ variable, iterable }: Loop): void {
    this.word("for", BREAK.loop);
    this.put(variable);
    this.word("in");
    this.atLeast(iterable, STRENGTH.or);
  }

  compare({ left, operator, right }: Extract<Expression, { kind: "compare" }>): void {
    this.atLeast(left, STRENGTH.primary);
    const [first, second] = operator.split(" ");
    this.word(first as string, BREAK.comparison);
    if (second) this.word(second);
    this.atLeast(right, STRENGTH.primary);
  }

  chain({ kind, operands }: Extract<Expression, { kind: "and" | "or" }>): void {
    for (const [index, operand] of operands.entries()) {
      if (index > 0) this.word(kind, BREAK.logic);
      // One stronger than its own: `a and (b and c)` keeps its parentheses, as a reader of the tree expects.
      this.atLeast(operand, STRENGTH[kind] + 1);
    }
  }
}

export function tokensOf(expression: Expression): Token[] {
  const sink = new TokenSink();
  new Printer(sink, "usual").expression(expression);
  return sink.tokens;
}

/** A part of a chain of `and`s and `or`s that stands on a line of its own, with the word before it. */
export interface Link {
  readonly word: "" | "and" | "or";
  readonly expression: Expression;
  /** Below this strength it has parentheses. */
  readonly least: number;
}

/** The parts at which a chain breaks: black makes no difference between `and` and `or`. */
export function linksOf(expression: Expression, word: Link["word"] = ""): Link[] {
  if (expression.kind !== "and" && expression.kind !== "or") return [{ word, expression, least: 0 }];
  const { kind, operands } = expression;
  return operands.flatMap((operand, index) => {
    const before = index === 0 ? word : kind;
    if (strengthOf(operand) > STRENGTH[kind]) return linksOf(operand, before);
    return [{ word: before, expression: operand, least: STRENGTH[kind] + 1 }];
  });
}

function printLink({ word, expression, least }: Link, sink: Sink): void {
  const printer = new Printer(sink, "usual");
  if (word !== "") {
    printer.put(word);
    printer.space();
  }
  printer.atLeast(expression, least);
}

export function linkText(link: Link): string {
  const sink = new TextSink();
  printLink(link, sink);
  return sink.text;
}

export function linkTokens(link: Link): Token[] {
  const sink = new TokenSink();
  printLink(link, sink);
  return sink.tokens;
}

/** The expression on one line. */
export function textOf(expression: Expression): string {
  const sink = new TextSink();
  new Printer(sink, "usual").expression(expression);
  return sink.text;
}

/** Tokens on one line. */
export function joinTokens(tokens: readonly Token[]): string {
  const sink = new TextSink();
  for (const token of tokens) sink.take(token.text, token.spaced);
  return sink.text;
}

/**
 * The expression as it may stand between the braces of an f-string in double quotes, or nothing where Python 3.11
 * can't have it there: with a backslash, or a double quote.
 */
export function insideBraces(expression: Expression): string | undefined {
  const sink = new TextSink();
  new Printer(sink, "single").expression(expression);
  return /[\\"]/.test(sink.text) ? undefined : sink.text;
}
