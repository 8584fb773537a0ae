/** `tocsin coverage`: which of ATT&CK's techniques the rules cover, as a table and as a layer for ATT&CK Navigator. */

import { absolutePath, nameWithin } from "../project/project.ts";
import { writeLayer } from "../project/write-layer.ts";
import { attackVersion, CLOUD_PLATFORM } from "../schema/attack.ts";
import { type Coverage, coverageOf, shareOf } from "./attack-coverage.ts";
import { coverageLines } from "./coverage-table.ts";
import type { ExitCode } from "./exit-code.ts";
import { layerText } from "./navigator-layer.ts";
import { loadAndCheck } from "./request.ts";
import { type Format, Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

export interface CoverageOptions {
  readonly format: Format;
  /** The file for a layer. */
  readonly navigator?: string;
}

export async function coverage(
  terminal: Terminal,
  paths: readonly string[],
  options: CoverageOptions,
): Promise<ExitCode> {
  const session = new Session(terminal, "coverage", options.format);
  const request = await loadAndCheck(session, paths);
  // What a rule with an error covers isn't known.
  if (!request || session.report.hasErrors) return session.finish();
  const { project, rules } = request;
  const found = coverageOf(rules);
  const layer = options.navigator === undefined ? undefined : absolutePath(session.folder, options.navigator);
  if (layer !== undefined) writeLayer(project, layer, layerText(found, project.settings.name), session.report);
  if (session.report.hasErrors) return session.finish();
  const shown = layer === undefined ? undefined : session.shown(nameWithin(project.root, layer));
  return session.finish({
    lines: [...coverageLines(found, session.paint), ...(shown === undefined ? [] : [`Wrote the layer ${shown}.`])],
    data: { ...dataOf(found), ...(shown === undefined ? {} : { layer: shown }) },
  });
}

function dataOf({ tactics, counted, notCounted, placeless, cloud }: Coverage): object {
  const ids = (rules: Coverage["counted"]) => rules.map((rule) => rule.id);
  return {
    attack: attackVersion,
    platform: CLOUD_PLATFORM,
    cloud,
    rules: {
      counted: counted.length,
      placeless: ids(placeless),
      notCounted: notCounted.map(({ rule, reason }) => ({ rule: rule.id, reason })),
    },
    tactics: tactics.map((one) => ({
      id: one.tactic.id,
      name: one.tactic.name,
      cloud: shareOf(one),
      rules: ids(one.rules),
      techniques: one.techniques.map(({ technique, isCloud, isCovered, rules }) => ({
        id: technique.id,
        name: technique.name,
        cloud: isCloud,
        covered: isCovered,
        rules: ids(rules),
      })),
    })),
  };
}
