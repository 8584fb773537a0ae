/** In: a file's tree. Out: the tree as text, a node a line with its place, for `tocsin dump` and for tests. */
import { positionAt, type Span } from "../source/source.ts";
import type { RuleFile } from "./ast.ts";

/** Names of members in the order of the nodes; members without a value are left out. */
export function dumpAst(file: RuleFile): string {
  const lines: string[] = [];
  for (const declaration of file.declarations) dumpMember("", declaration, 0, lines);
  for (const comment of file.comments) {
    lines.push(`comment ${place(comment.span)} ${JSON.stringify(comment.text)}${comment.trailing ? " trailing" : ""}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

function place(span: Span): string {
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function isSpan(value: object): value is Span {
  return "source" in value && "start" in value && "end" in value;
}

function dumpMember(label: string, value: unknown, depth: number, lines: string[]): void {
  const head = "  ".repeat(depth) + (label === "" ? "" : `${label}: `);
  if (Array.isArray(value)) {
    lines.push(`${head}${value.length === 0 ? "[]" : ""}`.trimEnd());
    for (const item of value) dumpMember("-", item, depth + 1, lines);
  } else if (typeof value !== "object" || value === null) lines.push(head + JSON.stringify(value));
  else if (isSpan(value)) lines.push(head + place(value));
  else if ("span" in value) dumpNode(head, value as { readonly span: Span }, depth, lines);
  else if ("keySpan" in value) dumpNode(head, { span: (value as { keySpan: Span }).keySpan, ...value }, depth, lines);
  else lines.push(head + JSON.stringify(value));
}

/** Plain members stand on the node's own line, others below it. */
function dumpNode(
  head: string,
  node: { readonly span: Span; readonly kind?: string },
  depth: number,
  lines: string[],
): void {
  const { span, kind, ...members } = node as { span: Span; kind?: string } & Record<string, unknown>;
  const plain: string[] = [];
  const below: [string, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    if (name === "keySpan") continue;
    if (typeof value === "object" && value !== null) below.push([name, value]);
    else plain.push(`${name}=${JSON.stringify(value)}`);
  }
  lines.push([head + (kind ?? ""), place(span), ...plain].join(" ").replace(/: +/, ": "));
  for (const [name, value] of below) dumpMember(name, value, depth + 1, lines);
}
