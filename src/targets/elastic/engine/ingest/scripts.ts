/** The two scripts of the pipeline that work on whole objects. */
import type { Context, Processor } from "./context.ts";
import { javaOrder, javaText } from "./java-text.ts";
import { JavaMap, type JavaValue } from "./java-value.ts";

/** Longer texts are not kept as objects. */
const LONGEST_TEXT_OF_KEYS = 32766;

/** `json.<from>` as one text, and, where the text is not too long, as an object whose every leaf can be asked for. */
export function keepAsTextAndKeys(from: string, to: string): Processor {
  return ({ json, ecs }) => {
    const value = json.members.get(from);
    if (value === undefined) return undefined;
    const text = javaText(value);
    ecs.set(`aws.cloudtrail.${to}`, text);
    if (text.length < LONGEST_TEXT_OF_KEYS) ecs.set(`aws.cloudtrail.flattened.${to}`, value);
    return undefined;
  };
}

/** A list of resources becomes one of maps alone, each once, under ECS's names, in the order of a HashMap. */
export function uniqueResources({ json }: Context): undefined {
  const resources = json.members.get("resources");
  if (!Array.isArray(resources)) return;
  const unique = new JavaMap();
  for (const resource of resources as readonly JavaValue[]) {
    if (!(resource instanceof JavaMap)) continue;
    const renamed = new JavaMap();
    for (const [key, value] of resource.members) {
      renamed.set(key === "ARN" ? "arn" : key === "accountId" ? "account_id" : key, value);
    }
    const part = (key: string) => (renamed.members.has(key) ? javaText(renamed.members.get(key) as JavaValue) : "");
    unique.set(`${part("arn")}_${part("account_id")}_${part("type")}`, renamed);
  }
  json.members.set(
    "resources",
    javaOrder(unique).map((key) => unique.members.get(key) as JavaValue),
  );
}
