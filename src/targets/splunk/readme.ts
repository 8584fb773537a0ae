/** The README of Splunk's packs. */
import { markdownText } from "../kit/markdown.ts";
import { readmeContents } from "../kit/readme.ts";
import type { PackFile, PackSettings, Target, TargetRule } from "../target.ts";
import type { Detection } from "./detection.ts";
import { isInFindingPack } from "./finding-pack.ts";
import { readmeMd } from "./templates.generated.ts";

export function readmeFile(
  target: Pick<Target, "name" | "deviations">,
  rules: readonly TargetRule[],
  leftOut: readonly TargetRule[],
  detections: readonly Detection[],
  settings: PackSettings,
): PackFile {
  const content = readmeMd({
    name: markdownText(settings.name),
    app: settings.name,
    version: settings.version,
    hasRules: detections.length > 0,
    deprecated: detections.filter((one) => !isInFindingPack(one)).map((one) => markdownText(one.name)),
    contents: readmeContents(target, rules, leftOut),
  });
  return { path: "README.md", content: `${content.trim()}\n` };
}
