/**
 * In: checked rules. Out: which cells of ATT&CK's matrix they cover. A rule counts where it alerts: one that is switched
 * off, that records without alerting, or that is on its way out covers nothing.
 */
import type { Rule } from "../ir/rule.ts";
import {
  attackTactics,
  attackTechniques,
  isCloudTechnique,
  isValid,
  type Tactic,
  type Technique,
} from "../schema/attack.ts";

export interface CoveredTechnique {
  readonly technique: Technique;
  readonly isCloud: boolean;
  /** Those that name it under this tactic. */
  readonly rules: readonly Rule[];
  /** Does a rule name it or, under this tactic, one of its sub-techniques? */
  readonly isCovered: boolean;
}

export interface CoveredTactic {
  readonly tactic: Tactic;
  /** Those that name the tactic, alone or with a technique. */
  readonly rules: readonly Rule[];
  /** Every technique of it that is a cloud's or that a rule names, by id. */
  readonly techniques: readonly CoveredTechnique[];
}

export type NotCounted = "disabled" | "signal" | "deprecated";

export interface Coverage {
  /** In ATT&CK's order. */
  readonly tactics: readonly CoveredTactic[];
  readonly counted: readonly Rule[];
  readonly notCounted: readonly { readonly rule: Rule; readonly reason: NotCounted }[];
  /** Counted, but without a place in the matrix. */
  readonly placeless: readonly Rule[];
  /** Techniques of a cloud, each once, and how many of them are covered under some tactic. */
  readonly cloud: Share;
}

export interface Share {
  readonly techniques: number;
  readonly covered: number;
}

export function coverageOf(rules: readonly Rule[]): Coverage {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const counted = sorted.filter((rule) => reasonNotToCount(rule) === undefined);
  const notCounted = sorted.flatMap((rule) => {
    const reason = reasonNotToCount(rule);
    return reason ? [{ rule, reason }] : [];
  });
  const named = rulesByPlace(counted);
  const valid = [...attackTechniques().values()].filter(isValid);
  const tactics = [...attackTactics().values()].map((tactic) => coverTactic(tactic, valid, named));
  const placed = new Set([...named.values()].flat());
  const cloud = tactics.flatMap((one) => one.techniques.filter(({ isCloud }) => isCloud));
  const ids = (cells: readonly CoveredTechnique[]) => new Set(cells.map(({ technique }) => technique.id)).size;
  return {
    tactics,
    counted,
    notCounted,
    placeless: counted.filter((rule) => !placed.has(rule)),
    cloud: { techniques: ids(cloud), covered: ids(cloud.filter((one) => one.isCovered)) },
  };
}

/** How many of a tactic's cloud techniques are covered. */
export function shareOf({ techniques }: CoveredTactic): Share {
  const cloud = techniques.filter(({ isCloud }) => isCloud);
  return { techniques: cloud.length, covered: cloud.filter(({ isCovered }) => isCovered).length };
}

function reasonNotToCount({ metadata }: Rule): NotCounted | undefined {
  if (!metadata.enabled) return "disabled";
  if (metadata.signal) return "signal";
  return metadata.status.value === "deprecated" ? "deprecated" : undefined;
}

type RulesByPlace = ReadonlyMap<string, readonly Rule[]>;

/** The rules of each cell that ATT&CK has, by `TA0003` and `TA0003:T1098`. */
function rulesByPlace(rules: readonly Rule[]): RulesByPlace {
  const found = new Map<string, Rule[]>();
  const add = (place: string, rule: Rule) => {
    const there = found.get(place);
    if (!there) found.set(place, [rule]);
    else if (there.at(-1) !== rule) there.push(rule);
  };
  for (const rule of rules) {
    for (const { tactic, technique } of rule.metadata.attack) {
      if (technique && !isIn(attackTechniques().get(technique.id), tactic.id)) continue;
      add(tactic.id, rule);
      if (technique) add(`${tactic.id}:${technique.id}`, rule);
    }
  }
  return found;
}

function isIn(technique: Technique | undefined, tacticId: string): boolean {
  return technique !== undefined && isValid(technique) && technique.tactics.includes(tacticId);
}

function coverTactic(tactic: Tactic, valid: readonly Technique[], named: RulesByPlace): CoveredTactic {
  const of = (technique: Technique) => named.get(`${tactic.id}:${technique.id}`) ?? [];
  const all = valid.filter((one) => one.tactics.includes(tactic.id));
  const coveredIds = new Set(all.flatMap((one) => (of(one).length > 0 ? [one.id, one.id.split(".")[0]] : [])));
  const techniques = all
    .map((technique) => ({
      technique,
      isCloud: isCloudTechnique(technique),
      rules: of(technique),
      isCovered: coveredIds.has(technique.id),
    }))
    .filter(({ isCloud, rules }) => isCloud || rules.length > 0);
  return { tactic, rules: named.get(tactic.id) ?? [], techniques };
}
