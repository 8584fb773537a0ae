/** In: nodes that stand on one line. Out: their one form. Only a `"""…"""` of several lines brings line breaks. */

import { unreachable } from "../ir/predicate.ts";
import { textOf } from "../source/source.ts";
import type * as ast from "./ast.ts";

/** Texts keep the form in which they were written; the lines of a block are indented anew. */
export function formatText(literal: ast.TextLiteral, indent: number): string {
  if (literal.quote !== '"""') return textOf(literal.span);
  if (!literal.value.includes("\n") && !literal.value.endsWith('"')) return `"""${literal.value}"""`;
  return formatBlock(literal, indent);
}

/** A `"""…"""` with its quotes on lines of their own. */
export function formatBlock(literal: ast.TextLiteral, indent: number): string {
  const margin = " ".repeat(indent + 2);
  const lines = literal.value.split("\n").map((line) => (line === "" ? "" : margin + line));
  return ['"""', ...lines, `${margin}"""`].join("\n");
}

export function formatLiteral(literal: ast.Literal, indent: number): string {
  return literal.kind === "text" ? formatText(literal, indent) : textOf(literal.span);
}

export function formatPath(path: ast.PathExpression): string {
  const start = "kind" in path.start ? `json(${formatPath(path.start.inner)})` : path.start.text;
  return start + path.parts.map((part) => (part.kind === "each" ? "[]" : `.${textOf(part.span)}`)).join("");
}

export function formatItem(item: ast.ListLiteral["items"][number], indent: number): string {
  return item.kind === "path" ? formatPath(item) : formatLiteral(item, indent);
}

export function formatAlternatives(value: ast.CoalesceExpression, indent: number): string {
  return value.alternatives.map((one) => formatItem(one, indent)).join(" ?? ");
}

export function formatValueItem(item: ast.ValueList["items"][number], indent: number): string {
  return item.kind === "path" ? formatPath(item) : formatAlternatives(item, indent);
}

/** The operator with its `not`. */
export function formatOperator(comparison: ast.Comparison): string {
  const { operator, negated } = comparison;
  if (!negated) return operator;
  return operator === "is ip" ? "is not ip" : `not ${operator}`;
}

function formatRight(right: NonNullable<ast.Comparison["right"]>, indent: number): string {
  if (right.kind === "path") return formatPath(right);
  if (right.kind !== "list") return formatLiteral(right, indent);
  return `[${right.items.map((item) => formatItem(item, indent)).join(", ")}]`;
}

export function formatCondition(condition: ast.Condition, indent: number): string {
  switch (condition.kind) {
    case "comparison": {
      const right = condition.right ? ` ${formatRight(condition.right, indent)}` : "";
      return `${formatPath(condition.left)} ${formatOperator(condition)}${right}${condition.nocase ? " nocase" : ""}`;
    }
    case "quantified":
      return `${formatQuantifier(condition)} (${formatCondition(condition.condition, indent)})`;
    case "reference":
      return formatPath(condition.path);
    case "and":
    case "or":
      return condition.operands.map((operand) => formatCondition(operand, indent)).join(` ${condition.kind} `);
    case "not":
      return `not ${formatCondition(condition.operand, indent)}`;
    case "grouped":
      return `(${formatCondition(condition.inner, indent)})`;
    case "broken":
      return textOf(condition.span);
    default:
      return unreachable(condition);
  }
}

/** `any x in list[]` */
export function formatQuantifier(quantified: ast.Quantified): string {
  return `${quantified.quantifier} ${quantified.variable.text} in ${formatPath(quantified.list)}`;
}

export function formatData(value: ast.DataValue, indent: number): string {
  switch (value.kind) {
    case "text":
      return formatText(value, indent);
    case "word":
      return value.text;
    case "dataList":
      return `[${value.items.map((item) => formatData(item, indent)).join(", ")}]`;
    case "dataMap":
      return formatEntries(value.entries, indent);
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "attack":
    case "broken":
      return textOf(value.span);
    default:
      return unreachable(value);
  }
}

/** `{ a = 1  b = 2 }` */
export function formatEntries(entries: readonly ast.DataEntry[], indent: number): string {
  if (entries.length === 0) return "{}";
  return `{ ${entries.map((entry) => `${entry.name.text} = ${formatData(entry.value, indent)}`).join("  ")} }`;
}

export function formatJson(node: ast.JsonNode): string {
  switch (node.kind) {
    case "object":
      if (node.members.length === 0) return "{}";
      return `{ ${node.members.map((member) => `${textOf(member.keySpan)}: ${formatJson(member.value)}`).join(", ")} }`;
    case "array":
      return `[${node.elements.map(formatJson).join(", ")}]`;
    case "embedded":
      return `json ${formatJson(node.value)}`;
    case "string":
    case "number":
    case "boolean":
    case "null":
      return textOf(node.span);
    default:
      return unreachable(node);
  }
}
