/**
 * ATT&CK as detection-rules keeps it: ids and names of version 18 (its tool converts to later ones by itself), one entry per
 * tactic, sub-techniques under their technique, addresses with a slash at the end.
 */
import type { AttackMapping, AttackName, Rule } from "../../../ir/rule.ts";
import { slug } from "../../kit/name.ts";
import type { TomlEntry, TomlTable } from "../../kit/toml.ts";

interface Technique {
  readonly name: AttackName;
  readonly subtechniques: AttackName[];
}

export interface Threat {
  readonly tactic: AttackName;
  readonly techniques: Technique[];
}

/** The tactics in the order in which the rule names them, each once. */
export function threatsOf(rule: Rule): readonly Threat[] {
  const threats: Threat[] = [];
  for (const mapping of rule.metadata.attack) addMapping(threats, mapping);
  return threats;
}

/** The member that fits, else a new one at the end. */
function findOrAdd<Member>(members: Member[], fits: (member: Member) => boolean, fresh: Member): Member {
  const found = members.find(fits);
  if (found === undefined) members.push(fresh);
  return found ?? fresh;
}

function addMapping(threats: Threat[], mapping: AttackMapping): void {
  const { tactic, technique: own, parent } = mapping.version18 ?? mapping;
  const threat = findOrAdd(threats, (one) => one.tactic.id === tactic.id, { tactic, techniques: [] });
  if (!own) return;
  const name = parent ?? own;
  const technique = findOrAdd(threat.techniques, (one) => one.name.id === name.id, { name, subtechniques: [] });
  if (parent) findOrAdd(technique.subtechniques, (one) => one.id === own.id, own);
}

/** The tactic's name, as tags have it. */
export function tacticName(threat: Threat): string {
  return threat.tactic.name;
}

/** `defense_evasion`, as file names start. */
export function tacticSlug(threat: Threat): string {
  return slug(threat.tactic.name);
}

function entries(one: AttackName, folder: "tactics" | "techniques"): TomlEntry[] {
  return [
    { key: "id", value: one.id },
    { key: "name", value: one.name },
    { key: "reference", value: `https://attack.mitre.org/${folder}/${one.id.replace(".", "/")}/` },
  ];
}

export function threatTables(threats: readonly Threat[]): TomlTable[] {
  const threat = ["rule", "threat"];
  return threats.flatMap(({ tactic, techniques }) => [
    { path: threat, isOneOfSeveral: true, entries: [{ key: "framework", value: "MITRE ATT&CK" }] },
    ...techniques.flatMap(({ name, subtechniques }) => [
      { path: [...threat, "technique"], isOneOfSeveral: true, entries: entries(name, "techniques") },
      ...subtechniques.map((one) => ({
        path: [...threat, "technique", "subtechnique"],
        isOneOfSeveral: true,
        entries: entries(one, "techniques"),
      })),
    ]),
    { path: [...threat, "tactic"], entries: entries(tactic, "tactics") },
  ]);
}
