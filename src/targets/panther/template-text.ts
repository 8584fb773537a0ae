/**
 * In: a template, or the parts of a key. Out: the statements of a hook that return its text for an event.
 * Only field reads stand inside an f-string's braces; the rule's own words are escaped outside of them.
 */
import { type FirstOf, showSubject } from "../../ir/path.ts";
import type { TemplatePart } from "../../ir/rule.ts";
import { pythonEscaped, pythonQuote, pythonString, pythonVariable } from "../kit/python.ts";
import type { Expression } from "./expression.ts";
import { call, name, text } from "./expression.ts";
import { readSubject } from "./lower.ts";
import type { ModuleParts } from "./module-parts.ts";
import { insideBraces } from "./print.ts";
import { parenthesised, statementLines, WIDTH } from "./statement.ts";

interface ShownValue {
  readonly expression: Expression;
  /** Is it a text for sure? A field that the schema knows as text is handed on as it stands. */
  readonly isText: boolean;
  /** For a variable's name. */
  readonly label: string;
}

/** `event.get('eventName') or '<eventName>'`: the first value that is there, a comma list where there are several. */
function lowerFirstOf(value: FirstOf, parts: ModuleParts): ShownValue {
  const operands: Expression[] = [];
  let isText = true;
  let label = "value";
  for (const one of value.alternatives) {
    if (one.kind === "text") {
      operands.push(text(one.text));
      if (one.text !== "") break;
      continue;
    }
    const reading = readSubject(one, parts);
    if (operands.length === 0) label = reading.label;
    const asItStands = reading.isText && reading.loops.length === 0;
    if (asItStands && !reading.isTotal) isText = false;
    operands.push(asItStands ? reading.value : shown(reading, parts));
  }
  if (value.alternatives.at(-1)?.kind !== "text") operands.push(text(`<${value.shown}>`));
  const only = operands.length === 1 ? operands[0] : undefined;
  return { expression: only ?? { kind: "or", operands }, isText, label };
}

function shown({ value, loops }: ReturnType<typeof readSubject>, parts: ModuleParts): Expression {
  const element = call(parts.helper("_shown"), value);
  return loops.length === 0 ? element : { kind: "generator", callee: parts.helper("_listed"), element, loops };
}

/** Is it long enough to be said only once? */
const isLong = (value: FirstOf): boolean => value.alternatives.filter((one) => one.kind !== "text").length > 1;

const contentOf = (value: FirstOf): string =>
  JSON.stringify(value.alternatives.map((one) => (one.kind === "text" ? one.text : [showSubject(one)])));

/** Makes a function of each long value that stands in more than one of the texts. */
export function shareValues(texts: readonly (readonly TemplatePart[])[], parts: ModuleParts): void {
  const seen = new Set<string>();
  for (const part of texts.flat()) {
    if (part.kind === "text" || !isLong(part.value)) continue;
    const content = contentOf(part.value);
    if (seen.has(content) && !parts.shared.has(content)) {
      const { expression, isText, label } = lowerFirstOf(part.value, parts);
      const like = /^[A-Za-z_][A-Za-z0-9_]*$/.test(part.value.shown) ? part.value.shown : label;
      parts.shared.set(content, {
        name: parts.functionName(like),
        value: isText ? expression : call("str", expression),
      });
    }
    seen.add(content);
  }
}

function showValue(value: FirstOf, parts: ModuleParts): ShownValue {
  const shared = isLong(value) ? parts.shared.get(contentOf(value)) : undefined;
  if (shared) return { expression: call(shared.name, name("event")), isText: true, label: shared.name };
  return lowerFirstOf(value, parts);
}

/** A piece of a literal: a word of the rule's with the spaces after it, or a value between braces. */
type Piece = { readonly kind: "word"; readonly text: string } | { readonly kind: "value"; readonly inside: string };

const doubled = (word: string): string => (/[{}]/.test(word) ? word.replace(/[{}]/g, "$&$&") : word);
const lengthOf = (piece: Piece): number =>
  piece.kind === "word" ? pythonEscaped(doubled(piece.text), '"').length : piece.inside.length + 2;

/** Words no longer than `room`; one that is longer is cut between characters. */
function wordsOf(whole: string, room: number): Piece[] {
  const words: Piece[] = [];
  for (const word of whole.match(/\S+\s*|\s+/g) ?? []) {
    if (lengthOf({ kind: "word", text: word }) <= room) {
      words.push({ kind: "word", text: word });
      continue;
    }
    let piece = "";
    for (const character of word) {
      if (lengthOf({ kind: "word", text: piece + character }) > room && piece !== "") {
        words.push({ kind: "word", text: piece });
        piece = "";
      }
      piece += character;
    }
    words.push({ kind: "word", text: piece });
  }
  return words;
}

/** One literal: an f-string if it has values. An expression's quotes are single, so then the literal's are double. */
function literalOf(pieces: readonly Piece[]): string {
  const words = pieces.map((piece) => (piece.kind === "word" ? piece.text : "")).join("");
  const values = pieces.filter((piece) => piece.kind === "value");
  if (values.length === 0) return pythonString(words);
  const quote = values.some((piece) => piece.inside.includes("'")) ? '"' : pythonQuote(words);
  const inner = pieces.map((piece) =>
    piece.kind === "word" ? pythonEscaped(doubled(piece.text), quote) : `{${piece.inside}}`,
  );
  return `f${quote}${inner.join("")}${quote}`;
}

/** Neighbouring pieces together as long as they fit on a line. */
function literalsOf(pieces: readonly Piece[], room: number): string[] {
  const lines: Piece[][] = [];
  let length = 0;
  for (const piece of pieces) {
    if (lines.length === 0 || length + lengthOf(piece) > room) {
      lines.push([]);
      length = 0;
    }
    lines.at(-1)?.push(piece);
    length += lengthOf(piece);
  }
  return lines.length === 0 ? [pythonString("")] : lines.map(literalOf);
}

/** The statements, at a depth of indentation, that return the parts joined. */
export function returnText(template: readonly TemplatePart[], parts: ModuleParts, depth: number): string[] {
  const [first] = template;
  if (template.length === 1 && first?.kind === "value") {
    const value = showValue(first.value, parts);
    const whole = value.isText ? value.expression : call("str", value.expression);
    return statementLines("return", whole, "", depth);
  }
  // A line of its own has its indentation, and `f`, two quotes around the text.
  const room = WIDTH - 4 * (depth + 1) - 3;
  const statements: string[] = [];
  const used = new Set<string>();
  const pieces = template.flatMap((part): Piece[] => {
    if (part.kind === "text") return wordsOf(part.text, room);
    const { expression, label } = showValue(part.value, parts);
    const inside = insideBraces(expression);
    if (inside !== undefined && inside.length + 2 <= room) return [{ kind: "value", inside }];
    // Too long for a line, or with quotes that would end the f-string: a variable.
    const variable = pythonVariable(label, used);
    statements.push(...statementLines(`${variable} =`, expression, "", depth));
    return [{ kind: "value", inside: variable }];
  });
  const line = `${"    ".repeat(depth)}return ${literalsOf(pieces, Number.POSITIVE_INFINITY)[0]}`;
  if (line.length <= WIDTH) return [...statements, line];
  const indent = "    ".repeat(depth + 1);
  const literals = literalsOf(pieces, room).map((literal) => indent + literal);
  return [...statements, ...parenthesised("return", literals, "", depth)];
}

/** The values of a key as one text; a bar keeps `a`, `bc` and `ab`, `c` apart. */
export function keyTemplate(values: readonly FirstOf[]): TemplatePart[] {
  return values.flatMap((value, index): TemplatePart[] => [
    ...(index > 0 ? [{ kind: "text" as const, text: "|" }] : []),
    { kind: "value", value },
  ]);
}
