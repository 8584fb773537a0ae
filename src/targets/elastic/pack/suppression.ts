/**
 * `suppress` and `key` -> `alert_suppression`: alerts with the same values in one to three fields count as one for a
 * while. Where the key has a part that Elastic has no field for, nothing is suppressed: a coarser key would hide alerts.
 */
import type { FirstOf } from "../../../ir/path.ts";
import type { Rule } from "../../../ir/rule.ts";
import type { TomlTable } from "../../kit/toml.ts";
import type { Carried } from "../../target.ts";
import { placeOf } from "../fields.ts";

const MOST_FIELDS = 3;

type KeyFields = { readonly fields: readonly string[] } | { readonly why: string };

/** What makes two alerts the same: the key, else the values in the title. */
function keyOf(rule: Rule): readonly FirstOf[] | undefined {
  const { key, title } = rule.alert;
  if (key) return key.length === 1 ? key[0]?.value : undefined;
  if (title.length !== 1) return undefined;
  return title[0]?.value.parts.flatMap((part) => (part.kind === "value" ? [part.value] : []));
}

function fieldOf(part: FirstOf): string | undefined {
  const [subject, ...others] = part.alternatives;
  if (!subject || subject.kind === "text" || others.length > 0) return undefined;
  const place = placeOf(subject);
  return place.kind === "field" && (place.row.fidelity ?? "exact") === "exact" ? place.row.field : undefined;
}

function keyFields(rule: Rule): KeyFields {
  const key = keyOf(rule);
  if (!key) return { why: "the key depends on conditions" };
  const fields = new Set<string>();
  for (const part of key) {
    const field = fieldOf(part);
    if (field === undefined) return { why: `no field holds \`${part.shown}\`` };
    fields.add(field);
  }
  if (fields.size === 0) return { why: "Elastic suppresses by the values of fields, and the key has none" };
  if (fields.size > MOST_FIELDS) return { why: `Elastic suppresses by at most ${MOST_FIELDS} fields` };
  return { fields: [...fields] };
}

function duration(seconds: number): { readonly unit: string; readonly value: number } {
  if (seconds % 3600 === 0) return { unit: "h", value: seconds / 3600 };
  return seconds % 60 === 0 ? { unit: "m", value: seconds / 60 } : { unit: "s", value: seconds };
}

export function suppressionTables(rule: Rule): TomlTable[] {
  const { suppress } = rule.alert;
  const key = suppress && keyFields(rule);
  if (!suppress || !key || !("fields" in key)) return [];
  const { unit, value } = duration(suppress.value);
  const path = ["rule", "alert_suppression"];
  return [
    {
      path,
      entries: [
        { key: "group_by", value: key.fields, span: suppress.span },
        // A missing value is part of a key as any other: `<path>` stands in for it.
        { key: "missing_fields_strategy", value: "suppress" },
      ],
    },
    {
      path: [...path, "duration"],
      entries: [
        { key: "unit", value: unit },
        { key: "value", value },
      ],
    },
  ];
}

export function carriedSuppression(rule: Rule): readonly Carried[] {
  const asked = [...(rule.alert.key ? ["key"] : []), ...(rule.alert.suppress ? ["suppress"] : [])];
  if (!rule.alert.suppress) {
    return asked.map((part) => ({
      part,
      how: "left out",
      note: "Elastic has a key only for suppression, and the rule suppresses nothing",
    }));
  }
  const key = keyFields(rule);
  if ("fields" in key) return asked.map((part) => ({ part, how: "carried" }));
  return asked.map((part) => ({ part, how: "left out", note: `${key.why}; every alert is shown` }));
}
