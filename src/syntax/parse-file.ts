/**
 * In: the text of a `.tocsin` file. Out: what was written, as a tree with all of its pieces, and a report on each that
 * could not be read. Must not know what names mean: fields, `let`s and platforms are resolved in `check/`.
 */
import type { Report } from "../diagnostics/problem.ts";
import type { Source } from "../source/source.ts";
import type { Condition, Declaration, PathExpression, RuleFile } from "./ast.ts";
import { attempt, type Reading } from "./attempt.ts";
import { balanceBrackets } from "./balance-brackets.ts";
import { LimitedReport } from "./limited-report.ts";
import type { RuleParser } from "./parser.ts";
import { readTemplates } from "./read-templates.ts";
import { readTokens, type TokenStream } from "./read-tokens.ts";
import { Recovery } from "./recover.ts";

/** Reads a file. It never throws for what is in the text; a file that is refused as a whole has no declarations. */
export function parseFile(source: Source, report: Report): RuleFile {
  const reading = startReading(source);
  const stream = readTokens(source, reading.report);
  let declarations: Declaration[] = [];
  if (stream) {
    const whole = attempt(reading, stream.tokens, (parser) => parser.ruleFile());
    declarations = whole.value ?? recovery(reading, stream).file(whole.error);
    readTemplates(reading.templates, reading.report);
  }
  report.addAll(reading.report.diagnostics);
  const broken = reading.report.hasErrors ? { broken: true as const } : {};
  return { source, declarations, comments: stream?.comments ?? [], ...broken };
}

/** Reads a condition that stands alone, such as the definition of a derived field; nothing where it is broken. */
export function parseCondition(source: Source, report: Report): Condition | undefined {
  return parsePiece(
    source,
    report,
    (parser) => parser.condition(),
    (pieces) => pieces.loneCondition(),
  );
}

/** Reads a path that stands alone; nothing where it is broken. */
export function parsePath(source: Source, report: Report): PathExpression | undefined {
  return parsePiece(
    source,
    report,
    (parser) => parser.path(),
    (pieces) => pieces.lonePath(),
  );
}

function parsePiece<Result>(
  source: Source,
  report: Report,
  rule: (parser: RuleParser) => Result,
  recover: (pieces: Recovery) => void,
): Result | undefined {
  const reading = startReading(source);
  const stream = readTokens(source, reading.report);
  const value = stream && attempt(reading, stream.tokens, rule).value;
  if (stream && value === undefined) recover(recovery(reading, stream));
  report.addAll(reading.report.diagnostics);
  return reading.report.hasErrors ? undefined : value;
}

/** Problems of one file are kept apart until it is read, so that it is known whether they explain why it can't be. */
function startReading(source: Source): Reading {
  return { source, report: new LimitedReport(), templates: [] };
}

function recovery(reading: Reading, stream: TokenStream): Recovery {
  return new Recovery(reading, balanceBrackets(stream, reading.report), stream.spoiled);
}
