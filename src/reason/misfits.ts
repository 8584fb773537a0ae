/**
 * In: a record. Out: does some field hold what its documentation does not allow there? An object or a list where a text is
 * documented, no object or no list where one is, no boolean or time where one is, no time where every record has one, a
 * sign-in whose outcome is no text. Fields that nobody documents fit whatever they hold.
 */
import { isObject, type JsonObject, type JsonValue, member } from "../ir/json.ts";
import { type Field, isAlwaysPresent, recordFields } from "../schema/record.ts";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const isNothing = (value: JsonValue): boolean => value === null || value === "";

/** Is it a time that every record has? */
const isWanted = (field: Field): boolean => field.type === "timestamp" && isAlwaysPresent(field.path);

function fits(value: JsonValue, field: Field): boolean {
  if (isNothing(value)) return !isWanted(field);
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "timestamp":
      return typeof value === "string" && TIME.test(value);
    case "open":
      return isObject(value);
    case "object":
      return isObject(value) && membersFit(value, field.members);
    default:
      return typeof value !== "object" || (!isObject(value) && !Array.isArray(value));
  }
}

/** The elements of a list where one is documented. */
function elementsFit(value: JsonValue, field: Field): boolean {
  if (!field.isList) return fits(value, field);
  if (!Array.isArray(value)) return isNothing(value);
  return (value as readonly JsonValue[]).every((one) => fits(one, field));
}

function membersFit(object: JsonObject, fields: ReadonlyMap<string, Field>): boolean {
  for (const [name, field] of fields) {
    const value = member(object, name);
    if (value === undefined ? isWanted(field) : !elementsFit(value, field)) return false;
  }
  return true;
}

/** What a sign-in came to, which `outcome` is made of, is a text: CloudTrail User Guide, console sign-in events. */
function signInFits(event: JsonObject): boolean {
  const response = member(event, "responseElements");
  const outcome = isObject(response) ? member(response, "ConsoleLogin") : undefined;
  return outcome === undefined || outcome === null || typeof outcome === "string";
}

const known = new WeakMap<JsonObject, boolean>();

export function isMisfit(event: JsonObject): boolean {
  const before = known.get(event);
  if (before !== undefined) return before;
  const found = !membersFit(event, recordFields()) || !signInFits(event);
  known.set(event, found);
  return found;
}
