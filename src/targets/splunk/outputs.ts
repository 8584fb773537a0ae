/**
 * In: what a rule's alert shows. Out: the columns of the search's results, how each is made, and what of the alert is
 * carried. Rows are grouped by what tells alerts apart; everything else is gathered by `values()`, so that no row is
 * lost for a missing field. All columns are made from raw fields, never from the add-on's aliases.
 */
import type { FirstOf, Subject } from "../../ir/path.ts";
import { showSubject } from "../../ir/path.ts";
import type { Alert, Rule, Template } from "../../ir/rule.ts";
import type { Carried } from "../target.ts";
import { type Expression, field, joined, text } from "./expression.ts";
import { OutputNames } from "./output-name.ts";
import { choiceText, contextValues, firstOf, isSayable, type Known, templateText } from "./value-expression.ts";

export interface Column {
  readonly name: string;
  readonly value: Expression;
  /** Groups the rows; else it is gathered. A grouping column is never NULL. */
  readonly groups: boolean;
  /** The field that it shows, as a rule writes it; the first one of several. */
  readonly shows?: string;
}

export interface Outputs {
  readonly columns: readonly Column[];
  /** The alert's title as Splunk puts it together: texts and the names of columns. Absent where no text can hold it. */
  readonly title?: readonly TitlePart[];
  /** The columns that make two alerts the same. */
  readonly keyColumns: readonly string[];
  readonly carried: readonly Carried[];
}

export type TitlePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "column"; readonly name: string };

/** Collects columns; the same value is one column, whoever asks for it. */
class Columns {
  readonly all: Column[] = [];
  readonly #byValue = new Map<string, string>();

  constructor(
    readonly known: Known,
    readonly names: OutputNames,
  ) {}

  /** The column of a value in a title or a key; a fixed text has none. */
  forFirst(value: FirstOf): string | undefined {
    const known = this.#byValue.get(value.shown);
    if (known) return known;
    const subject = value.alternatives.find((one) => one.kind !== "text");
    const expression = firstOf(value, this.known);
    if (!subject || !expression) return undefined;
    const name = this.names.nameFor(subject);
    this.#byValue.set(value.shown, name);
    this.all.push({ name, value: expression, groups: true, shows: showSubject(subject) });
    return name;
  }

  /** The column of a field of the context; one that groups already shows the same. */
  forContext(subject: Subject): string | undefined {
    const shows = showSubject(subject);
    const known = this.all.find((one) => one.shows === shows);
    if (known) return known.name;
    const value = contextValues(subject, this.known);
    if (!value) return undefined;
    const name = this.names.nameFor(subject);
    this.all.push({ name, value, groups: false, shows });
    return name;
  }

  add(column: Column): void {
    this.all.push(column);
  }

  /** The column of a value, to be read by a later one. */
  valueOf = (value: FirstOf): Expression | undefined => {
    const name = this.forFirst(value);
    return name === undefined ? firstOf(value, this.known) : field(name);
  };
}

const leftOut = (part: string, note: string): Carried => ({ part, how: "left out", note });
const UNSAYABLE =
  "a value or a condition in it is one that SPL can't read exactly, or a text one that a search can't hold";

interface Title {
  readonly parts?: readonly TitlePart[];
  readonly carried: Carried;
}

function plainTitle(template: Template, columns: Columns): readonly TitlePart[] | undefined {
  const parts: TitlePart[] = [];
  for (const part of template.parts) {
    if (part.kind === "text") parts.push(part);
    else {
      const name = columns.forFirst(part.value);
      if (name === undefined) return undefined;
      parts.push({ kind: "column", name });
    }
  }
  return parts;
}

/** contentctl looks for `$…$` greedily, without a blank or a dot inside: two tokens that touch would be read as one. */
function tokensTouch(parts: readonly TitlePart[]): boolean {
  const shown = parts.map((part) => (part.kind === "text" ? part.text : `$${part.name}$`)).join("");
  const names = new Set(parts.flatMap((part) => (part.kind === "column" ? [part.name] : [])));
  return [...shown.matchAll(/\$([^\s.]*)\$/g)].some((found) => !names.has(found[1] ?? ""));
}

function titleOf(alert: Alert, columns: Columns): Title {
  const [first] = alert.title;
  const parts = alert.title.length === 1 && first ? plainTitle(first.value, columns) : undefined;
  // A text that no risk message can hold is kept, so that the message's writer refuses it.
  const isUnsayable = parts?.some((part) => part.kind === "text" && !isSayable(part.text)) ?? false;
  if (parts && (isUnsayable || !tokensTouch(parts)))
    return {
      parts,
      carried: { part: "title", how: "carried", note: "risk message, and the column `alert_title` of the plain app" },
    };
  const value = choiceText(alert.title, columns.known, (template) => templateText(template, columns.valueOf));
  if (!value) return { carried: leftOut("title", UNSAYABLE) };
  columns.add({ name: "alert_title", value, groups: true });
  return {
    parts: [{ kind: "column", name: "alert_title" }],
    carried: { part: "title", how: "carried", note: "computed in the search, as `alert_title`" },
  };
}

interface Key {
  readonly names: readonly string[];
  readonly carried: Carried;
}

function keyOf(alert: Alert, columns: Columns, title: Title): Key {
  if (!alert.key) {
    const names = [...new Set((title.parts ?? []).flatMap((part) => (part.kind === "column" ? [part.name] : [])))];
    // A title without values makes all alerts of the rule the same: for throttling, that has to be a column.
    if (names.length === 0 && title.parts && alert.suppress) {
      columns.add({ name: "alert_key", value: text("all"), groups: true });
      names.push("alert_key");
    }
    return { names, carried: { part: "key", how: "carried", note: "the title's columns" } };
  }
  const [only] = alert.key;
  if (alert.key.length === 1 && only) {
    const names = only.value.map((one) => columns.forFirst(one));
    const found = names.filter((one) => one !== undefined);
    if (found.length === names.length)
      return { names: [...new Set(found)], carried: { part: "key", how: "carried", note: "grouping columns" } };
  }
  const value = choiceText(alert.key, columns.known, (values) => {
    const parts = values.map(columns.valueOf);
    const texts = parts.flatMap((part, index) => (part ? (index === 0 ? [part] : [text(" | "), part]) : []));
    if (parts.some((part) => !part)) return undefined;
    return texts.length === 1 ? texts[0] : joined(...texts);
  });
  if (!value) return { names: [], carried: leftOut("key", UNSAYABLE) };
  columns.add({ name: "alert_key", value, groups: true });
  return {
    names: ["alert_key"],
    carried: { part: "key", how: "carried", note: "computed in the search, as `alert_key`" },
  };
}

function severityOf(alert: Alert, columns: Columns): Carried {
  if (alert.severity.length < 2) return { part: "severity", how: "carried" };
  const value = choiceText(alert.severity, columns.known, (severity) => text(severity));
  if (!value)
    return { part: "severity", how: "rounded", note: "to the rule's own: a condition of it is one that SPL can't say" };
  columns.add({ name: "severity", value, groups: true });
  return {
    part: "severity",
    how: "rounded",
    note: "risk score and alert severity are the rule's own; the column `severity` holds the alert's",
  };
}

function descriptionOf(alert: Alert, columns: Columns): Carried[] {
  if (!alert.description) return [];
  const value = templateText(alert.description, columns.valueOf);
  if (!value) return [leftOut("description", UNSAYABLE)];
  columns.add({ name: "alert_description", value, groups: false });
  return [{ part: "description", how: "carried", note: "the column `alert_description`" }];
}

function contextOf(alert: Alert, columns: Columns): Carried {
  const lost = alert.context.filter((subject) => columns.forContext(subject) === undefined).map(showSubject);
  if (lost.length === 0) return { part: "context", how: "carried", note: "columns of the results" };
  return {
    part: "context",
    how: "rounded",
    note: `without ${lost.map((one) => `\`${one}\``).join(", ")}, which SPL has no value for`,
  };
}

const whoCalled = (rule: Rule): FirstOf => {
  const { origin } = rule;
  const keys = ["userIdentity", "arn"].map((name) => ({ kind: "key", name }) as const);
  const path: Subject = { kind: "path", root: { kind: "event" }, steps: keys, type: "text", origin };
  return { alternatives: [path], shown: "userIdentity.arn", origin };
};

/** The columns of a rule's results. `user` is always among them: rows need something to be grouped by, and risk an object. */
export function outputsOf(rule: Rule, known: Known, raw: Iterable<string>): Outputs {
  const { alert } = rule;
  const columns = new Columns(known, new OutputNames(raw));
  const title = titleOf(alert, columns);
  const key = keyOf(alert, columns, title);
  if (!columns.all.some((one) => one.name === "user")) columns.forFirst(whoCalled(rule));
  const carried = [
    title.carried,
    key.carried,
    severityOf(alert, columns),
    ...descriptionOf(alert, columns),
    contextOf(alert, columns),
  ];
  return { columns: columns.all, ...(title.parts ? { title: title.parts } : {}), keyColumns: key.names, carried };
}
