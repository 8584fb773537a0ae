/**
 * In: a detection. Out: its YAML for contentctl 5.6.2 (the ESCU 5 format), keys in the order of Splunk's own content.
 * Sources: contentctl's detection_abstract.py, detection_tags.py, rba.py, drilldown.py, deployment.py.
 */
import { writeYaml, type YamlMap } from "../kit/yaml.ts";
import type { Detection } from "./detection.ts";

export const PRODUCTS = ["Splunk Enterprise", "Splunk Enterprise Security", "Splunk Cloud"];

export const NOTABLE = { rule_description: "%description%", rule_title: "%name%", nes_fields: ["user", "src"] };

/** Hunting detections have neither risk nor drilldowns: contentctl refuses both. */
export function hasRisk(detection: Detection): boolean {
  return detection.type !== "Hunting";
}

/** Each risk object's rows, what else is known of it, and the rule's own. Quotes keep a value with blanks one value. */
function drilldowns(detection: Detection): YamlMap[] {
  const fields = [...new Set(detection.riskObjects.map((one) => one.field))];
  const named = fields.map((one) => `"$${one}$"`).join(" and ");
  const offsets = { earliest_offset: "$info_min_time$", latest_offset: "$info_max_time$" };
  const normalized = fields.map((one) => `"$${one}$"`).join(", ");
  return [
    {
      name: `View the detection results for - ${named}`,
      search: `%original_detection_search% | search ${fields.map((one) => `${one} = "$${one}$"`).join(" ")}`,
      ...offsets,
    },
    {
      name: `View risk events for the last 7 days for - ${named}`,
      search: [
        `| from datamodel Risk.All_Risk | search normalized_risk_object IN (${normalized}) starthoursago=168`,
        '| stats count min(_time) as firstTime max(_time) as lastTime values(search_name) as "Search Name"',
        'values(risk_message) as "Risk Message" values(analyticstories) as "Analytic Stories" by normalized_risk_object',
        "| `security_content_ctime(firstTime)` | `security_content_ctime(lastTime)`",
      ].join(" "),
      ...offsets,
    },
    ...detection.drilldowns.map(({ name, search, earliest, latest }) => ({
      name,
      search,
      earliest_offset: earliest ?? offsets.earliest_offset,
      latest_offset: latest ?? offsets.latest_offset,
    })),
  ];
}

function deployment({ schedule, type }: Detection): YamlMap | undefined {
  if (!schedule.isOwn) return undefined;
  const scheduling = {
    cron_schedule: schedule.cron,
    earliest_time: schedule.earliest,
    latest_time: schedule.latest,
    schedule_window: "auto",
  };
  const risk = { rba: { enabled: true } };
  if (type === "Hunting") return { scheduling };
  return { scheduling, alert_action: type === "TTP" ? { notable: NOTABLE, ...risk } : risk };
}

function risk(detection: Detection): YamlMap {
  return {
    message: detection.message,
    risk_objects: detection.riskObjects.map(({ field, type, score }) => ({ field, type, score })),
    threat_objects: detection.threatObjects.map(({ field, type }) => ({ field, type })),
  };
}

function tags(detection: Detection): YamlMap {
  return {
    analytic_story: detection.stories,
    asset_type: detection.assetType,
    ...(detection.attack.length > 0 ? { mitre_attack_id: detection.attack } : {}),
    product: PRODUCTS,
    security_domain: detection.securityDomain,
    ...(detection.throttling
      ? { throttling: { fields: detection.throttling.fields, period: detection.throttling.period } }
      : {}),
  };
}

function tests(detection: Detection): YamlMap[] {
  return detection.tests.map(({ name, path }) => ({
    name,
    attack_data: [{ data: path, source: "aws_cloudtrail", sourcetype: "aws:cloudtrail" }],
  }));
}

/** A detection that ships switched on: only production ones may, and hunting searches never run by themselves. */
function isOn(detection: Detection): boolean {
  return detection.rule.metadata.enabled && detection.status === "production" && hasRisk(detection);
}

/** What both formats say in the same words, written once. A document is its parts one after the other. */
export interface SharedParts {
  readonly texts: string;
  readonly ways: string;
}

export function sharedParts(detection: Detection): SharedParts {
  return {
    texts: writeYaml({
      description: detection.description,
      data_source: detection.dataSources,
      search: detection.search.content,
      how_to_implement: detection.howToImplement,
      known_false_positives: detection.knownFalsePositives,
    }),
    ways: writeYaml({
      references: detection.references,
      drilldown_searches: hasRisk(detection) ? drilldowns(detection) : undefined,
    }),
  };
}

export function detectionYaml(detection: Detection, { texts, ways }: SharedParts): string {
  const head = writeYaml({
    name: detection.name,
    id: detection.id,
    version: detection.version,
    date: detection.date,
    author: detection.author,
    status: detection.status,
    type: detection.type,
  });
  const explanation = detection.explanation === undefined ? "" : writeYaml({ explanation: detection.explanation });
  const rest = writeYaml({
    rba: hasRisk(detection) ? risk(detection) : undefined,
    tags: tags(detection),
    tests: detection.tests.length > 0 ? tests(detection) : undefined,
    deployment: deployment(detection),
    enabled_by_default: isOn(detection) ? true : undefined,
  });
  return head + texts + explanation + ways + rest;
}
