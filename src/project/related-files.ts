/**
 * In: the files of a project that weren't asked for. Out: those without which the others mean something else: files that
 * tune their rules, and the files of rules that they tune. They are found by their text, so that few are parsed.
 */
import type { RuleFile } from "../syntax/ast.ts";

/** What else belongs to the files that were asked for. */
export interface RelatedFiles {
  /** Files that tune their rules. */
  readonly tuning: readonly RuleFile[];
  /** Files of the rules that they tune; what else is in these was not asked for. */
  readonly tuned: readonly RuleFile[];
  /** The ids of rules that stand in the files that weren't asked for. */
  readonly ids: readonly string[];
}

export const NO_RELATED: RelatedFiles = { tuning: [], tuned: [], ids: [] };

/** A file that wasn't asked for: its text, and two ways to parse it. */
export interface OtherFile {
  readonly text: string;
  /** What is wrong in it is reported. */
  readonly parse: () => RuleFile;
  /** What is wrong in it isn't: it was not asked for. */
  readonly parseQuietly: () => RuleFile;
}

export function findRelated(asked: readonly RuleFile[], others: Iterable<OtherFile>): RelatedFiles {
  const rules = new Set(idsIn(asked, "rule"));
  const tunes = new Set(idsIn(asked, "tune"));
  const found = { tuning: [] as RuleFile[], tuned: [] as RuleFile[], ids: [] as string[] };
  for (const { text, parse, parseQuietly } of others) {
    const declared = [...text.matchAll(/^[ \t]*rule[ \t]+([A-Za-z0-9_.-]+)/gm)].map((match) => match[1] as string);
    found.ids.push(...declared);
    if (declared.some((id) => tunes.has(id))) found.tuned.push(parseQuietly());
    if ([...text.matchAll(/\btune\s+([A-Za-z0-9_.-]+)/g)].some((match) => rules.has(match[1] as string)))
      found.tuning.push(parse());
  }
  return found;
}

/** The ids of the rules that files declare, or of those that they tune. */
export function idsIn(files: readonly RuleFile[], kind: "rule" | "tune"): readonly string[] {
  return files.flatMap((file) => file.declarations.flatMap((one) => (one.kind === kind ? [one.id.text] : [])));
}
