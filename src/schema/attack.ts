/** MITRE ATT&CK as data: ids, names and which technique belongs to which tactic, as of the current version and of 18. */
import table from "./attack.json" with { type: "json" };

export interface Tactic {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly names?: { readonly [version: string]: string };
  /** The tactic that this one was part of in version 18. */
  readonly id18?: string;
}

export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  readonly tactics18?: readonly string[];
  readonly names?: { readonly [version: string]: string };
  readonly revokedBy?: string;
  /** Revoked in this version; valid before. */
  readonly revokedIn?: string;
  readonly deprecated?: boolean;
  /** In ATT&CK since this version; `id18` is what stood for it in version 18. */
  readonly since?: string;
  readonly id18?: string;
}

let tactics: ReadonlyMap<string, Tactic> | undefined;
let techniques: ReadonlyMap<string, Technique> | undefined;

export function attackTactics(): ReadonlyMap<string, Tactic> {
  tactics ??= new Map((table.tactics as readonly Tactic[]).map((one) => [one.id, one]));
  return tactics;
}

export function attackTechniques(): ReadonlyMap<string, Technique> {
  techniques ??= new Map((table.techniques as readonly Technique[]).map((one) => [one.id, one]));
  return techniques;
}

export const attackVersion: string = table.version;

/** Does the technique belong to the tactic, now or in version 18? */
export function belongsTo(technique: Technique, tacticId: string): boolean {
  return technique.tactics.includes(tacticId) || (technique.tactics18?.includes(tacticId) ?? false);
}
