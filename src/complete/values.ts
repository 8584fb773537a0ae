/** The values that a field is known to have. */
import { sourcesOf, textsOf } from "../check/check-operations-reach.ts";
import type { ApiOperation } from "../schema/api-model.ts";
import { derivedFields } from "../schema/derived.ts";
import { shortSource } from "../schema/event-source.ts";
import type { Proposal } from "./completion.ts";
import type { InText, Place } from "./place.ts";
import type { Surroundings, Target } from "./surroundings.ts";

export interface KnownValue {
  readonly value: string;
  readonly kind: "value" | "operation";
  readonly documentation: string;
  readonly detail: string;
  /** Written without quotes where no text is open. */
  readonly isPlain?: boolean;
}

/** Names of all of AWS's operations are proposed only for a beginning of this length. */
const LEAST_TYPED = 2;
/** Of more sources than these, too. */
const MOST_SOURCES = 8;
const ANY = "*";

/** The text as it is written here: with quotes, or what is missing of them. */
export function quoted(text: string, inText: InText | undefined): string {
  if (!inText) return JSON.stringify(text);
  const inside = inText.quote === '"' ? JSON.stringify(text).slice(1, -1) : text;
  return inText.isClosed ? inside : inside + inText.quote;
}

export function valueProposal(known: KnownValue, place: Place, wrap: boolean): Proposal {
  const { value, kind, documentation, detail } = known;
  const text = known.isPlain && !place.inText ? value : quoted(value, place.inText);
  const insert = wrap && !place.inText ? `[${text}]` : text;
  return { label: value, kind, insert, documentation, detail };
}

const operationValue = ({ name, source, reads }: ApiOperation): KnownValue => ({
  value: name,
  kind: "operation",
  documentation:
    reads === undefined
      ? `Event that CloudTrail records for \`${source}\`.`
      : `Operation of \`${source}\` that ${reads ? "only reads" : "changes something"}.`,
  detail: source,
});

/** The operations of some sources. */
export function operationValues(sources: readonly string[], around: Pick<Surroundings, "model">): KnownValue[] {
  return sources.flatMap((source) =>
    [...around.model.operationsOf(source).values()].flatMap(([first]) => (first ? [operationValue(first)] : [])),
  );
}

const sourceValue = (source: string, isLikely: boolean): KnownValue => ({
  value: source,
  kind: "value",
  documentation: `Event source of the service \`${shortSource(source)}\`.`,
  detail: isLikely ? "has the operation" : "event source",
});

const byLetters = (one: string, other: string) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1);

/** All event sources, those that have the operation named beside first. */
export function sourceValues(names: readonly string[], around: Pick<Surroundings, "model">): KnownValue[] {
  const byName = names.length > 0 ? around.model.sourcesByName() : undefined;
  const likely = new Set(names.flatMap((name) => [...(byName?.get(name) ?? [])]));
  const others = around.model
    .sources()
    .filter((one) => !likely.has(one))
    .sort(byLetters);
  return [...[...likely].map((one) => sourceValue(one, true)), ...others.map((one) => sourceValue(one, false))];
}

/** Every operation whose name begins so, with the sources that have it. */
export function anyOperationValues(typed: string, around: Pick<Surroundings, "model">): KnownValue[] {
  if (typed.length < LEAST_TYPED) return [];
  const begins = typed.toLowerCase();
  return [...around.model.sourcesByName()].flatMap(([name, sources]) => {
    if (!name.toLowerCase().startsWith(begins)) return [];
    const shown = sources.slice(0, 3).map((one) => `\`${one}\``);
    const documentation = `Operation of ${shown.join(", ")}${sources.length > 3 ? ` and ${sources.length - 3} more` : ""}.`;
    return [{ value: name, kind: "operation" as const, documentation, detail: sources[0] ?? "" }];
  });
}

export const booleanValues: readonly KnownValue[] = ["true", "false"].map((value) => ({
  value,
  kind: "value",
  documentation: `The boolean \`${value}\`, the same as the text.`,
  detail: "boolean",
  isPlain: true,
}));

/** What the record's schema or the model knows of the values of a path. */
export function valuesOf(target: Target, around: Surroundings): readonly KnownValue[] {
  const [first] = target.steps;
  const top = target.steps.length === 1 && first?.kind === "key" ? first.name : undefined;
  if (top === "eventSource") {
    const names = around.cells.flatMap((cell) => textsOf(cell.eventName) ?? []);
    return sourceValues(names, around);
  }
  if (top === "eventName") {
    const sources = new Set(around.cells.flatMap((cell) => sourcesOf(cell, around.model) ?? [ANY]));
    if (sources.has(ANY) || sources.size > MOST_SOURCES) return anyOperationValues(around.place.typed, around);
    return operationValues([...sources], around);
  }
  if (target.type === "boolean") return booleanValues;
  const derived = target.subject.kind === "derived" ? derivedFields.get(target.subject.name) : undefined;
  const described = derived ?? target.field;
  return (described?.values ?? []).map((value) => ({
    value,
    kind: "value",
    documentation: described?.documentation ?? "",
    detail: derived?.name ?? target.field?.path ?? "",
  }));
}
