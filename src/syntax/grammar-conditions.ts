/** The grammar of conditions, comparisons and the lists in them. */
import type { IToken, TokenType } from "chevrotain";
import type * as ast from "./ast.ts";
import type { ReadOperator } from "./build-ast.ts";
import { type GrammarRule, PathRules } from "./grammar-paths.ts";
import * as kinds from "./tokens.ts";

type Operand = ast.Literal | ast.ListLiteral | ast.PathExpression;

const signs = new Map<TokenType, ast.Operator>([
  [kinds.Equal, "=="],
  [kinds.NotEqual, "!="],
  [kinds.Less, "<"],
  [kinds.LessEqual, "<="],
  [kinds.Greater, ">"],
  [kinds.GreaterEqual, ">="],
]);

export class ConditionRules extends PathRules {
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
}
