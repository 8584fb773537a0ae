/** What a run of random equivalence found, as lines for people; a difference as a ready-made case of the corpus. */
import { weighVerdict } from "../../../src/cases/verify.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { NotRunHere } from "../../../src/targets/engine.ts";
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

interface Wrong {
  readonly condition: string;
  readonly verdict: boolean;
  readonly found: string;
  readonly query: string;
}

/** What is wrong with the pair on the engine; nothing where all is well, or a declared deviation says why not. */
async function wrongOn(
  { target, open }: Column,
  { condition, event }: Pair,
  block: string,
): Promise<Wrong | undefined> {
  const text = conditionText(condition);
  const rule = ruleFromText(text, block);
  if ("refused" in rule) return undefined;
  const emitted = target.compile(rule, settings);
  if (emitted.files.length === 0) return undefined;
  const verdict = compileCondition(rule.condition)(event);
  const verdicts = await judgeFiles(open, emitted.files, [event]);
  if (verdicts instanceof NotRunHere) return undefined;
  const wrong = (found: string): Wrong => ({ condition: text, verdict, found, query: emitted.query });
  if ("unreadable" in verdicts) return wrong(verdicts.unreadable);
  const [only] = verdicts;
  const weighed = only && weighVerdict(only, verdict, target.deviations, rule.condition, event);
  return weighed?.kind === "differs" ? wrong(String(weighed.found)) : undefined;
}

/** The difference on its smallest rule and event, as a case for `test/conformance/`, with the emitted text. */
export async function explainDifference(column: Column, { made, event, found }: Difference): Promise<string> {
  const { block, text } = made;
  const start: Pair = { condition: made.rule.condition, event };
  const small = await shrinkPair(start, async (pair) => (await wrongOn(column, pair, block)) !== undefined);
  const wrong = await wrongOn(column, small, block);
  if (!wrong) return `${column.engine.id} differs, found ${found}: ${text}\n${compactJson(event)}`;
  return [
    `${column.engine.id} differs: wanted ${wrong.verdict}, found ${wrong.found}${block === "" ? "" : ` (with ${block})`}`,
    `{"id":"found/…","about":"…","condition":${JSON.stringify(wrong.condition)},"verdict":${wrong.verdict},"event":${compactJson(small.event)}}`,
    wrong.query.replace(/^/gm, "    "),
  ].join("\n");
}

/** The lines of one engine. */
export function tallyLines(column: Column, tally: Tally): string {
  const { pairs, rules, excused, held } = tally;
  const sum = [...excused.values()].reduce((total, one) => total + one, 0);
  const deviations = column.target.deviations.map(
    (id) =>
      `${id} held on ${held.get(id) ?? 0} and excused ${excused.get(id) ?? 0} (${percent(excused.get(id) ?? 0, pairs)})`,
  );
  const lines = [
    `${column.engine.id}: ${pairs} pairs, ${rules} rules, ${percent(tally.bothVerdicts, rules)} of them with both verdicts, ${tally.differing} disagreements`,
    `  excused: ${percent(sum, pairs)} of all pairs; ${deviations.join(", ")}`,
  ];
  if (column.isSecond) return lines.join("\n");
  return [
    ...lines,
    `  refused rules: ${shown(tally.refused) || "none"}`,
    `  pairs by kind of node: ${shown(tally.kinds)}`,
    `  pairs by cell (${tally.cells.size}): ${shown(tally.cells)}`,
  ].join("\n");
}
