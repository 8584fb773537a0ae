/** Events in tests: their names, and the keys and values of their JSON. */
import { eventOf } from "../check/check-events.ts";
import { isObject, type JsonObject, member } from "../ir/json.ts";
import type { PathStep } from "../ir/path.ts";
import { recordFields } from "../schema/record.ts";
import { textOf } from "../source/source.ts";
import type { EventExpression } from "../syntax/ast.ts";
import * as kinds from "../syntax/tokens.ts";
import { meaningOf, type Proposal } from "./completion.ts";
import { jsonPlace } from "./json-place.ts";
import { childrenOf } from "./paths.ts";
import type { Surroundings } from "./surroundings.ts";
import {
  anyOperationValues,
  booleanValues,
  type KnownValue,
  operationValues,
  sourceValues,
  valueProposal,
} from "./values.ts";

export function eventProposals(around: Surroundings): Proposal[] {
  const { clause } = around.location;
  const own = clause?.kind === "event" ? clause.name.text : undefined;
  return [...new Set(around.scope.eventNames())].flatMap((name) => {
    const declaration = around.scope.findEvent(name)?.declaration;
    if (!declaration || name === own) return [];
    const text = textOf(declaration.span).replace(/\s+/g, " ");
    const documentation = `\`${text.length > 200 ? `${text.slice(0, 200)}…` : text}\``;
    return [
      { label: name, kind: "event", insert: name, documentation, detail: `event of ${declaration.span.source.path}` },
    ];
  });
}

function expressionOf(around: Surroundings): EventExpression | undefined {
  const { clause } = around.location;
  const expression = clause?.kind === "event" ? clause.event : clause?.kind === "test" ? clause.input : undefined;
  return expression?.kind === "written" || expression?.kind === "patched" ? expression : undefined;
}

/** The event with its changes; where these are broken or none, the one that they are made to. */
function wholeEvent(around: Surroundings): JsonObject {
  const expression = expressionOf(around);
  if (!expression) return {};
  const whole = eventOf(expression, around.scope, around.check);
  if (whole || expression.kind !== "patched") return whole ?? {};
  const { base, span } = expression;
  return eventOf({ kind: "patched", base, span }, around.scope, around.check) ?? {};
}

function textMember(event: JsonObject, name: string): string | undefined {
  const value = isObject(event) ? member(event, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

interface Known {
  readonly name: string;
  readonly documentation: string;
  readonly detail: string;
}

/** The members that may stand below the keys of an event. */
function membersAt(keys: readonly string[], around: Surroundings): readonly Known[] {
  let fields = recordFields();
  const [first] = keys;
  if (first === "requestParameters" || first === "responseElements") return parametersAt(keys, around);
  for (const key of keys) fields = fields.get(key)?.members ?? new Map();
  return [...fields.values()].map(({ name, documentation, type, isList }) => ({
    name,
    documentation,
    detail: isList ? `list of ${type}` : type,
  }));
}

function parametersAt(keys: readonly string[], around: Surroundings): readonly Known[] {
  const event = wholeEvent(around);
  const source = textMember(event, "eventSource");
  const name = textMember(event, "eventName");
  if (source === undefined || name === undefined) return [];
  const operations = () => around.model.find(source, name);
  const steps: PathStep[] = keys.map((key) => ({ kind: "key", name: key }));
  // Keys say nothing of lists: what stands below a list's key are its elements' members.
  if (steps.length > 1) steps.push({ kind: "each" });
  return childrenOf({ steps }, { operations }).map(({ child, names }) => ({
    name: child.name,
    documentation: `Member of ${names}, as CloudTrail writes it.`,
    detail: child.type,
  }));
}

export function jsonKeyProposals(around: Surroundings): Proposal[] {
  const { before, after, inText } = around.place;
  const place = jsonPlace(before, after);
  if (place.isEmbedded) return [];
  const isFollowed = after[0]?.tokenType === kinds.Colon;
  const end = isFollowed || inText?.isClosed ? "" : ": ";
  return membersAt(place.keys, around)
    .filter(({ name }) => !place.given.has(name))
    .map(({ name, documentation, detail }) => {
      const key = JSON.stringify(name);
      const insert = inText ? key.slice(1, inText.isClosed ? -1 : undefined) : key;
      return { label: name, kind: "key", insert: insert + end, documentation, detail };
    });
}

function knownValues(keys: readonly string[], around: Surroundings): readonly KnownValue[] {
  const [first] = keys;
  const event = wholeEvent(around);
  if (keys.length === 1 && first === "eventSource") {
    const name = textMember(event, "eventName");
    return sourceValues(name === undefined ? [] : [name], around);
  }
  if (keys.length === 1 && first === "eventName") {
    const source = textMember(event, "eventSource");
    return source === undefined ? anyOperationValues(around.place.typed, around) : operationValues([source], around);
  }
  const known = fieldAt(keys);
  if (known?.type === "boolean") return booleanValues;
  return (known?.values ?? []).map((value) => ({
    value,
    kind: "value",
    documentation: known?.documentation ?? "",
    detail: known?.path ?? "",
  }));
}

function fieldAt(keys: readonly string[]) {
  const [first = "", ...rest] = keys;
  let field = recordFields().get(first);
  for (const key of rest) field = field?.members.get(key);
  return field;
}

export function jsonValueProposals(around: Surroundings): Proposal[] {
  const { before, after, inText } = around.place;
  const place = jsonPlace(before, after);
  if (place.isEmbedded) return [];
  const values = knownValues(place.keys, around).map((one) => valueProposal(one, around.place, false));
  const none: Proposal = {
    label: "null",
    kind: "value",
    insert: "null",
    documentation: meaningOf("null"),
    detail: "no value",
  };
  return inText ? values : [...values, none];
}
