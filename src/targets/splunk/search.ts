/**
 * In: a rule that SPL can say. Out: its search, as lines: the macro and the prefilter, what has to be read or computed
 * first, `| where` with the whole condition, the columns, and the filter macro. Printing is left to the printers.
 */
import type { Predicate } from "../../ir/predicate.ts";
import type { Rule } from "../../ir/rule.ts";
import { Block } from "./block.ts";
import { type Computed, ComputedFields } from "./computed-fields.ts";
import { type Expression, field, joined, text, visitExpression } from "./expression.ts";
import { factsOf } from "./facts.ts";
import { lower } from "./lower.ts";
import { type Column, type Outputs, outputsOf, type TitlePart } from "./outputs.ts";
import { prefilter } from "./prefilter.ts";
import { layout, printCondition } from "./print-expression.ts";
import { printTerms } from "./print-terms.ts";
import { quoteCommandField } from "./quote.ts";
import { defineDerived, isSayable } from "./value-expression.ts";

export interface Search {
  readonly where: string;
  readonly outputs: Outputs;
  /** The alert's title, or the message in its place; empty where neither can be said. */
  readonly title: readonly TitlePart[];
  /** For contentctl: with the pack's time macro, and no column for a title that the risk message makes. */
  readonly content: string;
  /** For the plain app, which has no risk message. */
  readonly app: string;
}

/** Fields that Splunk has for every event, and no JSON member. */
const OWN_FIELDS = new Set(["_raw", "_time"]);

/** Raw fields that the expressions read: what `search` extracted, not what `eval` made. */
function rawFields(expressions: readonly Expression[], computed: ReadonlySet<string>): string[] {
  const names = new Set<string>();
  for (const expression of expressions) {
    visitExpression(expression, (one) => {
      if (one.kind === "field" && !computed.has(one.name) && !OWN_FIELDS.has(one.name)) names.add(one.name);
    });
  }
  return [...names];
}

const STEP = "    ";

const assignment = ({ name, value }: Computed | Column) => `${name}=${layout(value, STEP)}`;

function evalLines(computed: readonly (Computed | Column)[]): string[] {
  return computed.length === 0 ? [] : [`| eval ${computed.map(assignment).join(`,\n${STEP}`)}`];
}

/** A column that only gives a raw field another name. */
function isRenamed(
  column: Column,
): column is Column & { readonly value: { readonly kind: "field"; readonly name: string } } {
  return !column.groups && column.value.kind === "field";
}

const WIDTH = 100;

/** Words over as many lines as they need. */
function wrapped(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${indent}`);
}

function columnLines(columns: readonly Column[]): string[] {
  const made = columns.filter((one) => !isRenamed(one) || one.value.name !== one.name);
  const renames = made.filter(isRenamed).map((one) => `${quoteCommandField(one.value.name)} as ${one.name}`);
  const gathered = columns.filter((one) => !one.groups).map((one) => `values(${one.name}) as ${one.name}`);
  const groups = columns.filter((one) => one.groups).map((one) => one.name);
  const stats = [
    "| stats count min(_time) as firstTime max(_time) as lastTime",
    wrapped(gathered, STEP),
    `by ${wrapped(groups, STEP)}`,
  ];
  return [
    ...evalLines(made.filter((one) => !isRenamed(one))),
    ...(renames.length > 0
      ? [
          `| rename ${wrapped(
            renames.map((one, index) => (index < renames.length - 1 ? `${one},` : one)),
            STEP,
          )}`,
        ]
      : []),
    stats.filter((part) => part !== "").join(`\n${STEP}`),
  ];
}

/** A risk message in the platform's own block: `$column$` is a column's value. */
export function messageParts(message: string): readonly TitlePart[] {
  const parts = message.split(/\$([A-Za-z_][A-Za-z0-9_]*)\$/);
  return parts.flatMap((part, index): TitlePart[] =>
    index % 2 === 1 ? [{ kind: "column", name: part }] : part === "" ? [] : [{ kind: "text", text: part }],
  );
}

/** The title of one row, from its columns. A title that is a column already needs no other; one that is refused has no line. */
function titleLine(title: readonly TitlePart[]): string[] {
  if (title.some((part) => part.kind === "text" && !isSayable(part.text))) return [];
  const parts = title.map((part) => (part.kind === "text" ? text(part.text) : field(part.name)));
  const [only] = parts;
  if (!only || (parts.length === 1 && only.kind === "field" && only.name === "alert_title")) return [];
  return evalLines([{ name: "alert_title", value: parts.length === 1 ? only : joined(...parts) }]);
}

/** Past the 5,000 bytes that the automatic extraction reads (limits.conf, `[spath] extraction_cutoff`), a path is read by name. */
function lateLines(raw: readonly string[]): string[] {
  return raw.map((name) => `| spath path=${quoteCommandField(name)}`);
}

/** In an event's JSON it stands after the request and the response, and so may be past those bytes. */
const LATE = new Set(["eventType"]);

/** `condition` is the rule's, prepared and judged exact; `filter` the name of its filter macro. */
export function searchOf(rule: Rule, condition: Predicate, filter: string): Search {
  const isLate = new Block(rule).isOn("late_fields");
  const computed = new ComputedFields();
  const where = lower(condition, computed, defineDerived);
  const before = [...computed.all];
  const namesOf = (some: readonly Computed[]) => new Set(some.map((one) => one.name));
  const raw = (expressions: readonly Expression[]) => rawFields(expressions, namesOf(computed.all));
  const asked = rawFields([where, ...before.map((one) => one.value)], namesOf(before));
  const outputs = outputsOf(rule, { computed, facts: factsOf(condition) }, asked);
  const after = computed.all.slice(before.length);
  const terms = prefilter(condition, isLate ? LATE : new Set());
  const read = raw([where, ...computed.all.map((one) => one.value), ...outputs.columns.map((one) => one.value)]);
  const message = new Block(rule).text("message");
  const title = message === undefined ? (outputs.title ?? []) : messageParts(message);
  const printedWhere = printCondition(where);
  const lines = [
    `\`cloudtrail\`${terms ? ` ${printTerms(terms)}` : ""}`,
    ...(isLate ? lateLines(read) : []),
    ...evalLines(before),
    `| where ${printedWhere}`,
    ...evalLines(after),
    ...columnLines(outputs.columns),
  ];
  return {
    where: printedWhere,
    outputs,
    title,
    content: [
      ...lines,
      "| `security_content_ctime(firstTime)`",
      "| `security_content_ctime(lastTime)`",
      `| \`${filter}\``,
    ].join("\n"),
    app: [
      ...lines,
      '| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime)',
      ...titleLine(title),
      `| \`${filter}\``,
    ].join("\n"),
  };
}
