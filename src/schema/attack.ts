/**
 * MITRE ATT&CK Enterprise as data: ids, names, platforms and which technique belongs to which tactic, as of the current
 * version and of 18. Where it comes from stands in the file itself (`sources`) and in README.md beside it.
 */
import table from "./attack.json" with { type: "json" };

export interface Tactic {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly names?: { readonly [version: string]: string };
  /** The tactic that this one was part of in version 18. */
  readonly id18?: string;
  /** In ATT&CK since this version. */
  readonly since?: string;
}

export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  readonly tactics18?: readonly string[];
  readonly names?: { readonly [version: string]: string };
  /** A letter for each platform; `platformsOf` has their names. */
  readonly platforms?: string;
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

/** Is it in the current version, neither replaced nor dropped? */
export function isValid(technique: Technique): boolean {
  return technique.revokedBy === undefined && technique.deprecated === undefined;
}

/** What stands for the technique in the current version, after any number of replacements; most often itself. */
export function currentTechnique(technique: Technique): Technique {
  let at = technique;
  while (at.revokedBy !== undefined) at = attackTechniques().get(at.revokedBy) as Technique;
  return at;
}

/** The names of a technique's platforms, such as `IaaS`; none where they aren't known, as for what is new since v18.1. */
export function platformsOf(technique: Technique): readonly string[] {
  const names = table.platforms as { readonly [letter: string]: string };
  return Array.from(technique.platforms ?? "", (letter) => names[letter] as string);
}

/** The platform of accounts in a cloud, such as AWS's. */
export const CLOUD_PLATFORM = "IaaS";

export function isCloudTechnique(technique: Technique): boolean {
  return platformsOf(technique).includes(CLOUD_PLATFORM);
}

/** The technique that a sub-technique belongs to. */
export function parentTechnique(technique: Technique): Technique | undefined {
  const dot = technique.id.indexOf(".");
  return dot < 0 ? undefined : attackTechniques().get(technique.id.slice(0, dot));
}
