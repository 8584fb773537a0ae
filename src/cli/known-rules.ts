/** The project's rules as far as they are right, for pages that say which of them name something; loaded once, when asked. */
import type { Rule } from "../ir/rule.ts";
import type { LoadedRules } from "../project/load-rules.ts";
import type { Project } from "../project/project.ts";
import { loadAndCheck } from "./request.ts";
import { type RuleUses, usesOf } from "./rule-uses.ts";
import type { Session } from "./session.ts";

export interface KnownRules {
  readonly project: Project;
  readonly loaded: LoadedRules;
  readonly rules: readonly Rule[];
  /** The ids of the rules whose uses pass, in the order of the files. */
  readonly idsWhere: (passes: (uses: RuleUses, rule: Rule) => boolean) => readonly string[];
  /** What stands below such a list where some rules have errors. */
  readonly caution: readonly string[];
}

/** Nothing where the project itself is wrong; that is in the session's report then. */
export async function knownRules(session: Session): Promise<KnownRules | undefined> {
  const request = await loadAndCheck(session, []);
  if (!request) return undefined;
  const uses = new Map<Rule, RuleUses>();
  const of = (rule: Rule): RuleUses => {
    const known = uses.get(rule) ?? usesOf(rule);
    uses.set(rule, known);
    return known;
  };
  return {
    ...request,
    idsWhere: (passes) => request.rules.filter((rule) => passes(of(rule), rule)).map((rule) => rule.id),
    caution: session.report.hasErrors ? ["Rules with errors are not among them; `tocsin check` says which."] : [],
  };
}
