/** The grammar of JSON, events and tests. */
import type { IToken } from "chevrotain";
import type * as ast from "./ast.ts";
import { ConditionRules } from "./grammar-conditions.ts";
import type { GrammarRule } from "./grammar-paths.ts";
import * as kinds from "./tokens.ts";

export class EventRules extends ConditionRules {
  eventDeclaration: GrammarRule<ast.EventDeclaration> = this.RULE("eventDeclaration", () => {
    const word = this.CONSUME(kinds.Event);
    const name = this.CONSUME(kinds.FieldWord);
    const event = this.SUBRULE(this.eventExpression);
    return this.ACTION<ast.EventDeclaration>(() => ({
      kind: "event",
      name: this.build.plainName(name),
      event,
      span: this.build.across(word, event),
    }));
  });

  eventExpression: GrammarRule<ast.EventExpression> = this.RULE("eventExpression", () =>
    this.OR<ast.EventExpression>([
      { ALT: () => this.SUBRULE(this.patchedEvent) },
      { ALT: () => this.written(this.SUBRULE(this.jsonObject)) },
    ]),
  );

  private written(json: ast.JsonNode): ast.EventExpression {
    return this.ACTION(() => ({ kind: "written", json, span: json.span }));
  }

  patchedEvent: GrammarRule<ast.EventExpression> = this.RULE("patchedEvent", () => {
    const word = this.CONSUME(kinds.As);
    const base = this.CONSUME(kinds.FieldWord);
    const patch = this.OPTION(() => {
      this.CONSUME(kinds.With);
      return this.SUBRULE(this.jsonObject);
    });
    return this.ACTION<ast.EventExpression>(() => ({
      kind: "patched",
      base: this.build.name(base),
      ...(patch ? { patch } : {}),
      span: this.build.across(word, patch ?? base),
    }));
  });

  testDeclaration: GrammarRule<ast.TestDeclaration> = this.RULE("testDeclaration", () => {
    const word = this.CONSUME(kinds.Test);
    const name = this.CONSUME(kinds.AnyText);
    let count: IToken | undefined;
    const expect = this.OR<"alerts" | "ignores">([
      {
        ALT: () => {
          this.CONSUME(kinds.Alerts);
          count = this.OPTION(() => this.CONSUME(kinds.NumberToken));
          return "alerts";
        },
      },
      {
        ALT: () => {
          this.CONSUME(kinds.Ignores);
          return "ignores";
        },
      },
    ]);
    const input = this.SUBRULE(this.testInput);
    return this.ACTION<ast.TestDeclaration>(() => ({
      kind: "test",
      name: this.build.text(name),
      expect,
      ...(count ? { count: this.build.literal(count) as ast.NumberLiteral } : {}),
      input,
      span: this.build.across(word, input),
    }));
  });

  testInput: GrammarRule<ast.TestDeclaration["input"]> = this.RULE("testInput", () =>
    this.OR<ast.TestDeclaration["input"]>([
      { ALT: () => this.SUBRULE(this.fileInput) },
      { ALT: () => this.SUBRULE(this.eventExpression) },
      { ALT: () => this.namedEvent(this.CONSUME(kinds.FieldWord)) },
    ]),
  );

  fileInput: GrammarRule<ast.TestDeclaration["input"]> = this.RULE("fileInput", () => {
    const word = this.CONSUME(kinds.FileWord);
    const path = this.CONSUME(kinds.AnyText);
    return this.ACTION<ast.TestDeclaration["input"]>(() => ({
      kind: "file",
      path: this.build.text(path),
      span: this.build.between(word, path),
    }));
  });

  private namedEvent(token: IToken): ast.EventExpression {
    return this.ACTION(() => ({ kind: "patched", base: this.build.name(token), span: this.build.span(token) }));
  }

  // ---- JSON

  jsonValue: GrammarRule<ast.JsonNode> = this.RULE("jsonValue", () =>
    this.OR<ast.JsonNode>([
      { ALT: () => this.jsonScalar(this.CONSUME(kinds.JsonScalar)) },
      { ALT: () => this.SUBRULE(this.jsonObject) },
      { ALT: () => this.SUBRULE(this.jsonArray) },
      { ALT: () => this.SUBRULE(this.embeddedJson) },
    ]),
  );

  private jsonScalar(token: IToken): ast.JsonNode {
    return this.ACTION(() => {
      const span = this.build.span(token);
      switch (token.tokenType) {
        case kinds.NumberToken:
          return { kind: "number", text: token.image, span };
        case kinds.True:
        case kinds.False:
          return { kind: "boolean", value: token.tokenType === kinds.True, span };
        case kinds.Null:
          return { kind: "null", span };
        default:
          return this.build.jsonText(token);
      }
    });
  }

  embeddedJson: GrammarRule<ast.JsonNode> = this.RULE("embeddedJson", () => {
    const word = this.CONSUME(kinds.Json);
    const value = this.OR<ast.JsonNode>([
      { ALT: () => this.SUBRULE(this.jsonObject) },
      { ALT: () => this.SUBRULE(this.jsonArray) },
    ]);
    return this.ACTION<ast.JsonNode>(() => ({ kind: "embedded", value, span: this.build.across(word, value) }));
  });

  jsonObject: GrammarRule<ast.JsonNode> = this.RULE("jsonObject", () => {
    const open = this.CONSUME(kinds.LeftBrace);
    const members: ast.JsonMember[] = [];
    let comma: IToken | undefined;
    this.OPTION(() => {
      members.push(this.SUBRULE(this.jsonMember));
      this.MANY(() => {
        this.CONSUME(kinds.Comma);
        members.push(this.SUBRULE1(this.jsonMember));
      });
      comma = this.OPTION1(() => this.CONSUME1(kinds.Comma));
    });
    const close = this.CONSUME(kinds.RightBrace);
    return this.ACTION<ast.JsonNode>(() => this.build.jsonObject(open, members, comma, close));
  });

  jsonMember: GrammarRule<ast.JsonMember> = this.RULE("jsonMember", () => {
    const key = this.CONSUME(kinds.JsonKey);
    this.CONSUME(kinds.Colon);
    const value = this.SUBRULE(this.jsonValue);
    return this.ACTION<ast.JsonMember>(() => ({ ...this.build.jsonKey(key), value }));
  });

  jsonArray: GrammarRule<ast.JsonNode> = this.RULE("jsonArray", () => {
    const open = this.CONSUME(kinds.LeftBracket);
    const elements: ast.JsonNode[] = [];
    let comma: IToken | undefined;
    this.OPTION(() => {
      elements.push(this.SUBRULE(this.jsonValue));
      this.MANY(() => {
        this.CONSUME(kinds.Comma);
        elements.push(this.SUBRULE1(this.jsonValue));
      });
      comma = this.OPTION1(() => this.CONSUME1(kinds.Comma));
    });
    const close = this.CONSUME(kinds.RightBracket);
    return this.ACTION<ast.JsonNode>(() => this.build.jsonArray(open, elements, comma, close));
  });
}
