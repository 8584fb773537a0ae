/** In: `name = value` entries. Out: plain data that a JSON Schema validator judged, each problem at its place. */
import { nearestNames } from "../diagnostics/nearest.ts";
import type { SchemaError, Validator } from "../diagnostics/validator.ts";
import type { BlockValue } from "../ir/rule.ts";
import { type Span, textOf } from "../source/source.ts";
import type { DataEntry, DataValue } from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { givenTwice, missingData, unknownData, wrongData } from "./problems-names.ts";

export interface Data {
  readonly values: { readonly [name: string]: BlockValue };
  /** The place of each top-level value. */
  readonly spans: { readonly [name: string]: Span };
}

/** A value as plain data: words as texts, times as they were written, durations as they were written. */
function plainValue(value: DataValue): BlockValue | undefined {
  switch (value.kind) {
    case "text":
      return value.value;
    case "number":
      return Number(value.text);
    case "boolean":
      return value.value;
    case "time":
    case "duration":
    case "word":
      return value.text;
    case "attack":
      return textOf(value.span);
    case "dataList": {
      const items = value.items.map(plainValue);
      return items.every((item) => item !== undefined) ? (items as BlockValue[]) : undefined;
    }
    case "dataMap": {
      const entries = value.entries.map((entry) => [entry.name.text, plainValue(entry.value)] as const);
      return entries.every(([, item]) => item !== undefined)
        ? Object.fromEntries(entries as [string, BlockValue][])
        : undefined;
    }
    case "broken":
      return undefined;
  }
}

/** The value that a JSON pointer leads to, to show the problem where it is; the entry's own where it leads nowhere. */
function valueAt(entries: readonly DataEntry[], pointer: string): { name: string; span: Span } | undefined {
  const [first, ...rest] = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const entry = entries.find((one) => one.name.text === first);
  if (!entry) return undefined;
  let value: DataValue = entry.value;
  for (const step of rest) {
    const next: DataValue | undefined =
      value.kind === "dataList"
        ? value.items[Number(step)]
        : value.kind === "dataMap"
          ? value.entries.find((one) => one.name.text === step)?.value
          : undefined;
    if (!next) break;
    value = next;
  }
  return { name: entry.name.text, span: value.span };
}

const namesOf = (schema: unknown): string[] =>
  Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});

function reasonOf(error: SchemaError): string {
  const limit = error.params.limit as number | undefined;
  switch (error.keyword) {
    case "enum":
    case "const":
      return `is one of ${(error.schema as readonly unknown[]).map((one) => `\`${one}\``).join(", ")}`;
    case "type":
      return `is ${articleOf(String(error.params.type))}`;
    case "maxLength":
      return `has at most ${limit} characters`;
    case "minLength":
      return limit === 1 ? "is not empty" : `has at least ${limit} characters`;
    case "maxItems":
      return `has at most ${limit} items`;
    case "minItems":
      return `has at least ${limit} items`;
    case "minimum":
      return `is at least ${limit}`;
    case "maximum":
      return `is at most ${limit}`;
    case "uniqueItems":
      return "names each of its items once";
    case "pattern":
      return patternReason(error);
    default:
      return error.message ?? "has another form";
  }
}

function patternReason(error: SchemaError): string {
  const described = (error.parentSchema as { description?: string } | undefined)?.description;
  const pattern = String(error.schema);
  if (pattern.includes("\\n\\r\\t")) return "is a single line";
  if (pattern.startsWith("^https?:")) return "is an address that begins with `https://`";
  if (pattern.startsWith("^\\d{4}-")) return "is a day, such as `2026-11-22`";
  return described ? `has another form: ${described.replace(/\.$/, "")}` : "has another form";
}

const articleOf = (type: string): string =>
  ({
    string: "a text",
    integer: "a whole number",
    number: "a number",
    boolean: "`true` or `false`",
    array: "a list",
    object: "a group of values",
  })[type] ?? type;

function reportError(
  error: SchemaError,
  entries: readonly DataEntry[],
  where: string,
  whole: Span,
  check: FileCheck,
): void {
  if (error.keyword === "required") {
    check.report.add(missingData, { name: String(error.params.missingProperty), where }, whole);
    return;
  }
  if (error.keyword === "additionalProperties") {
    const name = String(error.params.additionalProperty);
    const place = valueAt(entries, `${error.instancePath}/${name}`);
    const entry = entries.find((one) => one.name.text === name);
    const nearest = nearestNames(name, namesOf(error.parentSchema));
    const span = entry?.name.span ?? place?.span ?? whole;
    const fixes = nearest.slice(0, 1).map((text) => ({ title: `Change to \`${text}\``, span, text }));
    check.report.add(unknownData, { name, where, nearest }, span, { fixes });
    return;
  }
  const place = valueAt(entries, error.instancePath);
  if (!place) return;
  const values = error.keyword === "enum" ? (error.schema as readonly unknown[]).map(String) : [];
  const nearest = nearestNames(textOf(place.span).replace(/^["']|["']$/g, ""), values, 1)[0];
  check.report.add(
    wrongData,
    { name: place.name, reason: reasonOf(error), ...(nearest ? { nearest } : {}) },
    place.span,
  );
}

/** Whether an entry of that name stands there, or an unknown one that was most likely meant to be it. */
function isThere(name: string, given: ReadonlyMap<string, DataEntry>, errors: readonly SchemaError[]): boolean {
  if (given.has(name)) return true;
  return errors.some(
    ({ keyword, params, parentSchema }) =>
      keyword === "additionalProperties" &&
      nearestNames(String(params.additionalProperty), namesOf(parentSchema))[0] === name,
  );
}

/**
 * Reads entries into plain data and has the validator judge it. Names that are given twice are reported; the first counts.
 * `where` says whose data it is (`The rule`), `whole` where to say that something is missing.
 */
export function checkData(
  entries: readonly DataEntry[],
  validate: Validator,
  where: string,
  whole: Span,
  check: FileCheck,
): Data & { valid: boolean } {
  const values: Record<string, BlockValue> = {};
  const spans: Record<string, Span> = {};
  const first = new Map<string, DataEntry>();
  let valid = true;
  for (const entry of entries) {
    const earlier = first.get(entry.name.text);
    if (earlier) {
      const related = [{ message: "first given here", span: earlier.name.span }];
      check.report.add(givenTwice, { name: entry.name.text }, entry.name.span, { related });
      valid = false;
      continue;
    }
    first.set(entry.name.text, entry);
    const value = plainValue(entry.value);
    if (value === undefined) {
      valid = false;
      continue;
    }
    // As a key it would be no key; and no schema has it.
    if (entry.name.text === "__proto__") {
      check.report.add(unknownData, { name: entry.name.text, where, nearest: [] }, entry.name.span);
      valid = false;
      continue;
    }
    values[entry.name.text] = value;
    spans[entry.name.text] = entry.value.span;
  }
  const judged = validate(values);
  const errors = judged ? [] : (validate.errors ?? []);
  for (const error of errors) {
    // A value that could not be read was reported, and so is a misspelt name: neither is missing as well.
    if (error.keyword === "required" && isThere(String(error.params.missingProperty), first, errors)) continue;
    reportError(error, [...first.values()], where, whole, check);
  }
  return { values, spans, valid: valid && judged };
}
