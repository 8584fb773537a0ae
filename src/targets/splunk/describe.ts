/** What people are told of Splunk: the pack, the block's options, and where it keeps a field. */
import type { Subject } from "../../ir/path.ts";
import type { FieldPlace, TargetDescription } from "../target.ts";
import schema from "./block.schema.json" with { type: "json" };
import { fieldNames, isUnreadable, readPath } from "./reading.ts";

function describeField(subject: Subject): FieldPlace {
  if (subject.kind === "derived")
    return { names: [], note: `Splunk has no such field; the search works \`${subject.name}\` out with \`eval\`.` };
  const read = readPath(subject, { get: () => undefined });
  if (isUnreadable(read)) return { names: [], note: read.reason };
  if (subject.steps.some((step) => step.kind === "json"))
    return { names: [], note: "The search reads the JSON in the text with `json_extract`." };
  if (subject.type === "object" || subject.type === "open")
    return {
      names: [],
      note: "An object has no field of its own, its members have: dots stand between the names. Where a rule asks whether it exists, the search looks into the record's JSON.",
    };
  const names = fieldNames(subject.steps);
  return names.length > 1
    ? { names, note: "The search asks for both: a list gets `{}`, a single value doesn't." }
    : { names };
}

export const description: TargetDescription = {
  about: [
    "`contentctl/` is a contentctl 5 project: a YAML detection for each rule in `detections/cloud/`, its macros, and its test data, in the format of ESCU 5.",
    "`contentctl_ng/` is the same in the format of ESCU 6, for contentctl-ng: findings and intermediate findings, and no `tags`.",
    "`app/` holds the same searches as an app of saved searches that installs without contentctl.",
    "The searches read CloudTrail records as the Splunk Add-on for AWS takes them in (`aws:cloudtrail`).",
  ],
  options: schema.properties,
  describeField,
};
