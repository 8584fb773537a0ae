/** The README of Panther's pack. */
import { markdownText } from "../kit/markdown.ts";
import { readmeContents } from "../kit/readme.ts";
import type { PackFile, PackSettings, Target, TargetRule } from "../target.ts";
import { isInManifest } from "./pack-manifest.ts";
import { readmeMd } from "./templates.generated.ts";

export function readmeFile(
  target: Pick<Target, "name" | "deviations">,
  rules: readonly TargetRule[],
  leftOut: readonly TargetRule[],
  settings: PackSettings,
): PackFile {
  const emitted = rules.filter((one) => one.files.length > 0);
  const outside = emitted.filter(({ rule }) => !isInManifest(rule));
  const content = readmeMd({
    name: markdownText(settings.name),
    version: settings.version,
    manifest: outside.length < emitted.length ? `packs/${settings.name}.yml` : "",
    outside: outside.map(({ rule }) => markdownText(rule.metadata.title.value)),
    contents: readmeContents(target, rules, leftOut),
  });
  return { path: "README.md", content: `${content.trim()}\n` };
}
