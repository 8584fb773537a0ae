/** The alert's context -> `investigation_fields`, which Kibana shows with each alert. */
import { showSubject } from "../../../ir/path.ts";
import type { Rule } from "../../../ir/rule.ts";
import type { Carried } from "../../target.ts";
import { blockOf } from "../block.ts";
import { placeOf } from "../fields.ts";

type Shown = { readonly field: string; readonly isWhole: boolean } | undefined;

/** The field that shows a value: its own, or the object that it lies in. */
function shown(subject: Rule["alert"]["context"][number]): Shown {
  const place = placeOf(subject);
  switch (place.kind) {
    case "field":
      return { field: place.row.field, isWhole: true };
    case "container":
      return place.container.string === undefined ? undefined : { field: place.container.string, isWhole: true };
    case "member":
      return place.container.string === undefined ? undefined : { field: place.container.string, isWhole: false };
    case "nowhere":
      return undefined;
  }
}

/** The fields in the order of the context, each once; the block's own stand instead. */
export function investigationFields(rule: Rule): readonly string[] {
  return (
    blockOf(rule).investigation_fields ?? [
      ...new Set(rule.alert.context.flatMap((subject) => shown(subject)?.field ?? [])),
    ]
  );
}

export function carriedContext(rule: Rule): Carried | undefined {
  const { context } = rule.alert;
  if (context.length === 0) return undefined;
  if (blockOf(rule).investigation_fields)
    return { part: "context", how: "rounded", note: `to the block's own \`investigation_fields\`` };
  const name = (some: typeof context) => some.map((subject) => `\`${showSubject(subject)}\``).join(", ");
  const left = context.filter((subject) => shown(subject) === undefined);
  const rounded = context.filter((subject) => shown(subject)?.isWhole === false);
  const notes = [
    ...(rounded.length > 0 ? [`${name(rounded)}: shown as part of the whole object`] : []),
    ...(left.length > 0 ? [`${name(left)}: no field holds it`] : []),
  ];
  if (notes.length === 0) return { part: "context", how: "carried" };
  return { part: "context", how: left.length === context.length ? "left out" : "rounded", note: notes.join("; ") };
}
