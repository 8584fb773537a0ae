/**
 * In: plain data, with wrappers where the look matters. Out: YAML text that YAML 1.1 and 1.2 readers read alike
 * (PyYAML with libyaml among them). It must not know what the data is about.
 *
 * A small writer of our own rather than the library `yaml`: that one takes about twenty times as long, and a build of
 * one rule would load it for nothing. Each text is written in the plainest style that no reader can take for
 * something else; there are no anchors, aliases or tags. The tests read everything back with `yaml` and with PyYAML.
 */
import type { JsonValue } from "../../ir/json.ts";
import { isObject, WrittenNumber } from "../../ir/json.ts";

/** A text that is always in double quotes, where a platform's authors write it so. */
export class QuotedText {
  constructor(readonly text: string) {}
}

/** A scalar with a comment after it: `- TA0007:T1087.004 # Cloud Account`. A line break in the comment becomes a space. */
export class Commented {
  constructor(
    readonly value: string | number | boolean,
    readonly comment: string,
  ) {}
}

/** A JSON value in flow style, its keys sorted, on lines of its own below its key: an event. */
export class FlowJson {
  constructor(readonly value: JsonValue) {}
}

export type YamlScalar = null | boolean | number | string;
/** Members that are undefined are left out; the others come in the given order. */
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}
export type YamlValue = YamlScalar | QuotedText | Commented | FlowJson | readonly YamlValue[] | YamlMap;

const WIDTH = 100;

/** Words that YAML 1.1 or 1.2 reads as booleans or null; numbers, times, `=` and `<<` don't start with a letter. */
const WORD_WITH_MEANING = /^(?:y|yes|n|no|true|false|on|off|null)$/i;
const PLAIN = /^[A-Za-z](?:[A-Za-z0-9 _./()'+,;=@$%*?!&<>:#-]*[A-Za-z0-9_./()'+,;=@$%*?!&<>-])?$/;

/**
 * What never stands raw: controls, line and paragraph separators, what is invisible or changes the direction of text,
 * non-characters, and halves of surrogate pairs. An explicit list, so that the output does not depend on Node's Unicode version.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\0-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
const HIDDEN_IN_BLOCK = new RegExp(HIDDEN.source.replace("\\0-\\x1f", "\\0-\\x09\\x0b-\\x1f"), "u");

const SHORT_ESCAPES: { readonly [character: string]: string } = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

function escapeHidden(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short) return short;
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase();
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** Can YAML hold this text at all? It has no spelling for half of a surrogate pair. */
export function yamlCanHold(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** A text in double quotes, every hidden character escaped. It is also JSON, but for characters past U+FFFF that are hidden. */
export function yamlQuoted(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  if (!yamlCanHold(text)) throw new Error("compiler bug: half of a surrogate pair reached YAML");
  return `"${text.replace(/["\\]/g, "\\$&").replace(HIDDEN, escapeHidden)}"`;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes(": ") && !text.includes(" #") && !WORD_WITH_MEANING.test(text);
}

/** JSON's number as one that PyYAML takes for a number too: it wants a point before an exponent, and the exponent's sign. */
function yamlNumber(written: string): string {
  const parts = /^(-?[0-9]+)(\.[0-9]+)?[eE]([+-]?)([0-9]+)$/.exec(written);
  if (!parts) return written;
  return `${parts[1]}${parts[2] ?? ".0"}e${parts[3] || "+"}${parts[4]}`;
}

/** Text of several lines, indented, if a literal block gives it back as it is. */
function literalBlock(text: string, indent: string): string | undefined {
  const ending = text.endsWith("\n") ? "|" : "|-";
  const body = ending === "|" ? text.slice(0, -1) : text;
  if (!body.includes("\n") || /^[\s]|\n$|[ \t](?:\n|$)/.test(body) || HIDDEN_IN_BLOCK.test(body)) return undefined;
  return `${ending}\n${indent}${body.replace(/\n(?=[^\n])/g, `\n${indent}`)}`;
}

/** One long line, folded between words, if it reads back as it is. */
function foldedBlock(text: string, indent: string): string | undefined {
  if (/^ | {2}| $/.test(text) || HIDDEN_IN_BLOCK.test(text) || text.includes("\n")) return undefined;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return `>-\n${indent}${[...lines, line].join(`\n${indent}`)}`;
}

function yamlText(text: string, column: number, indent: string): string {
  if (text.includes("\n")) return literalBlock(text, indent) ?? yamlQuoted(text);
  if (column + text.length > WIDTH) return foldedBlock(text, indent) ?? yamlQuoted(text);
  return isPlain(text) ? text : yamlQuoted(text);
}

function yamlScalar(value: YamlScalar | QuotedText | Commented, column: number, indent: string): string {
  if (value instanceof QuotedText) return yamlQuoted(value.text);
  if (value instanceof Commented) return commented(value);
  if (typeof value === "string") return yamlText(value, column, indent);
  return typeof value === "number" ? yamlNumber(String(value)) : String(value);
}

function commented({ value, comment }: Commented): string {
  const scalar = typeof value === "string" ? (isPlain(value) ? value : yamlQuoted(value)) : yamlScalar(value, 0, "");
  return `${scalar} # ${comment.replace(HIDDEN, " ")}`;
}

// ---- events in flow style

/** A key that YAML readers take as such: past 1,024 characters they want a `?` before it. */
function flowKey(key: string): string {
  const quoted = yamlQuoted(key);
  return quoted.length > 1000 ? `? ${quoted} ` : quoted;
}

function flowScalar(value: null | boolean | string | number | WrittenNumber): string {
  if (typeof value === "string") return yamlQuoted(value);
  return value instanceof WrittenNumber || typeof value === "number"
    ? yamlNumber(value instanceof WrittenNumber ? value.text : String(value))
    : String(value);
}

/** `[…]` or `{ … }` on one line where that fits into the room, else one member or element a line. Keys are sorted. */
function flow(value: JsonValue, indent: string, room: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const elements = (value as readonly JsonValue[]).map((item) => flow(item, inner, WIDTH - inner.length - 1));
    return enclosed("[", elements, "]", indent, room);
  }
  if (!isObject(value)) return flowScalar(value as string);
  const keys = Object.keys(value).sort();
  if (keys.length === 0) return "{}";
  const members = keys.map((key) => {
    const start = `${flowKey(key)}: `;
    return start + flow(value[key] as JsonValue, inner, WIDTH - inner.length - start.length - 1);
  });
  return enclosed("{ ", members, " }", indent, room);
}

function enclosed(open: string, parts: readonly string[], close: string, indent: string, room: number): string {
  let length = open.length + close.length - 2;
  for (const part of parts) length += part.length + 2;
  // No scalar has a line break in it: what has one is a list or an object on several lines.
  if (length <= room && !parts.some((part) => part.includes("\n"))) return open + parts.join(", ") + close;
  return `${open.trim()}\n${indent}  ${parts.join(`,\n${indent}  `)}\n${indent}${close.trim()}`;
}

// ---- maps and lists

function isMap(value: YamlValue): value is YamlMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof QuotedText || value instanceof Commented || value instanceof FlowJson)
  );
}

/** Whatever stands behind a mark, `key:` or `-` with what is before it on its line: on that line, or on lines below. */
function writeValue(mark: string, value: YamlValue, indent: string, lines: string[]): void {
  const inner = `${indent}  `;
  if (value instanceof FlowJson) {
    // An event has one member a line even where all would fit on one.
    lines.push(mark, inner + flow(value.value, inner, 0));
  } else if (Array.isArray(value)) {
    lines.push(value.length === 0 ? `${mark} []` : mark);
    writeList(value, inner, inner, lines);
  } else if (isMap(value)) {
    const at = lines.push(mark) - 1;
    if (!writeMap(value, inner, inner, lines)) lines[at] = `${mark} {}`;
  } else lines.push(`${mark} ${yamlScalar(value as YamlScalar, mark.length + 1, inner)}`);
}

/** The members, each with its indent; the first one behind `start`, which is as wide. Answers whether there is one. */
function writeMap(map: YamlMap, indent: string, start: string, lines: string[]): boolean {
  const before = lines.length;
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    const lead = lines.length === before ? start : indent;
    writeValue(`${lead}${isPlain(key) ? key : flowKey(key)}:`, value, indent, lines);
  }
  return lines.length > before;
}

function writeList(list: readonly YamlValue[], indent: string, start: string, lines: string[]): void {
  for (const [index, value] of list.entries()) {
    const dash = `${index === 0 ? start : indent}-`;
    // A map starts on its dash's line, and so does a list in a list.
    const inner = `${indent}  `;
    if (Array.isArray(value) && value.length > 0) writeList(value, inner, `${dash} `, lines);
    else if (!isMap(value)) writeValue(dash, value, indent, lines);
    else if (!writeMap(value, inner, `${dash} `, lines)) lines.push(`${dash} {}`);
  }
}

/**
 * A document: the map's members in their order, ending in a line break.
 * Every text must be one that `yamlCanHold`; the caller refuses others with a diagnostic.
 */
export function writeYaml(document: YamlMap): string {
  const lines: string[] = [];
  return writeMap(document, "", "", lines) ? `${lines.join("\n")}\n` : "{}\n";
}
