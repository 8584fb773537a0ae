/**
 * In: the files that were emitted for one rule. Out: what Panther runs of them: a module's text, and what its document
 * says about it. Fails where Panther would not run the module, or where something else than the module would decide.
 */
import type { PackFile } from "../../target.ts";

export interface EmittedRule {
  readonly id: string;
  /** The module's path in the pack. */
  readonly path: string;
  readonly text: string;
  readonly severity: string;
}

/** Keys that let the backend decide what alerts, which no tool outside of Panther runs. */
const DECIDED_ELSEWHERE = ["Detection", "BaseDetection", "InlineFilters", "GroupBy", "ScheduledQueries"];

/** Reads a rule's two files. Rejects with a plain Error. */
export async function readRule(files: readonly PackFile[]): Promise<EmittedRule> {
  const document = onlyFile(files, /\.ya?ml$/);
  const { parse } = await import("yaml");
  const read = parse(document.content, { maxAliasCount: 0 }) as { readonly [key: string]: unknown } | null;
  const spec = typeof read === "object" && read !== null && !Array.isArray(read) ? read : {};
  const want = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${document.path}: ${what}`);
  };
  const { AnalysisType, RuleID, Filename, Severity, LogTypes, Threshold } = spec;
  want(AnalysisType === "rule", "`AnalysisType` is not `rule`");
  want(typeof RuleID === "string" && RuleID !== "", "`RuleID` is no text");
  want(["Info", "Low", "Medium", "High", "Critical"].includes(String(Severity)), "`Severity` is none that Panther knows");
  want(Array.isArray(LogTypes) && LogTypes.includes("AWS.CloudTrail"), "`LogTypes` has no `AWS.CloudTrail`, so the rule would see no event");
  want(Threshold === undefined || Threshold === 1, "`Threshold` is not 1, so one event would not alert");
  for (const key of DECIDED_ELSEWHERE) want(!Object.hasOwn(spec, key), `\`${key}\` would decide what alerts, and can't be run here`);
  const module = onlyFile(files, /\.py$/);
  // Panther takes the name from the document's own folder.
  want(`${folderOf(document.path)}${String(Filename)}` === module.path, `\`Filename\` is not the name of ${module.path}`);
  return { id: String(RuleID), path: module.path, text: module.content, severity: String(Severity) };
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

function onlyFile(files: readonly PackFile[], name: RegExp): PackFile {
  const found = files.filter((file) => name.test(file.path));
  if (found.length !== 1) throw new Error(`${found.length} files like ${name.source} were emitted, not one`);
  return found[0] as PackFile;
}
