/** Where one part of a file can end and the next begin, judged by a few tokens and by line breaks. Used after errors only. */
import type { IToken, TokenType } from "chevrotain";
import type { Source } from "../source/source.ts";
import { isKind, tokenEnd } from "./token-span.ts";
import * as kinds from "./tokens.ts";

export interface TokenView {
  readonly source: Source;
  readonly tokens: readonly IToken[];
}

/** After these, something must follow. */
const openEnded = new Set<TokenType>([
  kinds.And,
  kinds.Or,
  kinds.Not,
  kinds.When,
  kinds.Unless,
  kinds.In,
  kinds.Cidr,
  kinds.Contains,
  kinds.Starts,
  kinds.Ends,
  kinds.With,
  kinds.Like,
  kinds.Matches,
  kinds.Is,
  kinds.As,
  kinds.Let,
  kinds.Any,
  kinds.All,
  kinds.Import,
  kinds.Rule,
  kinds.Tune,
  kinds.SourceWord,
  kinds.Event,
  kinds.Test,
  kinds.Alert,
  kinds.Alerts,
  kinds.Ignores,
  kinds.FileWord,
  kinds.Assign,
  kinds.Equal,
  kinds.NotEqual,
  kinds.Less,
  kinds.LessEqual,
  kinds.Greater,
  kinds.GreaterEqual,
  kinds.Dot,
  kinds.Comma,
  kinds.Colon,
  kinds.LeftBrace,
  kinds.LeftBracket,
  kinds.LeftParen,
  kinds.Coalesce,
]);

const neverNames = new Set<TokenType>([
  kinds.And,
  kinds.Or,
  kinds.Not,
  kinds.Any,
  kinds.All,
  kinds.As,
  kinds.With,
  kinds.When,
  kinds.Unless,
]);

/** After these, `name = …` is a comparison with a slip in it. */
const awaitsCondition = new Set<TokenType>([
  kinds.And,
  kinds.Or,
  kinds.Not,
  kinds.When,
  kinds.Unless,
  kinds.LeftParen,
  kinds.Let,
]);

/** Words that go on with what stands before them, at the start of a line too. */
const continuing = new Set<TokenType>([
  kinds.And,
  kinds.Or,
  kinds.Not,
  kinds.In,
  kinds.Cidr,
  kinds.Contains,
  kinds.Starts,
  kinds.Ends,
  kinds.With,
  kinds.Like,
  kinds.Matches,
  kinds.Is,
  kinds.Ip,
  kinds.Exists,
  kinds.Missing,
  kinds.Nocase,
  kinds.As,
  kinds.Alerts,
  kinds.Ignores,
  kinds.FileWord,
  kinds.Any,
  kinds.All,
  kinds.True,
  kinds.False,
  kinds.Null,
  kinds.Json,
]);
const continuingText = /^(?:and|or|not|in|like|matches|nocase|contains?|starts_?with|ends_?with|startswith|endswith)$/i;

/** Does the token before `index` (or none) allow a new part to begin after it? */
export function canEnd(view: TokenView, index: number): boolean {
  const token = view.tokens[index];
  if (!token || !openEnded.has(token.tokenType)) return true;
  // After a dot any word is a key, and after these most words are names.
  const before = view.tokens[index - 1];
  if (!isWord(token) || !before) return false;
  if (before.tokenType === kinds.Dot) return true;
  const awaitsName =
    before.tokenType === kinds.As || before.tokenType === kinds.Assign || isKind(before, kinds.CompareSign);
  return awaitsName && !neverNames.has(token.tokenType);
}

export function isWord(token: IToken | undefined): boolean {
  return token !== undefined && /^[A-Za-z_]/.test(token.image);
}

/** Is the token the first one on its line? */
export function isLineStart(view: TokenView, index: number): boolean {
  const token = view.tokens[index];
  const before = view.tokens[index - 1];
  if (!token) return false;
  return !before || view.source.text.slice(tokenEnd(before), token.startOffset).includes("\n");
}

function typeAt(view: TokenView, index: number): TokenType | undefined {
  return view.tokens[index]?.tokenType;
}

/** Words of a later version of the language, with what follows them. */
export function isLaterClause(view: TokenView, index: number): boolean {
  const word = view.tokens[index]?.image;
  const next = view.tokens[index + 1];
  if (next?.tokenType === kinds.Assign || next?.tokenType === kinds.Dot) return false;
  if (word === "group") return next?.image === "by" || next?.image === "within";
  if (word === "sequence") return next?.image === "by" || next?.image === "within" || next?.image === "{";
  if (word === "first") return next?.image === "seen";
  return word === "having" && isWord(next);
}

/** Does a clause of a rule begin at this token, by its own words, or by a word at the start of a line? */
export function isClauseStart(view: TokenView, index: number): boolean {
  const token = view.tokens[index];
  if (!isWord(token) || typeAt(view, index - 1) === kinds.Dot) return false;
  const startsLine = isLineStart(view, index);
  // At the start of a line these words are a clause's even if something is missing before them.
  if (startsLine && beginsForSure(view, index)) return true;
  if (!canEnd(view, index - 1)) return false;
  // A word of no meaning at the start of the line is most likely the clause's own, misspelt: `evnt a {…}`.
  if (!startsLine && typeAt(view, index - 1) === kinds.Identifier && isLineStart(view, index - 1)) return false;
  if (beginsClause(view, index)) return true;
  if (!startsLine) return false;
  return !continuing.has((token as IToken).tokenType) && !continuingText.test((token as IToken).image);
}

/** Data that rules commonly have: a word of these without `=` is a slip of the sign, not of the word. */
export const dataNames: ReadonlySet<string> = new Set([
  "title",
  "description",
  "severity",
  "confidence",
  "status",
  "author",
  "created",
  "modified",
  "version",
  "tags",
  "attack",
  "references",
  "false_positives",
  "runbook",
  "license",
  "enabled",
  "signal",
  "formerly",
  "targets",
  "reason",
  "suppress",
]);

/** A clause by its own words, or common data: not `name = …` in general, which may be a slip for `==`. */
function beginsForSure(view: TokenView, index: number): boolean {
  if (!beginsClause(view, index)) return false;
  if (typeAt(view, index + 1) !== kinds.Assign || dataNames.has(view.tokens[index]?.image ?? "")) return true;
  const before = typeAt(view, index - 1);
  return before !== undefined && !awaitsCondition.has(before);
}

/** Judged by the words alone. */
export function beginsClause(view: TokenView, index: number): boolean {
  const next = typeAt(view, index + 1);
  if (next === kinds.Assign && view.tokens[index]?.tokenType !== kinds.Not) return true;
  switch (typeAt(view, index)) {
    case kinds.When:
    case kinds.Unless:
      return next !== kinds.Dot;
    case kinds.Alert:
      return next === kinds.LeftBrace;
    case kinds.SourceWord:
      return isWord(view.tokens[index + 1]) && next !== undefined && !continuing.has(next);
    case kinds.Let:
      return isWord(view.tokens[index + 1]) && typeAt(view, index + 2) === kinds.Assign;
    case kinds.Event: {
      const third = typeAt(view, index + 2);
      return isWord(view.tokens[index + 1]) && (third === kinds.LeftBrace || third === kinds.As);
    }
    case kinds.Test:
      return next === kinds.Text || next === kinds.RawText;
    case kinds.Identifier:
      return next === kinds.LeftBrace || isLaterClause(view, index);
    default:
      return false;
  }
}

/** Does a declaration of a file begin at this token? */
export function isDeclarationStart(view: TokenView, index: number): boolean {
  const token = view.tokens[index];
  if (!isWord(token) || !canEnd(view, index - 1)) return false;
  const next = view.tokens[index + 1];
  switch (token?.tokenType) {
    case kinds.Rule:
    case kinds.Tune:
      return isWord(next) && next?.tokenType !== kinds.In && typeAt(view, index + 2) !== kinds.Assign;
    case kinds.Import:
      return next?.tokenType === kinds.Text || next?.tokenType === kinds.RawText;
    case kinds.Let:
    case kinds.Event:
      return beginsClause(view, index);
    default:
      if (isLaterClause(view, index)) return true;
      return (
        isLineStart(view, index) &&
        !continuing.has((token as IToken).tokenType) &&
        !continuingText.test((token as IToken).image)
      );
  }
}
