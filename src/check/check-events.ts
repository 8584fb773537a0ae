/** In: base events and tests as written. Out: whole events, patches applied. */
import { nearestNames } from "../diagnostics/nearest.ts";
import { compactJson } from "../ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, member, numberFrom, setMember } from "../ir/json.ts";
import { applyMergePatch } from "../ir/merge-patch.ts";
import type { RuleTest, TestInput } from "../ir/rule.ts";
import { type Field, recordFields } from "../schema/record.ts";
import type { Span } from "../source/source.ts";
import type { EventExpression, JsonNode, TestDeclaration } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import {
  duplicateTest,
  eventCircle,
  notARecord,
  patchChangesNothing,
  unknownEventField,
  wrongCount,
  wrongLogPath,
} from "./problems-events.ts";
import { unknownName } from "./problems-names.ts";
import { tooLarge } from "./problems-types.ts";
import { unsafePath } from "./safe-path.ts";
import type { EventBinding, Scope } from "./scope.ts";

const MOST_WAITING = 64;
/** Each level of JSON as text doubles the backslashes of the one in it. */
const MOST_TEXT_LEVELS = 4;

/** How many levels of `json {…}` lie within each other. */
function textLevels(node: JsonNode): number {
  switch (node.kind) {
    case "object":
      return node.members.reduce((most, one) => Math.max(most, textLevels(one.value)), 0);
    case "array":
      return node.elements.reduce((most, one) => Math.max(most, textLevels(one)), 0);
    case "embedded":
      return 1 + textLevels(node.value);
    default:
      return 0;
  }
}

/** The value of JSON as written; nothing where it would grow out of all proportion (reported). */
function writtenValue(node: JsonNode, check: FileCheck): JsonValue | undefined {
  if (textLevels(node) <= MOST_TEXT_LEVELS) return jsonValueOf(node);
  check.report.add(tooLarge, { what: "levels of `json` within each other", most: MOST_TEXT_LEVELS }, node.span);
  return undefined;
}

/** JSON as written in a rule, as a value. */
function jsonValueOf(node: JsonNode): JsonValue {
  switch (node.kind) {
    case "object": {
      const object: Record<string, JsonValue> = {};
      for (const one of node.members) setMember(object, one.key, jsonValueOf(one.value));
      return object;
    }
    case "array":
      return node.elements.map(jsonValueOf);
    case "string":
      return node.value;
    case "number":
      return numberFrom(node.text);
    case "boolean":
      return node.value;
    case "null":
      return null;
    case "embedded":
      return compactJson(jsonValueOf(node.value));
  }
}

function warnOfUnknownFields(node: JsonNode, fields: ReadonlyMap<string, Field>, check: FileCheck): void {
  if (node.kind === "array") for (const element of node.elements) warnOfUnknownFields(element, fields, check);
  if (node.kind !== "object") return;
  for (const one of node.members) {
    const field = fields.get(one.key);
    if (field?.type === "object") warnOfUnknownFields(one.value, field.members, check);
    if (field) continue;
    const nearest = nearestNames(one.key, fields.keys(), 1)[0];
    if (nearest) check.report.add(unknownEventField, { name: one.key, nearest }, one.keySpan);
  }
}

function patched(base: JsonObject, patch: JsonNode, baseName: string, check: FileCheck): JsonObject | undefined {
  // The parser has said so.
  if (patch.kind !== "object") return undefined;
  warnOfUnknownFields(patch, recordFields(), check);
  const value = writtenValue(patch, check);
  if (value === undefined) return undefined;
  if (!changes(base, value)) {
    check.report.add(patchChangesNothing, { base: baseName }, patch.span);
    return undefined;
  }
  return applyMergePatch(base, value) as JsonObject;
}

/** Does a merge patch change anything? Only what the patch names is looked at. */
function changes(base: JsonValue | undefined, patch: JsonValue): boolean {
  if (!isObject(patch))
    return patch === null ? base !== undefined : base === undefined || compactJson(base) !== compactJson(patch);
  if (!isObject(base)) return true;
  return Object.keys(patch).some((key) => changes(member(base, key), member(patch, key) as JsonValue));
}

function baseEvent(binding: EventBinding, check: FileCheck): JsonObject | undefined {
  binding.used = true;
  const { event, name } = binding.declaration;
  if (event.kind === "broken") return undefined;
  if (binding.known) return binding.known.event;
  if (binding.resolving) {
    check.report.add(eventCircle, { name: name.text }, name.span);
    return undefined;
  }
  const { waiting } = binding.scope;
  if (waiting.events >= MOST_WAITING) {
    check.report.add(tooLarge, { what: "events within each other", most: MOST_WAITING }, name.span);
    binding.known = { event: undefined };
    return undefined;
  }
  binding.resolving = true;
  waiting.events++;
  const value = eventOf(event, binding.scope, check);
  waiting.events--;
  binding.resolving = false;
  binding.known = { event: value };
  return value;
}

/** The whole event that an expression stands for; nothing where it is wrong (reported). */
export function eventOf(expression: EventExpression, scope: Scope, check: FileCheck): JsonObject | undefined {
  if (expression.kind === "written") {
    const value = writtenValue(expression.json, check);
    if (!isObject(value)) return undefined;
    warnOfUnknownFields(expression.json, recordFields(), check);
    return value;
  }
  const binding = scope.findEvent(expression.base.text);
  if (!binding) {
    const nearest = nearestNames(expression.base.text, scope.eventNames());
    check.report.add(unknownName, { name: expression.base.text, what: "event", nearest }, expression.base.span);
    return undefined;
  }
  const base = baseEvent(binding, check);
  if (!base || !expression.patch) return base;
  return patched(base, expression.patch, expression.base.text, check);
}

/** Checks every event of the scope, used or not; that alone does not count as a use. */
export function resolveAllEvents(scope: Scope, check: FileCheck): void {
  for (const binding of scope.events.values()) {
    const { used } = binding;
    baseEvent(binding, check);
    binding.used = used;
  }
}

function warnOfNoRecord(event: JsonObject, span: Span, check: FileCheck): void {
  for (const missing of ["eventSource", "eventName"]) {
    if (typeof member(event, missing) !== "string") {
      check.report.add(notARecord, { missing }, span);
      return;
    }
  }
}

function inputOf(test: TestDeclaration, scope: Scope, check: FileCheck): TestInput | undefined {
  const { input } = test;
  if (input.kind === "broken") return undefined;
  if (input.kind === "file") {
    const reason = unsafePath(input.path.value);
    if (!reason) return { kind: "file", path: { value: input.path.value, span: input.path.span } };
    check.report.add(wrongLogPath, { path: input.path.value, reason }, input.path.span);
    return undefined;
  }
  const event = eventOf(input, scope, check);
  if (!event) return undefined;
  warnOfNoRecord(event, input.span, check);
  return { kind: "event", event };
}

function countOf(test: TestDeclaration, check: FileCheck): number | undefined {
  if (!test.count) return undefined;
  if (test.expect === "ignores" || test.input.kind !== "file") {
    check.report.add(
      wrongCount,
      { reason: "A number of alerts stands where there is no log to count in." },
      test.count.span,
    );
  } else if (!/^[1-9][0-9]{0,8}$/.test(test.count.text)) {
    check.report.add(wrongCount, { reason: "The number of alerts is a whole number from 1." }, test.count.span);
  } else return Number(test.count.text);
  return undefined;
}

export function checkTests(tests: readonly TestDeclaration[], scope: Scope, check: FileCheck): readonly RuleTest[] {
  const seen = new Map<string, TestDeclaration>();
  const checked: RuleTest[] = [];
  for (const test of tests) {
    const earlier = seen.get(test.name.value);
    if (earlier) {
      const related = [{ message: "first named here", span: earlier.name.span }];
      check.report.add(duplicateTest, { name: test.name.value }, test.name.span, { related });
    }
    seen.set(test.name.value, test);
    const input = inputOf(test, scope, check);
    const count = countOf(test, check);
    if (input)
      checked.push({ name: test.name.value, expect: test.expect, ...(count ? { count } : {}), input, span: test.span });
  }
  return checked;
}
