/**
 * In: all detections. Out: what a contentctl 5.6.2 project has beside them. Every content folder must exist, and git
 * keeps no empty one, so each has a file README; one without an extension is read by nobody.
 */
import { namedUuid } from "../kit/name.ts";
import { writeYaml, type YamlMap } from "../kit/yaml.ts";
import type { PackFile, PackSettings } from "../target.ts";
import { type Detection, labelOf, stemOf } from "./detection.ts";
import { NOTABLE, PRODUCTS } from "./detection-yaml.ts";
import { appReadmeMd, defaultMeta } from "./templates.generated.ts";

const ROOT = "contentctl";
const EMPTY_FOLDERS = ["baselines", "dashboards", "lookups", "playbooks", "removed"];

const yamlFile = (path: string, document: YamlMap): PackFile => ({
  path: `${ROOT}/${path}.yml`,
  content: writeYaml(document),
});

/** The newest date among detections: a pack has no clock. */
export const newest = (detections: readonly Detection[]) =>
  detections
    .map((one) => one.date)
    .sort()
    .at(-1) ?? "";

/** The macros that searches name, but for each search's own filter: that one contentctl makes. */
export const MACROS = [
  {
    name: "cloudtrail",
    description: "The events of AWS CloudTrail. Add the index that holds them.",
    definition: "sourcetype=aws:cloudtrail",
  },
  {
    name: "security_content_ctime",
    description: "Writes an epoch time as text.",
    arguments: ["field"],
    definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)',
  },
] as const;

/** What a story says in either format. */
export interface Story {
  readonly name: string;
  readonly id: string;
  readonly detections: readonly Detection[];
  readonly texts: YamlMap;
  readonly kind: YamlMap;
}

/** The stories that the detections name, by name. */
export function storiesOf(detections: readonly Detection[], settings: PackSettings): Story[] {
  const byName = new Map<string, Detection[]>();
  for (const one of detections) {
    for (const name of one.stories) {
      const own = byName.get(name);
      if (own) own.push(one);
      else byName.set(name, [one]);
    }
  }
  const names = [...byName.keys()].sort();
  return names.map((name) => storyOf(name, byName.get(name) as Detection[], settings));
}

function storyOf(name: string, detections: readonly Detection[], settings: PackSettings): Story {
  const titles = detections.map((one) => one.name).sort();
  return {
    name,
    id: namedUuid("splunk", "story", settings.name, name),
    detections,
    texts: {
      description: `Detections on the events that AWS CloudTrail records: ${name}.`,
      narrative: `CloudTrail records who called which AWS API, from where, and with what result. The detections of this story read these records: ${titles.join("; ")}.`,
      references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html"],
    },
    kind: { category: ["Cloud Security"], product: PRODUCTS, usecase: "Security Monitoring" },
  };
}

function storyFile({ name, id, detections, texts, kind }: Story, settings: PackSettings): PackFile {
  return yamlFile(`stories/${stemOf(name)}`, {
    name,
    id,
    version: 1,
    date: newest(detections),
    author: settings.author,
    status: "production",
    ...texts,
    tags: kind,
  });
}

/** What a data source says in either format: the add-on that the searches are written for. */
export const DATA_SOURCE = {
  description: "Events of AWS CloudTrail, read by the Splunk Add-on for AWS.",
  source: "aws_cloudtrail",
  sourcetype: "aws:cloudtrail",
  separator: "eventName",
  supported_TA: [{ name: "Splunk Add-on for AWS", url: "https://splunkbase.splunk.com/app/1876", version: "7.5.0" }],
} as const;

/** The names of the data sources that detections read, and their ids. */
export function dataSourcesOf(detections: readonly Detection[], settings: PackSettings) {
  const names = [...new Set(detections.flatMap((one) => one.dataSources))].sort();
  return names.map((name) => ({ name, id: namedUuid("splunk", "data source", settings.name, name) }));
}

function dataSourceFile(named: { readonly name: string; readonly id: string }, date: string, author: string): PackFile {
  return yamlFile(`data_sources/${stemOf(named.name)}`, { ...named, version: 1, date, author, ...DATA_SOURCE });
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

/** What contentctl puts into the app as it is; a README of the app, and who may see what. */
export function appTemplate(root: string, settings: PackSettings): PackFile[] {
  return [
    { path: `${root}/app_template/README.md`, content: appReadmeMd({ label: labelOf(settings), isContent: true }) },
    { path: `${root}/app_template/metadata/default.meta`, content: defaultMeta({ isContent: true }) },
  ];
}

/** The files beside the detections' own. */
export function contentPack(detections: readonly Detection[], settings: PackSettings): PackFile[] {
  const date = newest(detections);
  return [
    projectFile(settings),
    ...appTemplate(ROOT, settings),
    ...dataSourcesOf(detections, settings).map((one) => dataSourceFile(one, date, settings.author)),
    ...(["Anomaly", "Hunting", "TTP"] as const).map((type) => deploymentFile(type, date, settings)),
    ...MACROS.map((macro) => yamlFile(`macros/${macro.name}`, macro)),
    ...storiesOf(detections, settings).map((story) => storyFile(story, settings)),
    ...EMPTY_FOLDERS.map((name) => ({
      path: `${ROOT}/${name}/README`,
      content: "No content of this kind; contentctl wants the folder.\n",
    })),
  ];
}
