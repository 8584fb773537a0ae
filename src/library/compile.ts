/** In: the texts of rule files. Out: their problems, their rules, and the packs. Nothing is read from a disk or written. */

import { nearestNames } from "../diagnostics/nearest.ts";
import { Report } from "../diagnostics/problem.ts";
import { problemsAsJson } from "../diagnostics/render-json.ts";
import type { Rule } from "../ir/rule.ts";
import { checkProject, compileProject, type TargetPack } from "../project/compile-project.ts";
import { defaultConfig } from "../project/config.ts";
import { withHoldingTests } from "../project/holding-tests.ts";
import type { LoadedRules } from "../project/load-rules.ts";
import { NO_RELATED } from "../project/related-files.ts";
import { loadRegexesFor } from "../semantics/evaluate.ts";
import type { RuleFile } from "../syntax/ast.ts";
import { parseFile } from "../syntax/parse-file.ts";
import { targets as allTargets } from "../targets/index.ts";
import type { PackFile, PackSettings, Target, TargetRule } from "../targets/target.ts";
import { remember } from "./checked-rule.ts";
import type { Compilation, CompiledRule, CompileOptions, EmittedFile, Sources } from "./types.ts";

/**
 * Checks rule files and compiles them for the targets. Imports and lists are looked up among the given texts; tests over log files
 * are not run, and neither are those that are written out: use `evaluate`.
 *
 * @param sources one file's text, or the texts of several by path
 * @returns problems as data; wrong input never throws
 * @throws RangeError for a target that there isn't
 */
export async function compile(sources: Sources, options: CompileOptions = {}): Promise<Compilation> {
  const targets = targetsNamed(options.targets);
  const report = new Report();
  const texts = new Map(Object.entries(typeof sources === "string" ? { "rule.tocsin": sources } : sources));
  const files = new Map<string, RuleFile>();
  const lists = new Map<string, RuleFile["source"]>();
  for (const [path, text] of texts) {
    if (path.endsWith(".txt")) lists.set(path, { path, text });
    else files.set(path, parseFile({ path, text }, report));
  }
  const { author, license, name, version } = { ...defaultConfig.pack, ...options.pack };
  const defaults = { ...(author === undefined ? {} : { author }), ...(license === undefined ? {} : { license }) };
  const loaded: LoadedRules = {
    files: [...files.values()],
    fileAt: (path) => files.get(path),
    listAt: (path) => {
      const source = lists.get(path);
      if (source) return { source };
      return { reason: "no such text was given", nearest: nearestNames(path, lists.keys()) };
    },
    related: () => NO_RELATED,
  };
  const rules = await withHoldingTests(checkProject({ defaults }, loaded, report));
  const settings: PackSettings = { name, version, author: author ?? "Tocsin" };
  const packs = compileProject({ settings }, targets, rules, report);
  await loadRegexesFor(rules);
  return {
    ok: !report.hasErrors,
    problems: problemsAsJson(report.diagnostics).diagnostics,
    rules: rules.map((rule) => remember(shownRule(rule, packs), rule)),
    packs: Object.fromEntries(packs.map((pack) => [pack.target.id, filesOf(pack)])),
  };
}

function targetsNamed(ids: readonly string[] | undefined): readonly Target[] {
  const unknown = ids?.find((id) => !allTargets.some((target) => target.id === id));
  if (unknown !== undefined)
    throw new RangeError(
      `compile: no target is called ${unknown}; there are ${allTargets.map(({ id }) => id).join(", ")}`,
    );
  return allTargets.filter(({ id }) => ids?.includes(id) ?? true);
}

const shownFile = ({ path, content }: PackFile): EmittedFile => ({ path, content });

function filesOf(pack: TargetPack): readonly EmittedFile[] {
  return [...pack.rules.flatMap(({ files }) => files), ...pack.files].map(shownFile);
}

function shownRule(rule: Rule, packs: readonly TargetPack[]): CompiledRule {
  const { title, severity } = rule.metadata;
  const emitted = packs.flatMap(({ target, rules }) =>
    rules.filter((one) => one.rule === rule).map((one) => shownEmitted(target, one)),
  );
  return { id: rule.id, title: title.value, severity: severity.value, path: rule.span.source.path, emitted };
}

function shownEmitted(target: Target, { judgement, query, files }: TargetRule) {
  return {
    target: target.id,
    fidelity: judgement.fidelity,
    reasons: judgement.findings.map(({ reason }) => reason),
    query,
    files: files.map(shownFile),
  };
}
