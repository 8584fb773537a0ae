/**
 * In: all detections. Out: what a contentctl 5.6.2 project has beside them. Every content folder must exist, and git
 * keeps no empty one, so each has a file README; one without an extension is read by nobody.
 */
import { namedUuid } from "../kit/name.ts";
import { writeYaml, type YamlMap } from "../kit/yaml.ts";
import type { PackFile, PackSettings } from "../target.ts";
import { type Detection, labelOf, stemOf } from "./detection.ts";
import { NOTABLE } from "./detection-yaml.ts";
import { contentReadmeMd, defaultMeta } from "./templates.generated.ts";

const ROOT = "contentctl";
const EMPTY_FOLDERS = ["baselines", "dashboards", "lookups", "playbooks", "removed"];

const yamlFile = (path: string, document: YamlMap): PackFile => ({
  path: `${ROOT}/${path}.yml`,
  content: writeYaml(document),
});

/** The newest date among detections: a pack has no clock. */
const newest = (detections: readonly Detection[]) =>
  detections
    .map((one) => one.date)
    .sort()
    .at(-1) ?? "";

function macroFiles(): PackFile[] {
  return [
    yamlFile("macros/cloudtrail", {
      name: "cloudtrail",
      description: "The events of AWS CloudTrail. Add the index that holds them.",
      definition: "sourcetype=aws:cloudtrail",
    }),
    yamlFile("macros/security_content_ctime", {
      name: "security_content_ctime",
      description: "Writes an epoch time as text.",
      arguments: ["field"],
      definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)',
    }),
  ];
}

function storyFile(name: string, detections: readonly Detection[], settings: PackSettings): PackFile {
  const own = detections.filter((one) => one.stories.includes(name));
  const titles = own.map((one) => one.name).sort();
  return yamlFile(`stories/${stemOf(name)}`, {
    name,
    id: namedUuid("splunk", "story", settings.name, name),
    version: 1,
    date: newest(own),
    author: settings.author,
    status: "production",
    description: `Detections on the events that AWS CloudTrail records: ${name}.`,
    narrative: `CloudTrail records who called which AWS API, from where, and with what result. The detections of this story read these records: ${titles.join("; ")}.`,
    references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html"],
    tags: {
      category: ["Cloud Security"],
      product: ["Splunk Enterprise", "Splunk Enterprise Security", "Splunk Cloud"],
      usecase: "Security Monitoring",
    },
  });
}

function dataSourceFile(name: string, date: string, settings: PackSettings): PackFile {
  return yamlFile(`data_sources/${stemOf(name)}`, {
    name,
    id: namedUuid("splunk", "data source", settings.name, name),
    version: 1,
    date,
    author: settings.author,
    description: "Events of AWS CloudTrail, read by the Splunk Add-on for AWS.",
    source: "aws_cloudtrail",
    sourcetype: "aws:cloudtrail",
    separator: "eventName",
    supported_TA: [{ name: "Splunk Add-on for AWS", url: "https://splunkbase.splunk.com/app/1876", version: "7.5.0" }],
  });
}

function deploymentFile(type: "TTP" | "Anomaly" | "Hunting", date: string, settings: PackSettings): PackFile {
  const risk = { rba: { enabled: true } };
  const action = type === "TTP" ? { notable: NOTABLE, ...risk } : risk;
  return yamlFile(`deployments/escu_default_configuration_${type.toLowerCase()}`, {
    name: `ESCU Default Configuration ${type}`,
    id: namedUuid("splunk", "deployment", settings.name, type),
    date,
    author: settings.author,
    type,
    description: `Schedule and actions of ${type} detections.`,
    scheduling: { cron_schedule: "0 * * * *", earliest_time: "-70m@m", latest_time: "-10m@m", schedule_window: "auto" },
    alert_action: type === "Hunting" ? undefined : action,
  });
}

function projectFile(settings: PackSettings): PackFile {
  // contentctl takes a random number where there is none.
  const uid = 20000 + (Number.parseInt(namedUuid("splunk", "app", settings.name).slice(0, 8), 16) % 80000);
  return yamlFile("contentctl", {
    app: {
      uid,
      title: `${labelOf(settings)} CloudTrail Detections`,
      appid: `${settings.name}_content`,
      version: settings.version,
      description: "Detections on AWS CloudTrail.",
      prefix: labelOf(settings).toUpperCase(),
      label: labelOf(settings),
      author_name: settings.author,
      author_email: "detections@example.com",
      author_company: settings.author,
    },
  });
}

/** The files beside the detections' own. */
export function contentPack(detections: readonly Detection[], settings: PackSettings): PackFile[] {
  const date = newest(detections);
  const distinct = (names: readonly string[]) => [...new Set(names)].sort();
  return [
    projectFile(settings),
    { path: `${ROOT}/app_template/README.md`, content: contentReadmeMd({ label: labelOf(settings) }) },
    { path: `${ROOT}/app_template/metadata/default.meta`, content: defaultMeta({ isContent: true }) },
    ...distinct(detections.flatMap((one) => one.dataSources)).map((name) => dataSourceFile(name, date, settings)),
    ...(["Anomaly", "Hunting", "TTP"] as const).map((type) => deploymentFile(type, date, settings)),
    ...macroFiles(),
    ...distinct(detections.flatMap((one) => one.stories)).map((name) => storyFile(name, detections, settings)),
    ...EMPTY_FOLDERS.map((name) => ({
      path: `${ROOT}/${name}/README`,
      content: "No content of this kind; contentctl wants the folder.\n",
    })),
  ];
}
