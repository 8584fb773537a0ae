/**
 * The grammar. In: tokens. Out: nodes of the tree. It needs three tokens of look-ahead at most and stops at the first
 * thing that it can't read: `recover.ts` then reads the file piece by piece, with the same rules.
 * Chevrotain calls each rule once with made-up tokens to learn the grammar; what builds nodes stands in `ACTION`.
 */
import type { IToken } from "chevrotain";
import type * as ast from "./ast.ts";
import { messageProvider } from "./expected.ts";
import { FirstTokenLookahead } from "./first-token-lookahead.ts";
import { DataRules } from "./grammar-data.ts";
import type { GrammarRule, Value } from "./grammar-paths.ts";
import * as kinds from "./tokens.ts";

export class RuleParser extends DataRules {
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
      { ALT: () => this.SUBRULE(this.tuneDeclaration) },
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
    const { clauses, close } = this.SUBRULE(this.clauses);
    return this.ACTION<ast.RuleDeclaration>(() => ({
      kind: "rule",
      id,
      clauses,
      span: this.build.between(word, close),
    }));
  });

  /** Which clauses a tune takes is the checker's business. */
  tuneDeclaration: GrammarRule<ast.TuneDeclaration> = this.RULE("tuneDeclaration", () => {
    const word = this.CONSUME(kinds.Tune);
    const id = this.SUBRULE(this.ruleId);
    const { clauses, close } = this.SUBRULE(this.clauses);
    return this.ACTION<ast.TuneDeclaration>(() => ({
      kind: "tune",
      id,
      clauses,
      span: this.build.between(word, close),
    }));
  });

  clauses: GrammarRule<{ clauses: ast.Clause[]; close: IToken }> = this.RULE("clauses", () => {
    this.CONSUME(kinds.LeftBrace);
    const clauses: ast.Clause[] = [];
    this.MANY(() => clauses.push(this.SUBRULE(this.clause)));
    return { clauses, close: this.CONSUME(kinds.RightBrace) };
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
      { ALT: () => this.SUBRULE(this.linesCall) },
      { ALT: () => this.SUBRULE(this.namedValue) },
    ]),
  );

  linesCall: GrammarRule<ast.LinesCall> = this.RULE("linesCall", () => {
    const word = this.CONSUME(kinds.Lines);
    this.CONSUME(kinds.LeftParen);
    const path = this.CONSUME(kinds.AnyText);
    const close = this.CONSUME(kinds.RightParen);
    return this.ACTION<ast.LinesCall>(() => ({
      kind: "lines",
      path: this.build.text(path),
      span: this.build.between(word, close),
    }));
  });

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
