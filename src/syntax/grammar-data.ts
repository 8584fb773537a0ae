/** The grammar of data: `name = value`. */
import type * as ast from "./ast.ts";
import { EventRules } from "./grammar-events.ts";
import type { GrammarRule } from "./grammar-paths.ts";
import * as kinds from "./tokens.ts";

export class DataRules extends EventRules {
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
}
