/**
 * In: random decisions, and the model of AWS's operations. Out: conditions on one operation and members of it, as the model
 * has them, and events that are records of it: the other members filled in, in one of the ways in which AWS writes them.
 */

import type { JsonObject } from "../../../src/ir/json.ts";
import { type PathStep, showPath } from "../../../src/ir/path.ts";
import { loadApiPart } from "../../../src/project/load-api-part.ts";
import { WRITINGS } from "../../../src/reason/shape-values.ts";
import { filledEvent } from "../../../src/reason/shape-witnesses.ts";
import { type ApiOperation, type ApiSide, apiModel } from "../../../src/schema/api-model.ts";
import { recordedMembers } from "../../../src/schema/api-names.ts";
import type { ApiStructure, ApiType } from "../../../src/schema/api-structure.ts";
import type { Place } from "./places.ts";
import { MEMBERS_OPERATORS, operatorsAt, testText } from "./random-condition.ts";
import type { SeededChooser } from "./seeded-chooser.ts";

/** Services of each protocol. */
const SERVICES =
  "iam ec2 s3 lambda kms ssm rds cloudtrail secretsmanager dynamodb ecs eks ecr organizations sts guardduty config sns".split(
    " ",
  );
const DEEPEST = 3;

/** A condition on an operation, and where it looks. */
export interface OperationCase {
  readonly text: string;
  readonly operation: ApiOperation;
  readonly places: readonly (readonly PathStep[])[];
}

const words: { readonly [T in ApiType]?: readonly string[] } = {
  boolean: ["true", "false"],
  integer: ["0", "1", "7", "22", "443"],
  number: ["0.5", "1.5", "7"],
};
const TEXTS = ["public-read", "arn:aws:iam::111122223333:role/admin", "*", "alice", "sg-0123", "ordinary", "7", "a"];

let known: readonly ApiOperation[] | undefined;

function operations(): readonly ApiOperation[] {
  known ??= SERVICES.flatMap((one) =>
    [...apiModel(loadApiPart).operationsOf(`${one}.amazonaws.com`).values()].flat(),
  ).filter((one) => one.shape("requestParameters"));
  return known;
}

interface Found {
  readonly steps: readonly PathStep[];
  readonly type: ApiType;
}

/** A member somewhere in the structure, with `[]` where it is in a list. */
function memberIn(chooser: SeededChooser, structure: ApiStructure, operation: ApiOperation, level: number): Found {
  const { name, member } = chooser.pick(recordedMembers(structure, operation.protocol));
  const isSet = operation.protocol === "ec2" && member.lists > 0;
  const steps: PathStep[] = [
    { kind: "key", name },
    ...(isSet ? [{ kind: "key", name: "items" } as const] : []),
    ...Array.from({ length: member.lists }, () => ({ kind: "each" }) as const),
  ];
  const below = level < DEEPEST && chooser.percent(85) ? member.members() : undefined;
  if (!below) return { steps, type: member.type };
  const inner = memberIn(chooser, below, operation, level + 1);
  return { steps: [...steps, ...inner.steps], type: inner.type };
}

function placeOf(
  chooser: SeededChooser,
  operation: ApiOperation,
): { readonly steps: readonly PathStep[]; place: Place } {
  const response = operation.reads ? undefined : operation.shape("responseElements");
  const side: ApiSide = response && chooser.percent(25) ? "responseElements" : "requestParameters";
  const { steps: below, type } = memberIn(chooser, operation.shape(side) as ApiStructure, operation, 1);
  const steps = [{ kind: "key", name: side } as const, ...below];
  const kind = below.some((step) => step.kind === "each") ? "member list" : below.length > 1 ? "deep member" : "member";
  return {
    steps,
    place: { kind, path: showPath({ root: { kind: "event" }, steps }), words: words[type] ?? TEXTS },
  };
}

/** A condition on one operation and up to three of its members. */
export function operationCase(chooser: SeededChooser): OperationCase {
  const operation = chooser.pick(operations());
  const found = chooser.several(1, 3, () => placeOf(chooser, operation));
  // Asked simply, so that every target can say it, more often than not.
  const isSimple = chooser.percent(65);
  const tests = found.map(({ place }) => {
    const allowed = operatorsAt(place.kind).filter(
      (one) => one !== "field" && (!isSimple || MEMBERS_OPERATORS.has(one)),
    );
    const nocase = isSimple ? false : undefined;
    const text = testText(chooser, place, chooser.pick(allowed), place.path, () => "eventName", nocase);
    return chooser.percent(20) ? `not (${text})` : `(${text})`;
  });
  const pinned = `eventSource == "${operation.source}" and eventName == "${operation.name}"`;
  const joined = tests.join(chooser.percent(65) ? " and " : " or ");
  return { text: `${pinned} and (${joined})`, operation, places: found.map((one) => one.steps) };
}

/** The event as a record of the operation, most of the time. */
export function asRecord(chooser: SeededChooser, event: JsonObject, { operation, places }: OperationCase): JsonObject {
  return chooser.percent(80) ? filledEvent(event, operation, places, chooser.pick(WRITINGS)) : event;
}
