/**
 * In: a rule. Out: its query in the language that comes nearest to the rule's verdict, and how near that is.
 * EQL first: KQL only where it is better, or where the rule's block says so.
 */
import { expandDerived } from "../../ir/expand-derived.ts";
import type { Predicate } from "../../ir/predicate.ts";
import type { Rule } from "../../ir/rule.ts";
import { simplify } from "../../ir/simplify.ts";
import { judge } from "../kit/judge.ts";
import type { Fidelity, Judgement } from "../target.ts";
import { blockOf } from "./block.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { QueryLanguage } from "./cells.ts";
import { nativeDerived } from "./fields.ts";
import { lowerToEql } from "./lower/eql.ts";
import type { EqlNode } from "./lower/eql-tree.ts";
import { lowerToKql } from "./lower/kql.ts";
import type { KqlNode } from "./lower/kql-tree.ts";
import { pathsBelow } from "./objects.ts";
import type { Pins } from "./pins.ts";
import { pinsWithin } from "./pins.ts";
import { printEql } from "./print/eql.ts";
import { printKql } from "./print/kql.ts";
import type { Line } from "./print/layout.ts";
import { flattenQuantifiers } from "./quantifiers.ts";

export type QueryTree =
  | { readonly language: "eql"; readonly tree: EqlNode }
  | { readonly language: "kql"; readonly tree: KqlNode };

export interface Query {
  readonly language: QueryLanguage;
  readonly judgement: Judgement;
  /** The condition after the rewrites, and what its nodes may take for granted. */
  readonly condition: Predicate;
  readonly pinsOf: (node: Predicate) => Pins;
}

const RANK: { readonly [F in Fidelity]: number } = {
  exact: 0,
  aligned: 1,
  wider: 2,
  narrower: 2,
  different: 3,
  impossible: 4,
};

/** What stands in the way of either language: one alone would look as if the other could do it. */
function findingsOfBoth(eql: Judgement, kql: Judgement): Judgement["findings"] {
  const all = [...eql.findings, ...kql.findings].filter((finding) => finding.fidelity === "impossible");
  return all.filter(
    (one, index) => all.findIndex((other) => other.reason === one.reason && other.span === one.span) === index,
  );
}

/** Chooses the language and judges the rule in it. */
export function queryOf(rule: Rule): Query {
  const condition = simplify(flattenQuantifiers(expandDerived(rule.condition, nativeDerived)));
  const pinsOf = pinsWithin(condition);
  const below = pathsBelow(condition);
  const judged = (language: QueryLanguage): Query => ({
    language,
    judgement: judge(condition, capabilitiesOf(language, pinsOf, below)),
    condition,
    pinsOf,
  });
  const forced = blockOf(rule).language;
  if (forced) return judged(forced);
  const eql = judged("eql");
  if (eql.judgement.fidelity === "exact") return eql;
  const kql = judged("kql");
  if (eql.judgement.fidelity === "impossible" && kql.judgement.fidelity === "impossible") {
    return { ...eql, judgement: { fidelity: "impossible", findings: findingsOfBoth(eql.judgement, kql.judgement) } };
  }
  return RANK[kql.judgement.fidelity] < RANK[eql.judgement.fidelity] ? kql : eql;
}

/** The query tree of a rule that isn't impossible. */
export function lowerQuery(query: Query): QueryTree {
  return query.language === "eql"
    ? { language: "eql", tree: lowerToEql(query.condition, query.pinsOf) }
    : { language: "kql", tree: lowerToKql(query.condition, query.pinsOf) };
}

export function printQuery(query: QueryTree): readonly Line[] {
  return query.language === "eql" ? printEql(query.tree) : printKql(query.tree);
}
