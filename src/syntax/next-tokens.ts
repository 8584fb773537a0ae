/**
 * In: the tokens before a place, and perhaps wrong ones among them. Out: which kinds of tokens the grammar allows next,
 * and within which of its rules. Only the clause that the place is in is looked at, so a slip elsewhere does no harm.
 */
import type { IToken, TokenType } from "chevrotain";
import { Report } from "../diagnostics/problem.ts";
import type { Source } from "../source/source.ts";
import { balanceBrackets } from "./balance-brackets.ts";
import { isClauseStart, isDeclarationStart } from "./boundaries.ts";
import { LimitedReport } from "./limited-report.ts";
import { getParser } from "./parser.ts";
import { RecoverBase } from "./recover-base.ts";
import { madeUpToken, tokenEnd } from "./token-span.ts";
import * as kinds from "./tokens.ts";

export interface NextToken {
  readonly type: TokenType;
  /** The rules of the grammar that the token would stand in, from the outermost on: `ruleFile`, …, `path`. */
  readonly rules: readonly string[];
}

/** Made when they are wanted: the kinds of tokens have their numbers from the lexer on. */
const startOfRule = (): IToken[] => [
  madeUpToken(kinds.Rule, "rule", 0),
  madeUpToken(kinds.Identifier, "x", 0),
  madeUpToken(kinds.LeftBrace, "{", 0),
];

const startsCondition = new Set<TokenType>([kinds.When, kinds.Unless, kinds.And, kinds.Or, kinds.Not, kinds.LeftParen]);

function nextAfter(rule: "ruleFile" | "valueItem", tokens: readonly IToken[]): readonly NextToken[] {
  return getParser()
    .computeContentAssist(rule, tokens as IToken[])
    .map(({ nextTokenType, ruleStack }) => ({ type: nextTokenType, rules: ruleStack }));
}

/** What may follow `a ?? b` and its beginnings. */
export function nextInValue(tokens: readonly IToken[]): readonly NextToken[] {
  return nextAfter("valueItem", tokens);
}

/** What may follow these tokens of a file. Where the clause can't be read, what may follow its last comparison. */
export function nextInFile(source: Source, tokens: readonly IToken[]): readonly NextToken[] {
  const part = lastPart(source, tokens);
  const next = nextAfter("ruleFile", part);
  if (next.length > 0) return next;
  const cut = part.findLastIndex((token) => startsCondition.has(token.tokenType));
  return cut < 0
    ? []
    : nextAfter("ruleFile", [...startOfRule(), madeUpToken(kinds.When, "when", 0), ...part.slice(cut + 1)]);
}

/** The clause or declaration that the tokens end in; a clause with the head of a rule before it, also that of a tune. */
function lastPart(source: Source, tokens: readonly IToken[]): IToken[] {
  const end = source.text.length;
  const balanced = balanceBrackets({ source, tokens: [...tokens], comments: [], spoiled: [] }, new Report());
  const view = new RecoverBase({ source, report: new LimitedReport(), templates: [] }, balanced, []);
  const [from, to] = view.pieces(0, balanced.length, isDeclarationStart).at(-1) ?? [0, 0];
  const open = view.find(from, to, kinds.LeftBrace);
  const first = balanced[from]?.tokenType;
  if ((first !== kinds.Rule && first !== kinds.Tune) || open === undefined) return written(balanced.slice(from, to));
  const close = view.closeOf(open, to);
  const isOpen = close >= to || isMadeUp(balanced[close]);
  if (!isOpen) return [];
  const [start, stop] = view.pieces(open + 1, close, isClauseStart).at(-1) ?? [end, end];
  return [...startOfRule(), ...written(balanced.slice(start, stop))];
}

const isMadeUp = (token: IToken | undefined) => token !== undefined && tokenEnd(token) === token.startOffset;

/** Without the brackets at the end that nobody wrote. */
function written(tokens: IToken[]): IToken[] {
  while (isMadeUp(tokens.at(-1))) tokens.pop();
  return tokens;
}
