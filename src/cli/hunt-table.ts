/** In: what a hunt finds. Out: a table for people: for each rule how often, when, and one example. */
import type { HuntItem, HuntSummary } from "../cases/hunt.ts";
import { cleanText } from "../diagnostics/clean-text.ts";
import { widthOf } from "../diagnostics/frame.ts";
import { digits, numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import type { Rule, RuleSeverity } from "../ir/rule.ts";
import { actorOf, textAt } from "./event-facts.ts";
import type { HuntPrinter } from "./hunt-printer.ts";
import type { Session } from "./session.ts";
import type { Output } from "./terminal.ts";

interface Found {
  readonly rule: Rule;
  readonly example: string;
  /** The highest that one of its alerts has. */
  severity: RuleSeverity;
  first: string | undefined;
  last: string | undefined;
}

const RANK: readonly RuleSeverity[] = ["critical", "high", "medium", "low", "info"];
const MOST_REJECTED = 20;

export class HuntTable implements HuntPrinter {
  readonly #found = new Map<Rule, Found>();
  readonly #rejected: string[] = [];
  readonly #out: Output;
  readonly #session: Session;
  readonly #namesLogs: boolean;

  /** `namesLogs`: does an example say in which log it stands? With one log that is known. */
  constructor(out: Output, session: Session, namesLogs: boolean) {
    this.#out = out;
    this.#session = session;
    this.#namesLogs = namesLogs;
  }

  add(item: HuntItem): void {
    if (item.kind === "rejected") {
      if (this.#rejected.length < MOST_REJECTED)
        this.#rejected.push(cleanText(`${item.log}${item.place === "" ? "" : `, ${item.place}`}: ${item.why}`));
      return;
    }
    const time = textAt(item.event, "eventTime");
    const known = this.#found.get(item.rule);
    if (!known) {
      const example = exampleOf(item, this.#namesLogs);
      this.#found.set(item.rule, { rule: item.rule, example, severity: item.alert.severity, first: time, last: time });
      return;
    }
    if (time !== undefined && (known.first === undefined || time < known.first)) known.first = time;
    if (time !== undefined && (known.last === undefined || time > known.last)) known.last = time;
    if (RANK.indexOf(item.alert.severity) < RANK.indexOf(known.severity)) known.severity = item.alert.severity;
  }

  finish(summary: HuntSummary): void {
    const { paint, report } = this.#session;
    this.#out.write(renderPretty(report.diagnostics, paint));
    const counts = new Map(summary.rules.map((one) => [one.rule, one]));
    const rows = [...this.#found.values()]
      .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity) || (a.rule.id < b.rule.id ? -1 : 1))
      .map((found) => {
        const { hits, alerts } = counts.get(found.rule) as HuntSummary["rules"][number];
        const times = [found.first, found.last].map((time) => cleanText(time ?? "-").slice(0, 20));
        return { found, cells: [found.severity, found.rule.id, digits(hits), digits(alerts), ...times] };
      });
    if (rows.length > 0) this.#out.write(`${table(rows, paint).join("\n")}\n\n`);
    this.#out.write(`${this.#closing(summary, rows.length, paint).join("\n")}\n`);
  }

  #closing({ rules, logs, total }: HuntSummary, rulesWithHits: number, paint: Paint): readonly string[] {
    const { accepted, rejected, repeats } = total;
    const lines: string[] = [];
    if (rejected > 0) {
      lines.push(paint.red(`${numberOf(rejected, "record")} rejected:`), ...this.#rejected.map((one) => `  ${one}`));
      if (rejected > this.#rejected.length) lines.push(`  and ${numberOf(rejected - this.#rejected.length, "other")}`);
      lines.push("");
    }
    const again = repeats > 0 ? ` (${numberOf(repeats, "repeat")} left out)` : "";
    const hits = rules.reduce((sum, one) => sum + one.hits, 0);
    const alerts = rules.reduce((sum, one) => sum + one.alerts, 0);
    lines.push(
      paint.bold(
        `${numberOf(rules.length, "rule")} over ${numberOf(accepted, "event")}${again} in ${numberOf(logs.length, "log")}: ` +
          `${numberOf(hits, "hit")} of ${numberOf(rulesWithHits, "rule")}, ${numberOf(alerts, "alert")}.`,
      ),
    );
    return lines;
  }
}

const HEADINGS = ["SEVERITY", "RULE", "HITS", "ALERTS", "FIRST", "LAST"];
const RIGHT = new Set([2, 3]);

/** The rows in columns, each followed by its example. */
function table(
  rows: readonly { readonly found: Found; readonly cells: readonly string[] }[],
  paint: Paint,
): readonly string[] {
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map(({ cells }) => widthOf(cells[column] as string))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const fill = " ".repeat((widths[column] as number) - widthOf(cell));
        return RIGHT.has(column) ? fill + cell : cell + fill;
      })
      .join("  ")
      .trimEnd();
  return [
    paint.dim(line(HEADINGS)),
    ...rows.flatMap(({ found, cells }) => [
      paintSeverity(line(cells), found.severity, paint),
      paint.dim(`  e.g. ${found.example}`),
    ]),
  ];
}

function paintSeverity(line: string, severity: RuleSeverity, paint: Paint): string {
  if (severity === "critical" || severity === "high") return paint.red(line);
  return severity === "medium" ? paint.yellow(line) : line;
}

/** The alert, who made the call and from where as far as its title doesn't say, and where the record stands. */
function exampleOf({ event, alert, log, place }: HuntItem & { readonly kind: "hit" }, namesLog: boolean): string {
  const unsaid = (before: string, text: string | undefined) =>
    text === undefined || alert.title.includes(text) ? "" : `${before}${text}`;
  const who = unsaid(", by ", actorOf(event)) + unsaid(", from ", textAt(event, "sourceIPAddress"));
  const where = [...(namesLog ? [log] : []), ...(place === "" ? [] : [place])].join(" ");
  return cleanText(`${alert.title}${who}${where === "" ? "" : ` (${where})`}`);
}
