/**
 * In: what a condition asks about. Out: where Elastic's AWS integration keeps it, and how faithfully.
 * The table is `fields.json`; a row has a reason where it isn't exact, a path without a field has one for that.
 */
import type { Path, PathStep, Subject } from "../../ir/path.ts";
import { showPath } from "../../ir/path.ts";
import type { Fidelity } from "../target.ts";
import table from "./fields.json" with { type: "json" };

export type FieldType = "keyword" | "boolean" | "date";

/** Where a row is exact: `path` is one of `in`, or none of `notIn`. */
export interface ExactWhere {
  readonly path: string;
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
}

export interface FieldRow {
  readonly field: string;
  readonly type: FieldType;
  /** Every record has it, so that a negation needs no guard. */
  readonly always?: boolean;
  /** The field of type `ip` beside it, which holds the value where it is an address. */
  readonly address?: string;
  /** How the integration writes the value, where it isn't the value itself. */
  readonly form?: "tlsVersion";
  readonly fidelity?: Fidelity;
  readonly reason?: string;
  readonly exactWhere?: ExactWhere;
  /** `exactWhere` is printed beside each test of the field. */
  readonly guard?: boolean;
  /** The fidelity where the rule itself asks for `exactWhere`; exact without it. */
  readonly pinnedFidelity?: Fidelity;
}

/** The two forms of an object whose members the mapping does not know. EQL reads the first, KQL the second. */
export interface Container {
  readonly string?: string;
  readonly flattened: string;
}

export type Place =
  /** A field of its own; `many`: it holds the values of several list elements. */
  | { readonly kind: "field"; readonly row: FieldRow; readonly many: boolean }
  /** Inside a container. `keys` without the container's own; `inList`: the value itself may stand in a list. */
  | {
      readonly kind: "member";
      readonly container: Container;
      readonly keys: readonly string[];
      readonly inList: boolean;
      readonly many: boolean;
      /** The member is an object of which these members hold values, each as keys like `keys`; one more where there are too many. */
      readonly leaves?: readonly (readonly string[])[];
    }
  /** A container as a whole. */
  | { readonly kind: "container"; readonly container: Container }
  | { readonly kind: "nowhere"; readonly reason: string };

const fields = table.fields as unknown as { readonly [path: string]: FieldRow | { readonly reason: string } };
const derived = table.derived as unknown as { readonly [name: string]: FieldRow };
const containers = table.containers as { readonly [path: string]: Container };

/** The integration and version that the mapping is for. */
export const integration = table.integration;

/** Texts that the integration's pipeline drops as if they were nothing. */
export const voidTexts: readonly string[] = table.voidTexts;

/** Derived fields that Elastic has too. */
export const nativeDerived: ReadonlySet<string> = new Set(Object.keys(derived));

/** Flattened keys that the validator of detection-rules knows (`non-ecs-schema.json`, 2026-08). */
export const listedFlattenedKeys: readonly string[] = table.listedFlattenedKeys;

/** A row by a path as people write it, for guards and group keys. */
export function rowOf(path: string): FieldRow | undefined {
  const row = Object.hasOwn(fields, path) ? fields[path] : undefined;
  return row && "field" in row ? row : undefined;
}

const ofEveryRecord = new Set(
  [fields.eventName, fields.eventSource, fields.eventTime, derived.outcome].flatMap((row) =>
    row !== undefined && "field" in row && row.always === true ? [row.field] : [],
  ),
);

/** Does every record have the field? */
export function isAlways(field: string): boolean {
  return ofEveryRecord.has(field);
}

const keysIn = (steps: readonly PathStep[]): string[] =>
  steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
const keysOf = (path: Path): string[] => keysIn(path.steps);

/** The path in the table's spelling: keys joined by dots whatever they hold, lists marked. */
function spell(path: Path, steps: number): string {
  let text = "";
  for (const step of path.steps.slice(0, steps)) {
    if (step.kind === "each") text += "[]";
    else if (step.kind === "key") text += text === "" ? step.name : `.${step.name}`;
  }
  return text;
}

function isObjectOfTable(path: string): boolean {
  return Object.keys(fields).some((known) => known.startsWith(`${path}.`) || known.startsWith(`${path}[`));
}

function placeOfMember(path: Path, container: Container): Place {
  const keys = keysOf(path).slice(1);
  if (keys.length === 0) return { kind: "container", container };
  const leaves = path.api?.leaves?.map((steps) => [...keys, ...keysIn(steps)]);
  return {
    kind: "member",
    container,
    keys,
    ...(leaves ? { leaves } : {}),
    inList: path.steps.at(-1)?.kind === "each",
    many: path.steps.some((step) => step.kind === "each"),
  };
}

const places = new WeakMap<Subject, Place>();

/** Where the subject of a condition is kept; a path's root is the event. */
export function placeOf(subject: Subject): Place {
  const known = places.get(subject);
  if (known) return known;
  const place = findPlace(subject);
  places.set(subject, place);
  return place;
}

function findPlace(subject: Subject): Place {
  if (subject.kind === "derived") {
    const row = Object.hasOwn(derived, subject.name) ? derived[subject.name] : undefined;
    if (!row) throw new Error(`compiler bug: the derived field ${subject.name} was not expanded`);
    return { kind: "field", row, many: false };
  }
  if (subject.steps.some((step) => step.kind === "json")) {
    return { kind: "nowhere", reason: `JSON inside a text stays text, so \`${showPath(subject)}\` has no field.` };
  }
  // A quoted key with a dot in it spells like two keys; no path of the record's own has one.
  const dotted = keysOf(subject).some((key) => key.includes("."));
  for (let steps = subject.steps.length; steps > 0 && !dotted; steps--) {
    const known = spell(subject, steps);
    if (!Object.hasOwn(fields, known)) continue;
    const row = fields[known] as FieldRow | { readonly reason: string };
    if (!("field" in row)) return { kind: "nowhere", reason: row.reason };
    if (steps === subject.steps.length) return { kind: "field", row, many: known.includes("[]") };
  }
  const first = keysOf(subject)[0] ?? "";
  if (Object.hasOwn(containers, first)) return placeOfMember(subject, containers[first] as Container);
  if (!dotted && isObjectOfTable(spell(subject, subject.steps.length))) {
    return {
      kind: "nowhere",
      reason: `an object has no field of its own, so \`${showPath(subject)}\` can't be asked for. One of its members can.`,
    };
  }
  return { kind: "nowhere", reason: `the integration keeps no field for \`${showPath(subject)}\`.` };
}

/** The member's key in the flattened form, `aws.cloudtrail.flattened.request_parameters.policyArn`. */
export function flattenedKey(container: Container, keys: readonly string[]): string {
  return [container.flattened, ...keys].join(".");
}

/** Can KQL name the key as it stands? Others would need escapes that the field list of Kibana does not have. */
export function isPlainKey(key: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(key);
}
