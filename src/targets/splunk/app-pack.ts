/**
 * In: all detections. Out: a Splunk app that needs no Enterprise Security: saved searches, macros, its description.
 * Sources: savedsearches.conf.spec, macros.conf.spec, app.conf.spec; AppInspect 4.3.1 (precert) passes it.
 */
import { type ConfStanza, writeConf } from "../kit/conf.ts";
import { markdownText } from "../kit/markdown.ts";
import type { PackFile, PackSettings } from "../target.ts";
import { type Detection, labelOf } from "./detection.ts";
import { ALERT_SEVERITY } from "./rating.ts";
import { appReadmeMd, defaultMeta } from "./templates.generated.ts";

/** What Enterprise Security has fields for and a saved search has not stands in its description. */
function description(detection: Detection): string {
  const { metadata } = detection.rule;
  const attack = metadata.attack.map(({ tactic, technique }) =>
    technique ? `${technique.id} ${technique.name} (${tactic.name})` : `${tactic.id} ${tactic.name}`,
  );
  const parts: [string, string][] = [
    ["Severity", `${metadata.severity.value}, confidence ${metadata.confidence.value}, ${detection.status}.`],
    ["ATT&CK", attack.join(", ")],
    ["False positives", detection.knownFalsePositives],
    ["Runbook", detection.explanation ?? ""],
    ["References", detection.references.join(" ")],
    ["Tags", metadata.tags.map((one) => one.value).join(", ")],
  ];
  return [
    detection.description,
    ...parts.filter(([, text]) => text !== "").map(([title, text]) => `${title}: ${text}`),
  ].join("\n\n");
}

/** Experimental and deprecated ones wait for somebody to switch them on. */
const isOn = ({ rule, status, type }: Detection) =>
  rule.metadata.enabled && status === "production" && type !== "Hunting";

function suppression(detection: Detection): ConfStanza["settings"] {
  const { throttling } = detection;
  if (!throttling) return [["alert.suppress", "0"]];
  return [
    ["alert.suppress", "1"],
    ["alert.suppress.fields", throttling.fields.join(",")],
    ["alert.suppress.period", throttling.period],
  ];
}

function savedSearch(detection: Detection): ConfStanza {
  const { schedule, rule } = detection;
  return {
    name: detection.name,
    settings: [
      ["description", description(detection)],
      ["search", detection.search.app],
      ["cron_schedule", schedule.cron],
      ["dispatch.earliest_time", schedule.earliest],
      ["dispatch.latest_time", schedule.latest],
      ["enableSched", "1"],
      ["disabled", isOn(detection) ? "0" : "1"],
      ["schedule_window", "auto"],
      ["counttype", "number of events"],
      ["relation", "greater than"],
      ["quantity", "0"],
      // A signal is there to be searched for, not to alert.
      ["alert.track", rule.metadata.signal ? "0" : "1"],
      ["alert.severity", ALERT_SEVERITY[rule.metadata.severity.value]],
      ["alert.digest_mode", "0"],
      ...suppression(detection),
    ],
  };
}

function macros(detections: readonly Detection[]): ConfStanza[] {
  return [
    {
      name: "cloudtrail",
      settings: [
        ["definition", "sourcetype=aws:cloudtrail"],
        ["description", "The events of AWS CloudTrail. Add the index that holds them."],
      ],
    },
    ...detections.map(({ stem, name }) => ({
      name: `${stem}_filter`,
      settings: [
        ["definition", "search *"],
        ["description", `Narrows the saved search ${name}.`],
      ] as const,
    })),
  ];
}

function appConf(settings: PackSettings): ConfStanza[] {
  const title = `${labelOf(settings)} CloudTrail Alerts`;
  return [
    {
      name: "install",
      settings: [
        ["is_configured", "0"],
        ["build", "1"],
      ],
    },
    {
      name: "launcher",
      settings: [
        ["author", settings.author],
        ["version", settings.version],
        ["description", "Alerts on AWS CloudTrail."],
      ],
    },
    {
      name: "ui",
      settings: [
        ["is_visible", "0"],
        ["label", title],
      ],
    },
    {
      name: "package",
      settings: [
        ["id", settings.name],
        ["check_for_updates", "0"],
      ],
    },
    {
      name: "id",
      settings: [
        ["name", settings.name],
        ["version", settings.version],
      ],
    },
  ];
}

function manifest(settings: PackSettings): string {
  const document = {
    schemaVersion: "2.0.0",
    info: {
      title: `${labelOf(settings)} CloudTrail Alerts`,
      id: { group: null, name: settings.name, version: settings.version },
      author: [{ name: settings.author, email: null, company: null }],
      releaseDate: null,
      description: "Alerts on AWS CloudTrail.",
      classification: {
        intendedAudience: "IT Professionals",
        categories: ["Security, Fraud & Compliance"],
        developmentStatus: "Production/Stable",
      },
      commonInformationModels: null,
      license: { name: null, text: null, uri: null },
      privacyPolicy: { name: null, text: null, uri: null },
      releaseNotes: { name: null, text: "./README.md", uri: null },
    },
    dependencies: null,
    tasks: null,
    inputGroups: null,
    incompatibleApps: null,
    platformRequirements: null,
    supportedDeployments: ["_standalone", "_distributed", "_search_head_clustering"],
    targetWorkloads: ["_search_heads"],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The whole app. */
export function appPack(detections: readonly Detection[], settings: PackSettings): PackFile[] {
  const root = `app/${settings.name}`;
  return [
    { path: `${root}/app.manifest`, content: manifest(settings) },
    {
      path: `${root}/README.md`,
      content: appReadmeMd({
        label: labelOf(settings),
        isContent: false,
        names: detections.map((one) => markdownText(one.name)),
      }),
    },
    { path: `${root}/default/app.conf`, content: writeConf(appConf(settings)) },
    { path: `${root}/default/macros.conf`, content: writeConf(macros(detections)) },
    { path: `${root}/default/savedsearches.conf`, content: writeConf(detections.map(savedSearch)) },
    { path: `${root}/metadata/default.meta`, content: defaultMeta({ isContent: false }) },
  ];
}
