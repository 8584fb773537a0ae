/** What an alert looks like on Elastic: each part carried, rounded or left out. */
import type { Rule } from "../../../ir/rule.ts";
import type { Carried } from "../../target.ts";
import { blockOf } from "../block.ts";
import { carriedContext } from "./context.ts";
import { nameOf } from "./name.ts";
import { carriedSeverity } from "./severity.ts";
import { carriedSuppression } from "./suppression.ts";
import { carriedTags } from "./tags.ts";

/** Kibana shows a rule's name as the title of its alerts. */
function carriedTitle(rule: Rule): Carried {
  const [only, ...others] = rule.alert.title;
  const isFixed = only && others.length === 0 && only.value.parts.every((part) => part.kind === "text");
  const text = isFixed ? only.value.parts.map((part) => (part.kind === "text" ? part.text : "")).join("") : undefined;
  const { rule_name_override: field } = blockOf(rule);
  if (field !== undefined) return { part: "title", how: "rounded", note: `to the value of \`${field}\`` };
  if (text === nameOf(rule).value) return { part: "title", how: "carried" };
  return {
    part: "title",
    how: "left out",
    note: "Kibana shows the rule's name; it can take a field's value instead, but fills no template",
  };
}

export function carriedOf(rule: Rule): readonly Carried[] {
  const description: Carried[] = rule.alert.description
    ? [{ part: "description", how: "left out", note: "Kibana shows the rule's description; it fills no template" }]
    : [];
  const tests: Carried[] =
    rule.tests.length > 0 ? [{ part: "tests", how: "left out", note: "Elastic's rules hold no tests" }] : [];
  return [
    carriedTitle(rule),
    ...description,
    ...carriedSuppression(rule),
    carriedSeverity(rule),
    carriedContext(rule),
    carriedTags(rule),
    ...tests,
  ].filter((part) => part !== undefined);
}
