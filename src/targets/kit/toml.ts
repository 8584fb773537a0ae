/**
 * In: tables of keys and values. Out: TOML 1.0, and which line came from which text of a rule.
 * Every text survives: what a form can't hold is written in another, and a lone surrogate as U+FFFD, which is what
 * any UTF-8 file would make of it.
 */
import type { Span } from "../../source/source.ts";

/** `"…"` on one line; a block `"""` over several; a block `'''` as it is, for queries, where it can be. */
export type TomlText =
  | string
  | { readonly kind: "block"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string };

export type TomlValue = TomlText | number | boolean | readonly TomlText[] | readonly number[];

export interface TomlEntry {
  readonly key: string;
  readonly value: TomlValue;
  readonly span?: Span | undefined;
  /** A blank line before it. */
  readonly isApart?: boolean;
  /** For a block: the places of its lines. */
  readonly lineSpans?: readonly (Span | undefined)[];
}

/** `[a.b]`, or `[[a.b]]` where it is one of several. */
export interface TomlTable {
  readonly path: readonly string[];
  readonly isOneOfSeveral?: boolean;
  readonly entries: readonly TomlEntry[];
}

export interface TomlDocument {
  readonly text: string;
  readonly origins: readonly { readonly line: number; readonly span: Span }[];
}

const SHORT: { readonly [sign: string]: string } = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

/** Control, format (bidi marks among them) and separator characters are written as escapes, so that they can be seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function escapeHidden(sign: string): string {
  const codePoint = sign.codePointAt(0) as number;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "\ufffd";
  const hex = codePoint.toString(16).toUpperCase();
  return SHORT[sign] ?? (codePoint > 0xffff ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`);
}

/** Texts of these signs alone need no look at each of them. */
const PLAIN = /^[ -~\n]*$/;

/** A basic string on one line. */
export function tomlString(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${text.replace(/["\\]/g, (sign) => SHORT[sign] as string).replace(HIDDEN, escapeHidden)}"`;
}

/** A basic string over lines; the line break behind the opening quotes is no part of it. */
function tomlBlock(text: string): string {
  const escaped = text.replace(/\\/g, "\\\\");
  const shown = PLAIN.test(text)
    ? escaped
    : escaped.replace(HIDDEN, (sign) => (sign === "\n" || sign === "\t" ? sign : escapeHidden(sign)));
  const body = shown.replace(/""+|"$/g, (quotes) => quotes.replaceAll('"', '\\"'));
  return `"""\n${body}"""`;
}

/** A text as it is; one that the form can't hold becomes a basic string over lines. */
function tomlLiteral(text: string): string {
  const isSeen = PLAIN.test(text) || [...text.matchAll(HIDDEN)].every(([sign]) => sign === "\n" || sign === "\t");
  const isHeld = isSeen && !/'''|'$/.test(text);
  return isHeld ? `'''\n${text}'''` : tomlBlock(text);
}

function showText(text: TomlText): string {
  if (typeof text === "string") return tomlString(text);
  return text.kind === "block" ? tomlBlock(text.text) : tomlLiteral(text.text);
}

function showMember(member: TomlText | number): string {
  return typeof member === "number" ? String(member) : showText(member);
}

function showList(members: readonly (TomlText | number)[]): string {
  const shown = members.map(showMember);
  const length = shown.reduce((sum, one) => sum + one.length + 2, 0);
  if (length <= 100 && shown.every((one) => !one.includes("\n"))) return `[${shown.join(", ")}]`;
  return `[\n${shown.map((one) => `    ${one},\n`).join("")}]`;
}

function showValue(value: TomlValue): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? showList(value) : showText(value as TomlText);
}

function showKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** A line, or the lines of an entry. */
interface Part {
  readonly text: string;
  readonly entry?: TomlEntry;
}

function originsOf(parts: readonly Part[]): TomlDocument["origins"] {
  const origins: { line: number; span: Span }[] = [];
  let line = 1;
  for (const { text, entry } of parts) {
    if (entry?.span) origins.push({ line, span: entry.span });
    for (const [at, span] of (entry?.lineSpans ?? []).entries()) if (span) origins.push({ line: line + 1 + at, span });
    line += countLines(text);
  }
  return origins;
}

/** The tables in the order given, a blank line before each but the first. Numbers are integers. */
export function writeToml(tables: readonly TomlTable[]): TomlDocument {
  const parts: Part[] = [];
  for (const table of tables) {
    if (parts.length > 0) parts.push({ text: "" });
    const path = table.path.map(showKey).join(".");
    parts.push({ text: table.isOneOfSeveral ? `[[${path}]]` : `[${path}]` });
    for (const entry of table.entries) {
      if (entry.isApart) parts.push({ text: "" });
      parts.push({ text: `${showKey(entry.key)} = ${showValue(entry.value)}`, entry });
    }
  }
  return {
    text: `${parts.map((part) => part.text).join("\n")}\n`,
    // Only asked for where a validator complains.
    get origins() {
      return originsOf(parts);
    },
  };
}
