/** In: a name that nothing has. Out: a sentence that says so, with the nearest names of all kinds. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { editDistance } from "../diagnostics/nearest.ts";
import { allProblems } from "../diagnostics/problem.ts";
import { permissionNames } from "../schema/api-overlay.ts";
import { attackTactics, attackTechniques, attackVersion } from "../schema/attack.ts";
import { shortSource } from "../schema/event-source.ts";
import { languageWords } from "../syntax/words.ts";
import { targets } from "../targets/index.ts";
import { fieldNames } from "./find-field.ts";
import { findSource, knownOperations } from "./find-operation.ts";
import { hintOf, nearestHint, nearestOf } from "./nearest-hint.ts";

const MOST = 4;
const LONGEST = 200;

/** `ids` are those of the project's rules. */
export function unknownName(name: string, ids: readonly string[]): string {
  const shown = cleanText(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
  if (name.length > LONGEST) return `there is nothing called \`${shown}\`.`;
  if (/^d\d{4}$/i.test(name)) {
    const codes = allProblems().map((one) => one.code);
    return `there is no problem \`${shown}\`.${nearestHint(name.toUpperCase(), codes)}`;
  }
  if (/^ta?\d+(\.\d+)?$/i.test(name)) {
    const attack = [...attackTactics().keys(), ...attackTechniques().keys()];
    return `ATT&CK v${attackVersion} has no \`${shown}\`.${nearestHint(name.toUpperCase(), attack)}`;
  }
  const [, before, operation] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (before !== undefined && operation !== undefined) return unknownOperation(before, operation, shown);
  const fields = fieldNames();
  const kinds: readonly (readonly [what: string, names: readonly string[]])[] = [
    ["rule", ids],
    ["field", fields],
    ["word", languageWords.map((one) => one.word)],
    ["platform", targets.map((one) => one.id)],
    ["source", knownOperations().sources().map(shortSource)],
    ["operation", /^[A-Za-z]\w+$/.test(name) ? [...knownOperations().sourcesByName().keys()] : []],
    ["problem", allProblems().map((one) => one.slug)],
    ["tactic", [...attackTactics().values()].map((one) => one.name)],
  ];
  return `there is nothing called \`${shown}\`.${hintOf(nearestOfAll(name, kinds))}`;
}

function unknownOperation(before: string, operation: string, shown: string): string {
  const model = knownOperations();
  const source = findSource(before);
  if (!source) {
    const near = nearestHint(shortSource(before), model.sources().map(shortSource));
    return `there is no event source \`${cleanText(before)}\`.${near}`;
  }
  const permission = permissionNames().get(operation);
  const instead = permission
    ? ` \`${permission.name}\` is a permission; the operation is \`${permission.instead}\`.`
    : "";
  const near = nearestOf(operation, [...model.operationsOf(source).keys()]);
  return `there is no operation \`${shown}\`.${instead}${hintOf(near.map((one) => `${shortSource(source)}:${one}`))}`;
}

/** The nearest of every kind, nearest first; a name whose last part is the one asked for comes before those. */
function nearestOfAll(
  name: string,
  kinds: readonly (readonly [what: string, names: readonly string[]])[],
): readonly string[] {
  // One character is as near to any other.
  if (name.length < 2) return [];
  const folded = name.toLowerCase();
  const found = kinds.flatMap(([what, names]) => {
    const isPart = (one: string) => one.toLowerCase().split(".").at(-1) === folded;
    return nearestOf(name, names).map((one) => ({
      what,
      name: one,
      distance: isPart(one) ? 0 : distanceOf(name, one),
    }));
  });
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, MOST).map((one) => `${one.name} (${one.what})`);
}

const distanceOf = (a: string, b: string) => (a.toLowerCase() === b.toLowerCase() ? 0.5 : editDistance(a, b, MOST));
