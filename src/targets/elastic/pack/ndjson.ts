/**
 * In: the tables of rule files. Out: the same rules as Kibana's import reads them, one JSON object a line, as the
 * exporter of detection-rules writes them (`TOMLRuleContents.to_api_format`, 2026-08): the keys of `[rule]` in the order
 * of the alphabet, texts on one line but for Markdown and queries, `technique` in each threat, and what the tool works
 * out when it packs: `version`, `related_integrations`, `required_fields`.
 */
import { cleanJson } from "../../../diagnostics/clean-text.ts";
import type { TomlTable, TomlText, TomlValue } from "../../kit/toml.ts";
import type { PackFile } from "../../target.ts";
import fieldTypes from "../field-types.json" with { type: "json" };
import { integration } from "../fields.ts";

/** What a line is made from. */
export interface PackedRule {
  readonly tables: readonly TomlTable[];
  readonly version: number;
  /** The fields that the query names. */
  readonly fields: readonly string[];
}

type Json = string | number | boolean | Json[] | JsonTable;
interface JsonTable {
  [key: string]: Json;
}

/** Texts that keep their line breaks: Markdown, and the query. */
const KEPT = new Set(["note", "query", "setup"]);

/** What Python's `splitlines` splits at. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are among what Python takes for the end of a line.
const LINE_END = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;

function jsonText(text: TomlText, isKept: boolean): string {
  const whole = (typeof text === "string" ? text : text.text).replace(/[\ud800-\udfff]/gu, "\ufffd");
  if (isKept) return whole;
  return whole
    .trim()
    .split(LINE_END)
    .map((line) => line.trim())
    .join(" ");
}

function jsonValue(key: string, value: TomlValue): Json {
  if (typeof value === "boolean" || typeof value === "number") return value;
  const one = (member: TomlText | number) => (typeof member === "number" ? member : jsonText(member, KEPT.has(key)));
  return Array.isArray(value) ? (value as readonly (TomlText | number)[]).map(one) : one(value as TomlText);
}

/** Where the table of a path goes: in the last of several, as TOML has it. */
function tableAt(root: JsonTable, { path, isOneOfSeveral }: TomlTable): JsonTable {
  let at = root;
  for (const [index, key] of path.entries()) {
    const isLast = index === path.length - 1;
    const known = at[key];
    if (isLast && isOneOfSeveral) {
      const added: JsonTable = {};
      if (Array.isArray(known)) known.push(added);
      else at[key] = [added];
      return added;
    }
    const next = (Array.isArray(known) ? known.at(-1) : known) ?? {};
    if (known === undefined) at[key] = next;
    at = next as JsonTable;
  }
  return at;
}

/** The `[rule]` of a rule file, its tables put into each other. */
function ruleOf(tables: readonly TomlTable[]): JsonTable {
  const root: JsonTable = { rule: {} };
  for (const table of tables) {
    if (table.path[0] !== "rule") continue;
    const at = tableAt(root, table);
    for (const { key, value } of table.entries) at[key] = jsonValue(key, value);
  }
  const rule = root.rule as JsonTable;
  for (const threat of (rule.threat ?? []) as JsonTable[]) threat.technique ??= [];
  return rule;
}

const types: { readonly [field: string]: string } = fieldTypes;

/** Members of flattened objects are keywords, and no field of the list. */
function requiredField(name: string): JsonTable {
  const type = Object.hasOwn(types, name) ? (types[name] as string) : "keyword";
  return { ecs: !name.startsWith("aws."), name, type };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function lineOf({ tables, version, fields }: PackedRule): string {
  const rule = {
    ...ruleOf(tables),
    related_integrations: [
      { integration: integration.name, package: integration.package, version: `^${integration.version}` },
    ],
    required_fields: [...new Set(fields)].sort().map(requiredField),
    version,
  };
  return cleanJson(JSON.stringify(sorted(rule)));
}

/** The file for Kibana's import; nothing where there is no rule. */
export function ndjsonFile(rules: readonly PackedRule[]): PackFile[] {
  if (rules.length === 0) return [];
  return [{ path: "rules.ndjson", content: rules.map((one) => `${lineOf(one)}\n`).join("") }];
}
