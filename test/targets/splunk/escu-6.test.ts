/** The pack in the format of ESCU 6: the same detections as in that of ESCU 5, with findings and without tags. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { splunk } from "../../../src/targets/splunk/index.ts";
import type { PackFile, TargetRule } from "../../../src/targets/target.ts";
import { type RuleParts, rule, settings } from "./build.ts";
import { type FindingDetection, readFinding } from "./escu-6.ts";

const ROOT = "contentctl_ng/detections/cloud/";

function compile(parts: RuleParts): TargetRule {
  const compiled = splunk.compile(rule(parts), settings);
  expect(compiled.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  return compiled;
}

function detectionOf(parts: RuleParts): FindingDetection {
  const file = compile(parts).files.find(({ path }) => path.startsWith(ROOT)) as PackFile;
  const { detection, problems } = readFinding(file.content, file.path.slice(ROOT.length));
  expect(problems).toEqual([]);
  return detection;
}

const KEYED = `alert {
  title   = "{userIdentity.arn} stopped {requestParameters.name}"
  context = [sourceIPAddress, userAgent]
}`;

test("what both formats say is the same", () => {
  const data = `title = "CloudTrail stopped"
version = 3
modified = 2026-02-01
attack = [TA0005:T1562.008]
references = ["https://docs.aws.amazon.com/awscloudtrail/"]
false_positives = ["A trail is replaced."]`;
  const before = parse(compile({ data, alert: KEYED }).files[0]?.content ?? "");
  const after = detectionOf({ data, alert: KEYED });
  const same = ["id", "name", "version", "author", "status", "type", "description", "data_source", "search"];
  for (const key of [...same, "how_to_implement", "known_false_positives", "references", "drilldown_searches"])
    expect(after[key], key).toEqual(before[key]);
  for (const key of ["analytic_story", "asset_type", "mitre_attack_id", "product", "security_domain"])
    expect(after[key], key).toEqual(before.tags[key]);
  expect(after).toMatchObject({ creation_date: "2026-01-31", modification_date: "2026-02-01", category: "cloud" });
  expect(after.finding).toEqual({ title: "$user$ stopped $name$", entity: { field: "user", type: "user", score: 80 } });
  expect(after.threat_objects).toEqual(before.rba.threat_objects);
  expect(after.tests).toEqual(
    before.tests.map((one: { name: string; attack_data: { data: string }[] }) => ({
      name: one.name,
      attack_data: one.attack_data.map((data: { data: string }) => ({ ...data, data: `../contentctl/${data.data}` })),
      test_type: "unit",
    })),
  );
});

test("the first risk object of a TTP is its finding's, the others add risk; each only once", () => {
  const block = `splunk {
  risk_objects = [
    { field = "user"  type = user  score = 60 },
    { field = "src"  type = system },
    { field = "user"  type = other }
  ]
}`;
  const detection = detectionOf({ alert: KEYED, block });
  expect(detection.finding?.entity).toEqual({ field: "user", type: "user", score: 60 });
  expect(detection.intermediate_findings?.entities).toEqual([
    { field: "src", type: "system", score: 80, message: "$user$ stopped $name$" },
  ]);
});

test("an anomaly only adds risk, a hunting search does nothing by itself", () => {
  const anomaly = detectionOf({ data: "severity = low", alert: KEYED });
  expect(anomaly.finding).toBeUndefined();
  expect(anomaly.intermediate_findings?.entities).toHaveLength(1);
  const hunting = detectionOf({ data: "severity = info", alert: KEYED });
  expect(hunting).not.toHaveProperty("finding");
  expect(hunting).not.toHaveProperty("intermediate_findings");
  expect(hunting).not.toHaveProperty("threat_objects");
  expect(hunting).not.toHaveProperty("drilldown_searches");
});

test("a message without a value ends in that of its entity", () => {
  expect(detectionOf({ alert: 'alert { title = "A trail was stopped" }' }).finding?.title).toBe(
    "A trail was stopped - $user$",
  );
});

test("a slash can't be in a file's name, which is the detection's", () => {
  const detection = detectionOf({ data: 'title = "Trail stopped/deleted"' });
  expect(detection.name).toBe("Trail stopped-deleted");
});

test("names of asset types that it has otherwise", () => {
  expect(detectionOf({ block: 'splunk { asset_type = "Instance" }' }).asset_type).toBe("AWS Instance");
  expect(detectionOf({ block: 'splunk { asset_type = "AWS EKS Kubernetes cluster" }' }).asset_type).toBe(
    "Amazon EKS Kubernetes cluster",
  );
});

test("a schedule of its own, in offsets", () => {
  const block = 'splunk { cron_schedule = "*/5 * * * *"  earliest = "-15m@m"  latest = "now" }';
  expect(detectionOf({ block }).custom_schedule).toEqual({
    cron_schedule: "*/5 * * * *",
    schedule_window: "auto",
    earliest_time: "-15m@m",
    latest_time: "-0s",
  });
  expect(detectionOf({})).not.toHaveProperty("custom_schedule");
});

test("drilldowns of the rule's own stand after those that each has, in both formats", () => {
  const block = `splunk {
  drilldowns = [{ name = "Everything of the user"  search = "index=aws user=\\"$user$\\""  earliest = "-7d@d" }]
}`;
  const own = {
    name: "Everything of the user",
    search: 'index=aws user="$user$"',
    earliest_offset: "-7d@d",
    latest_offset: "$info_max_time$",
  };
  const before = parse(compile({ block }).files[0]?.content ?? "");
  expect(before.drilldown_searches[2]).toEqual(own);
  expect((detectionOf({ block }).drilldown_searches as unknown[])[2]).toEqual(own);
});

test("a deprecated detection is not in it, and the README says so", () => {
  const compiled = compile({ data: "status = deprecated" });
  expect(compiled.files.map(({ path }) => path).filter((path) => path.startsWith("contentctl_ng"))).toEqual([]);
  const { files } = splunk.pack([compiled], settings);
  expect(files.filter(({ path }) => path.startsWith("contentctl_ng"))).toEqual([]);
  expect(files.find(({ path }) => path === "README.md")?.content).toContain("\n- Trail stopped\n");
});

test("stories, macros, the data source and the schedule have two dates and no tags", () => {
  const parts = { data: "created = 2025-12-24\nmodified = 2026-02-03" };
  const { files } = splunk.pack([compile(parts)], settings);
  const objects = files.filter(({ path }) => /^contentctl_ng\/(?!build|app_template).*\.yml$/.test(path));
  expect(objects.map(({ path }) => path.split("/")[1])).toEqual([
    "data_sources",
    "macros",
    "macros",
    "schedules",
    "stories",
  ]);
  const ids = new Set<string>();
  for (const { path, content } of objects) {
    const read = parse(content);
    expect(read, path).toMatchObject({ creation_date: "2025-12-24", modification_date: "2026-02-03", version: 1 });
    expect(path.split("/").at(-1), path).toBe(`${read.name.toLowerCase().replace(/[ .-]/g, "_")}.yml`);
    expect(read).not.toHaveProperty("tags");
    expect(read).not.toHaveProperty("date");
    ids.add(read.id);
  }
  expect(ids.size).toBe(objects.length);
  const build = parse(files.find(({ path }) => path === "contentctl_ng/build.yml")?.content ?? "");
  expect(build).toMatchObject({ id: "tocsin_cloudtrail_content", content_prefix: "Tocsin", app_version: "0.1.0" });
});
