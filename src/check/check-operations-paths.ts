/** In: a path below `requestParameters` or `responseElements`, and the operations that may be there. Out: reports of what their model lacks. */
import { nearestNames } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/problem.ts";
import { type ApiValue, type Path, type PathStep, showPath } from "../ir/path.ts";
import type { Atom } from "../ir/predicate.ts";
import type { ApiOperation } from "../schema/api-model.ts";
import { type ApiAnswer, followPath, sideOfPath } from "../schema/api-path.ts";
import type { ApiType } from "../schema/api-structure.ts";
import { apiValueOf } from "./api-value.ts";
import { placeOf } from "./check-operations-literals.ts";
import {
  noResponse,
  parameterIsList,
  parameterIsObject,
  unknownParameter,
  wrongParameterType,
} from "./problems-operations.ts";

const MOST_OPERATIONS = 200;
const TYPE_NAMES: { readonly [T in ApiType]?: string } = {
  boolean: "a boolean",
  integer: "an integer",
  number: "a number",
};

export function namesOf(operations: readonly ApiOperation[]): string {
  const names = [...new Set(operations.map((one) => `\`${one.name}\``))];
  return names.length > 3
    ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more operations`
    : names.join(" or ");
}

/** The path as far as one of its steps. */
function shownUntil(path: Path, steps: readonly PathStep[], count: number): string {
  return showPath({ ...path, root: { kind: "event" }, steps: steps.slice(0, count) });
}

/** What all of the operations agree on: the first answer that leaves least to say. */
function bestAnswer(answers: readonly ApiAnswer[]): ApiAnswer | undefined {
  return answers.find((one) => one.kind === "known") ?? answers.find((one) => one.kind === "unknown") ?? answers[0];
}

function reportUnknown(
  path: Path,
  steps: readonly PathStep[],
  answers: readonly ApiAnswer[],
  operations: readonly ApiOperation[],
  report: Report,
): void {
  const unknown = answers.filter((one) => one.kind === "unknown");
  const furthest = Math.max(...unknown.map((one) => one.at));
  const step = steps[furthest + 1];
  if (step?.kind !== "key") return;
  const names = new Set(unknown.flatMap((one) => (one.at === furthest ? one.names : [])));
  const found = { path: shownUntil(path, steps, furthest + 2), name: step.name, operations: namesOf(operations) };
  report.add(unknownParameter, { ...found, nearest: nearestNames(step.name, names) }, path.origin);
}

/** How the path is used: by a comparison, or where a value or an object may stand (`exists`, templates, keys). */
export type Use = Atom | "value";

function fits(type: ApiType, text: string): boolean {
  if (type === "boolean") return /^(?:true|false)$/i.test(text);
  return /^-?[0-9]+$/.test(text);
}

function checkUse(
  path: Path,
  steps: readonly PathStep[],
  answers: readonly ApiAnswer[],
  operations: readonly ApiOperation[],
  use: Use,
  report: Report,
): void {
  // An operation without the member is none that the condition is about.
  const known = answers.filter((one) => one.kind === "known");
  const listAt = known.every((one) => one.listAt !== undefined) ? known[0]?.listAt : undefined;
  const isValue = use === "value" || use.kind === "exists";
  if (isValue && listAt === undefined) return;
  const shown = shownUntil(path, steps, steps.length);
  // XML has no lists of its own: what S3 writes there depends on how many elements there are.
  const hasLists = operations.every((one) => one.protocol !== "rest-xml" && one.protocol !== "ec2");
  if (listAt !== undefined && hasLists)
    report.add(parameterIsList, { path: shownUntil(path, steps, listAt + 1) }, path.origin);
  if (isValue || listAt !== undefined) return;
  if (known.every((one) => one.endsInList)) {
    if (hasLists) report.add(parameterIsList, { path: shown }, path.origin);
    return;
  }
  const [first] = known;
  const type = known.every((one) => one.type === first?.type) ? first?.type : undefined;
  if (type === "structure" && hasLists) {
    report.add(parameterIsObject, { path: shown, members: [] }, path.origin);
    return;
  }
  const typeName = type && TYPE_NAMES[type];
  if (!type || !typeName || use.kind !== "equals") return;
  for (const text of use.texts)
    if (!fits(type, text) && type !== "number")
      report.add(wrongParameterType, { path: shown, type: typeName, found: `\`${text}\`` }, placeOf(text, use.origin));
}

/** Checks one path; `steps` are its own, from the event on, and those of the lists around it. Answers what the model knows. */
export function checkPath(
  path: Path,
  steps: readonly PathStep[],
  operations: readonly ApiOperation[],
  use: Use,
  report: Report,
): ApiValue | undefined {
  const side = sideOfPath(steps);
  if (!side || steps.length < 2 || operations.length === 0 || operations.length > MOST_OPERATIONS) return undefined;
  const answers: ApiAnswer[] = [];
  for (const one of operations) {
    const answer = followPath(one, side, steps, 1);
    if (answer.kind === "open") return undefined;
    answers.push(answer);
  }
  const best = bestAnswer(answers);
  if (!best) return undefined;
  if (best.kind === "none")
    report.add(
      noResponse,
      { path: shownUntil(path, steps, steps.length), operations: namesOf(operations) },
      path.origin,
    );
  else if (best.kind === "unknown") reportUnknown(path, steps, answers, operations, report);
  else checkUse(path, steps, answers, operations, use, report);
  return apiValueOf(answers, operations, use);
}
