/**
 * In: what the targets made of the rules. Out: `manifest.json`: for each rule where it comes from, and for each target
 * how exact it is, what of its alert is carried, and its files. It depends on the sources alone: no time, no machine.
 */
import type { Rule } from "../ir/rule.ts";
import type { Source } from "../source/source.ts";
import type { Carried, Fidelity, PackFile, TargetRule } from "../targets/target.ts";
import type { TargetPack } from "./compile-project.ts";
import { hashOf } from "./hash.ts";
import type { Project } from "./project.ts";

export const MANIFEST_NAME = "manifest.json";

/** Raised when a reader of the old form would misread the new one. */
const MANIFEST_FORMAT = 1;

/** Hashes by path: of a pack's files from its folder, of lists from the project's root. */
type Hashes = { readonly [path: string]: string };

export interface ManifestRule {
  readonly id: string;
  readonly title: string;
  /** The file that the rule stands in, from the project's root, and its hash. */
  readonly source: string;
  readonly sourceHash: string;
  /** The lists that it reads from files, and their hashes; left out where there are none. */
  readonly lists?: Hashes;
  /** The organisation's own file that tunes it, its hash, and the reason that it gives. */
  readonly tuned?: { readonly file: string; readonly hash: string; readonly reason: string };
  readonly targets: {
    readonly [target: string]: {
      readonly fidelity: Fidelity;
      /** For each part that isn't exact, a sentence on why. */
      readonly findings: readonly string[];
      readonly carried: readonly Carried[];
      readonly files: Hashes;
    };
  };
}

export interface Manifest {
  readonly format: number;
  readonly pack: { readonly name: string; readonly version: string; readonly author: string };
  readonly targets: readonly string[];
  readonly rules: readonly ManifestRule[];
  /** For each target the files that belong to no single rule. */
  readonly shared: { readonly [target: string]: Hashes };
}

/** The manifest as text. */
export function manifestText(project: Project, packs: readonly TargetPack[]): string {
  return `${JSON.stringify(manifestOf(project, packs), null, 2)}\n`;
}

function manifestOf(project: Project, packs: readonly TargetPack[]): Manifest {
  const sources = new Map<Source, string>();
  const byRule = new Map<Rule, [string, TargetRule][]>();
  for (const { target, rules } of packs) {
    for (const one of rules) {
      const known = byRule.get(one.rule);
      if (known) known.push([target.id, one]);
      else byRule.set(one.rule, [[target.id, one]]);
    }
  }
  const rules = [...byRule].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
  return {
    format: MANIFEST_FORMAT,
    pack: { name: project.settings.name, version: project.settings.version, author: project.settings.author },
    targets: packs.map(({ target }) => target.id),
    rules: rules.map(([rule, targets]) => ruleEntry(rule, targets, sources)),
    shared: Object.fromEntries(packs.map(({ target, files }) => [target.id, hashes(files)])),
  };
}

function ruleEntry(rule: Rule, targets: readonly [string, TargetRule][], sources: Map<Source, string>): ManifestRule {
  const { source } = rule.span;
  const hashOfSource = (one: Source): string => {
    const hash = sources.get(one) ?? hashOf(one.text);
    sources.set(one, hash);
    return hash;
  };
  const { lists, tuning } = rule;
  const tuned = tuning && {
    file: tuning.span.source.path,
    hash: hashOfSource(tuning.span.source),
    reason: tuning.reason.value,
  };
  const entries = targets.map(([id, { judgement, carried, files }]) => {
    const findings = [...new Set(judgement.findings.map((finding) => finding.reason))];
    return [id, { fidelity: judgement.fidelity, findings, carried, files: hashes(files) }] as const;
  });
  return {
    id: rule.id,
    title: rule.metadata.title.value,
    source: source.path,
    sourceHash: hashOfSource(source),
    ...(lists ? { lists: Object.fromEntries(lists.map((one) => [one.path, hashOfSource(one)])) } : {}),
    ...(tuned ? { tuned } : {}),
    targets: Object.fromEntries(entries),
  };
}

function hashes(files: readonly PackFile[]): Hashes {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(sorted.map(({ path, content }) => [path, hashOf(content)]));
}
