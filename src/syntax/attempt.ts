/** In: some tokens and a rule of the grammar. Out: what the rule makes of all of them, or the first error. */
import type { IRecognitionException, IToken } from "chevrotain";
import type { Source } from "../source/source.ts";
import { AstBuilder, type PendingTemplate } from "./build-ast.ts";
import { LimitedReport } from "./limited-report.ts";
import { getParser, type RuleParser } from "./parser.ts";

/** A file that is being read. */
export interface Reading {
  readonly source: Source;
  readonly report: LimitedReport;
  /** Alert texts whose `{…}` are read when the rest is. */
  readonly templates: PendingTemplate[];
}

export type Attempt<Result> =
  | { readonly value: Result; readonly error?: undefined }
  | { readonly error: IRecognitionException; readonly value?: undefined };

/** Tries to read all of the tokens. What is reported on the way counts only if it succeeds. */
export function attempt<Result>(
  reading: Reading,
  tokens: readonly IToken[],
  rule: (parser: RuleParser) => Result,
): Attempt<Result> {
  const parser = getParser();
  const scratch = new LimitedReport();
  const builder = new AstBuilder(reading.source, scratch);
  parser.build = builder;
  parser.input = tokens as IToken[];
  const value = rule(parser);
  const error = parser.errors[0];
  if (error) return { error };
  if (scratch.diagnostics.length > 0) reading.report.addAll(scratch.diagnostics);
  for (const template of builder.templates) reading.templates.push(template);
  return { value };
}
