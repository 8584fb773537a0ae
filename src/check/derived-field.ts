/** In: the table of a derived field. Out: the field as the rule's node carries it, its conditions compiled. */
import { Report } from "../diagnostics/problem.ts";
import type { DerivedCase, DerivedField, Path } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import { mapAtoms } from "../ir/walk.ts";
import type { DerivedDefinition } from "../schema/derived.ts";
import type { Source, Span } from "../source/source.ts";
import { parseCondition, parsePath } from "../syntax/parse-file.ts";
import { checkCondition } from "./check-condition.ts";
import type { FileCheck } from "./context.ts";
import { resolvePath } from "./resolve-path.ts";
import { Scope } from "./scope.ts";

const compiled = new Map<string, readonly DerivedCase[]>();

const sourceOf = (text: string): Source => ({ path: "derived field", text });

function conditionOf(text: string, check: FileCheck): Predicate {
  const report = new Report();
  const written = parseCondition(sourceOf(text), report);
  const predicate = written && checkCondition(written, new Scope(undefined), { ...check, report });
  if (report.hasErrors || !predicate) throw new Error(`compiler bug: derived condition is wrong: ${text}`);
  return mapAtoms(predicate, (atom) =>
    atom.subject.kind === "path" ? { ...atom, subject: knownAsText(atom.subject) } : atom,
  );
}

function pathOf(text: string, check: FileCheck): Path {
  const report = new Report();
  const written = parsePath(sourceOf(text), report);
  const resolved = written && resolvePath(written, new Scope(undefined), "compare", { ...check, report });
  if (resolved?.kind !== "subject" || resolved.subject.kind !== "path")
    throw new Error(`compiler bug: ${text} is no path`);
  return knownAsText(resolved.subject);
}

/** What derived fields are made of is text, below `responseElements` too (CloudTrail User Guide, sign-in events). */
const knownAsText = (path: Path): Path =>
  path.type === "unknown" ? { ...path, api: { type: "text", isList: false } } : path;

function caseOf(one: DerivedDefinition["cases"][number], check: FileCheck): DerivedCase {
  const when = one.when === undefined ? {} : { when: conditionOf(one.when, check) };
  if ("path" in one.value) return { value: { kind: "path", path: pathOf(one.value.path, check) }, ...when };
  if ("lowerCase" in one.value)
    return { value: { kind: "lowerCase", path: pathOf(one.value.lowerCase, check) }, ...when };
  return { value: { kind: "text", text: one.value.text }, ...when };
}

/** The derived field as it is read at `origin`. Its definition is compiled once. */
export function derivedField(definition: DerivedDefinition, origin: Span, check: FileCheck): DerivedField {
  let cases = compiled.get(definition.name);
  if (!cases) {
    cases = definition.cases.map((one) => caseOf(one, check));
    compiled.set(definition.name, cases);
  }
  return { kind: "derived", name: definition.name, cases, type: definition.type, origin };
}
