/** In: `attack = […]` as written. Out: tactics and techniques with their names, now and as of version 18. */
import { editDistance } from "../diagnostics/nearest.ts";
import type { Extras } from "../diagnostics/problem.ts";
import type { AttackMapping } from "../ir/rule.ts";
import {
  attackTactics,
  attackTechniques,
  belongsTo,
  currentTechnique,
  isValid,
  platformsOf,
  type Tactic,
  type Technique,
} from "../schema/attack.ts";
import type { Span } from "../source/source.ts";
import type { AttackLiteral, DataEntry, Name } from "../syntax/ast.ts";
import { belongTogether, currentPlace, currentTactic, placeAt18, samePlace } from "./attack-place.ts";
import type { FileCheck } from "./context.ts";
import { attackOffCloud, movedAttack, oddAttack, unknownAttack, wrongData } from "./problems-names.ts";

const MOST_NEAREST = 3;

/** The ids that are one slip away; for a sub-technique also its siblings. Those of the wanted tactic come first. */
function nearestIds(id: string, tactic: Tactic | undefined): readonly Technique[] {
  const parent = id.includes(".") ? id.slice(0, id.indexOf(".") + 1) : undefined;
  const rank = (one: Technique) =>
    (editDistance(id, one.id, 1) <= 1 ? 0 : 2) + (tactic && belongsTo(one, tactic.id) ? 0 : 1);
  return [...attackTechniques().values()]
    .filter((one) => isValid(one) && (editDistance(id, one.id, 1) <= 1 || (parent && one.id.startsWith(parent))))
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_NEAREST)
    .map(({ one }) => one);
}

function refuse(name: Name, what: string, nearest: readonly (Tactic | Technique)[], check: FileCheck): undefined {
  const shown = nearest.map((one) => `\`${one.id}\` (${one.name})`);
  const reason = `is no ${what} of ATT&CK Enterprise`;
  check.report.add(
    unknownAttack,
    { id: name.text, reason, nearest: shown },
    name.span,
    changing(name.span, nearest[0]?.id),
  );
}

function changing(span: Span, text: string | undefined): Extras {
  return text === undefined ? {} : { fixes: [{ title: `Change to \`${text}\``, span, text }] };
}

function findTactic(name: Name, check: FileCheck): Tactic | undefined {
  const tactics = attackTactics();
  const near = [...tactics.values()].filter((one) => editDistance(name.text, one.id, 1) <= 1);
  return tactics.get(name.text) ?? refuse(name, "tactic", near.slice(0, MOST_NEAREST), check);
}

/** The one tactic of a technique that is written alone. */
function onlyTactic(technique: Technique, name: Name, check: FileCheck): Tactic | undefined {
  const { tactics } = currentTechnique(technique);
  const [first, ...others] = tactics;
  if (others.length === 0 && first) return attackTactics().get(first);
  const choices = tactics.map((id) => `\`${id}:${technique.id}\``).join(", ");
  const reason = `belongs to several tactics: write one of ${choices}`;
  check.report.add(unknownAttack, { id: technique.id, reason, nearest: [] }, name.span);
  return undefined;
}

function reportOld(technique: Technique, tactic: Tactic, literal: AttackLiteral, check: FileCheck): void {
  const { id } = technique;
  if (technique.deprecated) {
    const reason = "the technique is deprecated: ATT&CK dropped it, and nothing took its place";
    check.report.add(oddAttack, { id, reason }, literal.span);
  }
  if (technique.revokedBy === undefined) return;
  const now = currentTechnique(technique);
  const better = `${currentTactic(tactic, technique).id}:${now.id}`;
  const fix = changing(literal.span, better);
  if (technique.revokedIn === undefined) {
    const reason = `the technique was revoked; \`${now.id}\` (${now.name}) took its place`;
    check.report.add(oddAttack, { id, reason }, literal.span, fix);
  } else {
    const version = technique.revokedIn;
    check.report.add(movedAttack, { id, version, successor: now.id, name: now.name, better }, literal.span, fix);
  }
}

function reportOdd(technique: Technique, tactic: Tactic, literal: AttackLiteral, check: FileCheck): void {
  const { id, name, tactics } = currentTechnique(technique);
  if (tactics.length === 0) return;
  const theirs = tactics.map((one) => `\`${one}\` (${attackTactics().get(one)?.name})`).join(", ");
  const reason = `${id} (${name}) does not belong to ${tactic.name}, but to ${theirs}`;
  const fix = tactics.length === 1 ? changing(literal.span, `${tactics[0]}:${id}`) : {};
  check.report.add(oddAttack, { id: `${tactic.id}:${technique.id}`, reason }, literal.span, fix);
}

/** What an AWS account can have to do with: a cloud, what runs in it (Linux above all), and what comes before an attack. */
const NEAR_CLOUD = new Set(["IaaS", "Identity Provider", "Office Suite", "SaaS", "Containers", "Linux", "PRE"]);

function reportOffCloud(technique: Technique, literal: AttackLiteral, check: FileCheck): void {
  const now = currentTechnique(technique);
  const platforms = platformsOf(now);
  if (platforms.length === 0 || platforms.some((one) => NEAR_CLOUD.has(one))) return;
  check.report.add(attackOffCloud, { id: now.id, name: now.name, platforms: platforms.join(", ") }, literal.span);
}

function mappingOf(literal: AttackLiteral, check: FileCheck): AttackMapping | undefined {
  const { technique: techniqueName, tactic: written } = literal;
  const writtenTactic = written && findTactic(written, check);
  const technique = techniqueName && attackTechniques().get(techniqueName.text);
  if (techniqueName && !technique)
    return refuse(techniqueName, "technique", nearestIds(techniqueName.text, writtenTactic), check);
  const tactic =
    writtenTactic ?? (technique && techniqueName && !written && onlyTactic(technique, techniqueName, check));
  if (!tactic) return undefined;
  if (technique) {
    reportOld(technique, tactic, literal, check);
    if (!belongTogether(tactic, technique)) reportOdd(technique, tactic, literal, check);
    else reportOffCloud(technique, literal, check);
  }
  const now = currentPlace(tactic, technique);
  const then = placeAt18(tactic, technique);
  return { ...now, ...(samePlace(now, then) ? {} : { version18: then }), span: literal.span };
}

export function checkAttack(entry: DataEntry | undefined, check: FileCheck): readonly AttackMapping[] {
  if (entry?.value.kind !== "dataList") return [];
  const mappings: AttackMapping[] = [];
  for (const item of entry.value.items) {
    if (item.kind === "attack") {
      const mapping = mappingOf(item, check);
      if (mapping) mappings.push(mapping);
    } else if (item.kind !== "broken") {
      check.report.add(
        wrongData,
        { name: "attack", reason: "lists tactics and techniques without quotes: `TA0007:T1087.004`" },
        item.span,
      );
    }
  }
  return mappings;
}
