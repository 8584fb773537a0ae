/**
 * In: an operation of the model. Out: `requestParameters` or `responseElements` as a record of it may have them: each
 * member with a value of its type, but for those that a condition reads, which are filled in by whoever knows it.
 * How large it gets is bounded: records are, and platforms cut what is longer.
 */
import { type JsonObject, type JsonValue, setMember, WrittenNumber } from "../ir/json.ts";
import type { PathStep } from "../ir/path.ts";
import type { ApiOperation, ApiProtocol, ApiSide } from "../schema/api-model.ts";
import { recordedMembers } from "../schema/api-names.ts";
import type { ApiMember, ApiStructure, ApiType } from "../schema/api-structure.ts";

/** How records write what the model has: AWS writes each of these. */
export interface Writing {
  /** A list of one element, of two, or one element without its list. */
  readonly lists: "one" | "two" | "bare";
  /** Booleans and numbers as texts. */
  readonly asTexts: boolean;
}

export const WRITINGS: readonly Writing[] = [
  { lists: "one", asTexts: false },
  { lists: "two", asTexts: false },
  { lists: "bare", asTexts: true },
];

const MOST_MEMBERS = 8;
const MOST_LEAVES = 24;
const MOST_LEVELS = 3;

/** The keys that a condition reads: what lies below each; nothing below the last one. */
export type ReadKeys = ReadonlyMap<string, ReadKeys>;

/** The keys of paths, without their lists. JSON in a text is a value as a whole. */
export function readKeys(paths: readonly (readonly PathStep[])[]): ReadKeys {
  const found = new Map<string, Map<string, never>>();
  for (const steps of paths) {
    let at = found as Map<string, ReadKeys>;
    for (const step of steps) {
      if (step.kind === "json") break;
      if (step.kind === "each") continue;
      const below = (at.get(step.name) ?? new Map()) as Map<string, ReadKeys>;
      at.set(step.name, below);
      at = below;
    }
  }
  return found;
}

/** A value of a type, where it is no structure. */
function scalarOf(type: ApiType, asTexts: boolean): JsonValue {
  switch (type) {
    case "boolean":
      return asTexts ? "true" : true;
    case "integer":
      return asTexts ? "7" : 7;
    case "number":
      return asTexts ? "0.5" : new WrittenNumber("0.5");
    case "time":
      return "Jan 1, 2026 12:00:00 AM";
    case "open":
      return { other: "value" };
    default:
      return "ordinary";
  }
}

class Filling {
  #leaves = 0;

  constructor(
    readonly protocol: ApiProtocol,
    readonly writing: Writing,
  ) {}

  object(structure: ApiStructure, read: ReadKeys | undefined, level: number): JsonObject {
    const made: Record<string, JsonValue> = {};
    let count = 0;
    for (const { name, member } of recordedMembers(structure, this.protocol)) {
      const below = read?.get(name);
      if (!below && (count >= MOST_MEMBERS || this.#leaves >= MOST_LEAVES)) continue;
      if (below?.size === 0) continue;
      const value = this.#value(member, below, level);
      if (value === undefined) continue;
      setMember(made, name, value);
      count++;
    }
    return made;
  }

  #value(member: ApiMember, below: ReadKeys | undefined, level: number): JsonValue | undefined {
    const inner = member.members();
    if (inner && level >= MOST_LEVELS) return undefined;
    const isSet = this.protocol === "ec2" && member.lists > 0;
    if (!inner) this.#leaves++;
    const items = isSet ? below?.get("items") : below;
    const one = inner
      ? this.object(inner, items, level + 1)
      : below
        ? undefined
        : scalarOf(member.type, this.writing.asTexts);
    if (one === undefined || member.lists === 0) return one;
    if (isSet) return { items: this.writing.lists === "two" ? [one, one] : [one] };
    if (this.writing.lists === "bare") return one;
    return this.writing.lists === "two" ? [one, one] : [one];
  }
}

/** The members of one side of the operation, without those that are read; nothing where the model has none. */
export function filledSide(
  operation: ApiOperation,
  side: ApiSide,
  writing: Writing,
  read: ReadKeys | undefined,
): JsonObject | undefined {
  const structure = operation.shape(side);
  if (!structure || (side === "responseElements" && operation.reads)) return undefined;
  return new Filling(operation.protocol, writing).object(structure, read, 1);
}

/** Values of a type of the model; `hit` is one that a test there wants, as a text. */
export function valuesOfType(type: ApiType, isList: boolean, hit: JsonValue | undefined): readonly JsonValue[] {
  const text = typeof hit === "string" ? hit : undefined;
  const scalars: JsonValue[] = [scalarOf(type, false), scalarOf(type, true)];
  if (type === "boolean") scalars.push(false, "false", "True");
  if (type === "integer" || type === "number") scalars.push(0, -1);
  if (type === "structure") scalars.splice(0, 2, {}, { other: "value" });
  if (text !== undefined && (type === "integer" || type === "number") && /^-?(?:0|[1-9][0-9]{0,14})$/.test(text))
    scalars.push(Number(text));
  if (!isList) return scalars;
  const one = hit ?? (scalars[0] as JsonValue);
  return [...scalars, [], [one], [one, ...scalars.slice(0, 1)], [...scalars.slice(0, 1), one]];
}
