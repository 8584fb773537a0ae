/**
 * In: a record. Out: does some field hold what its documentation does not allow there? An object or a list where a text is
 * documented, no object or no list where one is, no boolean or time where one is, no time where every record has one.
 * Fields that nobody documents fit whatever they hold.
 */
import { isObject, type JsonObject, type JsonValue, member } from "../ir/json.ts";
import { type Field, isAlwaysPresent, recordFields } from "../schema/record.ts";
import { isMissing } from "../semantics/missing.ts";
import { isTime } from "../semantics/order.ts";

/** Is it a time that every record has? */
const isWanted = (field: Field): boolean => field.type === "timestamp" && isAlwaysPresent(field.path);

function fits(value: JsonValue, field: Field): boolean {
  if (isMissing(value)) return !isWanted(field);
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "timestamp":
      return typeof value === "string" && isTime(value);
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
  if (!Array.isArray(value)) return isMissing(value);
  return (value as readonly JsonValue[]).every((one) => fits(one, field));
}

function membersFit(object: JsonObject, fields: ReadonlyMap<string, Field>): boolean {
  for (const [name, field] of fields) {
    const value = member(object, name);
    if (value === undefined ? isWanted(field) : !elementsFit(value, field)) return false;
  }
  return true;
}

/**
 * Members of open objects that are texts wherever they stand, by AWS's own pages: what a sign-in came to (CloudTrail User
 * Guide, console sign-in events), and the names and ids of the IAM API. Platforms keep them in text fields of their own.
 */
const TEXT_MEMBERS: readonly (readonly string[])[] = [
  ["responseElements", "ConsoleLogin"],
  ["requestParameters", "userName"],
  ["requestParameters", "newUserName"],
  ["requestParameters", "groupName"],
  ["responseElements", "group", "groupId"],
  ["responseElements", "user", "userId"],
];

function textMembersFit(event: JsonObject): boolean {
  return TEXT_MEMBERS.every((keys) => {
    let value: JsonValue | undefined = event;
    for (const key of keys) value = isObject(value) ? member(value, key) : undefined;
    return value === undefined || isMissing(value) || typeof value === "string";
  });
}

const known = new WeakMap<JsonObject, boolean>();

export function isMisfit(event: JsonObject): boolean {
  const before = known.get(event);
  if (before !== undefined) return before;
  const found = !(membersFit(event, recordFields()) && textMembersFit(event));
  known.set(event, found);
  return found;
}
