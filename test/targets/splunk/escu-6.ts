/** What contentctl-ng looks at in a detection of ESCU 6: its form by a JSON Schema, and what goes beyond a form here. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
addFormats.default(ajv);
const schema = fileURLToPath(new URL("escu-6-detection.schema.json", import.meta.url));
const fits = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));

interface Entity {
  readonly field: string;
  readonly message?: string;
}

export interface FindingDetection {
  readonly name: string;
  readonly status: string;
  readonly search: string;
  readonly finding?: { readonly title: string; readonly entity: Entity };
  readonly intermediate_findings?: { readonly entities: readonly Entity[] };
  readonly threat_objects?: readonly Entity[];
  readonly [key: string]: unknown;
}

/** The detection's text read, and every complaint about it. `file` is the file's name. */
export function readFinding(text: string, file: string): { detection: FindingDetection; problems: string[] } {
  const detection = parse(text) as FindingDetection;
  const problems = fits(detection)
    ? []
    : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const stem = detection.name.toLowerCase().replace(/[ .-]/g, "_");
  if (file !== `${stem}.yml`) problems.push(`the file of ${detection.name} is called ${file}`);
  if (!detection.search.includes(`\`${stem}_filter\``)) problems.push(`no macro ${stem}_filter`);
  const scored = [
    ...(detection.finding ? [detection.finding.entity] : []),
    ...(detection.intermediate_findings?.entities ?? []),
  ];
  const fields = scored.map((one) => one.field);
  if (new Set(fields).size < fields.length) problems.push("an entity is counted twice");
  const texts = [detection.finding?.title ?? "", ...scored.map((one) => one.message ?? "")];
  const tokens = texts.flatMap((one) => [...one.matchAll(/\$([^$]+)\$/g)].map((found) => found[1] as string));
  for (const name of [...fields, ...tokens, ...(detection.threat_objects ?? []).map((one) => one.field)])
    if (!detection.search.toLowerCase().includes(name.toLowerCase())) problems.push(`${name} is not in the search`);
  return { detection, problems };
}
