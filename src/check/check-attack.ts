/** In: `attack = […]` as written. Out: tactics and techniques with their names, now and as of version 18. */
import type { AttackMapping, AttackName } from "../ir/rule.ts";
import {
  attackTactics,
  attackTechniques,
  attackVersion,
  belongsTo,
  type Tactic,
  type Technique,
} from "../schema/attack.ts";
import type { AttackLiteral, DataEntry, Name } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { oddAttack, unknownAttack, wrongData } from "./problems-names.ts";

function tacticName(entry: Tactic): AttackName {
  const name18 = entry.names?.["18"];
  return { id: entry.id, name: entry.name, ...(name18 ? { name18 } : {}) };
}

/** What stood for a technique in version 18: itself, or the one that it replaced. */
function techniqueOf18(entry: Technique): Technique {
  return (entry.id18 && attackTechniques().get(entry.id18)) || entry;
}

function techniqueName(entry: Technique): AttackName {
  const then = techniqueOf18(entry);
  const name18 = then.names?.["18"] ?? then.name;
  return {
    id: entry.id,
    name: entry.name,
    ...(then.id === entry.id ? {} : { id18: then.id }),
    ...(name18 === entry.name ? {} : { name18 }),
  };
}

const parentOf = (technique: Technique): Technique | undefined =>
  technique.id.includes(".") ? attackTechniques().get(technique.id.split(".")[0] as string) : undefined;

/** The parent of a sub-technique, with the parent of what stood for it in version 18. */
function parentName(technique: Technique): AttackName | undefined {
  const parent = parentOf(technique);
  if (!parent) return undefined;
  const then = parentOf(techniqueOf18(technique));
  const named = techniqueName(parent);
  return then && then.id !== parent.id
    ? { id: parent.id, name: parent.name, id18: then.id, name18: then.names?.["18"] ?? then.name }
    : named;
}

function findTactic(name: Name, check: FileCheck): Tactic | undefined {
  const tactic = attackTactics().get(name.text);
  if (!tactic)
    check.report.add(unknownAttack, { id: name.text, reason: "is no tactic of ATT&CK Enterprise" }, name.span);
  return tactic;
}

function findTechnique(name: Name, check: FileCheck): Technique | undefined {
  const technique = attackTechniques().get(name.text);
  if (!technique) {
    check.report.add(unknownAttack, { id: name.text, reason: "is no technique of ATT&CK Enterprise" }, name.span);
    return undefined;
  }
  if (technique.deprecated)
    check.report.add(oddAttack, { id: name.text, reason: "the technique is deprecated" }, name.span);
  if (technique.revokedBy && technique.revokedIn !== attackVersion) {
    check.report.add(
      oddAttack,
      { id: name.text, reason: `the technique was revoked; \`${technique.revokedBy}\` took its place` },
      name.span,
    );
  }
  return technique;
}

/** The one tactic of a technique that is written alone. */
function onlyTactic(technique: Technique, name: Name, check: FileCheck): Tactic | undefined {
  const [first, ...others] = technique.tactics;
  if (others.length === 0 && first) return attackTactics().get(first);
  const choices = technique.tactics.map((id) => `\`${id}:${technique.id}\``).join(", ");
  check.report.add(
    unknownAttack,
    { id: technique.id, reason: `belongs to several tactics: write one of ${choices}` },
    name.span,
  );
  return undefined;
}

/** The tactic as version 18 had it, for the technique where it belonged to another one then. */
function tacticOf18(tactic: Tactic, technique: Technique | undefined): AttackName | undefined {
  const tactics = attackTactics();
  const id18 = tactic.id18 ?? tactic.id;
  const technique18 = technique && techniqueOf18(technique);
  const then = technique18?.tactics18 ?? technique18?.tactics.map((id) => tactics.get(id)?.id18 ?? id);
  const id = !then || then.includes(id18) ? id18 : (then[0] as string);
  const found = tactics.get(id);
  return found && found.id !== tactic.id ? tacticName(found) : undefined;
}

function mappingOf(literal: AttackLiteral, check: FileCheck): AttackMapping | undefined {
  const technique = literal.technique && findTechnique(literal.technique, check);
  if (literal.technique && !technique) return undefined;
  const tactic = literal.tactic
    ? findTactic(literal.tactic, check)
    : technique && onlyTactic(technique, literal.technique as Name, check);
  if (!tactic) return undefined;
  if (technique && !belongsTo(technique, tactic.id)) {
    const reason = `${technique.id} (${technique.name}) does not belong to ${tactic.name}`;
    check.report.add(oddAttack, { id: `${tactic.id}:${technique.id}`, reason }, literal.span);
  }
  const tactic18 = tacticOf18(tactic, technique);
  const parent = technique && parentName(technique);
  return {
    tactic: tacticName(tactic),
    ...(tactic18 ? { tactic18 } : {}),
    ...(technique ? { technique: techniqueName(technique) } : {}),
    ...(parent ? { parent } : {}),
    span: literal.span,
  };
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
