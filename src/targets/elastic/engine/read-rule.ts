/** In: the TOML of a rule. Out: what decides on its alerts, or an Error where a part would change them unseen. */
import { parse } from "smol-toml";

export interface EmittedRule {
  readonly language: "eql" | "kuery";
  readonly query: string;
}

/** The index pattern that the events lie in. */
const INDEX = "logs-aws.cloudtrail-*";

/** Keys that take events away or add others. */
const DECISIVE = [
  "filters",
  "data_view_id",
  "saved_id",
  "exceptions_list",
  "threshold",
  "new_terms",
  "event_category_override",
];

export function readRule(toml: string): EmittedRule {
  const rule = parse(toml).rule;
  if (!isTable(rule)) throw new Error("the file has no table [rule]");
  const decisive = DECISIVE.find((key) => Object.hasOwn(rule, key));
  if (decisive) throw new Error(`rule.${decisive} changes what alerts, and is not modelled`);
  const { type, language, query, index } = rule;
  if (!Array.isArray(index) || !index.includes(INDEX)) throw new Error(`rule.index does not name ${INDEX}`);
  if (typeof query !== "string") throw new Error("rule.query is no text");
  if (type === "eql" && language === "eql") return { language, query };
  if (type === "query" && language === "kuery") return { language, query };
  throw new Error(`a rule of type ${String(type)} in ${String(language)} is not run here`);
}

function isTable(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
