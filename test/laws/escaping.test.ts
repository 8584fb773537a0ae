/**
 * Whatever text stands in a rule, in whichever place, every file that comes of it still parses and holds that text:
 * or the rule is refused with a code. Whole rules are compiled, and the files are read back by each format's own
 * parser: Python's `ast`, PyYAML and `yaml`, `tomllib` and smol-toml, `configparser`, JSON and the `eql` package.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { checkFile } from "../../src/check/check-file.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { targets } from "../../src/targets/index.ts";
import type { PackFile } from "../../src/targets/target.ts";

const SIGNS =
  "\" ' ''' \"\"\" \\ \\\\ \\n \\' \\u{41} % %s %(x)s $ $x$ $$ ` `m` ``` | || # // /* */ { } {{ }} [ ] [x] < > & ; = : , - --- ... ? ! * @ ~ a A 7 é ß 😀 \u00a0 null true return )".split(
    " ",
  );
const LINES = ["\n", "\n\n", "\n---\n", "\n[x]\n", "\n'''\n", "\n  a: b\n", "\n# c\n", " \\\n", "\t"];

const sign = fc.constantFrom(...SIGNS, " ");
const words = (parts: fc.Arbitrary<string>) =>
  fc.array(fc.oneof({ weight: 4, arbitrary: parts }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 8,
  });
/** Half of them have quiet ends, so that what is refused for its ends doesn't hide what is in the middle. */
const text = (parts: fc.Arbitrary<string>) =>
  fc.tuple(words(parts), fc.boolean()).map(([found, quiet]) => (quiet ? `a${found.join("")}z` : found.join("")));
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a rule can't hold
const REFUSED_ANYWHERE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/;
const held = (one: string) =>
  !REFUSED_ANYWHERE.test(one.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "")) && /\S/.test(one);
const line = text(sign).filter((one) => held(one) && !/[\n\t]/.test(one));
const lines = text(
  fc.oneof({ weight: 5, arbitrary: sign }, { weight: 1, arbitrary: fc.constantFrom(...LINES) }),
).filter(held);
/** What the record can hold as a value: "-" and "none" are nothing to Elastic's pipeline. */
const value = line.map((one) => `${one}.v`);

interface Texts {
  readonly title: string;
  readonly description: string;
  readonly runbook: string;
  readonly falsePositives: readonly string[];
  readonly tag: string;
  readonly alertTitle: string;
  readonly literals: readonly string[];
  readonly values: readonly string[];
  readonly testName: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  title: line,
  description: lines,
  runbook: lines,
  falsePositives: fc.array(lines, { minLength: 1, maxLength: 3 }),
  tag: line,
  alertTitle: line,
  literals: fc.uniqueArray(value, { minLength: 8, maxLength: 8 }),
  values: fc.array(lines, { minLength: 6, maxLength: 6 }),
  testName: line,
});

/** Elastic takes only tags that begin with a word of its own. */
const tagOf = (tag: string) => `Use Case: ${[...tag].slice(0, 40).join("")}`;

/** A text as the language writes it: JSON's escapes. */
const quote = (one: string) => JSON.stringify(one);

/** `quiet` rules have hostile text only where no platform has rules of its own about what it is. */
function ruleOf(index: number, given: Texts, quiet: boolean): string {
  const { title, description, runbook, falsePositives, tag, alertTitle, literals, values, testName } = given;
  const ends = (one: string) => (quiet ? `Of ${one} it is.` : one);
  return `rule Test.R${index} {
  title           = ${quiet ? `"Title ${index}"` : quote([...title].slice(0, 90).join(""))}
  description     = ${quote(ends(description))}
  severity        = low
  status          = stable
  author          = "Author"
  created         = 2026-01-02
  tags            = [${quote(tagOf(tag))}]
  attack          = [TA0003:T1136.003]
  false_positives = [${falsePositives.map(ends).map(quote).join(", ")}]
  runbook         = ${quote(ends(runbook))}

  source aws.cloudtrail

  when userAgent in [${literals.map(quote).join(", ")}]

  alert { title = ${quote(quiet ? "T" : alertTitle.replaceAll(/[{}]/g, "$&$&"))} }

  elastic { language = eql }
  splunk { name = "Search ${index}" }

  test ${quote(quiet ? `call ${testName} made` : testName)} alerts {
    "eventSource": "a.amazonaws.com", "eventName": "b", "userAgent": ${quote(literals[0] as string)},
    "requestParameters": { "values": [${values.map(quote).join(", ")}] }
  }
  test "none" ignores { "eventSource": "a.amazonaws.com", "eventName": "b" }
}
`;
}

interface Compiled {
  readonly given: Texts;
  readonly quiet: boolean;
  /** The codes of the errors that keep it out of a target's pack, and its files there. */
  readonly refused: readonly string[];
  readonly packs: ReadonlyMap<string, { readonly codes: readonly string[]; readonly files: readonly PackFile[] }>;
  readonly ends: (one: string) => string;
}

const settings = { name: "pack", version: "1.0.0", author: "Author" };
const platforms = new Map(targets.map((target) => [target.id, target.validateBlock]));

function compile(given: Texts, index: number): Compiled {
  const quiet = index % 2 === 0;
  const report = new Report();
  const source = parseFile({ path: "test.tocsin", text: ruleOf(index, given, quiet) }, report);
  const [rule] = checkFile(source, { fileAt: () => undefined, platforms, defaults: {} }, report);
  const refused = report.diagnostics.filter((one) => one.severity === "error").map((one) => one.code);
  const ends = (one: string) => (quiet ? `Of ${one} it is.` : one);
  if (refused.length > 0 || !rule) return { given, quiet, refused, packs: new Map(), ends };
  const packs = targets.map((target) => {
    const compiled = target.compile(rule, settings);
    const codes = compiled.diagnostics.filter((one) => one.severity === "error").map((one) => one.code);
    const files = codes.length > 0 ? [] : [...compiled.files, ...target.pack([compiled], settings).files];
    return [target.id, { codes, files }] as const;
  });
  return { given, quiet, refused, packs: new Map(packs), ends };
}

const RULES = 1_250;
let compiled: readonly Compiled[] = [];
/** The rules that have files for the target, each with the content of the file whose path fits. */
function emitted(target: string, path: RegExp) {
  return compiled.flatMap((one) => {
    const content = one.packs.get(target)?.files.find((file) => path.test(file.path))?.content;
    return content === undefined ? [] : [{ ...one, content }];
  });
}

beforeAll(() => {
  compiled = fc.sample(texts, { numRuns: RULES, seed: 29 }).map(compile);
});

/** White space at the ends of lines and of texts is layout: a block of text doesn't keep it everywhere. */
const laidOut = (one: string) =>
  one
    .replaceAll("\t", " ")
    .split("\n")
    .map((part) => part.trimEnd())
    .join("\n")
    .trim();

/** A list's texts are broken into lines anew in Elastic's files, and indented. */
const wordsOf = (one: string) => one.split(/\s+/).join(" ").trim();

const venv = (name: string) => fileURLToPath(new URL(`../../.venvs/${name}/bin/python`, import.meta.url));

/** A Python that has these modules; where there is none, says what doesn't run. */
function pythonWith(modules: string, check: string): string | undefined {
  const found = [venv("elastic"), venv("panther"), "python3"].find(
    (python) =>
      (python === "python3" || existsSync(python)) && spawnSync(python, ["-c", `import ${modules}`]).status === 0,
  );
  if (!found) console.warn(`not run: ${check} (no Python with ${modules}; run npm run validators:install)`);
  return found;
}

function readBack<Answer>(python: string, program: string, input: unknown): Answer {
  const run = spawnSync(python, ["-X", "utf8", "-c", program], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Answer;
}

describe("whole rules of hostile text", () => {
  test("are emitted, or refused with a code; in the places where no platform is strict they are all emitted", () => {
    const codes = new Map<string, number>();
    for (const one of compiled) {
      for (const code of one.refused) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (one.refused.length > 0) continue;
      for (const target of targets) {
        const pack = one.packs.get(target.id);
        expect(pack?.codes.length === 0, `${target.id}: ${JSON.stringify(one.given)}`).toBe(
          (pack?.files.length ?? 0) > 0,
        );
        for (const code of pack?.codes ?? [])
          codes.set(`${target.id} ${code}`, (codes.get(`${target.id} ${code}`) ?? 0) + 1);
      }
    }
    const kept = (id: string, quiet: boolean) =>
      compiled.filter((one) => one.quiet === quiet && one.packs.get(id)?.files.length).length;
    const quiet = RULES / 2;
    expect([...codes.keys()].sort()).toEqual(["elastic D4004", "panther D4004", "splunk D4004", "splunk D4301"]);
    expect(kept("panther", true)).toBe(quiet);
    expect(kept("elastic", true)).toBe(quiet);
    // A search can't hold `$` and backticks in every place.
    expect(kept("splunk", true)).toBeGreaterThan(quiet * 0.9);
    for (const { id } of targets) expect(kept(id, false), id).toBeGreaterThan(quiet * 0.3);
  });
});

interface PantherDocument {
  readonly DisplayName: string;
  readonly Description: string;
  readonly Runbook: string;
  readonly Tags: readonly string[];
  readonly Tests: readonly { readonly Name: string; readonly Log: LogOf }[];
}
interface LogOf {
  readonly userAgent: string;
  readonly requestParameters: { readonly values: readonly string[] };
}
interface ElasticDocument {
  readonly rule: {
    readonly description: string;
    readonly note: string;
    readonly false_positives: readonly string[];
    readonly tags: readonly string[];
    readonly query: string;
  };
}
interface SplunkDocument {
  readonly description: string;
  readonly known_false_positives: string;
  readonly explanation: string;
  readonly tests: readonly { readonly name: string }[];
}

function expectPanther({ given, quiet, ends, content }: Compiled & { content: string }, read: PantherDocument): void {
  const what = `${JSON.stringify(given)}\n${content}`;
  if (!quiet) expect(read.DisplayName, what).toBe([...given.title].slice(0, 90).join(""));
  expect(laidOut(read.Description).startsWith(laidOut(ends(given.description))), what).toBe(true);
  expect(laidOut(read.Runbook), what).toBe(laidOut(ends(given.runbook)));
  expect(read.Tags, what).toContain(tagOf(given.tag));
  expect(read.Tests.map((one) => one.Name)[0], what).toBe(quiet ? `call ${given.testName} made` : given.testName);
  expect(read.Tests[0]?.Log.userAgent, what).toBe(given.literals[0]);
  expect(read.Tests[0]?.Log.requestParameters.values, what).toEqual(given.values);
}

function expectElastic({ given, ends, content }: Compiled & { content: string }, { rule }: ElasticDocument): void {
  const what = `${JSON.stringify(given)}\n${content}`;
  expect(laidOut(rule.description), what).toBe(laidOut(ends(given.description)));
  expect(laidOut(rule.note), what).toContain(laidOut(ends(given.runbook)));
  expect(rule.false_positives.map(wordsOf), what).toEqual(given.falsePositives.map(ends).map(wordsOf));
  expect(rule.tags, what).toContain(tagOf(given.tag));
}

function expectSplunk({ given, quiet, ends, content }: Compiled & { content: string }, read: SplunkDocument): void {
  const what = `${JSON.stringify(given)}\n${content}`;
  expect(laidOut(read.description), what).toBe(laidOut(ends(given.description)));
  expect(laidOut(read.explanation), what).toBe(laidOut(ends(given.runbook)));
  for (const one of given.falsePositives)
    expect(laidOut(read.known_false_positives), what).toContain(laidOut(ends(one)));
  expect(read.tests[0]?.name, what).toBe(quiet ? `call ${given.testName} made` : given.testName);
}

const READ_YAML = `
import json, sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
json.dump([yaml.load(text, loader) for text in json.load(sys.stdin)], sys.stdout, default=str)
`;
const READ_TOML = `
import json, sys, tomllib
json.dump([tomllib.loads(text) for text in json.load(sys.stdin)], sys.stdout)
`;
/** Each module's texts, and its tree without them: no text may change what the module does. */
const READ_PYTHON = `
import ast, json, sys
read = []
for text in json.load(sys.stdin):
    tree = ast.parse(text)
    texts = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
            node.value = ""
    read.append([texts, [ast.dump(node) for node in tree.body if getattr(node, "name", "") == "rule"]])
json.dump(read, sys.stdout)
`;
const READ_EQL = `
import json, sys
import eql, eql.ast, eql.parser
read = []
with eql.parser.elasticsearch_syntax, eql.parser.skip_optimizations:
    for text in json.load(sys.stdin):
        query = eql.parse_query(text)
        read.append([node.value for node in query if isinstance(node, eql.ast.String)])
json.dump(read, sys.stdout)
`;
const READ_CONF = `
import configparser, json, sys
read = []
for text in json.load(sys.stdin):
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=(), strict=True, empty_lines_in_values=False, default_section="\\0")
    parser.optionxform = str
    parser.read_string(text.replace(" \\\\\\n", "\\n\\t."))
    read.append({name: dict(parser.items(name)) for name in parser.sections()})
json.dump(read, sys.stdout)
`;

describe("read back", () => {
  test("by `yaml`: Panther's documents", () => {
    for (const one of emitted("panther", /\.yml$/)) expectPanther(one, parseYaml(one.content) as PantherDocument);
  });

  test("by `yaml`: contentctl's detections", () => {
    for (const one of emitted("splunk", /\/detections\/.*\.yml$/))
      expectSplunk(one, parseYaml(one.content) as SplunkDocument);
  });

  test("by smol-toml: Elastic's rules", () => {
    for (const one of emitted("elastic", /\.toml$/))
      expectElastic(one, parseToml(one.content) as unknown as ElasticDocument);
  });

  test("by JSON: the events that Splunk's tests replay, one on each line", () => {
    for (const { content, given } of emitted("splunk", /\/attack_data\/.*\.json$/)) {
      const events = content
        .trimEnd()
        .split("\n")
        .map((event) => JSON.parse(event) as LogOf);
      expect(events.map((event) => event.userAgent)).toEqual([given.literals[0]]);
      expect(events[0]?.requestParameters.values).toEqual(given.values);
    }
  });

  const yaml = pythonWith("yaml", "PyYAML on rules of hostile text");
  test.skipIf(!yaml)("by PyYAML: both", () => {
    for (const [target, path, check] of [
      ["panther", /\.yml$/, expectPanther],
      ["splunk", /\/detections\/.*\.yml$/, expectSplunk],
    ] as const) {
      const rules = emitted(target, path);
      const read = readBack<(PantherDocument & SplunkDocument)[]>(
        yaml as string,
        READ_YAML,
        rules.map((one) => one.content),
      );
      rules.forEach((one, index) => {
        check(one, read[index] as PantherDocument & SplunkDocument);
      });
    }
  });

  const toml = pythonWith("tomllib", "tomllib on rules of hostile text");
  test.skipIf(!toml)("by tomllib: Elastic's rules", () => {
    const rules = emitted("elastic", /\.toml$/);
    const read = readBack<ElasticDocument[]>(
      toml as string,
      READ_TOML,
      rules.map((one) => one.content),
    );
    rules.forEach((one, index) => {
      expectElastic(one, read[index] as ElasticDocument);
    });
  });

  const python = pythonWith("ast", "Python's own parser on rules of hostile text");
  test.skipIf(!python)("by Python: Panther's modules hold each text, and do the same whatever the text is", () => {
    const rules = emitted("panther", /\.py$/);
    const read = readBack<[string[], string[]][]>(
      python as string,
      READ_PYTHON,
      rules.map((one) => one.content),
    );
    const shapes = new Set(read.map(([, shape]) => shape.join("")));
    expect([...shapes].length).toBe(1);
    rules.forEach(({ given, quiet, content }, index) => {
      const found = read[index]?.[0] ?? [];
      expect(found, content).toEqual(expect.arrayContaining([...given.literals]));
      // An alert's title that is the rule's own needs no function.
      if (!quiet && given.alertTitle !== given.title) expect(found, content).toContain(given.alertTitle);
    });
  });

  const eql = pythonWith("eql", "the eql package on rules of hostile text");
  test.skipIf(!eql)("by `eql`: the queries hold exactly the rule's texts", () => {
    const rules = emitted("elastic", /\.toml$/).map((one) => ({
      ...one,
      query: (parseToml(one.content) as unknown as ElasticDocument).rule.query,
    }));
    const read = readBack<string[][]>(
      eql as string,
      READ_EQL,
      rules.map((one) => one.query),
    );
    rules.forEach(({ given, query }, index) => {
      expect([...(read[index] ?? [])].sort(), query).toEqual(["aws.cloudtrail", ...given.literals].sort());
    });
  });

  const conf = pythonWith("configparser", "Python's configparser on rules of hostile text");
  test.skipIf(!conf)("by configparser: the app's searches", () => {
    const rules = emitted("splunk", /savedsearches\.conf$/);
    const read = readBack<{ [stanza: string]: { [setting: string]: string } }[]>(
      conf as string,
      READ_CONF,
      rules.map((one) => one.content),
    );
    rules.forEach(({ given, ends, content }, index) => {
      const stanzas = Object.entries(read[index] ?? {});
      expect(stanzas.length, content).toBe(1);
      const description = (stanzas[0]?.[1].description ?? "").replaceAll("\n.", "\n");
      expect(laidOut(description).startsWith(laidOut(ends(given.description))), content).toBe(true);
      expect(laidOut(description), content).toContain(laidOut(ends(given.runbook)));
    });
  });
});

describe("what nobody sees", () => {
  const hidden = [0x00, 0x07, 0x1b, 0x7f, 0x85, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069];
  const quiet: Texts = {
    title: "Title",
    description: "Text.",
    runbook: "Text.",
    falsePositives: ["Text."],
    tag: "tag",
    alertTitle: "Title",
    literals: ["a", "b"],
    values: ["a"],
    testName: "test",
  };
  const places: { readonly [place: string]: (one: string) => Partial<Texts> } = {
    title: (one) => ({ title: one }),
    description: (one) => ({ description: one }),
    runbook: (one) => ({ runbook: one }),
    "false positives": (one) => ({ falsePositives: [one] }),
    tag: (one) => ({ tag: one }),
    "alert title": (one) => ({ alertTitle: one }),
    literal: (one) => ({ literals: [one, "b"] }),
    event: (one) => ({ values: [one] }),
    "test name": (one) => ({ testName: one }),
  };
  for (const [place, put] of Object.entries(places)) {
    test(`is refused in a rule's ${place}, as a character and as an escape`, () => {
      for (const code of hidden) {
        const hexadecimal = `\\u${code.toString(16).padStart(4, "0")}`;
        const written = ruleOf(1, { ...quiet, ...put("xHIDDENy") }, false);
        for (const spelling of [String.fromCodePoint(code), hexadecimal]) {
          const report = new Report();
          const source = parseFile({ path: "test.tocsin", text: written.replaceAll("HIDDEN", spelling) }, report);
          checkFile(source, { fileAt: () => undefined, platforms, defaults: {} }, report);
          expect(report.hasErrors, `${hexadecimal}, ${spelling === hexadecimal ? "escaped" : "raw"}`).toBe(true);
          for (const one of report.diagnostics)
            expect(`${one.message}${one.help ?? ""}`).not.toContain(String.fromCodePoint(code));
        }
      }
    });
  }
});
