/**
 * Law-tested rewrite of tests of existence. Splunk has fields for texts, numbers and booleans, one for each value; an
 * object has none, nor has a list of objects. So what may be one is asked of the record's JSON text.
 */
import type { Path, PathStep } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";
import { mapAtoms } from "../../ir/walk.ts";

const EACH: PathStep = { kind: "each" };

/** May an object stand at the path? Not where the record's schema or the API model knows a text, a number or a boolean. */
function mayBeObject({ type, api }: Path): boolean {
  if (type === "object" || type === "open") return true;
  return type === "unknown" && (!api || api.type === "structure" || api.type === "open");
}

/** Is existence there a question to the record's JSON text? Below `json(…)` and in an element everything is. */
export function asksWhole(path: Path): boolean {
  return mayBeObject(path) && path.root.kind === "event" && path.steps.every((step) => step.kind !== "json");
}

function withSteps(path: Path): Path {
  if (asksWhole(path)) {
    // A list exists if one of its elements does, and a list of nothing does not.
    const end = path.steps.findLastIndex((step) => step.kind !== "each") + 1;
    return { ...path, steps: path.steps.slice(0, end) };
  }
  return path.api?.isList ? { ...path, steps: [...path.steps, EACH] } : path;
}

export function askExistence(predicate: Predicate): Predicate {
  return mapAtoms(predicate, (atom) =>
    atom.kind === "exists" && atom.subject.kind === "path" ? { ...atom, subject: withSteps(atom.subject) } : atom,
  );
}
