/** The grammar of paths and of what stands in the place of one. */
import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import type * as ast from "./ast.ts";
import type { AstBuilder } from "./build-ast.ts";
import * as kinds from "./tokens.ts";

/** A rule of the grammar without parameters. */
export type GrammarRule<Result> = ParserMethod<[], Result>;
export type Value = ast.PathExpression | ast.TextLiteral;

export class PathRules extends EmbeddedActionsParser {
  /** Where nodes come from; set before each use. */
  build!: AstBuilder;

  valueList: GrammarRule<ast.ValueList> = this.RULE("valueList", () => {
    const open = this.CONSUME(kinds.LeftBracket);
    const items: ast.ValueList["items"][number][] = [];
    this.OPTION(() => {
      items.push(this.SUBRULE(this.valueItem));
      this.MANY(() => {
        this.CONSUME(kinds.Comma);
        items.push(this.SUBRULE1(this.valueItem));
      });
      this.OPTION1(() => this.CONSUME1(kinds.Comma));
    });
    const close = this.CONSUME(kinds.RightBracket);
    return this.ACTION<ast.ValueList>(() => ({ kind: "valueList", items, span: this.build.between(open, close) }));
  });

  valueItem: GrammarRule<ast.ValueList["items"][number]> = this.RULE("valueItem", () => {
    const alternatives: Value[] = [this.SUBRULE(this.value)];
    this.MANY(() => {
      this.CONSUME(kinds.Coalesce);
      alternatives.push(this.SUBRULE1(this.value));
    });
    return this.ACTION<ast.ValueList["items"][number]>(() => this.build.valueItem(alternatives));
  });

  value: GrammarRule<Value> = this.RULE("value", () =>
    this.OR<Value>([
      { ALT: () => this.SUBRULE(this.path) },
      { ALT: () => this.valueText(this.CONSUME(kinds.AnyText)) },
    ]),
  );

  private valueText(token: IToken): ast.TextLiteral {
    return this.ACTION(() => this.build.text(token));
  }

  path: GrammarRule<ast.PathExpression> = this.RULE("path", () => {
    const start = this.OR<ast.Name | ast.JsonCall>([
      { ALT: () => this.SUBRULE(this.jsonCall) },
      { ALT: () => this.pathStart(this.CONSUME(kinds.FieldWord)) },
    ]);
    const parts: ast.PathPart[] = [];
    this.MANY(() =>
      this.OR1([
        {
          ALT: () => {
            this.CONSUME(kinds.Dot);
            parts.push(this.key(this.CONSUME(kinds.PathKey)));
          },
        },
        {
          ALT: () => {
            const open = this.CONSUME(kinds.LeftBracket);
            parts.push(this.each(open, this.CONSUME(kinds.RightBracket)));
          },
        },
      ]),
    );
    return this.ACTION<ast.PathExpression>(() => this.build.path(start, parts));
  });

  private key(token: IToken): ast.PathPart {
    return this.ACTION(() => this.build.key(token));
  }

  private each(open: IToken, close: IToken): ast.PathPart {
    return this.ACTION(() => ({ kind: "each", span: this.build.between(open, close) }));
  }

  private pathStart(token: IToken): ast.Name {
    return this.ACTION(() => this.build.pathStart(token));
  }

  jsonCall: GrammarRule<ast.JsonCall> = this.RULE("jsonCall", () => {
    const word = this.CONSUME(kinds.Json);
    this.CONSUME(kinds.LeftParen);
    const inner = this.SUBRULE(this.path);
    const close = this.CONSUME(kinds.RightParen);
    return this.ACTION<ast.JsonCall>(() => ({ kind: "json", inner, span: this.build.between(word, close) }));
  });
}
