/**
 * In: diagnostics. Out: a SARIF log, as code scanning reads it.
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; of its many parts, those that
 * GitHub's documentation, "SARIF support for code scanning", names.
 */
import { positionAt, type Span } from "../source/source.ts";
import { cleanJson, cleanLines, cleanText } from "./clean-text.ts";
import { inOrder } from "./order.ts";
import type { Diagnostic, Problem, Severity } from "./problem.ts";

const LEVELS: { readonly [severity in Severity]: string } = { error: "error", warning: "warning", hint: "note" };

/** The base of all paths in the log: the folder that the command ran in, which the reader knows. */
const BASE = "%SRCROOT%";

/** One run of the tool. `kinds` are the problems that may occur, for the texts of those that do. */
export function renderSarif(
  diagnostics: readonly Diagnostic[],
  kinds: readonly Problem<never>[],
  version: string,
): string {
  const found = inOrder(diagnostics);
  const codes = [...new Set(found.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Tocsin", version, rules: codes.map((code) => ruleOf(code, found, kinds)) } },
        columnKind: "utf16CodeUnits",
        results: found.map((one) => resultOf(one, codes)),
      },
    ],
  };
  return `${cleanJson(JSON.stringify(log, null, 2))}\n`;
}

function ruleOf(code: string, found: readonly Diagnostic[], kinds: readonly Problem<never>[]) {
  const { slug, severity } = found.find((one) => one.code === code) as Diagnostic;
  const kind = kinds.find((one) => one.code === code);
  const why = kind?.why ?? slug;
  const markdown =
    kind && `${why}\n\nAvoid:\n\n${indented(kind.example.avoid)}\n\nPrefer:\n\n${indented(kind.example.prefer)}\n`;
  return {
    id: code,
    name: slug,
    shortDescription: { text: slug.replaceAll("-", " ") },
    fullDescription: { text: why },
    help: { text: why, ...(markdown === undefined ? {} : { markdown }) },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

const indented = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");

function resultOf(one: Diagnostic, codes: readonly string[]) {
  const text = one.help === undefined ? one.message : `${one.message}\n${one.help}`;
  const fixes = one.fixes.filter(({ span }) => isInside(span));
  return {
    ruleId: one.code,
    ruleIndex: codes.indexOf(one.code),
    level: LEVELS[one.severity],
    message: { text: cleanLines(isInside(one.span) ? text : `${one.span.source.path}: ${text}`) },
    locations: isInside(one.span) ? [{ physicalLocation: placeOf(one.span) }] : [],
    relatedLocations: one.related
      .filter(({ span }) => isInside(span))
      .map(({ message, span }, id) => ({
        id,
        message: { text: cleanLines(message) },
        physicalLocation: placeOf(span),
      })),
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
  };
}

/** Only files below the base can be named: no absolute path, none that leads out, and no standard input. */
function isInside({ source: { path } }: Span): boolean {
  return !/^(?:[\\/<]|[A-Za-z]:|\.\.(?:\/|$)|--)/.test(path) && path !== "" && path !== ".";
}

function artifactOf({ source }: Span) {
  return {
    uri: source.path
      .split("/")
      .map((part) => encodeURIComponent(cleanText(part)))
      .join("/"),
    uriBaseId: BASE,
  };
}

function placeOf(span: Span) {
  // A problem of a whole file, such as one that can't be read, has no text to point into.
  if (span.source.text === "") return { artifactLocation: artifactOf(span) };
  return { artifactLocation: artifactOf(span), region: regionOf(span) };
}

function regionOf(span: Span) {
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf({ title, span, text }: Diagnostic["fixes"][number]) {
  const replacements = [{ deletedRegion: regionOf(span), insertedContent: { text } }];
  return { description: { text: title }, artifactChanges: [{ artifactLocation: artifactOf(span), replacements }] };
}
