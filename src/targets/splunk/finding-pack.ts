/**
 * In: all detections. Out: what a contentctl-ng 1.1.1 project (ESCU 6) has beside them: the same stories, macros and data
 * sources as the contentctl 5 project's, with two dates and without `tags`, and one schedule in place of deployments.
 */
import { namedUuid } from "../kit/name.ts";
import { writeYaml, type YamlMap } from "../kit/yaml.ts";
import type { PackFile, PackSettings } from "../target.ts";
import { appTemplate, DATA_SOURCE, dataSourcesOf, MACROS, newest, storiesOf } from "./content-pack.ts";
import { type Detection, labelOf, stemOf } from "./detection.ts";

export const FINDING_ROOT = "contentctl_ng";

/** It wants to know when a deprecated detection will be gone, which nobody has said. */
export const isInFindingPack = (detection: Detection) => detection.status !== "deprecated";

/** Each must exist, and files whose names start with a dot are the only ones that none of them minds. */
const EMPTY_FOLDERS = ["baselines", "dashboards", "lookups/csv", "lookups/kvstore", "playbooks", "removed"];

const yamlFile = (path: string, document: YamlMap): PackFile => ({
  path: `${FINDING_ROOT}/${path}.yml`,
  content: writeYaml(document),
});

/** When the first of the detections was made, and the last changed. */
function dates(detections: readonly Detection[]): YamlMap {
  const [creation_date = ""] = detections.map((one) => one.created).sort();
  return { creation_date, modification_date: newest(detections) };
}

export function findingPack(all: readonly Detection[], settings: PackSettings): PackFile[] {
  const detections = all.filter(isInFindingPack);
  if (detections.length === 0) return [];
  const { author } = settings;
  const made = { version: 1, ...dates(detections), author };
  return [
    yamlFile("build", {
      author,
      author_email: "detections@example.com",
      id: `${settings.name}_content`,
      content_prefix: labelOf(settings),
      label: `${labelOf(settings)} CloudTrail Detections`,
      description: "Detections on AWS CloudTrail.",
      app_version: settings.version,
    }),
    ...appTemplate(FINDING_ROOT, settings),
    ...dataSourcesOf(detections, settings).map((one) =>
      yamlFile(`data_sources/${stemOf(one.name)}`, { ...one, ...made, ...DATA_SOURCE }),
    ),
    ...MACROS.map(({ name, ...macro }) =>
      yamlFile(`macros/${name}`, { name, id: namedUuid("splunk", "macro", settings.name, name), ...made, ...macro }),
    ),
    yamlFile("schedules/default_eventbaseddetection", {
      name: "Default EventBasedDetection",
      id: namedUuid("splunk", "schedule", settings.name, "default"),
      ...made,
      description: "When detections run that have no schedule of their own.",
      cron_schedule: "0 * * * *",
      schedule_window: "auto",
      earliest_time: "-70m@m",
      latest_time: "-10m@m",
    }),
    ...storiesOf(detections, settings).map((story) =>
      yamlFile(`stories/${stemOf(story.name)}`, {
        name: story.name,
        id: story.id,
        version: 1,
        ...dates(story.detections),
        author,
        status: "production",
        ...story.texts,
        ...story.kind,
      }),
    ),
    ...EMPTY_FOLDERS.map((name) => ({
      path: `${FINDING_ROOT}/${name}/.gitkeep`,
      content: "No content of this kind; contentctl-ng wants the folder.\n",
    })),
  ];
}
