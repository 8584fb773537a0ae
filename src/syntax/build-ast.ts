/** In: tokens, and pieces that were built before. Out: nodes of the tree, each with its span. Must not know the grammar. */
import type { IToken } from "chevrotain";
import type { Report } from "../diagnostics/problem.ts";
import type { RegexPattern } from "../ir/pattern.ts";
import type { Source, Span } from "../source/source.ts";
import type * as ast from "./ast.ts";
import { duplicateKey, jsonQuotes, keyNeedsQuotes, notAValue, trailingComma } from "./problems-structure.ts";
import { tokenEnd, tokenSpan } from "./token-span.ts";
import * as kinds from "./tokens.ts";

/** An operator as it was read: `end` is the place after it. */
export interface ReadOperator {
  readonly operator: ast.Operator;
  readonly negated: boolean;
  readonly span: Span;
}

/** An alert's text whose `{…}` are still to be read: `pieces` is replaced then. */
export interface PendingTemplate {
  pieces: readonly ast.TemplatePiece[];
  readonly literal: ast.TextLiteral;
}

type Located = { readonly span: Span };

/** Makes nodes for one source. What parses but is not allowed is reported here. */
export class AstBuilder {
  /** Alert texts whose `{…}` are still to be read. */
  readonly templates: PendingTemplate[] = [];

  constructor(
    readonly source: Source,
    readonly report: Report,
  ) {}

  span(token: IToken): Span {
    return tokenSpan(this.source, token);
  }

  between(first: IToken, last: IToken): Span {
    return { source: this.source, start: first.startOffset, end: tokenEnd(last) };
  }

  across(first: IToken | Located, last: IToken | Located): Span {
    const start = "span" in first ? first.span.start : first.startOffset;
    const end = "span" in last ? last.span.end : tokenEnd(last);
    return { source: this.source, start, end };
  }

  name(token: IToken): ast.Name {
    return { text: token.image, span: this.span(token) };
  }

  /** The name of a `let`, a variable or an event: never quoted, so it can't have a dash. */
  plainName(token: IToken): ast.Name {
    if (token.image.includes("-")) this.report.add(keyNeedsQuotes, { name: token.image }, this.span(token));
    return this.name(token);
  }

  dottedName(first: IToken, last: IToken): ast.Name {
    const span = this.between(first, last);
    const written = this.source.text.slice(span.start, span.end);
    return { text: /\s|\//.test(written) ? written.replace(/\/\/[^\n]*|\s+/g, "") : written, span };
  }

  // ---- literals

  text(token: IToken): ast.TextLiteral {
    const quote = token.tokenType === kinds.Text ? '"' : token.tokenType === kinds.RawText ? "'" : '"""';
    return { kind: "text", value: token.payload as string, quote, span: this.span(token) };
  }

  /** Any literal but an ATT&CK id. */
  literal(token: IToken): ast.Literal {
    const span = this.span(token);
    switch (token.tokenType) {
      case kinds.NumberToken:
        return { kind: "number", text: token.image, span };
      case kinds.True:
      case kinds.False:
        return { kind: "boolean", value: token.tokenType === kinds.True, span };
      case kinds.Time:
        return { kind: "time", text: token.image, value: token.payload as string, span };
      case kinds.Duration:
        return { kind: "duration", text: token.image, seconds: token.payload as number, span };
      case kinds.RegexToken:
        return this.#regex(token, span);
      default:
        return this.text(token);
    }
  }

  #regex(token: IToken, span: Span): ast.RegexLiteral {
    const close = token.image.lastIndexOf("/");
    const written = token.image.slice(1, close > 0 ? close : undefined);
    const pattern = token.payload as RegexPattern | undefined;
    return pattern ? { kind: "regex", written, pattern, span } : { kind: "regex", written, span };
  }

  attack(token: IToken): ast.AttackLiteral {
    const { image, startOffset } = token;
    const span = this.span(token);
    const colon = image.indexOf(":");
    const part = (start: number, end: number): ast.Name => ({
      text: image.slice(start, end),
      span: { source: this.source, start: startOffset + start, end: startOffset + end },
    });
    if (colon >= 0) {
      return { kind: "attack", tactic: part(0, colon), technique: part(colon + 1, image.length), span };
    }
    const only = part(0, image.length);
    return image.startsWith("TA") ? { kind: "attack", tactic: only, span } : { kind: "attack", technique: only, span };
  }

  word(name: ast.Name): ast.WordLiteral {
    return { kind: "word", text: name.text, span: name.span };
  }

  // ---- paths

  key(token: IToken): ast.PathPart {
    const quoted = token.tokenType === kinds.Text;
    if (!quoted && token.image.includes("-")) {
      const span = this.span(token);
      const fixes = [{ title: "Put the key in quotes", span, text: `"${token.image}"` }];
      this.report.add(keyNeedsQuotes, { name: token.image }, span, { fixes });
    }
    return { kind: "key", name: quoted ? (token.payload as string) : token.image, quoted, span: this.span(token) };
  }

  pathStart(token: IToken): ast.Name {
    return this.plainName(token);
  }

  path(start: ast.Name | ast.JsonCall, parts: readonly ast.PathPart[]): ast.PathExpression {
    const last = parts[parts.length - 1];
    const span = last ? this.across(start, last) : start.span;
    return { kind: "path", start, parts, span };
  }

  // ---- conditions

  comparison(
    left: ast.PathExpression,
    read: ReadOperator,
    right: ast.Comparison["right"],
    nocase: IToken | undefined,
  ): ast.Comparison {
    const span = this.across(left, nocase ?? right ?? read);
    const { operator, negated } = read;
    return {
      kind: "comparison",
      left,
      operator,
      negated,
      operatorSpan: read.span,
      ...(right ? { right } : {}),
      ...(nocase ? { nocase: this.span(nocase) } : {}),
      span,
    };
  }

  joined(kind: "and" | "or", operands: readonly ast.Condition[]): ast.Condition {
    const first = operands[0] as ast.Condition;
    if (operands.length === 1) return first;
    return { kind, operands, span: this.across(first, operands[operands.length - 1] as ast.Condition) };
  }

  negated(nots: readonly IToken[], operand: ast.Condition): ast.Condition {
    let condition = operand;
    for (let index = nots.length - 1; index >= 0; index--) {
      condition = { kind: "not", operand: condition, span: this.across(nots[index] as IToken, operand) };
    }
    return condition;
  }

  unless(word: IToken, condition: ast.Condition): ast.UnlessClause {
    return { kind: "unless", condition, span: this.across(word, condition) };
  }

  /** `a ?? b`, or the condition or value that stands alone. */
  letValue(first: ast.Condition, more: readonly (ast.PathExpression | ast.TextLiteral)[]): ast.LetDeclaration["value"] {
    if (more.length === 0) return first;
    if (first.kind !== "reference") {
      this.report.add(notAValue, { what: "This" }, first.span);
      return { kind: "broken", span: this.across(first, more[more.length - 1] as Located) };
    }
    return this.coalesce([first.path, ...more]);
  }

  coalesce(alternatives: readonly (ast.PathExpression | ast.TextLiteral)[]): ast.CoalesceExpression {
    const span = this.across(alternatives[0] as Located, alternatives[alternatives.length - 1] as Located);
    return { kind: "coalesce", alternatives, span };
  }

  /** In a key or context: one path is itself. */
  valueItem(alternatives: readonly (ast.PathExpression | ast.TextLiteral)[]): ast.ValueList["items"][number] {
    const only = alternatives[0];
    return alternatives.length === 1 && only?.kind === "path" ? only : this.coalesce(alternatives);
  }

  // ---- alert

  /** Only the title and the description are templates; any other text is one piece. */
  alertText(name: ast.Name, literal: ast.TextLiteral): ast.TemplateText {
    const isTemplate = name.text === "title" || name.text === "description";
    const whole: ast.TemplatePiece = { kind: "text", text: literal.value, span: literal.span };
    const template = {
      kind: "template" as const,
      literal,
      pieces: [whole] as readonly ast.TemplatePiece[],
      span: literal.span,
    };
    if (isTemplate && /[{}]/.test(literal.value)) this.templates.push(template);
    return template;
  }

  // ---- JSON

  jsonKey(token: IToken): { readonly key: string; readonly keySpan: Span } {
    const keySpan = this.span(token);
    if (token.tokenType === kinds.Text) return { key: token.payload as string, keySpan };
    const key = (token.payload as string | undefined) ?? token.image;
    this.#quoteJson(token, key);
    return { key, keySpan };
  }

  jsonText(token: IToken): ast.JsonNode {
    if (token.tokenType !== kinds.Text) this.#quoteJson(token, token.payload as string);
    return { kind: "string", value: token.payload as string, span: this.span(token) };
  }

  #quoteJson(token: IToken, text: string): void {
    const span = this.span(token);
    const fixes = [{ title: "Put it in double quotes", span, text: JSON.stringify(text) }];
    const written = token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image;
    this.report.add(jsonQuotes, { written }, span, { fixes });
  }

  jsonObject(open: IToken, members: readonly ast.JsonMember[], comma: IToken | undefined, close: IToken): ast.JsonNode {
    if (comma) this.trailingComma(comma);
    if (members.length > 1) this.#checkKeys(members);
    return { kind: "object", members, span: this.between(open, close) };
  }

  jsonArray(open: IToken, elements: readonly ast.JsonNode[], comma: IToken | undefined, close: IToken): ast.JsonNode {
    if (comma) this.trailingComma(comma);
    return { kind: "array", elements, span: this.between(open, close) };
  }

  trailingComma(comma: IToken): void {
    const span = this.span(comma);
    this.report.add(trailingComma, {}, span, { fixes: [{ title: "Remove the comma", span, text: "" }] });
  }

  #checkKeys(members: readonly ast.JsonMember[]): void {
    const seen = new Map<string, ast.JsonMember>();
    for (const member of members) {
      const before = seen.get(member.key);
      if (before) {
        const related = [{ message: "the first one", span: before.keySpan }];
        this.report.add(duplicateKey, { key: member.key }, member.keySpan, { related });
      }
      seen.set(member.key, member);
    }
  }
}
