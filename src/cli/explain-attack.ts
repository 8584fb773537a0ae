/** In: the id or name of a tactic or technique of ATT&CK. Out: its page, with the rules that carry it. */
import type { Paint } from "../diagnostics/paint.ts";
import type { AttackMapping } from "../ir/rule.ts";
import {
  attackTactics,
  attackTechniques,
  attackVersion,
  belongsTo,
  platformsOf,
  type Tactic,
  type Technique,
} from "../schema/attack.ts";
import { headLine, type Page, rulesLines, table } from "./explain-page.ts";
import type { KnownRules } from "./known-rules.ts";

export type FoundAttack =
  | { readonly kind: "tactic"; readonly tactic: Tactic }
  | { readonly kind: "technique"; readonly technique: Technique };

/** By id (`T1078`, `TA0003:T1078`, in any case) or, for a tactic, by name. */
export function findAttack(name: string): FoundAttack | undefined {
  const id = name.toUpperCase().replace(/^TA\d+:/, "");
  const technique = attackTechniques().get(id);
  if (technique) return { kind: "technique", technique };
  const folded = name.toLowerCase();
  const tactic =
    attackTactics().get(id) ??
    [...attackTactics().values()].find((one) => one.name.toLowerCase() === folded || one.shortName === folded);
  return tactic && { kind: "tactic", tactic };
}

export function explainAttack(found: FoundAttack, known: KnownRules, paint: Paint): Page {
  return found.kind === "tactic"
    ? tacticPage(found.tactic, known, paint)
    : techniquePage(found.technique, known, paint);
}

/** The ids of the rules one of whose mappings passes. */
function carrying(known: KnownRules, passes: (one: AttackMapping) => boolean): readonly string[] {
  return known.idsWhere((_, rule) => rule.metadata.attack.some(passes));
}

function otherNames({ names = {} }: Pick<Tactic, "names">): readonly (readonly [string, string])[] {
  return Object.entries(names).map(([version, name]) => [`in v${version}`, name]);
}

function tacticPage(tactic: Tactic, known: KnownRules, paint: Paint): Page {
  const techniques = [...attackTechniques().values()].filter((one) => belongsTo(one, tactic.id) && isCurrent(one));
  const main = techniques.filter((one) => !one.id.includes("."));
  const rules = carrying(known, (one) => one.tactic.id === tactic.id);
  const what = `a tactic of ATT&CK v${attackVersion}`;
  const lines = [
    headLine(`${tactic.id} ${tactic.name}`, what, paint),
    "",
    ...table([
      ["techniques", `${main.length}, and ${techniques.length - main.length} sub-techniques`],
      ...otherNames(tactic),
      ...(tactic.id18 === undefined ? [] : [["in v18", `part of ${labelOf(tactic.id18)}`] as const]),
    ]),
    "",
    ...rulesLines("Carried by", rules, paint),
    ...known.caution,
  ];
  const data = { tactic: { ...tactic, techniques: techniques.map((one) => one.id) }, rules: { carrying: rules } };
  return { what, lines, data };
}

const isCurrent = (one: Technique) => one.revokedBy === undefined && one.revokedIn === undefined && !one.deprecated;

/** `T1078 Valid Accounts`; an id that isn't known stays by itself. */
function labelOf(id: string): string {
  const name = (attackTactics().get(id) ?? attackTechniques().get(id))?.name;
  return name === undefined ? id : `${id} ${name}`;
}

function techniquePage(technique: Technique, known: KnownRules, paint: Paint): Page {
  const { id } = technique;
  const [parent = id] = id.split(".");
  const below = [...attackTechniques().keys()].filter((one) => one.startsWith(`${id}.`));
  const rules = carrying(known, (one) => [one.technique?.id, one.version18?.technique?.id].includes(id));
  const underneath = carrying(known, (one) => one.parent?.id === id);
  const what = `a ${parent === id ? "technique" : "sub-technique"} of ATT&CK v${attackVersion}`;
  const lines = [
    headLine(`${id} ${technique.name}`, what, paint),
    "",
    ...table([...stateOf(technique), ...placesOf(technique, parent, below), ...otherNames(technique)]),
    "",
    ...rulesLines("Carried by", rules, paint),
    ...(underneath.length > 0 ? rulesLines("One of its sub-techniques is carried by", underneath, paint) : []),
    ...known.caution,
  ];
  const data = { technique, rules: { carrying: rules, ...(underneath.length > 0 ? { underneath } : {}) } };
  return { what, lines, data };
}

function stateOf({ deprecated, revokedBy, revokedIn }: Technique): readonly (readonly [string, string])[] {
  if (revokedBy !== undefined)
    return [
      ["revoked", `${revokedIn === undefined ? "" : `in v${revokedIn}, `}${labelOf(revokedBy)} stands for it now`],
    ];
  return deprecated ? [["deprecated", "ATT&CK keeps it no longer, and names nothing in its place"]] : [];
}

function placesOf(
  technique: Technique,
  parent: string,
  below: readonly string[],
): readonly (readonly [string, string])[] {
  const { id, tactics18, since, id18 } = technique;
  const platforms = platformsOf(technique);
  return [
    ["tactics", technique.tactics.map(labelOf).join(", ")],
    ...(platforms.length > 0 ? [["platforms", platforms.join(", ")] as const] : []),
    ...(tactics18 === undefined ? [] : [["in v18", tactics18.map(labelOf).join(", ")] as const]),
    ...(since === undefined ? [] : [["since", `v${since}`] as const]),
    ...(id18 === undefined ? [] : [["was in v18", labelOf(id18)] as const]),
    ...(parent === id ? [] : [["part of", labelOf(parent)] as const]),
    ...(below.length === 0 ? [] : [["sub-techniques", below.map(labelOf).join(", ")] as const]),
  ];
}
