/** Keys and values of data: of a rule, of a platform's block, and of `alert`. */
import { ALERT_NAMES, MAY_STAND_TWICE } from "../check/check-alert.ts";
import metadataSchema from "../check/metadata.schema.json" with { type: "json" };
import tuneSchema from "../check/tune.schema.json" with { type: "json" };
import { attackTactics, attackTechniques, type Technique } from "../schema/attack.ts";
import type { DataSchema } from "../schema/data-schema.ts";
import * as kinds from "../syntax/tokens.ts";
import { meaningOf, type Proposal } from "./completion.ts";
import { type DataPlace, dataPlace } from "./data-place.ts";
import { startProposals } from "./paths.ts";
import type { Surroundings } from "./surroundings.ts";
import { booleanValues, type KnownValue, quoted, valueProposal } from "./values.ts";

const rulesOwn: DataSchema = metadataSchema as DataSchema;
const tunesOwn: DataSchema = tuneSchema as DataSchema;

const isInTune = (around: Surroundings) => around.location.rule?.kind === "tune";

function schemaAt(place: DataPlace, around: Surroundings): DataSchema | undefined {
  const own = isInTune(around) ? tunesOwn : rulesOwn;
  let schema = place.block === undefined ? own : around.context.platforms.get(place.block);
  for (const key of place.keys) {
    const properties: NonNullable<DataSchema["properties"]> = schema?.properties ?? schema?.items?.properties ?? {};
    const below: DataSchema | undefined = Object.hasOwn(properties, key) ? properties[key] : undefined;
    schema = below;
  }
  return schema;
}

/** What keys may be chosen from: those of an object, or of the objects of a list. */
const keysOf = (schema: DataSchema | undefined) =>
  Object.entries(schema?.properties ?? schema?.items?.properties ?? {});

/** The names before a `=` in the same braces. */
function givenKeys(around: Surroundings, place: DataPlace): ReadonlySet<string> {
  const { rule, clause } = around.location;
  const entries =
    place.keys.length > 0
      ? []
      : place.block === undefined
        ? (rule?.clauses ?? []).filter((one) => one.kind === "data")
        : clause?.kind === "platform" || clause?.kind === "alert"
          ? clause.entries
          : [];
  return new Set(entries.map((one) => one.name.text));
}

function keyProposal(name: string, documentation: string, detail: string, around: Surroundings): Proposal {
  const isFollowed = around.place.after[0]?.tokenType === kinds.Assign;
  return { label: name, kind: "key", insert: isFollowed ? name : `${name} = `, documentation, detail };
}

/** The keys that are not given yet. */
export function keyProposals(around: Surroundings): Proposal[] {
  const place = dataPlace(around.place.before, false);
  const given = givenKeys(around, place);
  if (place.block === "alert" && place.keys.length === 0)
    return ALERT_NAMES.filter((name) => MAY_STAND_TWICE.has(name) || !given.has(name)).map((name) =>
      keyProposal(name, meaningOf(name), "alert", around),
    );
  return keysOf(schemaAt(place, around))
    .filter(([name]) => !given.has(name))
    .map(([name, { description, type }]) => {
      const isRules = place.block === undefined && !isInTune(around);
      const documentation = isRules ? meaningOf(name) : (description ?? name);
      return keyProposal(name, documentation, type ?? "word", around);
    });
}

// ---- values

const durations: readonly KnownValue[] = ["15m", "1h", "12h", "1d", "none"].map((value) => ({
  value,
  kind: "value",
  documentation: value === "none" ? "Every event alerts." : `An alert of the same key isn't repeated for ${value}.`,
  detail: "duration",
  isPlain: true,
}));

const isWordLike = (text: string) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

function enumValues(schema: DataSchema, detail: string): KnownValue[] {
  return (schema.enum ?? []).map((value) => ({
    value,
    kind: "value",
    documentation: schema.description ?? value,
    detail,
    isPlain: isWordLike(value),
  }));
}

function platformValues(around: Surroundings): KnownValue[] {
  return [...around.context.platforms].map(([value, { description }]) => ({
    value,
    kind: "value",
    documentation: description ?? value,
    detail: "platform",
    isPlain: true,
  }));
}

/** The values that may stand behind `key =`. */
export function dataValueProposals(around: Surroundings): Proposal[] {
  const place = dataPlace(around.place.before, true);
  const key = place.keys.at(-1);
  if (key === undefined) return [];
  if (place.block === "alert") return alertValues(key, place, around);
  const schema = schemaAt(place, around);
  const isList = schema?.type === "array";
  const wrap = isList && !place.isInList;
  const isOwn = place.block === undefined && place.keys.length === 1;
  if (isOwn && isInTune(around) && key === "suppress")
    return durations.filter(({ value }) => value !== "none").map((one) => valueProposal(one, around.place, false));
  // A tune switches off, and never on.
  if (isOwn && isInTune(around) && key === "enabled")
    return booleanValues.filter(({ value }) => value === "false").map((one) => valueProposal(one, around.place, false));
  if (isOwn && key === "attack") return around.place.inText ? [] : attackProposals(wrap);
  const element = isList ? schema.items : schema;
  const values =
    isOwn && key === "targets"
      ? platformValues(around)
      : element?.type === "boolean"
        ? booleanValues
        : enumValues(element ?? {}, key);
  return values.map((one) => valueProposal(one, around.place, wrap));
}

function alertValues(key: string, place: DataPlace, around: Surroundings): Proposal[] {
  if (around.place.inText) return [];
  if (key === "suppress") return durations.map((one) => valueProposal(one, around.place, false));
  if (key === "severity") {
    const severity = rulesOwn.properties?.severity ?? {};
    return enumValues(severity, "severity").map((one) => valueProposal(one, around.place, false));
  }
  if (key !== "key" && key !== "context") return [];
  const wrap = !place.isInList;
  return startProposals(around, "value").map((one) => (wrap ? { ...one, insert: `[${one.insert}]` } : one));
}

// ---- ATT&CK

const isCurrent = (technique: Technique) =>
  technique.revokedBy === undefined && technique.revokedIn === undefined && technique.deprecated !== true;

/** Tactics, and techniques with each of their tactics, by id and name. */
function attackProposals(wrap: boolean): Proposal[] {
  const tactics = attackTactics();
  const proposal = (id: string, name: string, documentation: string): Proposal => ({
    label: `${id} ${name}`,
    kind: "value",
    insert: wrap ? `[${id}]` : id,
    documentation,
    detail: "ATT&CK",
  });
  const techniques = [...attackTechniques().values()].filter(isCurrent).flatMap(({ id, name, tactics: ids }) =>
    ids.map((tactic) => {
      const tacticName = tactics.get(tactic)?.name ?? tactic;
      return proposal(`${tactic}:${id}`, name, `Technique ${id}, ${name}, of the tactic ${tacticName}.`);
    }),
  );
  return [...[...tactics.values()].map(({ id, name }) => proposal(id, name, `Tactic ${id}, ${name}.`)), ...techniques];
}

/** A name of a file to import. */
export function importProposals(around: Surroundings): Proposal[] {
  const given = new Set(
    around.place.file.declarations.flatMap((one) => (one.kind === "import" ? [one.path.value] : [])),
  );
  return around.context.libraries
    .filter((path) => !given.has(path))
    .map((path) => ({
      label: path,
      kind: "value",
      insert: quoted(path, around.place.inText),
      documentation: `The lets and events of \`${path}\`.`,
      detail: "file",
    }));
}
