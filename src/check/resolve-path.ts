/** In: a path as written. Out: what it stands for, looked up in scope, derived fields and the record's schema. */
import { nearestNames } from "../diagnostics/nearest.ts";
import { type Path, type PathStep, type Subject, showPath, type ValueType } from "../ir/path.ts";
import { derivedFields } from "../schema/derived.ts";
import { type Field, recordFields } from "../schema/record.ts";
import type { PathExpression } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { derivedField } from "./derived-field.ts";
import { nothingAfterLet, nothingBelow, unknownField, unknownMember } from "./problems-names.ts";
import { listMissing, noListHere } from "./problems-types.ts";
import { resolveLet } from "./resolve-let.ts";
import type { Meaning, Scope } from "./scope.ts";

export type Resolved =
  | { readonly kind: "subject"; readonly subject: Subject; readonly field: Field | undefined }
  | Meaning;

/** How the path is used: a list itself may be asked whether it exists, elsewhere its elements are meant. */
export type PathUse = "compare" | "exists" | "list";

export const broken: Meaning = { kind: "broken" };

export const typeNames: { readonly [T in ValueType]: string } = {
  text: "text",
  integer: "an integer",
  number: "a number",
  boolean: "a boolean",
  timestamp: "a timestamp",
  address: "an address",
  object: "an object",
  open: "an object",
  unknown: "a value of any kind",
};

interface Position {
  readonly root: Path["root"];
  readonly steps: PathStep[];
  /** What the schema knows here; nothing below an open object. */
  field: Field | undefined;
  type: ValueType;
  /** Is a list here whose elements have not been taken yet? */
  pendingList: boolean;
}

/** Everything that a bare name may be. */
function namesInReach(scope: Scope): string[] {
  return [...recordFields().keys(), ...derivedFields.keys(), ...scope.letNames(), ...scope.variableNames()];
}

function enter(position: Position, field: Field): void {
  position.field = field;
  position.type = field.type;
  position.pendingList = field.isList;
}

function takeKey(position: Position, name: string, part: PathExpression["parts"][number], check: FileCheck): boolean {
  if (position.pendingList) {
    check.report.add(listMissing, { path: showPath(position) }, part.span);
    return false;
  }
  const { field } = position;
  if (field && field.type === "object") {
    const memberField = field.members.get(name);
    if (!memberField) {
      check.report.add(
        unknownMember,
        { parent: showPath(position), name, nearest: nearestNames(name, field.members.keys()) },
        part.span,
      );
      return false;
    }
    enter(position, memberField);
  } else if (field && field.type !== "open") {
    check.report.add(nothingBelow, { path: showPath(position), type: typeNames[field.type] }, part.span);
    return false;
  } else {
    position.field = undefined;
    position.type = "unknown";
  }
  position.steps.push({ kind: "key", name });
  return true;
}

function takeEach(position: Position, part: PathExpression["parts"][number], check: FileCheck): boolean {
  if (position.field && !position.pendingList && position.field.type !== "open") {
    check.report.add(noListHere, { path: showPath(position) }, part.span);
    return false;
  }
  if (position.field?.type === "open" && !position.pendingList) {
    position.field = undefined;
    position.type = "unknown";
  }
  position.pendingList = false;
  position.steps.push({ kind: "each" });
  return true;
}

function takeParts(position: Position, path: PathExpression, check: FileCheck): boolean {
  for (const part of path.parts) {
    const taken = part.kind === "each" ? takeEach(position, part, check) : takeKey(position, part.name, part, check);
    if (!taken) return false;
  }
  return true;
}

/** Where a path that starts with a name starts, or what the name stands for on its own. */
function startAt(path: PathExpression, name: string, scope: Scope, check: FileCheck): Position | Resolved {
  const variable = scope.findVariable(name);
  if (variable) {
    const type = variable.field?.type ?? "unknown";
    const root = { kind: "element", variable: name } as const;
    return { root, steps: [], field: variable.field, type, pendingList: false };
  }
  const binding = scope.findLet(name);
  if (binding) {
    const meaning = resolveLet(binding, check);
    if (path.parts.length === 0 || meaning.kind === "broken") return meaning;
    const what = meaning.kind === "value" ? "a value" : meaning.kind === "list" ? "a list" : "a condition";
    check.report.add(nothingAfterLet, { name, what }, path.span);
    return broken;
  }
  const derived = derivedFields.get(name);
  if (derived) {
    if (path.parts.length > 0) {
      check.report.add(nothingBelow, { path: name, type: typeNames[derived.type] }, path.span);
      return broken;
    }
    return { kind: "subject", subject: derivedField(derived, path.span, check), field: undefined };
  }
  const field = recordFields().get(name);
  if (!field) {
    const start = path.start as { span: PathExpression["span"] };
    const nearest = nearestNames(name, namesInReach(scope));
    const fixes = nearest.slice(0, 1).map((text) => ({ title: `Change to \`${text}\``, span: start.span, text }));
    check.report.add(unknownField, { name, nearest }, start.span, { fixes });
    return broken;
  }
  const root = { kind: "event" } as const;
  return { root, steps: [{ kind: "key", name }], field, type: field.type, pendingList: field.isList };
}

function startOfJson(inner: PathExpression, scope: Scope, check: FileCheck): Position | Resolved {
  const resolved = resolvePath(inner, scope, "compare", check, true);
  if (resolved.kind !== "subject") {
    if (resolved.kind !== "broken")
      check.report.add(nothingAfterLet, { name: shownPath(inner), what: "no path" }, inner.span);
    return broken;
  }
  const { subject } = resolved;
  if (subject.kind === "derived" || !["text", "unknown", "open"].includes(subject.type)) {
    check.report.add(nothingBelow, { path: shownPath(inner), type: typeNames[subject.type] }, inner.span);
    return broken;
  }
  return {
    root: subject.root,
    steps: [...subject.steps, { kind: "json" }],
    field: undefined,
    type: "unknown",
    pendingList: false,
  };
}

/** The path as written, on one line. */
export function shownPath(path: PathExpression): string {
  let text = "text" in path.start ? path.start.text : `json(${shownPath(path.start.inner)})`;
  for (const part of path.parts) {
    if (part.kind === "each") text += "[]";
    else text += part.quoted ? `.${JSON.stringify(part.name)}` : `.${part.name}`;
  }
  return text;
}

/** Resolves a path; what is wrong with it is reported, and the answer is then `broken`. */
export function resolvePath(
  path: PathExpression,
  scope: Scope,
  use: PathUse,
  check: FileCheck,
  insideJson = false,
): Resolved {
  const start =
    "text" in path.start ? startAt(path, path.start.text, scope, check) : startOfJson(path.start.inner, scope, check);
  if (!("steps" in start)) return start;
  if (!takeParts(start, path, check)) return broken;
  if (start.pendingList && use === "compare" && !insideJson) {
    const fixes = [{ title: "Add `[]`", span: { ...path.span, start: path.span.end }, text: "[]" }];
    check.report.add(listMissing, { path: showPath(start) }, path.span, { fixes });
    return broken;
  }
  const subject: Path = { kind: "path", root: start.root, steps: start.steps, type: start.type, origin: path.span };
  return { kind: "subject", subject, field: start.field };
}
