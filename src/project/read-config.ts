/** In: the text of `tocsin.config.yaml`. Out: what it says, each problem at its line. */
import { type Document, isAlias, isMap, isPair, isScalar, type Node, parseDocument, visit } from "yaml";
import { nearestNames } from "../diagnostics/nearest.ts";
import { digits } from "../diagnostics/order.ts";
import type { Report } from "../diagnostics/problem.ts";
import type { SchemaError, Validator } from "../diagnostics/validator.ts";
import type { Source, Span } from "../source/source.ts";
import { type Config, defaultConfig } from "./config.ts";
import validate from "./config.validate.generated.ts";
import { configNotValid, configNotYaml } from "./problems.ts";

/** The configuration; nothing where something in it is wrong, which was reported then. */
export function readConfig(source: Source, report: Report): Config | undefined {
  const document = parse(source, report);
  if (!document) return undefined;
  const values = document.toJS({ maxAliasCount: 0 }) as Partial<Config> | null;
  if (values === null) return defaultConfig;
  const validator = validate as unknown as Validator;
  if (!validator(values)) {
    for (const error of (validator.errors ?? []).slice(0, MOST_PROBLEMS))
      reportInvalid(error, document, source, report);
    return undefined;
  }
  const before = report.diagnostics.length;
  for (const name of ["rules", "out"] as const) {
    const reason = values[name] === undefined ? undefined : unsafeFolder(values[name]);
    if (reason)
      report.add(
        configNotValid,
        { reason: `\`${name}\` is a folder within the project, and ${reason}` },
        spanAt(document, [name], source),
      );
  }
  if (report.diagnostics.length > before) return undefined;
  return { ...defaultConfig, ...values, pack: { ...defaultConfig.pack, ...values.pack } };
}

function parse(source: Source, report: Report): Document.Parsed | undefined {
  const whole = { source, start: 0, end: 0 };
  let document: Document.Parsed;
  if (source.text.length > LONGEST) {
    report.add(configNotYaml, { reason: `it is longer than ${digits(LONGEST)} characters` }, whole);
    return undefined;
  }
  if (nesting(source.text) > DEEPEST) {
    report.add(configNotYaml, { reason: "it is nested too deeply" }, whole);
    return undefined;
  }
  try {
    document = parseDocument(source.text, { prettyErrors: false, stringKeys: true, version: "1.2", schema: "core" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.add(configNotYaml, { reason: "it is nested too deeply" }, whole);
    return undefined;
  }
  for (const { message, pos } of [...document.errors, ...document.warnings]) {
    const end = Math.min(Math.max(pos[1], pos[0] + 1), source.text.length);
    report.add(configNotYaml, { reason: lowerFirst(message.replace(/\.$/, "")) }, { source, start: pos[0], end });
  }
  if (document.errors.length + document.warnings.length > 0) return undefined;
  const refused = anchorOrAlias(document);
  if (refused) {
    report.add(
      configNotYaml,
      { reason: "it uses an anchor or an alias" },
      { source, start: refused[0], end: refused[1] },
    );
    return undefined;
  }
  return document;
}

/** The parser compares each key with each other one, and no configuration is longer. */
const LONGEST = 16_384;
const MOST_PROBLEMS = 20;

/** No configuration is deeper; how deep the parser itself can go depends on the machine. */
const DEEPEST = 64;

/** How many brackets are open at once, at most. */
function nesting(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === "[" || bracket === "{" ? 1 : -1));
    most = Math.max(most, open);
  }
  return most;
}

function anchorOrAlias(document: Document.Parsed): readonly [number, number] | undefined {
  let found: readonly [number, number] | undefined;
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && !("anchor" in node && node.anchor)) return undefined;
      found = rangeOf(node);
      return visit.BREAK;
    },
  });
  return found;
}

function reportInvalid(error: SchemaError, document: Document.Parsed, source: Source, report: Report): void {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = path.length === 0 ? "it" : `\`${path.join(".")}\``;
  const unknown = error.keyword === "additionalProperties" ? String(error.params.additionalProperty) : undefined;
  if (unknown === undefined) {
    report.add(configNotValid, { reason: `${name} ${reasonOf(error)}` }, spanAt(document, path, source));
    return;
  }
  const known = Object.keys((error.parentSchema as { readonly properties: object }).properties);
  const reason = `there is no \`${unknown}\`${path.length === 0 ? "" : ` in ${name}`}`;
  report.add(
    configNotValid,
    { reason, nearest: nearestNames(unknown, known, 1)[0] },
    spanAt(document, [...path, unknown], source, true),
  );
}

/** What the schema wants, as the end of a sentence. */
function reasonOf(error: SchemaError): string {
  const { params, schema } = error;
  switch (error.keyword) {
    case "type":
      return `must be ${WORDS[String(params.type)] ?? `of type ${String(params.type)}`}`;
    case "pattern": {
      const { description } = error.parentSchema as { readonly description?: string };
      return `doesn't fit \`${String(schema)}\`${description ? `. ${description.replace(/\.$/, "")}` : ""}`;
    }
    case "minLength":
    case "minItems":
      return "is empty";
    case "maxLength":
      return `is longer than ${String(params.limit)} characters`;
    case "uniqueItems":
      return "names one thing twice";
    default:
      throw new Error(`compiler bug: no words for the schema's \`${error.keyword}\``);
  }
}

const WORDS: { readonly [type: string]: string } = {
  string: "a text",
  array: "a list: `[a, b]`",
  object: "made of names and values: `name: value`",
};

/** Why a path is no folder within the project; nothing if it is. */
function unsafeFolder(path: string): string | undefined {
  if (path.includes("\\")) return "its parts are separated by `/`";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "this is an absolute path";
  if (path.split("/").includes("..")) return "`..` leads out of it";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "this has control characters";
  return undefined;
}

/** The span of a value, or of the name itself. */
function spanAt(document: Document.Parsed, path: readonly string[], source: Source, ofName = false): Span {
  let node: unknown = document.contents;
  let range: readonly [number, number] | undefined = rangeOf(node);
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
      range = (ofName && isLast ? undefined : rangeOf(pair?.value)) ?? rangeOf(pair?.key) ?? range;
      node = pair?.value;
    } else {
      node = (node as { readonly items?: readonly unknown[] } | null)?.items?.[Number(step)];
      range = rangeOf(node) ?? range;
    }
  }
  return { source, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
