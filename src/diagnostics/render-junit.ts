/**
 * In: suites of cases. Out: JUnit XML as build servers read it.
 * Source: the schema of Jenkins' xunit plugin (`junit-4.xsd`); no times and no host are written, so that two runs over
 * the same files give the same bytes.
 */
import { cleanLines, cleanText } from "./clean-text.ts";

export interface JunitCase {
  readonly name: string;
  readonly outcome:
    | { readonly kind: "passed" }
    | { readonly kind: "skipped"; readonly message: string }
    | { readonly kind: "failure" | "error"; readonly message: string; readonly text: string };
  /** What there is to say beside the outcome. */
  readonly notes?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** One document. Characters that XML or a terminal can't hold stand as escapes. */
export function renderJunit(name: string, suites: readonly JunitSuite[]): string {
  const body = suites.flatMap(linesOfSuite).map((line) => `${line}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${attribute(name)}">\n${body.join("")}</testsuites>\n`;
}

function linesOfSuite({ name, cases }: JunitSuite): readonly string[] {
  const count = (kind: JunitCase["outcome"]["kind"]) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
  return [
    `  <testsuite name="${attribute(name)}" ${counts}>`,
    ...cases.map((one) => linesOfCase(name, one)),
    "  </testsuite>",
  ];
}

function linesOfCase(suite: string, { name, outcome, notes }: JunitCase): string {
  const start = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}"`;
  const inner = outcomeOf(outcome) + (notes === undefined ? "" : `<system-out>${content(notes)}</system-out>`);
  return inner === "" ? `${start}/>` : `${start}>${inner}</testcase>`;
}

function outcomeOf(outcome: JunitCase["outcome"]): string {
  if (outcome.kind === "passed") return "";
  // The schema gives `skipped` no attribute.
  if (outcome.kind === "skipped") return `<skipped>${content(outcome.message)}</skipped>`;
  const { kind, message, text } = outcome;
  return `<${kind} message="${attribute(message)}">${content(text)}</${kind}>`;
}

const escaped = (text: string) =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    // The two that XML has no place for, beside those that no terminal has.
    .replace(/[\uFFFE\uFFFF]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);
const attribute = (text: string) => escaped(cleanText(text)).replace(/"/g, "&quot;");
const content = (text: string) => escaped(cleanLines(text));
