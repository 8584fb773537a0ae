/** Conditions that don't fit on a line, or hold comments: one operand a line, brackets on lines of their own. */
import type * as ast from "./ast.ts";
import { formatCondition, formatItem, formatOperator, formatPath, formatQuantifier } from "./format-texts.ts";
import type { Layout } from "./layout.ts";

export const widest = 100;

/** Does the text stand on one line that is not too long? */
export function fits(indent: number, text: string, width = widest): boolean {
  return !text.includes("\n") && indent + text.length <= width;
}

type Chain = ast.AndCondition | ast.OrCondition;

function isChain(condition: ast.Condition): condition is Chain {
  return condition.kind === "and" || condition.kind === "or";
}

/**
 * Writes `word condition`. A chain of three or more stands on as many lines, its `and`s and `or`s under the word, so
 * that what is added or removed later is a line of its own.
 */
export function writeClauseCondition(layout: Layout, indent: number, word: string, condition: ast.Condition): void {
  layout.tight(() => {
    if (!isChain(condition)) return writeOperand(layout, indent, `${word} `, condition);
    const flat = `${word} ${formatCondition(condition, indent)}`;
    if (condition.operands.length < 3 && fits(indent, flat) && !holdsComment(layout, condition)) {
      return layout.line(indent, flat);
    }
    const joint = condition.kind.padStart(word.length);
    writeOperands(layout, indent, condition, `${word} `, `${joint} `);
  });
}

/** Writes a condition in a block of its own: on one line if it fits. */
export function writeBlockCondition(layout: Layout, indent: number, condition: ast.Condition): void {
  layout.tight(() => {
    layout.comments(condition.span.start, indent);
    const flat = formatCondition(condition, indent);
    if (fits(indent, flat) && !holdsComment(layout, condition)) return layout.line(indent, flat);
    if (isChain(condition)) writeOperands(layout, indent, condition, "", `${condition.kind} `);
    else writeOperand(layout, indent, "", condition);
  });
}

/**
 * Do comments stand where they keep their place only if the condition is broken over lines? One inside of a plain
 * comparison does not: it goes after the line.
 */
export function holdsComment(layout: Layout, condition: ast.Condition): boolean {
  switch (condition.kind) {
    case "comparison": {
      const { right } = condition;
      return right?.kind === "list" && right.items.length > 0 && layout.hasComments(right.span.start, right.span.end);
    }
    case "quantified":
      return layout.hasComments(condition.list.span.end, condition.span.end);
    case "grouped":
      return layout.hasComments(condition.span.start, condition.span.end);
    case "not":
      return holdsComment(layout, condition.operand);
    case "and":
    case "or": {
      const first = condition.operands[0] as ast.Condition;
      const last = condition.operands[condition.operands.length - 1] as ast.Condition;
      return layout.hasComments(first.span.start, last.span.start) || holdsComment(layout, last);
    }
    default:
      return false;
  }
}

function writeOperands(layout: Layout, indent: number, chain: Chain, first: string, rest: string): void {
  for (const [index, operand] of chain.operands.entries()) {
    // What stands between the clause's word and the first operand goes after it, not to the line before the word.
    if (index > 0) layout.comments(operand.span.start, indent);
    writeOperand(layout, indent, index === 0 ? first : rest, operand);
  }
}

/** Writes one operand after its prefix, over as many lines as it needs. */
function writeOperand(layout: Layout, indent: number, prefix: string, condition: ast.Condition): void {
  const flat = prefix + formatCondition(condition, indent);
  if (fits(indent, flat) && !holdsComment(layout, condition)) return layout.line(indent, flat);
  switch (condition.kind) {
    case "grouped":
      return writeBracketed(layout, indent, `${prefix}(`, condition.inner, condition.span.end);
    case "quantified": {
      const head = `${prefix}${formatQuantifier(condition)} (`;
      return writeBracketed(layout, indent, head, condition.condition, condition.span.end);
    }
    case "not":
      return writeOperand(layout, indent, `${prefix}not `, condition.operand);
    case "comparison":
      return writeComparison(layout, indent, prefix, condition, flat);
    case "and":
    case "or":
      return writeOperands(layout, indent, condition, prefix, `  ${condition.kind} `);
    default:
      return layout.line(indent, flat);
  }
}

function writeBracketed(layout: Layout, indent: number, head: string, inner: ast.Condition, end: number): void {
  layout.line(indent, head);
  writeBlockCondition(layout, indent + 2, inner);
  layout.close(indent, ")", end);
}

/** Only a list on the right can be broken. */
function writeComparison(
  layout: Layout,
  indent: number,
  prefix: string,
  comparison: ast.Comparison,
  flat: string,
): void {
  const { right } = comparison;
  if (right?.kind !== "list" || right.items.length === 0) return layout.line(indent, flat);
  layout.line(indent, `${prefix}${formatPath(comparison.left)} ${formatOperator(comparison)} [`);
  writeItems(layout, indent + 2, right.items, formatItem);
  layout.close(indent, comparison.nocase ? "] nocase" : "]", right.span.end);
}

/** Writes items with a comma after each: as many on a line as fit there, or one a line where comments stand among them. */
export function writeItems<Item extends { readonly span: { readonly start: number; readonly end: number } }>(
  layout: Layout,
  indent: number,
  items: readonly Item[],
  format: (item: Item, indent: number) => string,
): void {
  const first = items[0] as Item;
  const last = items[items.length - 1] as Item;
  const isFilled = !layout.hasComments(first.span.start, last.span.start);
  let line = "";
  for (const item of items) {
    const text = `${format(item, indent)},`;
    if (line !== "" && !(isFilled && fits(indent, `${line} ${text}`))) {
      layout.line(indent, line);
      line = "";
    }
    layout.comments(item.span.start, indent);
    line = line === "" ? text : `${line} ${text}`;
  }
  layout.line(indent, line);
}
