/** What people are told of Panther: the pack, the block's options, and where it keeps a field. */
import type { Subject } from "../../ir/path.ts";
import { showPath } from "../../ir/path.ts";
import type { FieldPlace, TargetDescription } from "../target.ts";
import schema from "./block.schema.json" with { type: "json" };

function describeField(subject: Subject): FieldPlace {
  if (subject.kind === "derived")
    return { names: [], note: `Panther has no such field; the rule's Python works \`${subject.name}\` out.` };
  const { steps } = subject;
  if (steps.some((step) => step.kind === "json"))
    return { names: [showPath(subject)], note: "A helper in the rule's Python reads the JSON in the text." };
  if (steps.some((step) => step.kind === "each"))
    return {
      names: [showPath(subject)],
      note: "Panther keeps the record as it is; the rule's Python goes over lists.",
    };
  const keys = steps.flatMap((step) => (step.kind === "key" ? [JSON.stringify(step.name)] : []));
  const read = keys.length === 1 ? `event.get(${keys.join("")})` : `event.deep_get(${keys.join(", ")})`;
  return { names: [showPath(subject)], note: `Panther keeps the record as it is: \`${read}\`.` };
}

export const description: TargetDescription = {
  about: [
    "Each rule is a Python module and a YAML file in `rules/aws_cloudtrail_rules/`, tests included, in the layout of panther-analysis.",
    "`panther_analysis_tool test` runs the folder as it is, `panther_analysis_tool upload` brings it to Panther.",
    "`packs/` names the rules as one of Panther's packs, but for experimental and deprecated ones; the README says how to install them.",
  ],
  options: schema.properties,
  describeField,
};
