/** The README of Elastic's pack. */
import { markdownText } from "../../kit/markdown.ts";
import { readmeContents } from "../../kit/readme.ts";
import type { PackFile, PackSettings, Target, TargetRule } from "../../target.ts";
import { integration } from "../fields.ts";
import { readmeMd } from "../templates.generated.ts";

export function readmeFile(
  target: Pick<Target, "name" | "deviations">,
  rules: readonly TargetRule[],
  leftOut: readonly TargetRule[],
  settings: PackSettings,
  schema: string | undefined,
): PackFile {
  const content = readmeMd({
    name: markdownText(settings.name),
    version: settings.version,
    integration: integration.version,
    schema: schema ?? "",
    hasRules: rules.some((one) => one.files.length > 0),
    hasBuildingBlocks: rules.some((one) => one.files[0]?.path.startsWith("rules_building_block/")),
    contents: readmeContents(target, rules, leftOut),
  });
  return { path: "README.md", content: `${content.trim()}\n` };
}
