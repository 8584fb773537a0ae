/**
 * The grammar. In: tokens. Out: nodes of the tree. It needs three tokens of look-ahead at most and stops at the first
 * thing that it can't read: `recover.ts` then reads the file piece by piece, with the same rules.
 * Chevrotain calls each rule once with made-up tokens to learn the grammar; what builds nodes stands in `ACTION`.
 */
import { EmbeddedActionsParser, type IToken, type ParserMethod, type TokenType } from "chevrotain";
import type * as ast from "./ast.ts";
import type { AstBuilder, ReadOperator } from "./build-ast.ts";
import { messageProvider } from "./expected.ts";
import { FirstTokenLookahead } from "./first-token-lookahead.ts";
import * as kinds from "./tokens.ts";

type GrammarRule<Result> = ParserMethod<[], Result>;
type Operand = ast.Literal | ast.ListLiteral | ast.PathExpression;
type Value = ast.PathExpression | ast.TextLiteral;

const signs = new Map<TokenType, ast.Operator>([
  [kinds.Equal, "=="],
  [kinds.NotEqual, "!="],
  [kinds.Less, "<"],
  [kinds.LessEqual, "<="],
  [kinds.Greater, ">"],
  [kinds.GreaterEqual, ">="],
]);

export class RuleParser extends EmbeddedActionsParser {
  /** Where nodes come from; set before each use. */
  build!: AstBuilder;

  // ---- files

  ruleFile: GrammarRule<ast.Declaration[]> = this.RULE("ruleFile", () => {
    const declarations: ast.Declaration[] = [];
    this.MANY(() => declarations.push(this.SUBRULE(this.declaration)));
    return declarations;
  });

  declaration: GrammarRule<ast.Declaration> = this.RULE("declaration", () =>
    this.OR<ast.Declaration>([
      { ALT: () => this.SUBRULE(this.importDeclaration) },
      { ALT: () => this.SUBRULE(this.ruleDeclaration) },
      { ALT: () => this.SUBRULE(this.letDeclaration) },
      { ALT: () => this.SUBRULE(this.eventDeclaration) },
    ]),
  );

  importDeclaration: GrammarRule<ast.ImportDeclaration> = this.RULE("importDeclaration", () => {
    const word = this.CONSUME(kinds.Import);
    const path = this.CONSUME(kinds.AnyText);
    return this.ACTION<ast.ImportDeclaration>(() => ({
      kind: "import",
      path: this.build.text(path),
      span: this.build.between(word, path),
    }));
  });

  ruleDeclaration: GrammarRule<ast.RuleDeclaration> = this.RULE("ruleDeclaration", () => {
    const word = this.CONSUME(kinds.Rule);
    const id = this.SUBRULE(this.ruleId);
    this.CONSUME(kinds.LeftBrace);
    const clauses: ast.Clause[] = [];
    this.MANY(() => clauses.push(this.SUBRULE(this.clause)));
    const close = this.CONSUME(kinds.RightBrace);
    return this.ACTION<ast.RuleDeclaration>(() => ({
      kind: "rule",
      id,
      clauses,
      span: this.build.between(word, close),
    }));
  });

  ruleId: GrammarRule<ast.Name> = this.RULE("ruleId", () => {
    const first = this.CONSUME(kinds.IdWord);
    let last = first;
    this.MANY(() => {
      this.CONSUME(kinds.Dot);
      last = this.CONSUME1(kinds.IdWord);
    });
    return this.ACTION<ast.Name>(() => this.build.dottedName(first, last));
  });

  clause: GrammarRule<ast.Clause> = this.RULE("clause", () =>
    this.OR<ast.Clause>([
      { ALT: () => this.SUBRULE(this.dataEntry) },
      { ALT: () => this.SUBRULE(this.sourceClause) },
      { ALT: () => this.SUBRULE(this.letDeclaration) },
      { ALT: () => this.SUBRULE(this.whenClause) },
      { ALT: () => this.SUBRULE(this.unlessClause) },
      { ALT: () => this.SUBRULE(this.alertClause) },
      { ALT: () => this.SUBRULE(this.platformClause) },
      { ALT: () => this.SUBRULE(this.eventDeclaration) },
      { ALT: () => this.SUBRULE(this.testDeclaration) },
    ]),
  );

  // ---- data

  dataEntry: GrammarRule<ast.DataEntry> = this.RULE("dataEntry", () => {
    const name = this.CONSUME(kinds.AnyWord);
    this.CONSUME(kinds.Assign);
    const value = this.SUBRULE(this.dataValue);
    return this.ACTION<ast.DataEntry>(() => ({
      kind: "data",
      name: this.build.name(name),
      value,
      span: this.build.across(name, value),
    }));
  });

  dataValue: GrammarRule<ast.DataValue> = this.RULE("dataValue", () =>
    this.OR<ast.DataValue>([
      { ALT: () => this.SUBRULE(this.plainData) },
      { ALT: () => this.SUBRULE(this.dataList) },
      { ALT: () => this.SUBRULE(this.dataMap) },
      { ALT: () => this.SUBRULE(this.dataWord) },
    ]),
  );

  plainData: GrammarRule<ast.DataValue> = this.RULE("plainData", () => {
    const token = this.OR([
      { ALT: () => this.CONSUME(kinds.AnyText) },
      { ALT: () => this.CONSUME(kinds.NumberToken) },
      { ALT: () => this.CONSUME(kinds.True) },
      { ALT: () => this.CONSUME(kinds.False) },
      { ALT: () => this.CONSUME(kinds.Time) },
      { ALT: () => this.CONSUME(kinds.Duration) },
      { ALT: () => this.CONSUME(kinds.Attack) },
    ]);
    return this.ACTION<ast.DataValue>(() =>
      token.tokenType === kinds.Attack ? this.build.attack(token) : (this.build.literal(token) as ast.DataValue),
    );
  });

  dataWord: GrammarRule<ast.WordLiteral> = this.RULE("dataWord", () => {
    const first = this.CONSUME(kinds.FieldWord);
    let last = first;
    this.MANY(() => {
      this.CONSUME(kinds.Dot);
      last = this.CONSUME(kinds.IdWord);
    });
    return this.ACTION<ast.WordLiteral>(() => this.build.word(this.build.dottedName(first, last)));
  });

  dataList: GrammarRule<ast.DataList> = this.RULE("dataList", () => {
    const open = this.CONSUME(kinds.LeftBracket);
    const items: ast.DataValue[] = [];
    this.OPTION(() => {
      items.push(this.SUBRULE(this.dataValue));
      this.MANY(() => {
        this.CONSUME(kinds.Comma);
        items.push(this.SUBRULE1(this.dataValue));
      });
      this.OPTION1(() => this.CONSUME1(kinds.Comma));
    });
    const close = this.CONSUME(kinds.RightBracket);
    return this.ACTION<ast.DataList>(() => ({ kind: "dataList", items, span: this.build.between(open, close) }));
  });

  dataMap: GrammarRule<ast.DataMap> = this.RULE("dataMap", () => {
    const open = this.CONSUME(kinds.LeftBrace);
    const entries: ast.DataEntry[] = [];
    this.MANY(() => entries.push(this.SUBRULE(this.dataEntry)));
    const close = this.CONSUME(kinds.RightBrace);
    return this.ACTION<ast.DataMap>(() => ({ kind: "dataMap", entries, span: this.build.between(open, close) }));
  });

  // ---- clauses

  sourceClause: GrammarRule<ast.SourceClause> = this.RULE("sourceClause", () => {
    const word = this.CONSUME(kinds.SourceWord);
    const first = this.CONSUME(kinds.AnyWord);
    let last = first;
    this.MANY(() => {
      this.CONSUME(kinds.Dot);
      last = this.CONSUME1(kinds.AnyWord);
    });
    return this.ACTION<ast.SourceClause>(() => ({
      kind: "source",
      name: this.build.dottedName(first, last),
      span: this.build.between(word, last),
    }));
  });

  letDeclaration: GrammarRule<ast.LetDeclaration> = this.RULE("letDeclaration", () => {
    const word = this.CONSUME(kinds.Let);
    const name = this.CONSUME(kinds.FieldWord);
    this.CONSUME(kinds.Assign);
    const value = this.SUBRULE(this.letValue);
    return this.ACTION<ast.LetDeclaration>(() => ({
      kind: "let",
      name: this.build.plainName(name),
      value,
      span: this.build.across(word, value),
    }));
  });

  letValue: GrammarRule<ast.LetDeclaration["value"]> = this.RULE("letValue", () =>
    this.OR<ast.LetDeclaration["value"]>([
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.namedValue) },
    ]),
  );

  /** A condition, or `a ?? b`. */
  namedValue: GrammarRule<ast.LetDeclaration["value"]> = this.RULE("namedValue", () => {
    const first = this.SUBRULE(this.condition);
    const more: Value[] = [];
    this.MANY(() => {
      this.CONSUME(kinds.Coalesce);
      more.push(this.SUBRULE(this.value));
    });
    return this.ACTION<ast.LetDeclaration["value"]>(() => this.build.letValue(first, more));
  });

  whenClause: GrammarRule<ast.WhenClause> = this.RULE("whenClause", () => {
    const word = this.CONSUME(kinds.When);
    const condition = this.SUBRULE(this.condition);
    return this.ACTION<ast.WhenClause>(() => ({ kind: "when", condition, span: this.build.across(word, condition) }));
  });

  unlessClause: GrammarRule<ast.UnlessClause> = this.RULE("unlessClause", () => {
    const word = this.CONSUME(kinds.Unless);
    const condition = this.SUBRULE(this.condition);
    return this.ACTION<ast.UnlessClause>(() => this.build.unless(word, condition));
  });

  alertClause: GrammarRule<ast.AlertClause> = this.RULE("alertClause", () => {
    const word = this.CONSUME(kinds.Alert);
    this.CONSUME(kinds.LeftBrace);
    const entries: ast.AlertEntry[] = [];
    this.MANY(() => entries.push(this.SUBRULE(this.alertEntry)));
    const close = this.CONSUME(kinds.RightBrace);
    return this.ACTION<ast.AlertClause>(() => ({ kind: "alert", entries, span: this.build.between(word, close) }));
  });

  alertEntry: GrammarRule<ast.AlertEntry> = this.RULE("alertEntry", () => {
    const word = this.CONSUME(kinds.AnyWord);
    this.CONSUME(kinds.Assign);
    const value = this.OR<ast.AlertEntry["value"]>([
      { ALT: () => this.alertText(word, this.CONSUME(kinds.AnyText)) },
      { ALT: () => this.SUBRULE(this.valueList) },
      { ALT: () => this.duration(this.CONSUME(kinds.Duration)) },
      { ALT: () => this.SUBRULE(this.dataWord) },
    ]);
    const when = this.OPTION(() => {
      this.CONSUME(kinds.When);
      return this.SUBRULE(this.condition);
    });
    return this.ACTION<ast.AlertEntry>(() => ({
      kind: "alertEntry",
      name: this.build.name(word),
      value,
      ...(when ? { when } : {}),
      span: this.build.across(word, when ?? value),
    }));
  });

  private alertText(word: IToken, text: IToken): ast.TemplateText {
    return this.ACTION(() => this.build.alertText(this.build.name(word), this.build.text(text)));
  }

  private duration(token: IToken): ast.DurationLiteral {
    return this.ACTION(() => this.build.literal(token) as ast.DurationLiteral);
  }

  platformClause: GrammarRule<ast.PlatformClause> = this.RULE("platformClause", () => {
    const word = this.CONSUME(kinds.Identifier);
    this.CONSUME(kinds.LeftBrace);
    const entries: ast.DataEntry[] = [];
    this.MANY(() => entries.push(this.SUBRULE(this.dataEntry)));
    const close = this.CONSUME(kinds.RightBrace);
    return this.ACTION<ast.PlatformClause>(() => ({
      kind: "platform",
      name: this.build.name(word),
      entries,
      span: this.build.between(word, close),
    }));
  });

  // ---- events and tests

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

  // ---- conditions

  condition: GrammarRule<ast.Condition> = this.RULE("condition", () => {
    const first = this.SUBRULE(this.conjunction);
    let operands: ast.Condition[] | undefined;
    this.MANY(() => {
      this.CONSUME(kinds.Or);
      const next = this.SUBRULE1(this.conjunction);
      operands ??= [first];
      operands.push(next);
    });
    return this.ACTION<ast.Condition>(() => (operands ? this.build.joined("or", operands) : first));
  });

  conjunction: GrammarRule<ast.Condition> = this.RULE("conjunction", () => {
    const first = this.SUBRULE(this.negation);
    let operands: ast.Condition[] | undefined;
    this.MANY(() => {
      this.CONSUME(kinds.And);
      const next = this.SUBRULE1(this.negation);
      operands ??= [first];
      operands.push(next);
    });
    return this.ACTION<ast.Condition>(() => (operands ? this.build.joined("and", operands) : first));
  });

  negation: GrammarRule<ast.Condition> = this.RULE("negation", () => {
    let nots: IToken[] | undefined;
    this.MANY(() => {
      const not = this.CONSUME(kinds.Not);
      nots ??= [];
      nots.push(not);
    });
    const operand = this.OR<ast.Condition>([
      { ALT: () => this.SUBRULE(this.comparison) },
      { ALT: () => this.SUBRULE(this.grouped) },
      { ALT: () => this.SUBRULE(this.quantified) },
    ]);
    return this.ACTION<ast.Condition>(() => (nots ? this.build.negated(nots, operand) : operand));
  });

  grouped: GrammarRule<ast.GroupedCondition> = this.RULE("grouped", () => {
    const open = this.CONSUME(kinds.LeftParen);
    const inner = this.SUBRULE(this.condition);
    const close = this.CONSUME(kinds.RightParen);
    return this.ACTION<ast.GroupedCondition>(() => ({ kind: "grouped", inner, span: this.build.between(open, close) }));
  });

  quantified: GrammarRule<ast.Quantified> = this.RULE("quantified", () => {
    const word = this.OR([{ ALT: () => this.CONSUME(kinds.Any) }, { ALT: () => this.CONSUME(kinds.All) }]);
    const variable = this.CONSUME(kinds.FieldWord);
    this.CONSUME(kinds.In);
    const list = this.SUBRULE(this.path);
    this.CONSUME(kinds.LeftParen);
    const condition = this.SUBRULE(this.condition);
    const close = this.CONSUME(kinds.RightParen);
    return this.ACTION<ast.Quantified>(() => ({
      kind: "quantified",
      quantifier: word.tokenType === kinds.Any ? "any" : "all",
      variable: this.build.plainName(variable),
      list,
      condition,
      span: this.build.between(word, close),
    }));
  });

  /** A comparison, or a path alone. */
  comparison: GrammarRule<ast.Condition> = this.RULE("comparison", () => {
    const left = this.SUBRULE(this.path);
    let read: ReadOperator | undefined;
    let right: Operand | undefined;
    let nocase: IToken | undefined;
    this.OPTION(() =>
      this.OR([
        {
          ALT: () => {
            read = this.SUBRULE(this.relation);
            right = this.SUBRULE(this.operand);
            nocase = this.OPTION1(() => this.CONSUME(kinds.Nocase));
          },
        },
        {
          ALT: () => {
            read = this.SUBRULE(this.state);
          },
        },
      ]),
    );
    return this.ACTION<ast.Condition>(() =>
      read ? this.build.comparison(left, read, right, nocase) : { kind: "reference", path: left, span: left.span },
    );
  });

  /** An operator that has something on its right. */
  relation: GrammarRule<ReadOperator> = this.RULE("relation", () =>
    this.OR<ReadOperator>([
      { ALT: () => this.signOperator(this.CONSUME(kinds.CompareSign)) },
      { ALT: () => this.SUBRULE(this.wordRelation) },
    ]),
  );

  private signOperator(token: IToken): ReadOperator {
    return this.ACTION(() => ({
      operator: signs.get(token.tokenType) as ast.Operator,
      negated: false,
      span: this.build.span(token),
    }));
  }

  wordRelation: GrammarRule<ReadOperator> = this.RULE("wordRelation", () => {
    const not = this.OPTION(() => this.CONSUME(kinds.Not));
    let operator: ast.Operator = "in";
    let second: IToken | undefined;
    const first = this.OR<IToken>([
      {
        ALT: () => {
          const word = this.CONSUME(kinds.In);
          second = this.OPTION1(() => this.CONSUME(kinds.Cidr));
          operator = second ? "in cidr" : "in";
          return word;
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(kinds.Contains);
          second = this.OPTION2(() => this.CONSUME(kinds.All));
          operator = second ? "contains all" : "contains";
          return word;
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(kinds.Starts);
          second = this.CONSUME(kinds.With);
          operator = "starts with";
          return word;
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(kinds.Ends);
          second = this.CONSUME1(kinds.With);
          operator = "ends with";
          return word;
        },
      },
      {
        ALT: () => {
          operator = "like";
          return this.CONSUME(kinds.Like);
        },
      },
      {
        ALT: () => {
          operator = "matches";
          return this.CONSUME(kinds.Matches);
        },
      },
    ]);
    return this.ACTION<ReadOperator>(() => ({
      operator,
      negated: not !== undefined,
      span: this.build.between(not ?? first, second ?? first),
    }));
  });

  /** An operator that has nothing on its right. */
  state: GrammarRule<ReadOperator> = this.RULE("state", () =>
    this.OR<ReadOperator>([
      {
        ALT: () => {
          const is = this.CONSUME(kinds.Is);
          const not = this.OPTION(() => this.CONSUME(kinds.Not));
          const ip = this.CONSUME(kinds.Ip);
          return this.stateOperator("is ip", is, ip, not !== undefined);
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(kinds.Exists);
          return this.stateOperator("exists", word, word, false);
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(kinds.Missing);
          return this.stateOperator("missing", word, word, false);
        },
      },
    ]),
  );

  private stateOperator(operator: ast.Operator, first: IToken, last: IToken, negated: boolean): ReadOperator {
    return this.ACTION(() => ({ operator, negated, span: this.build.between(first, last) }));
  }

  operand: GrammarRule<Operand> = this.RULE("operand", () =>
    this.OR<Operand>([
      { ALT: () => this.literal(this.CONSUME(kinds.AnyLiteral)) },
      { ALT: () => this.SUBRULE(this.path) },
      { ALT: () => this.SUBRULE(this.list) },
    ]),
  );

  list: GrammarRule<ast.ListLiteral> = this.RULE("list", () => {
    const open = this.CONSUME(kinds.LeftBracket);
    const items: ast.ListLiteral["items"][number][] = [];
    this.OPTION(() => {
      items.push(this.SUBRULE(this.listItem));
      this.MANY(() => {
        this.CONSUME(kinds.Comma);
        items.push(this.SUBRULE1(this.listItem));
      });
      this.OPTION1(() => this.CONSUME1(kinds.Comma));
    });
    const close = this.CONSUME(kinds.RightBracket);
    return this.ACTION<ast.ListLiteral>(() => ({ kind: "list", items, span: this.build.between(open, close) }));
  });

  listItem: GrammarRule<ast.ListLiteral["items"][number]> = this.RULE("listItem", () =>
    this.OR<ast.ListLiteral["items"][number]>([
      { ALT: () => this.literal(this.CONSUME(kinds.AnyLiteral)) },
      { ALT: () => this.SUBRULE(this.path) },
    ]),
  );

  private literal(token: IToken): ast.Literal {
    return this.ACTION(() => this.build.literal(token));
  }

  // ---- values and paths

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

  constructor(skipValidations = true) {
    super([...kinds.vocabulary], {
      maxLookahead: 3,
      recoveryEnabled: false,
      lookaheadStrategy: new FirstTokenLookahead({ maxLookahead: 3 }),
      errorMessageProvider: messageProvider,
      skipValidations,
    });
    this.performSelfAnalysis();
  }
}

let parser: RuleParser | undefined;

/** The one parser, made when first asked for: learning the grammar takes some milliseconds. */
export function getParser(): RuleParser {
  parser ??= new RuleParser();
  return parser;
}
