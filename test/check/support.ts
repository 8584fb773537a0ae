import { checkFile, isTuningFile } from "../../src/check/check-file.ts";
import { checkTunes } from "../../src/check/check-tunes.ts";
import type { CheckContext } from "../../src/check/context.ts";
import { type Diagnostic, Report } from "../../src/diagnostics/problem.ts";
import type { Validator } from "../../src/diagnostics/validator.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { positionAt } from "../../src/source/source.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";

/** A validator that takes everything: the platforms' own schemas are tested with the platforms. */
const anything: Validator = () => true;

export interface Checked {
  readonly rules: readonly Rule[];
  readonly diagnostics: readonly Diagnostic[];
  /** `D2001 3:8 …`, in the order of their places. */
  readonly lines: readonly string[];
  readonly codes: readonly string[];
}

/** `files` are what it imports, and the lists that it reads. */
export function checkText(text: string, files: Readonly<Record<string, string>> = {}): Checked {
  return checkTuned(undefined, text, files);
}

/** The diagnostics of a tuning file, and the rules of another file as it tunes them. */
export function checkTuned(
  rulesText: string | undefined,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Checked {
  const report = new Report();
  const context: CheckContext = {
    fileAt: (path) =>
      Object.hasOwn(files, path) ? parseFile({ path, text: files[path] as string }, report) : undefined,
    listAt: (path) =>
      Object.hasOwn(files, path)
        ? { source: { path, text: files[path] as string } }
        : { reason: "there is no such file", nearest: [] },
    platforms: new Map([
      ["panther", anything],
      ["elastic", anything],
      ["splunk", anything],
    ]),
    defaults: {},
  };
  const file = parseFile({ path: "test.tocsin", text }, report);
  const others = rulesText === undefined ? [] : [parseFile({ path: "rules.tocsin", text: rulesText }, report)];
  const own = [file, ...others].filter((one) => !isTuningFile(one));
  const ids = own.flatMap((one) => one.declarations.flatMap((each) => (each.kind === "rule" ? [each.id.text] : [])));
  const untuned = own.flatMap((one) => checkFile(one, context, report));
  const rules = checkTunes([file].filter(isTuningFile), untuned, ids, context, report);
  const diagnostics = [...report.diagnostics].sort((a, b) => a.span.start - b.span.start);
  const lines = diagnostics.map((one) => {
    const { line, column } = positionAt(one.span.source, one.span.start);
    return `${one.code} ${line}:${column} ${one.message}`;
  });
  return { rules, diagnostics, lines, codes: diagnostics.map((one) => one.code) };
}

/** A whole rule around a condition, with the tests that keep the checker quiet. */
export function ruleWith(condition: string, before = ""): string {
  return `rule Test.Rule {
  title       = "Title"
  description = "Description."
  severity    = low

  source aws.cloudtrail

${before}
  when ${condition}

  test "hit"  alerts  { "eventSource": "a", "eventName": "b" }
  test "miss" ignores { "eventSource": "a", "eventName": "c" }
}
`;
}

/** The diagnostics of a condition; warnings that come with the frame are not among them. */
export function checkCondition(condition: string, before = ""): Checked {
  return checkText(ruleWith(condition, before));
}
