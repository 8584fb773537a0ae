/** What a run of random equivalence found, as lines for people; a difference as a ready-made case of the corpus. */
import { deviationFor } from "../../../src/cases/deviations.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { conditionText } from "./condition-text.ts";
import { type Column, judgeFiles } from "./engines.ts";
import { ruleFromText, settings } from "./rule-from-text.ts";
import type { Counts, Difference, Tally } from "./run.ts";
import { type Pair, shrinkPair } from "./shrink.ts";

const shown = (counts: Counts): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, times]) => `${key} ${times}`)
    .join(", ");

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

/** The block of a made rule that decides how it is emitted. */
function blocksOf(difference: Difference): string {
  return difference.made.rule.blocks.elastic ? "elastic { language = kql }" : "";
}

/** Does the engine give another verdict on the pair, for no declared reason? The verdict or the error, if so. */
async function wrongVerdict(column: Column, { condition, event }: Pair, blocks: string): Promise<string | undefined> {
  let text: string;
  try {
    text = conditionText(condition);
  } catch {
    return undefined;
  }
  const rule = ruleFromText(text, blocks);
  if ("refused" in rule) return undefined;
  const emitted = column.target.compile(rule, settings);
  if (emitted.files.length === 0) return undefined;
  const verdicts = await judgeFiles(column.open, emitted.files, [event]);
  if ("unreadable" in verdicts) return verdicts.unreadable;
  const [verdict] = verdicts;
  const expected = compileCondition(rule.condition)(event);
  if (!verdict || ("alerts" in verdict && verdict.alerts === expected)) return undefined;
  if (deviationFor(column.target.deviations, rule.condition, event)) return undefined;
  return "error" in verdict ? verdict.error : String(verdict.alerts);
}

/** The difference on its smallest rule and event, as a case for `test/conformance/`, with the emitted text. */
export async function explainDifference(column: Column, difference: Difference): Promise<string> {
  const blocks = blocksOf(difference);
  const start: Pair = { condition: difference.made.rule.condition, event: difference.event };
  const small = await shrinkPair(start, async (pair) => (await wrongVerdict(column, pair, blocks)) !== undefined);
  const condition = conditionText(small.condition);
  const rule = ruleFromText(condition, blocks);
  if ("refused" in rule) return `${difference.made.text}\n${rule.refused}`;
  const emitted = column.target.compile(rule, settings);
  const found = (await wrongVerdict(column, small, blocks)) ?? difference.found;
  const verdict = compileCondition(rule.condition)(small.event);
  return [
    `${difference.engine} differs: wanted ${verdict}, found ${found}${blocks === "" ? "" : ` (with ${blocks})`}`,
    `{"id":"found/…","about":"…","condition":${JSON.stringify(condition)},"verdict":${verdict},"event":${compactJson(small.event)}}`,
    emitted.query.replace(/^/gm, "    "),
  ].join("\n");
}

/** The lines of one engine. */
export function tallyLines(engine: string, tally: Tally): string {
  const excused = [...tally.deviations.values()].reduce((sum, one) => sum + one, 0);
  return [
    `${engine}: ${tally.pairs} pairs, ${tally.rules} rules, both verdicts for ${percent(tally.bothVerdicts, tally.rules)} of them, ${tally.differing} disagreements; ${Math.round(tally.pairs / (tally.milliseconds / 1000))} pairs/s`,
    `  deviations: ${percent(excused, tally.pairs)} of all pairs: ${[...tally.deviations].map(([id, times]) => `${id} ${times} (${percent(times, tally.pairs)})`).join(", ")}`,
    `  excused: ${shown(tally.excusedBreaks)}`,
    `  refused: ${shown(tally.refused)}`,
    `  kinds: ${shown(tally.kinds)}`,
    `  cells (${tally.cells.size}): ${shown(tally.cells)}`,
  ].join("\n");
}
