/**
 * In: a file that was read without errors. Out: its one canonical form. What was written keeps its words and its order;
 * spaces, line breaks, commas at the ends of lists and the parentheses after `unless` are the formatter's. Formatting
 * the result again changes nothing, it means the same, and every comment is in it.
 */

import { textOf } from "../source/source.ts";
import type * as ast from "./ast.ts";
import { fits, holdsComment, writeBlockCondition, writeClauseCondition, writeItems } from "./format-condition.ts";
import {
  formatAlternatives,
  formatBlock,
  formatCondition,
  formatData,
  formatEntries,
  formatItem,
  formatJson,
  formatLiteral,
  formatText,
  formatValueItem,
} from "./format-texts.ts";
import { Layout } from "./layout.ts";

const widestEvent = 120;
const widestAlignedName = 60;
const mostInlineEntries = 3;

/** The file's text in its canonical form; the text as it is where something in it could not be read. */
export function formatFile(file: ast.RuleFile): string {
  if (file.broken) return file.source.text;
  const layout = new Layout(file);
  new FileFormatter(layout, file.source.text).file(file);
  return layout.render();
}

type Item = ast.Declaration | ast.Clause;
type Block = ast.RuleDeclaration | ast.TuneDeclaration;

/** How wide the columns are that neighbours share. */
interface Widths {
  readonly name: number;
  readonly platform: number;
  readonly test: number;
  readonly expect: number;
}

class FileFormatter {
  constructor(
    readonly layout: Layout,
    readonly text: string,
  ) {}

  file(file: ast.RuleFile): void {
    this.#items(file.declarations, 0, (item, widths) => this.#declaration(item, widths));
    this.layout.item(file.source.text.length + 1, 0, false);
  }

  /** Items of a block: those of different kinds, rules and tunes are set apart by a blank line. */
  #items<One extends Item>(items: readonly One[], indent: number, write: (item: One, widths: Widths) => void): void {
    let before = "";
    for (const run of this.#runs(items)) {
      const widths = this.#widths(run, indent);
      for (const [index, item] of run.entries()) {
        const apart = index === 0 && item !== items[0] && (isBlock(item) || groupOf(item) !== before);
        this.layout.item(item.span.start, indent, apart);
        write(item, widths);
        this.layout.wrote(item.span.end);
        before = groupOf(item);
      }
    }
  }

  /** Neighbours of one kind without a blank line between them. */
  #runs<One extends Item>(items: readonly One[]): One[][] {
    const runs: One[][] = [];
    for (const item of items) {
      const run = runs[runs.length - 1];
      const last = run?.[run.length - 1];
      const apart = !last || groupOf(last) !== groupOf(item) || isBlock(item) || this.#isApart(last, item);
      if (run && !apart) run.push(item);
      else runs.push([item]);
    }
    return runs;
  }

  #widths(run: readonly Item[], indent: number): Widths {
    const widths = { name: 0, platform: 0, test: 0, expect: 0 };
    for (const item of run) {
      if (item.kind === "data") widths.name = Math.max(widths.name, item.name.text.length);
      else if (item.kind === "platform" && this.#isInline(item, indent)) {
        widths.platform = Math.max(widths.platform, item.name.text.length);
      } else if (item.kind === "test") {
        const name = formatText(item.name, indent);
        if (fits(0, name, widestAlignedName)) widths.test = Math.max(widths.test, name.length);
        widths.expect = Math.max(widths.expect, item.expect.length);
      }
    }
    return widths;
  }

  #isApart(before: Item, after: Item): boolean {
    return /\n[ \t\r]*\n/.test(this.text.slice(before.span.end, after.span.start));
  }

  #declaration(item: ast.Declaration, widths: Widths): void {
    if (isBlock(item)) return this.#block(item);
    if (item.kind === "import") return this.layout.line(0, `import ${formatText(item.path, 0)}`);
    this.#clause(item, widths, 0);
  }

  #block(block: Block): void {
    this.layout.open(0, `${block.kind} ${block.id.text} {`);
    this.#items(block.clauses, 2, (clause, widths) => this.#clause(clause, widths, 2));
    this.layout.close(0, "}", block.span.end);
  }

  #clause(clause: ast.Clause | ast.Declaration, widths: Widths, indent: number): void {
    switch (clause.kind) {
      case "data":
        return this.#entry(clause, widths.name, indent);
      case "source":
        return this.layout.line(indent, `source ${clause.name.text}`);
      case "let":
        return this.#let(clause, indent);
      case "when":
        return writeClauseCondition(this.layout, indent, "when", clause.condition);
      case "unless":
        return this.#unless(clause, indent);
      case "alert":
        return this.#alert(clause, indent);
      case "platform":
        return this.#platform(clause, widths, indent);
      case "event":
        return this.#event(`event ${clause.name.text} `, clause.event, indent);
      case "test":
        return this.#test(clause, widths, indent);
      default:
        return this.layout.line(indent, textOf(clause.span));
    }
  }

  // ---- data

  #entry(entry: ast.DataEntry, width: number, indent: number): void {
    this.#data(`${entry.name.text.padEnd(width)} = `, entry.value, indent, "");
  }

  /** A value after its prefix: on one line if it fits, else a list or block over several. */
  #data(prefix: string, value: ast.DataValue, indent: number, suffix: string): void {
    const flat = prefix + formatData(value, indent) + suffix;
    const isOpen =
      (value.kind === "dataList" && value.items.length > 0) || (value.kind === "dataMap" && value.entries.length > 0);
    const { start, end } = value.span;
    if (value.kind === "text" && value.quote === '"""' && !fits(indent, flat)) {
      return this.layout.line(indent, prefix + formatBlock(value, indent) + suffix);
    }
    if (!isOpen || (fits(indent, flat) && !this.layout.hasComments(start, end))) return this.layout.line(indent, flat);
    if (value.kind === "dataMap") {
      this.layout.open(indent, `${prefix}{`);
      this.#entries(value.entries, indent + 2);
      return this.layout.close(indent, `}${suffix}`, end);
    }
    this.layout.tight(() => {
      this.layout.line(indent, `${prefix}[`);
      if (value.items.every((item) => item.kind !== "dataList" && item.kind !== "dataMap")) {
        writeItems(this.layout, indent + 2, value.items, formatData);
        return this.layout.close(indent, `]${suffix}`, end);
      }
      for (const item of value.items) {
        this.layout.comments(item.span.start, indent + 2);
        this.#data("", item, indent + 2, ",");
      }
      this.layout.close(indent, `]${suffix}`, end);
    });
  }

  /** The entries of a block, aligned in runs. */
  #entries(entries: readonly ast.DataEntry[], indent: number): void {
    this.#items(entries, indent, (entry, widths) => this.#entry(entry, widths.name, indent));
  }

  #platform(clause: ast.PlatformClause, widths: Widths, indent: number): void {
    const name = clause.name.text;
    if (this.#isInline(clause, indent)) {
      return this.layout.line(indent, `${name.padEnd(widths.platform)} ${formatEntries(clause.entries, indent)}`);
    }
    this.layout.open(indent, `${name} {`);
    this.#entries(clause.entries, indent + 2);
    this.layout.close(indent, "}", clause.span.end);
  }

  #isInline(clause: ast.PlatformClause, indent: number): boolean {
    const { start, end } = clause.span;
    // Asked for neighbours too, whose comments may be written by now.
    if (clause.entries.length > mostInlineEntries || this.layout.everHasComments(start, end)) return false;
    return fits(indent, `${clause.name.text} ${formatEntries(clause.entries, indent)}`);
  }

  // ---- let, unless

  #let(clause: ast.LetDeclaration, indent: number): void {
    const { value } = clause;
    const prefix = `let ${clause.name.text} =`;
    if (value.kind === "lines") return this.layout.line(indent, `${prefix} lines(${formatText(value.path, indent)})`);
    if (value.kind === "list") return this.#list(`${prefix} `, value, indent, formatItem, "");
    const flat = value.kind === "coalesce" ? formatAlternatives(value, indent) : formatCondition(value, indent);
    const isFlat =
      value.kind === "coalesce" || (fits(indent, `${prefix} ${flat}`) && !holdsComment(this.layout, value));
    if (isFlat) return this.layout.line(indent, `${prefix} ${flat}`);
    this.layout.line(indent, prefix);
    writeBlockCondition(this.layout, indent + 2, value);
  }

  #list<One extends { readonly span: { readonly start: number; readonly end: number } }>(
    prefix: string,
    list: { readonly items: readonly One[]; readonly span: { readonly start: number; readonly end: number } },
    indent: number,
    format: (item: One, indent: number) => string,
    suffix: string,
  ): void {
    const flat = `${prefix}[${list.items.map((item) => format(item, indent)).join(", ")}]${suffix}`;
    const { start, end } = list.span;
    if (list.items.length === 0 || (fits(indent, flat) && !this.layout.hasComments(start, end))) {
      return this.layout.line(indent, flat);
    }
    this.layout.tight(() => {
      this.layout.line(indent, `${prefix}[`);
      writeItems(this.layout, indent + 2, list.items, format);
      this.layout.close(indent, `]${suffix}`, end);
    });
  }

  /** With more than one condition it gets parentheses. */
  #unless(clause: ast.UnlessClause, indent: number): void {
    const { condition } = clause;
    const isChain = condition.kind === "and" || condition.kind === "or";
    const grouped: ast.Condition = isChain ? { kind: "grouped", inner: condition, span: condition.span } : condition;
    writeClauseCondition(this.layout, indent, "unless", grouped);
  }

  // ---- alert

  #alert(clause: ast.AlertClause, indent: number): void {
    this.layout.open(indent, "alert {");
    const runs = alertRuns(clause.entries, this.text);
    for (const run of runs) {
      const width = run.reduce((most, entry) => Math.max(most, entry.name.text.length), 0);
      for (const entry of run) {
        this.layout.item(entry.span.start, indent + 2, false);
        this.#alertEntry(entry, width, indent + 2);
        this.layout.wrote(entry.span.end);
      }
    }
    this.layout.close(indent, "}", clause.span.end);
  }

  #alertEntry(entry: ast.AlertEntry, width: number, indent: number): void {
    const { value, when } = entry;
    const prefix = `${entry.name.text.padEnd(width)} = `;
    const condition = when ? ` when ${formatCondition(when, indent)}` : "";
    const flat = `${prefix}${formatAlertValue(value, indent)}${condition}`;
    if (fits(indent, flat) && !this.#alertHoldsComment(entry)) return this.layout.line(indent, flat);
    if (value.kind === "valueList") this.#list(prefix, value, indent, formatValueItem, "");
    else this.layout.line(indent, `${prefix}${formatAlertValue(value, indent)}`);
    if (!when) return;
    this.layout.comments(when.span.start, indent + 2);
    writeClauseCondition(this.layout, indent + 2, "when", when);
  }

  #alertHoldsComment({ value, when }: ast.AlertEntry): boolean {
    const { start, end } = value.span;
    if (value.kind === "valueList" && value.items.length > 0 && this.layout.hasComments(start, end)) return true;
    return when !== undefined && (this.layout.hasComments(end, when.span.start) || holdsComment(this.layout, when));
  }

  // ---- events and tests

  #event(prefix: string, event: ast.EventExpression | ast.Broken, indent: number): void {
    if (event.kind === "broken") return this.layout.line(indent, prefix + textOf(event.span));
    if (event.kind === "written") return this.#json(prefix, event.json, indent, "");
    const head = `${prefix}as ${event.base.text}`;
    if (!event.patch) return this.layout.line(indent, head);
    this.#json(`${head} with `, event.patch, indent, "");
  }

  #json(prefix: string, node: ast.JsonNode, indent: number, suffix: string): void {
    const flat = prefix + formatJson(node) + suffix;
    const { start, end } = node.span;
    if (fits(indent, flat, widestEvent) && !this.layout.hasComments(start, end)) return this.layout.line(indent, flat);
    this.layout.tight(() => this.#brokenJson(prefix, node, indent, suffix, flat));
  }

  #brokenJson(prefix: string, node: ast.JsonNode, indent: number, suffix: string, flat: string): void {
    const { end } = node.span;
    if (node.kind === "embedded") return this.#json(`${prefix}json `, node.value, indent, suffix);
    if (node.kind === "object") {
      this.layout.line(indent, `${prefix}{`);
      for (const [index, member] of node.members.entries()) {
        this.layout.comments(member.keySpan.start, indent + 2);
        const comma = index < node.members.length - 1 ? "," : "";
        this.#json(`${textOf(member.keySpan)}: `, member.value, indent + 2, comma);
      }
      return this.layout.close(indent, `}${suffix}`, end);
    }
    if (node.kind === "array" && (node.elements.length > 0 || this.layout.hasComments(node.span.start, end))) {
      this.layout.line(indent, `${prefix}[`);
      for (const [index, element] of node.elements.entries()) {
        this.layout.comments(element.span.start, indent + 2);
        this.#json("", element, indent + 2, index < node.elements.length - 1 ? "," : "");
      }
      return this.layout.close(indent, `]${suffix}`, end);
    }
    this.layout.line(indent, flat);
  }

  #test(test: ast.TestDeclaration, widths: Widths, indent: number): void {
    const count = test.count ? `${test.count.text} ` : "";
    const head = `test ${formatText(test.name, indent).padEnd(widths.test)} ${test.expect.padEnd(widths.expect)} ${count}`;
    if (test.input.kind === "file")
      return this.layout.line(indent, `${head}file ${formatText(test.input.path, indent)}`);
    this.#event(head, test.input, indent);
  }
}

function formatAlertValue(value: ast.AlertEntry["value"], indent: number): string {
  switch (value.kind) {
    case "template":
      return formatText(value.literal, indent);
    case "valueList":
      return `[${value.items.map((item) => formatValueItem(item, indent)).join(", ")}]`;
    case "word":
      return value.text;
    case "duration":
      return formatLiteral(value, indent);
    case "broken":
      return textOf(value.span);
  }
}

function isBlock(item: Item): item is Block {
  return item.kind === "rule" || item.kind === "tune";
}

/** What stands together without a blank line. */
function groupOf(item: Item): string {
  return item.kind === "unless" ? "when" : item.kind;
}

function alertRuns(entries: readonly ast.AlertEntry[], text: string): ast.AlertEntry[][] {
  const runs: ast.AlertEntry[][] = [];
  for (const entry of entries) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    if (run && last && !/\n[ \t\r]*\n/.test(text.slice(last.span.end, entry.span.start))) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
