/**
 * In: the rules of the pack. Out: Panther's manifest of it, `packs/<name>.yml`: the ids that belong together. As its
 * `check-packs` wants (panther_analysis_tool 1.11.1, main.py), without Experimental and Deprecated rules, which Panther
 * leaves out of packages, and without those that a tag keeps out.
 */
import type { Rule } from "../../ir/rule.ts";
import { QuotedText, writeYaml } from "../kit/yaml.ts";
import type { PackFile, PackSettings } from "../target.ts";
import { ruleIdOf, statusOf, tagsOf } from "./document.ts";

const KEPT_OUT_STATUS = new Set(["experimental", "deprecated"]);
const KEPT_OUT_TAGS = new Set(["no pack", "configuration required", "multi-table query"]);

export function isInManifest(rule: Rule): boolean {
  const isTagged = tagsOf(rule).some((tag) => KEPT_OUT_TAGS.has(tag.toLowerCase()));
  return !isTagged && !KEPT_OUT_STATUS.has((statusOf(rule) ?? "").toLowerCase());
}

/** The id of the pack itself, which no rule may have: Panther keeps the ids of both together. */
export const packIdOf = (settings: PackSettings) => `Pack.${settings.name}`;

/** Nothing where no rule belongs to it. */
export function packManifest(rules: readonly Rule[], settings: PackSettings): PackFile[] {
  const ids = rules.filter(isInManifest).map(ruleIdOf).sort();
  if (ids.length === 0) return [];
  const words = settings.name.split("_").filter((word) => word !== "");
  const content = writeYaml({
    AnalysisType: "pack",
    PackID: new QuotedText(packIdOf(settings)),
    DisplayName: new QuotedText(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ")),
    Description: `Detections on AWS CloudTrail, version ${settings.version}.`,
    PackDefinition: { IDs: ids.map((id) => new QuotedText(id)) },
  });
  return [{ path: `packs/${settings.name}.yml`, content }];
}
