/** Completion at the `|` of a text, with the repository's rules around it. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkFile } from "../../src/check/check-file.ts";
import { complete } from "../../src/complete/complete.ts";
import type { Completion } from "../../src/complete/completion.ts";
import type { CompletionContext } from "../../src/complete/context.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { completionContext } from "../../src/project/completion-context.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import type { RuleFile } from "../../src/syntax/ast.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";

const rules = fileURLToPath(new URL("../../rules/", import.meta.url));

function fileAt(path: string): RuleFile | undefined {
  const place = `${rules}${path}`;
  return existsSync(place) ? parseFile({ path, text: readFileSync(place, "utf8") }, new Report()) : undefined;
}

const listAt = (path: string) => ({ source: { path, text: readFileSync(`${rules}${path}`, "utf8") } });

let context: Promise<CompletionContext> | undefined;

export function rulesContext(): Promise<CompletionContext> {
  context ??= completionContext({ fileAt, listAt, libraries: ["lib/aws.tocsin"] });
  return context;
}

/** The text without its mark, and where that was. */
export function unmarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("|");
  if (offset < 0) throw new Error(`no mark in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export async function completeAt(marked: string): Promise<readonly Completion[]> {
  const { text, offset } = unmarked(marked);
  return complete({ path: "test.tocsin", text }, offset, await rulesContext());
}

/** The text with the completion in its place. */
export function accepted(marked: string, completion: Completion): string {
  const { text } = unmarked(marked);
  return text.slice(0, completion.replace.start) + completion.insert + text.slice(completion.replace.end);
}

/** What can't be read in a text, and the names in it that don't exist. */
export function slipsIn(text: string): readonly string[] {
  const report = new Report();
  const anything = () => true;
  checkFile(
    parseFile({ path: "test.tocsin", text }, report),
    {
      fileAt,
      listAt,
      platforms: new Map(["panther", "elastic", "splunk"].map((id) => [id, anything])),
      defaults: {},
      loadApi: loadApiPart,
    },
    report,
  );
  return report.diagnostics
    .filter(({ code, slug }) => code.startsWith("D1") || slug.startsWith("unknown") || slug.startsWith("wrong"))
    .map((one) => `${one.code} ${one.message}`);
}

/** A rule with some lines in it; what is imported and defined before them is there to be offered. */
export function ruleWith(body: string): string {
  return `import "lib/aws.tocsin"

rule Test.Rule {
  title       = "Title"
  description = "Description."
  severity    = low

  source aws.cloudtrail

  let scanners = ["trufflehog", "nuclei"]
  let who = actor ?? userIdentity.arn
  let is_root = userIdentity.type == "Root"

  ${body}
}
`;
}
