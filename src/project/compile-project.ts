/**
 * In: loaded rule files. Out: their rules, checked, and what each target makes of them.
 * Every problem goes to the report; a rule with an error in it has no part in what comes out.
 */
import { checkFile, isTuningFile } from "../check/check-file.ts";
import { checkIds } from "../check/check-ids.ts";
import { checkTunes } from "../check/check-tunes.ts";
import type { CheckContext } from "../check/context.ts";
import { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import { targets as allTargets } from "../targets/index.ts";
import type { PackFile, Target, TargetRule } from "../targets/target.ts";
import { loadApiPart } from "./load-api-part.ts";
import type { LoadedRules } from "./load-rules.ts";
import type { Project } from "./project.ts";
import { idsIn } from "./related-files.ts";

/** One target's part of a build. */
export interface TargetPack {
  readonly target: Target;
  /** The rules that the target is wanted for. */
  readonly rules: readonly TargetRule[];
  /** What the pack has beside the rules' own files. */
  readonly files: readonly PackFile[];
}

/**
 * Checks every file; the rules in the order of their files, as they are tuned. Where only some files were asked for,
 * their rules are tuned all the same, and rules that they tune are among those that come out.
 */
export function checkProject(project: Pick<Project, "defaults">, loaded: LoadedRules, report: Report): readonly Rule[] {
  const context: CheckContext = {
    fileAt: loaded.fileAt,
    listAt: loaded.listAt,
    platforms: new Map(allTargets.map((target) => [target.id, target.validateBlock])),
    defaults: project.defaults,
    loadApi: loadApiPart,
  };
  const own = loaded.files.filter((file) => !isTuningFile(file));
  const asked = own.flatMap((file) => checkFile(file, context, report));
  const tunes = new Set(idsIn(loaded.files, "tune"));
  const related = loaded.related();
  const others = related.tuned.flatMap((file) => checkFile(file, context, new Report()));
  const rules = [...asked, ...others.filter((rule) => tunes.has(rule.id))];
  checkIds(rules, report);
  const tuning = [...loaded.files.filter(isTuningFile), ...related.tuning];
  return checkTunes(tuning, rules, [...idsIn(own, "rule"), ...related.ids], context, report);
}

/** Does the rule want this target? A rule that names none wants all. */
export function isWanted(rule: Rule, target: Target): boolean {
  const named = rule.metadata.targets;
  return named === undefined || named.some((one) => one.value === target.id);
}

/** What the targets make of the rules. */
export function compileProject(
  project: Pick<Project, "settings">,
  targets: readonly Target[],
  rules: readonly Rule[],
  report: Report,
): readonly TargetPack[] {
  return targets.map((target) => {
    const compile = (rule: Rule) => target.compile(rule, project.settings);
    const compiled = rules.filter((rule) => isWanted(rule, target)).map(compile);
    for (const one of compiled) report.addAll(one.diagnostics);
    const leftOut = rules.filter((rule) => !isWanted(rule, target)).map(compile);
    const { files, diagnostics } = target.pack(compiled, project.settings, leftOut);
    report.addAll(diagnostics);
    return { target, rules: compiled, files };
  });
}
