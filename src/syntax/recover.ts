/**
 * In: the tokens of a file that can't be read as a whole, with balanced brackets. Out: the tree of what can be read, and
 * one report for each thing that can't. The file is cut where its parts begin, each part is read by the grammar alone,
 * and one that fails is cut again: so that a slip never hides another one, and never makes a second.
 */
import type { IRecognitionException } from "chevrotain";
import { nearestNames } from "../diagnostics/nearest.ts";
import type * as ast from "./ast.ts";
import { isClauseStart, isDeclarationStart, isLaterClause, isWord } from "./boundaries.ts";
import type { RuleParser } from "./parser.ts";
import { clauseOutsideRule, unknownDeclaration } from "./problems-structure.ts";
import { RecoverClauses } from "./recover-clauses.ts";
import * as kinds from "./tokens.ts";

const someDeclaration = "`import`, `rule`, `tune`, `let` or `event`";

export class Recovery extends RecoverClauses {
  /** `error` is what stopped the reading of the whole; it is reported if nothing else explains it. */
  file(error: IRecognitionException | undefined): ast.Declaration[] {
    const declarations = this.pieces(0, this.tokens.length, isDeclarationStart).map(([from, to]) =>
      this.reading.report.isFull ? this.brokenAt(from, to) : this.#declaration(from, to),
    );
    if (!this.reading.report.hasErrors && error) this.reportError(error, 0, this.tokens.length);
    return declarations;
  }

  loneCondition(): ast.Condition {
    return this.condition(0, this.tokens.length);
  }

  lonePath(): undefined {
    const tried = this.try(0, this.tokens.length, (parser) => parser.path());
    if (tried.error) this.reportError(tried.error, 0, this.tokens.length);
    return undefined;
  }

  #declaration(from: number, to: number): ast.Declaration {
    const word = this.tokens[from];
    const known = this.try(from, to, (parser: RuleParser) => parser.declaration());
    if (known.value) return known.value;
    switch (word?.tokenType) {
      case kinds.Rule:
        return this.#block("rule", from, to);
      case kinds.Tune:
        return this.#block("tune", from, to);
      case kinds.Let:
        return this.letDeclaration(from, to);
      case kinds.Event:
        return this.eventDeclaration(from, to);
      case kinds.Import:
        return this.broken(known.error, from, to);
      default:
        return this.#unknown(from, to);
    }
  }

  #unknown(from: number, to: number): ast.Declaration {
    const word = this.tokens[from];
    if (!word) return this.brokenAt(from, to);
    if (isLaterClause(this, from)) return this.notSupported(from, to);
    const span = this.spanOf(word);
    const [nearest] = isWord(word) ? nearestNames(word.image, ["import", "rule", "tune", "let", "event"], 1) : [];
    if (!this.isSpoiled(from, from + 1)) {
      const fixes = nearest ? [{ title: `Write \`${nearest}\``, span, text: nearest }] : [];
      if (isWord(word) && this.looksLikeClause(from)) {
        this.add(clauseOutsideRule, { word: word.image }, span);
      } else if (isWord(word)) this.add(unknownDeclaration, { word: word.image, nearest }, span, { fixes });
      else this.addExpected(someDeclaration, from, to);
    }
    if (nearest === "rule" || nearest === "tune") return this.#block(nearest, from, to);
    if (nearest === "let") return this.letDeclaration(from, to);
    if (nearest === "event") return this.eventDeclaration(from, to);
    return this.brokenAt(from, to);
  }

  /** A rule or tune whose parts are read one by one. */
  #block(kind: "rule" | "tune", from: number, to: number): ast.Declaration {
    let open = from;
    while (open < to && this.tokens[open]?.tokenType !== kinds.LeftBrace) open++;
    const id = this.#ruleId(from + 1, open);
    if (open >= to) {
      this.addExpected("`{`", to, to);
      return this.brokenAt(from, to);
    }
    const close = this.closeOf(open, to);
    const clauses: ast.Clause[] = [];
    for (const [start, end] of this.pieces(open + 1, close, isClauseStart)) {
      if (this.reading.report.isFull) break;
      clauses.push(this.clause(start, end, clauses[clauses.length - 1]));
    }
    if (close + 1 < to) this.addExpected(someDeclaration, close + 1, to);
    return { kind, id, clauses, span: this.spanAcross(from, close + 1) };
  }

  #ruleId(from: number, to: number): ast.Name {
    const read = this.try(from, to, (parser) => parser.ruleId());
    if (read.value) return read.value;
    this.reportError(read.error, from, to);
    return { text: "", span: this.spanAcross(from, Math.max(to, from + 1)) };
  }
}
