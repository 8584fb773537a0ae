/** ATT&CK as version 18 had it: what a tactic or technique of today, or of before, was then. */
import { attackTactics, attackTechniques, type Tactic, type Technique } from "./attack.ts";

const VERSION = "18";

/** What stood for the technique then; nothing where there was no such thing. */
export function techniqueAt18(technique: Technique): Technique | undefined {
  const techniques = attackTechniques();
  if (technique.since !== undefined) return technique.id18 === undefined ? undefined : techniques.get(technique.id18);
  let at = technique;
  while (at.revokedBy !== undefined && at.revokedIn === undefined) at = techniques.get(at.revokedBy) as Technique;
  return at;
}

/** What stood for the tactic then. */
export function tacticAt18(tactic: Tactic): Tactic {
  return (tactic.id18 !== undefined && attackTactics().get(tactic.id18)) || tactic;
}

/** The ids of the tactics that it belonged to then. */
export function tacticsAt18(technique: Technique): readonly string[] {
  return technique.tactics18 ?? technique.tactics.map((id) => attackTactics().get(id)?.id18 ?? id);
}

/** What it was called then. */
export function nameAt18(entry: Tactic | Technique): string {
  return entry.names?.[VERSION] ?? entry.name;
}
