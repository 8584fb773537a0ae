/** In: a tactic and a technique as written. Out: their place in ATT&CK's matrix, now and as of version 18. */
import type { AttackName, AttackPlace } from "../ir/rule.ts";
import {
  attackTactics,
  belongsTo,
  currentTechnique,
  parentTechnique,
  type Tactic,
  type Technique,
} from "../schema/attack.ts";
import { nameAt18, tacticAt18, tacticsAt18, techniqueAt18 } from "../schema/attack-18.ts";

/** In the current version: what took the place of an id that it replaced, under the tactic where that is now. */
export function currentPlace(tactic: Tactic, technique: Technique | undefined): AttackPlace {
  const nameNow = ({ id, name }: AttackName) => ({ id, name });
  return technique
    ? place(currentTactic(tactic, technique), currentTechnique(technique), nameNow)
    : place(tactic, undefined, nameNow);
}

/** The tactic under which the technique is now: the written one, else the one that was part of it, else its first. */
export function currentTactic(tactic: Tactic, technique: Technique): Tactic {
  const now = currentTechnique(technique);
  if (now.tactics.includes(tactic.id) || !belongTogether(tactic, technique)) return tactic;
  const tactics = now.tactics.map((id) => attackTactics().get(id) as Tactic);
  return tactics.find((one) => tacticAt18(one).id === tactic.id) ?? tactics[0] ?? tactic;
}

/** Was the pair ever right: now, in version 18, or with what took the technique's place? */
export function belongTogether(tactic: Tactic, technique: Technique): boolean {
  return belongsTo(technique, tactic.id) || belongsTo(currentTechnique(technique), tactic.id);
}

/** In version 18: a technique that was not there yet leaves its tactic alone. */
export function placeAt18(tactic: Tactic, technique: Technique | undefined): AttackPlace {
  const then = technique && techniqueAt18(technique);
  const wanted = tacticAt18(tactic);
  const tactics = then ? tacticsAt18(then) : [];
  // What doesn't belong together is reported; a platform that refuses such a pair gets one that does.
  const fitting = tactics.length === 0 || tactics.includes(wanted.id) ? wanted : attackTactics().get(tactics[0] ?? "");
  return place(fitting ?? wanted, then, (entry) => ({ id: entry.id, name: nameAt18(entry) }));
}

function place(
  tactic: Tactic,
  technique: Technique | undefined,
  name: (entry: Tactic | Technique) => AttackName,
): AttackPlace {
  const parent = technique && parentTechnique(technique);
  return {
    tactic: name(tactic),
    ...(technique ? { technique: name(technique) } : {}),
    ...(parent ? { parent: name(parent) } : {}),
  };
}

export function samePlace(one: AttackPlace, other: AttackPlace): boolean {
  const same = (a: AttackName | undefined, b: AttackName | undefined) => a?.id === b?.id && a?.name === b?.name;
  return same(one.tactic, other.tactic) && same(one.technique, other.technique) && same(one.parent, other.parent);
}
