/** In: what rules cover. Out: lines for people, none longer than 80 columns: each tactic, then all in one table. */
import { digits, numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";
import type { Rule } from "../ir/rule.ts";
import { attackVersion, CLOUD_PLATFORM } from "../schema/attack.ts";
import {
  type Coverage,
  type CoveredTactic,
  type CoveredTechnique,
  type NotCounted,
  type Share,
  shareOf,
} from "./attack-coverage.ts";

const WIDTH = 80;
/** Of a technique with more rules than this, the ids of the first are printed; JSON and the layer have all. */
const MOST_IDS = 5;
const INDENT = " ".repeat(13);

export function coverageLines(coverage: Coverage, paint: Paint): readonly string[] {
  const { cloud, counted } = coverage;
  return [
    ...coverage.tactics.flatMap((one) => tacticLines(one, paint)),
    ...overview(coverage.tactics, paint),
    "",
    ...remarks(coverage),
    paint.bold(
      `ATT&CK v${attackVersion}: ${numberOf(counted.length, "rule")}, ${cloud.covered} of ${numberOf(cloud.techniques, "cloud technique")} covered (${percent(cloud)} %).`,
    ),
  ];
}

/** Whole, and 100 only for all of them. */
export function percent({ techniques, covered }: Share): number {
  return techniques === 0 ? 0 : Math.floor((100 * covered) / techniques);
}

/** Nothing for a tactic without a rule and without a technique of a cloud: the table has it. */
function tacticLines(one: CoveredTactic, paint: Paint): readonly string[] {
  const named = one.techniques.filter(({ rules }) => rules.length > 0);
  const open = one.techniques.filter(({ isCovered }) => !isCovered).map(({ technique }) => technique.id);
  const withTechnique = new Set(named.flatMap(({ rules }) => rules));
  const alone = one.rules.filter((rule) => !withTechnique.has(rule));
  if (open.length === 0 && one.rules.length === 0) return [];
  return [
    paint.bold(`${one.tactic.name} (${one.tactic.id})`),
    ...named.flatMap((technique) => techniqueLines(technique, paint)),
    ...(alone.length > 0 ? [row("", "the tactic alone", alone), ...idLines(alone, paint)] : []),
    ...(open.length > 0 ? wrapped("  no rule    ", open, " ").map((line) => paint.dim(line)) : []),
    "",
  ];
}

function techniqueLines({ technique, isCloud, rules }: CoveredTechnique, paint: Paint): readonly string[] {
  const mark = isCloud ? "" : ` (not ${CLOUD_PLATFORM})`;
  return [row(technique.id, technique.name, rules, mark), ...idLines(rules, paint)];
}

/** An id, a name, cut where it is too long, and on the right how many rules. */
function row(id: string, name: string, rules: readonly Rule[], mark = ""): string {
  const count = numberOf(rules.length, "rule");
  const room = WIDTH - INDENT.length - mark.length - count.length - 1;
  const cut = name.length > room ? `${name.slice(0, room - 1)}…` : name;
  const start = `  ${id.padEnd(INDENT.length - 2)}${cut}${mark}`;
  return `${start.padEnd(WIDTH - count.length)}${count}`;
}

function idLines(rules: readonly Rule[], paint: Paint): readonly string[] {
  return wrapped(INDENT, firstIds(rules), ", ").map((line) => paint.dim(line));
}

function firstIds(rules: readonly Rule[]): readonly string[] {
  const ids = rules.slice(0, MOST_IDS).map((rule) => rule.id);
  return rules.length > MOST_IDS ? [...ids, `and ${digits(rules.length - MOST_IDS)} more`] : ids;
}

/** The words in lines that begin with `start`, or with as many spaces. */
function wrapped(start: string, words: readonly string[], between: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && start.length + line.length + between.length + word.length >= WIDTH) {
      lines.push(`${line}${between.trimEnd()}`);
      line = "";
    }
    line += line === "" ? word : between + word;
  }
  return [...lines, line].map((one, index) => (index === 0 ? start : " ".repeat(start.length)) + one);
}

function overview(tactics: readonly CoveredTactic[], paint: Paint): readonly string[] {
  const heading = paint.dim(`${"TACTIC".padEnd(29)} RULES  CLOUD TECHNIQUES COVERED`);
  return [heading, ...tactics.map((one) => overviewLine(one, paint))];
}

const BAR = 20;

function overviewLine(one: CoveredTactic, paint: Paint): string {
  const share = shareOf(one);
  const { techniques, covered } = share;
  const name = `${one.tactic.name.padEnd(21)} ${one.tactic.id}`;
  const rules = String(one.rules.length).padStart(6);
  const full = techniques === 0 ? 0 : Math.floor((BAR * covered) / techniques);
  const bar = `${"#".repeat(full)}${".".repeat(BAR - full)}`;
  const text = techniques === 0 ? "none in a cloud" : `${`${covered} of ${techniques}`.padStart(8)}  ${bar}`;
  const line = `${name} ${rules}  ${text}`;
  if (techniques === 0 && one.rules.length === 0) return paint.dim(line);
  return one.rules.length === 0 ? paint.yellow(line) : line;
}

const REASONS: { readonly [R in NotCounted]: string } = {
  disabled: "disabled",
  signal: "a signal, which doesn't alert",
  deprecated: "deprecated",
};

function remarks({ tactics, notCounted, placeless }: Coverage): readonly string[] {
  const empty = tactics.filter((one) => one.rules.length === 0 && shareOf(one).techniques > 0);
  const lists: (readonly [start: string, words: readonly string[]])[] = [
    ["No rule yet: ", empty.map(({ tactic }) => tactic.name)],
    ["Without a place in ATT&CK: ", firstIds(placeless)],
    ["Not counted: ", notCounted.map(({ rule, reason }) => `${rule.id} (${REASONS[reason]})`)],
  ];
  const lines = lists.flatMap(([start, words]) => (words.length > 0 ? wrapped(start, words, ", ") : []));
  return [
    ...lines,
    `Cloud techniques are those of ATT&CK's platform ${CLOUD_PLATFORM}; one is covered by a rule`,
    "that names it or one of its sub-techniques.",
  ];
}
