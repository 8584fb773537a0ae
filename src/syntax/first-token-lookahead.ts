/**
 * How the parser chooses between alternatives. In: the grammar as Chevrotain recorded it. Out: its look-ahead functions.
 * Most choices are settled by one token, and those are worked out here from sets of first tokens: Chevrotain's own way,
 * which lists all paths up to three tokens long, takes the larger part of its start-up. It is asked for the others.
 */
import {
  Alternation,
  type Alternative,
  type BaseParser,
  type ILookaheadStrategy,
  type IOrAlt,
  type IProduction,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
  type TokenType,
} from "chevrotain";

type AlternationOptions = Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0];
type OptionalOptions = Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0];

/** The kinds of tokens that something can begin with, a bit for each; `isNullable`: it may also be empty. */
interface First {
  readonly tokens: bigint;
  readonly isNullable: boolean;
}

/** What is known of one choice of a rule. */
interface Choice {
  readonly inside: readonly First[];
  readonly after: First;
}

const nothing: First = { tokens: 0n, isNullable: true };

export class FirstTokenLookahead extends LLkLookaheadStrategy {
  readonly #firsts = new Map<string, First>();
  readonly #bits = new Map<TokenType, bigint>();
  readonly #choices = new Map<Rule, Map<string, Choice>>();

  override buildLookaheadForAlternation(
    options: AlternationOptions,
  ): (this: BaseParser, orAlts?: IOrAlt<unknown>[]) => number | undefined {
    const choice = this.#choicesOf(options.rule).get(`Alternation${options.prodOccurrence}`);
    const table: (number | undefined)[] = [];
    let taken = 0n;
    for (const [index, alternative] of (choice?.inside ?? [nothing]).entries()) {
      const isClear = !alternative.isNullable && (alternative.tokens & taken) === 0n;
      if (!isClear) return super.buildLookaheadForAlternation(options);
      taken |= alternative.tokens;
      for (const token of numbersOf(alternative.tokens)) table[token] = index;
    }
    return function () {
      return table[this.LA(1).tokenTypeIdx];
    };
  }

  override buildLookaheadForOptional(options: OptionalOptions): (this: BaseParser) => boolean {
    const choice = this.#choicesOf(options.rule).get(`${options.prodType}${options.prodOccurrence}`);
    const inside = choice?.inside[0];
    const isClear = choice && inside && !inside.isNullable && (inside.tokens & choice.after.tokens) === 0n;
    if (!isClear) return super.buildLookaheadForOptional(options);
    const table: boolean[] = [];
    for (const token of numbersOf(inside.tokens)) table[token] = true;
    return function () {
      return table[this.LA(1).tokenTypeIdx] === true;
    };
  }

  #choicesOf(rule: Rule): Map<string, Choice> {
    let choices = this.#choices.get(rule);
    if (!choices) {
      choices = new Map();
      this.#visit(rule.definition, nothing, choices);
      this.#choices.set(rule, choices);
    }
    return choices;
  }

  /** Notes each choice in the sequence; `after` is what may follow the sequence in its rule. */
  #visit(sequence: readonly IProduction[], after: First, choices: Map<string, Choice>): void {
    let rest = after;
    for (const production of [...sequence].reverse()) {
      if (production instanceof Alternation) {
        const inside = alternativesOf(production).map((one) => this.#firstOf(one.definition));
        choices.set(`Alternation${production.idx}`, { inside, after: rest });
        for (const one of alternativesOf(production)) this.#visit(one.definition, rest, choices);
      } else if (production instanceof Option || production instanceof Repetition) {
        const inside = this.#firstOf(production.definition);
        const name = production instanceof Option ? "Option" : "Repetition";
        choices.set(`${name}${production.idx}`, { inside: [inside], after: rest });
        this.#visit(production.definition, production instanceof Option ? rest : either(inside, rest), choices);
      }
      rest = followed(this.#firstOf([production]), rest);
    }
  }

  #firstOf(sequence: readonly IProduction[]): First {
    let first = nothing;
    for (const production of sequence) {
      first = followed(first, this.#firstOfOne(production));
      if (!first.isNullable) break;
    }
    return first;
  }

  #firstOfOne(production: IProduction): First {
    if (production instanceof Terminal) {
      return { tokens: this.#bitsOf(production.terminalType), isNullable: false };
    }
    if (production instanceof NonTerminal) return this.#firstOfRule(production.referencedRule);
    if (production instanceof Alternation) {
      return alternativesOf(production)
        .map((one) => this.#firstOf(one.definition))
        .reduce(either);
    }
    const inner = this.#firstOf((production as Option).definition);
    return { tokens: inner.tokens, isNullable: true };
  }

  /** The bits of a kind of token and of those that belong to it. */
  #bitsOf(type: TokenType): bigint {
    let bits = this.#bits.get(type);
    if (bits === undefined) {
      bits = 1n << BigInt(type.tokenTypeIdx as number);
      for (const index of type.categoryMatches ?? []) bits |= 1n << BigInt(index);
      this.#bits.set(type, bits);
    }
    return bits;
  }

  #firstOfRule(rule: Rule): First {
    const known = this.#firsts.get(rule.name);
    if (known) return known;
    const first = this.#firstOf(rule.definition);
    this.#firsts.set(rule.name, first);
    return first;
  }
}

function alternativesOf(alternation: Alternation): readonly Alternative[] {
  return alternation.definition as readonly IProduction[] as readonly Alternative[];
}

function numbersOf(tokens: bigint): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (const bit of [...tokens.toString(2)].reverse()) {
    if (bit === "1") numbers.push(number);
    number++;
  }
  return numbers;
}

function either(a: First, b: First): First {
  return { tokens: a.tokens | b.tokens, isNullable: a.isNullable || b.isNullable };
}

/** What `a` followed by `b` can begin with. */
function followed(a: First, b: First): First {
  if (!a.isNullable) return a;
  return { tokens: a.tokens | b.tokens, isNullable: b.isNullable };
}
