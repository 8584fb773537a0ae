/**
 * In: the texts of alert titles and descriptions. Out: their pieces. `{path ?? path ?? 'text'}` is a value, `{{` and
 * `}}` are braces; a brace that is neither opened nor closed is an error, since it is nearly always a slip.
 */
import type { Span } from "../source/source.ts";
import type { CoalesceExpression, TemplatePiece, TextLiteral, ValueList } from "./ast.ts";
import { attempt } from "./attempt.ts";
import type { PendingTemplate } from "./build-ast.ts";
import { LimitedReport } from "./limited-report.ts";
import { offsetInLiteral, spanInLiteral } from "./literal-text.ts";
import {
  emptyTemplateValue,
  strayTemplateBrace,
  syntaxError,
  tooManyValues,
  unclosedTemplateValue,
} from "./problems-structure.ts";
import { readTokens } from "./read-tokens.ts";
import { tokenSpan } from "./token-span.ts";

const mostValues = 100;

/** Fills in the pieces of each template. */
export function readTemplates(templates: readonly PendingTemplate[], report: LimitedReport): void {
  for (const template of templates) template.pieces = readPieces(template.literal, report);
}

function readPieces(literal: TextLiteral, report: LimitedReport): TemplatePiece[] {
  const { value } = literal;
  const pieces: TemplatePiece[] = [];
  let text = "";
  let textStart = 0;
  let values = 0;
  const flush = (end: number): void => {
    if (text !== "") pieces.push({ kind: "text", text, span: spanInLiteral(literal, textStart, end) });
    text = "";
  };
  for (let at = 0; at < value.length && !report.isFull; ) {
    const sign = value.charAt(at);
    if (sign !== "{" && sign !== "}") {
      text += sign;
      at++;
    } else if (value.charAt(at + 1) === sign) {
      text += sign;
      at += 2;
    } else if (sign === "}") {
      reportBrace(literal, at, report);
      at++;
    } else {
      flush(at);
      values++;
      if (values > mostValues) {
        report.add(tooManyValues, { most: mostValues }, spanInLiteral(literal, at, at + 1));
        return pieces;
      }
      const end = closingBrace(value, at);
      if (end < 0) {
        reportUnclosed(literal, at, report);
        at++;
      } else {
        const piece = readValue(literal, at, end, report);
        if (piece) pieces.push(piece);
        at = end + 1;
      }
      textStart = at;
    }
  }
  flush(value.length);
  return pieces;
}

/** The `}` that ends a value, not one in quotes; less than nothing where there is none. */
function closingBrace(value: string, open: number): number {
  let quote = "";
  for (let at = open + 1; at < value.length; at++) {
    const sign = value.charAt(at);
    if (sign === quote) quote = "";
    else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
    else if (quote === "" && sign === "}") return at;
    else if (quote === "" && sign === "{") return -1;
  }
  return -1;
}

function reportBrace(literal: TextLiteral, at: number, report: LimitedReport): void {
  const span = spanInLiteral(literal, at, at + 1);
  report.add(strayTemplateBrace, {}, span, { fixes: [{ title: "Write `}}`", span, text: "}}" }] });
}

function reportUnclosed(literal: TextLiteral, at: number, report: LimitedReport): void {
  const span = spanInLiteral(literal, at, at + 1);
  report.add(unclosedTemplateValue, {}, span, { fixes: [{ title: "Write `{{`", span, text: "{{" }] });
}

/** The value between two braces: read by the same grammar, its tokens moved to where they were written. */
function readValue(
  literal: TextLiteral,
  open: number,
  close: number,
  report: LimitedReport,
): TemplatePiece | undefined {
  const span = spanInLiteral(literal, open, close + 1);
  const { source } = literal.span;
  const inner = literal.value.slice(open + 1, close);
  if (inner.trim() === "") {
    report.add(emptyTemplateValue, {}, span);
    return undefined;
  }
  const scratch = new LimitedReport();
  const stream = readTokens({ path: source.path, text: inner }, scratch);
  for (const one of scratch.diagnostics) {
    const place = spanInLiteral(literal, open + 1 + one.span.start, open + 1 + one.span.end);
    report.addAll([{ ...one, span: place, related: [], fixes: [] }]);
  }
  if (!stream || scratch.hasErrors) return undefined;
  if (stream.comments.length > 0) return refuse(literal, open, close, "//", report);
  const width = literal.quote.length;
  const isPlain = literal.value.length === literal.span.end - literal.span.start - 2 * width;
  const shift = literal.span.start + width + open + 1;
  for (const token of stream.tokens) {
    const { startOffset, image } = token;
    if (isPlain && literal.quote !== '"""') token.startOffset = shift + startOffset;
    else {
      token.startOffset = offsetInLiteral(literal, open + 1 + startOffset);
      token.endOffset = spanInLiteral(literal, open + 1 + startOffset, open + 1 + startOffset + image.length).end - 1;
    }
  }
  const read = attempt({ source, report, templates: [] }, stream.tokens, (parser) => parser.valueItem());
  if (!read.error) return { kind: "value", value: asCoalesce(read.value), span };
  const { token } = read.error;
  if (Number.isNaN(token.startOffset)) return refuse(literal, open, close, "", report);
  return refuse(literal, open, close, token.image, report, tokenSpan(source, token));
}

function refuse(
  literal: TextLiteral,
  open: number,
  close: number,
  found: string,
  report: LimitedReport,
  place?: Span,
): undefined {
  const hint = "Between braces stands a path, or several with `??` and a text at the end: `{actor ?? 'nobody'}`.";
  const span = place ?? spanInLiteral(literal, open, close + 1);
  const shown = found === "" ? "the closing brace" : `\`${found}\``;
  report.add(syntaxError, { expected: "a path or a text", found: shown, hint }, span);
  return undefined;
}

function asCoalesce(item: ValueList["items"][number]): CoalesceExpression {
  return item.kind === "coalesce" ? item : { kind: "coalesce", alternatives: [item], span: item.span };
}
