/** What people are told of Elastic: the pack, the block's options, and where it keeps a field. */
import { type Subject, showSubject } from "../../ir/path.ts";
import type { FieldPlace, TargetDescription } from "../target.ts";
import schema from "./block.schema.json" with { type: "json" };
import { flattenedKey, integration, nativeDerived, placeOf } from "./fields.ts";

const OBJECT_TEXT = "EQL sees the object only as one text, the second name; KQL asks for the first.";

function describeField(subject: Subject): FieldPlace {
  if (subject.kind === "derived" && !nativeDerived.has(subject.name))
    return { names: [], note: `Elastic has no such field; the rule's query says what \`${subject.name}\` stands for.` };
  const place = placeOf(subject);
  switch (place.kind) {
    case "nowhere":
      return { names: [], note: place.reason.charAt(0).toUpperCase() + place.reason.slice(1) };
    case "container": {
      const { flattened, string } = place.container;
      return string === undefined ? { names: [flattened] } : { names: [flattened, string], note: OBJECT_TEXT };
    }
    case "member": {
      const { container, keys } = place;
      const name = flattenedKey(container, keys);
      return container.string === undefined
        ? { names: [name] }
        : { names: [name, container.string], note: OBJECT_TEXT };
    }
    case "field": {
      const { field, address } = place.row;
      if (address === undefined) return { names: [field] };
      return {
        names: [field, address],
        note: `\`${address}\` holds ${showSubject(subject)} where it is an address, for \`in cidr\` and \`is ip\`.`,
      };
    }
  }
}

export const description: TargetDescription = {
  about: [
    "Each rule is a TOML file in `rules/`, in the layout of detection-rules, in EQL or KQL, whichever says it exactly.",
    "`rules.ndjson` holds the same rules for Kibana's own *Import rules*; the README says how to install either.",
    `The queries are for records that Elastic's AWS integration ${integration.version} has brought to ECS, in \`logs-aws.cloudtrail-*\`.`,
    "detection-rules takes the folder as custom rules; `etc/schemas/` names the keys that its validator lacks, for its stack-schema-map.",
  ],
  options: schema.properties,
  describeField,
};
