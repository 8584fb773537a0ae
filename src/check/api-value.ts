/** In: what the API model answers for a path, operation by operation. Out: what all of them agree on, for the targets. */
import type { ApiValue, PathStep } from "../ir/path.ts";
import { leavesOf } from "../schema/api-leaves.ts";
import type { ApiOperation } from "../schema/api-model.ts";
import type { ApiAnswer } from "../schema/api-path.ts";
import type { Use } from "./check-operations-paths.ts";

type Known = Extract<ApiAnswer, { kind: "known" }>;
interface KnownOf {
  readonly answer: Known;
  readonly operation: ApiOperation;
}

/** So many leaves of a structure are handed on, and one more where there are others. */
const MOST_LEAVES = 16;

const shownSteps = (steps: readonly PathStep[]) => JSON.stringify(steps);

/** The type as records have it; nothing where they write one value in several ways. */
function typeOf({ answer, operation }: KnownOf): ApiValue["type"] | undefined {
  // Bytes are written as text by some services and as an object by others.
  if (answer.type === "bytes") return undefined;
  // EC2 makes an object of a text in a list.
  const inList = answer.isElement || answer.endsInList;
  return operation.protocol === "ec2" && inList && answer.type !== "structure" ? undefined : answer.type;
}

function allLeaves(known: readonly KnownOf[]): ApiValue["leaves"] {
  const leaves = new Map<string, readonly PathStep[]>();
  for (const { answer, operation } of known)
    for (const one of leavesOf(answer.structures, operation.protocol, MOST_LEAVES)) leaves.set(shownSteps(one), one);
  return [...leaves.values()].slice(0, MOST_LEAVES + 1);
}

/** What the model says stands there; nothing unless every operation that has the member says the same. */
export function apiValueOf(
  answers: readonly ApiAnswer[],
  operations: readonly ApiOperation[],
  use: Use,
): ApiValue | undefined {
  const known: KnownOf[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.kind === "open") return undefined;
    if (answer.kind === "known") known.push({ answer, operation: operations[index] as ApiOperation });
  }
  const [first] = known;
  const type = first && typeOf(first);
  if (!first || !type) return undefined;
  const isList = first.answer.endsInList;
  const agree = known.every(
    (one) => one.answer.listAt === undefined && one.answer.endsInList === isList && typeOf(one) === type,
  );
  if (!agree) return undefined;
  const leaves = type === "structure" && use !== "value" && use.kind === "exists" ? allLeaves(known) : undefined;
  return { type, isList, ...(leaves ? { leaves } : {}) };
}
