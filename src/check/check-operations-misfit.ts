/**
 * In: a JSON value as a test writes it, and what the model knows of its place. Out: why it can't stand there, if so.
 * CloudTrail's own ways are no misfits: booleans and numbers as texts, one element without its list, JSON in a text, what
 * it hides, and whatever EC2 and XML make of a value.
 */
import type { ApiProtocol } from "../schema/api-model.ts";
import type { ApiAnswer } from "../schema/api-path.ts";
import type { ApiType } from "../schema/api-structure.ts";
import type { JsonNode } from "../syntax/ast.ts";

export interface Misfit {
  /** What the model has there. */
  readonly wanted: string;
  readonly found: string;
}

const TYPE_NAMES: { readonly [T in ApiType]: string } = {
  text: "a text",
  bytes: "a text",
  time: "a time",
  integer: "an integer",
  number: "a number",
  boolean: "a boolean",
  structure: "an object",
  open: "an object",
};

/** What CloudTrail writes in the place of a value that it doesn't show, and a value as JSON. */
const STANDS_FOR_ANYTHING = /^(?:HIDDEN|\*+$|$|\s*[[{])/;

function textFits(text: string, type: ApiType): boolean {
  if (type === "text" || type === "bytes" || type === "time" || type === "open") return true;
  if (STANDS_FOR_ANYTHING.test(text)) return true;
  if (type === "structure") return false;
  if (type === "boolean") return /^(?:true|false)$/i.test(text);
  if (type === "integer") return /^[-+]?[0-9]+(?:\.0+)?$/.test(text);
  return text.trim() === "" || !Number.isNaN(Number(text));
}

/** Why the value doesn't fit; nothing where it may. */
export function misfitOf(
  node: JsonNode,
  { type, endsInList }: Extract<ApiAnswer, { kind: "known" }>,
  protocol: ApiProtocol,
): Misfit | undefined {
  const isFree = protocol === "ec2" || protocol === "rest-xml";
  if (type === "open") return undefined;
  const wanted = TYPE_NAMES[type];
  switch (node.kind) {
    case "null":
    case "embedded":
      return undefined;
    case "array":
      return endsInList || isFree ? undefined : { wanted, found: "a list" };
    case "object":
      return type === "structure" || isFree
        ? undefined
        : { wanted: endsInList ? "a list" : wanted, found: "an object" };
    case "string":
      return textFits(node.value, type) || (isFree && type === "structure") ? undefined : { wanted, found: "a text" };
    case "number":
      return type === "boolean" || type === "structure" ? { wanted, found: "a number" } : undefined;
    case "boolean":
      return type === "integer" || type === "number" || type === "structure"
        ? { wanted, found: "a boolean" }
        : undefined;
  }
}
