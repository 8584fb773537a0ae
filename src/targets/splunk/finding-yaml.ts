/**
 * In: a detection. Out: its YAML for contentctl-ng 1.1.1 (the ESCU 6 format): what an alert is (`finding`) and what only
 * adds risk (`intermediate_findings`) stand apart, each entity with its own message, and nothing is under `tags`.
 * Sources: contentctl-ng's objects/searches/detection.py, search.py, schedule.py, validated_strings.py.
 */
import { writeYaml, type YamlMap } from "../kit/yaml.ts";
import type { Detection } from "./detection.ts";
import { hasRisk, PRODUCTS, type SharedParts } from "./detection-yaml.ts";

/** Asset types of contentctl 5 that contentctl-ng has under another name. */
const ASSET_TYPE: { readonly [before: string]: string } = {
  "AWS EKS Kubernetes cluster": "Amazon EKS Kubernetes cluster",
  Instance: "AWS Instance",
};

/** A file is named by its detection here, and a `/` stays what it is: `-` gives the same file and the same macro. */
const nameOf = ({ name }: Detection) => name.replaceAll("/", "-");

/** A message must have a value in it; a fixed one gets that of its entity. */
function messageFor(detection: Detection, field: string): string {
  return detection.message.includes("$") ? detection.message : `${detection.message} - $${field}$`;
}

/** An object is counted once: the first that names a field. */
function entitiesOf({ riskObjects }: Detection): Detection["riskObjects"] {
  return riskObjects.filter(
    (one, index) => riskObjects.findIndex((other) => other.field.toLowerCase() === one.field.toLowerCase()) === index,
  );
}

function findings(detection: Detection): YamlMap {
  if (!hasRisk(detection)) return {};
  const entities = entitiesOf(detection);
  const [first, ...others] = entities;
  const intermediate = detection.type === "TTP" ? others : entities;
  return {
    finding:
      detection.type === "TTP" && first
        ? {
            title: messageFor(detection, first.field),
            entity: { field: first.field, type: first.type, score: first.score },
          }
        : undefined,
    intermediate_findings:
      intermediate.length > 0
        ? {
            entities: intermediate.map(({ field, type, score }) => ({
              field,
              type,
              score,
              message: messageFor(detection, field),
            })),
          }
        : undefined,
    threat_objects:
      detection.threatObjects.length > 0
        ? detection.threatObjects.map(({ field, type }) => ({ field, type }))
        : undefined,
  };
}

/** It knows offsets only; `now` is one of none. */
const offset = (time: string) => (time === "now" ? "-0s" : time);

function schedule({ schedule: { cron, earliest, latest, isOwn } }: Detection): YamlMap | undefined {
  if (!isOwn) return undefined;
  return {
    cron_schedule: cron,
    schedule_window: "auto",
    earliest_time: offset(earliest),
    latest_time: offset(latest),
  };
}

function tests(detection: Detection): YamlMap[] | undefined {
  if (detection.tests.length === 0) return undefined;
  return detection.tests.map(({ name, path }) => ({
    name,
    // The events lie in the project beside this one: a file for each test there is, once.
    attack_data: [{ data: `../contentctl/${path}`, source: "aws_cloudtrail", sourcetype: "aws:cloudtrail" }],
    test_type: "unit",
  }));
}

export function findingYaml(detection: Detection, { texts, ways }: SharedParts): string {
  const head = writeYaml({
    name: nameOf(detection),
    id: detection.id,
    version: detection.version,
    creation_date: detection.created,
    modification_date: detection.date,
    author: detection.author,
    status: detection.status,
    type: detection.type,
  });
  const rest = writeYaml({
    ...findings(detection),
    analytic_story: detection.stories,
    asset_type: ASSET_TYPE[detection.assetType] ?? detection.assetType,
    mitre_attack_id: detection.attack,
    product: PRODUCTS,
    category: "cloud",
    security_domain: detection.securityDomain,
    custom_schedule: schedule(detection),
    tests: tests(detection),
  });
  return head + texts + ways + rest;
}
