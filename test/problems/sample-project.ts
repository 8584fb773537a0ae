/** In: a problem's example, as its page shows it. Out: a project with it in it, in which nothing else is wrong. */
import { gzipSync } from "node:zlib";
import type { Files } from "../cli/support.ts";

/** Statements of a rule, in the order in which they stand there, and what each is where an example has none. */
const PLACES: readonly { readonly starts: RegExp; readonly otherwise?: string }[] = [
  { starts: /^title\b/, otherwise: 'title = "A sample"' },
  { starts: /^description\b/, otherwise: 'description = "What it is about."' },
  { starts: /^severity\b/, otherwise: "severity = low" },
  { starts: /^author\b/, otherwise: 'author = "Somebody"' },
  { starts: /^created\b/, otherwise: "created = 2026-01-02" },
  { starts: /^\w+\s*=/ },
  { starts: /^source\b/, otherwise: "source aws.cloudtrail" },
  { starts: /^let\b/ },
  { starts: /^when\b/, otherwise: 'when eventSource == "sts.amazonaws.com" and eventName == "GetCallerIdentity"' },
  { starts: /^unless\b/ },
  { starts: /^alert\b/ },
  { starts: /^event\b/ },
  { starts: /^test\b/ },
  { starts: /^\w+\s*\{/ },
];

const CALL = '{ "eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity" }';
const SCAN = `event scan ${CALL}`;

/** A library with the names that examples use. */
const LIBRARY = 'let scanners = ["trufflehog"]\n';

const OTHERS: Files = {
  "rules/lib/aws.tocsin": LIBRARY,
  "rules/lists/tools.txt": "curl\n",
  "rules/logs/quiet-day.json.gz": gzipSync(
    JSON.stringify({ Records: [{ eventSource: "a.example", eventName: "Quiet" }] }),
  ),
};

/** `{…}` and `{ … }` stand for what doesn't matter. */
const filled = (text: string) =>
  text
    .replace(/\balert \{\s*…\s*\}/g, 'alert { title = "A text." }')
    .replace(/\{\s*…\s*\}/g, CALL)
    .replace(/"…"/g, '"A text."');

function statementsOf(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (const line of text.split("\n").filter((one) => one.trim() !== "…")) {
    if (depth === 0 && !/^\s/.test(line)) found.push(line);
    else found.push(`${found.pop()}\n${line}`);
    depth += (line.match(/[{[(]/g) ?? []).length - (line.match(/[}\])]/g) ?? []).length;
  }
  return found;
}

/** The parts of a test that examples show alone. */
function completed(statement: string): string {
  if (/^as\b/.test(statement)) return `test "a sample" ignores ${statement}`;
  if (/^ignores\b/.test(statement)) return `test "a sample" ${statement}`;
  if (statement.startsWith("{")) return `test "a sample" ignores ${statement}`;
  return statement;
}

/** The example in a rule; `others` are statements beside it. */
export function sampleRule(example: string, others: readonly string[] = []): string {
  const statements = statementsOf(filled(example)).map(completed);
  const uses = (name: string) => new RegExp(`\\bas ${name}\\b|\\b(?:alerts|ignores) ${name}\\b`).test(example);
  const events = [
    ...(uses("scan") && !/^event scan/m.test(example) ? [SCAN] : []),
    ...(uses("a") ? ['event a { "eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity" }'] : []),
    ...(uses("b")
      ? ['event b { "eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity", "awsRegion": "eu-west-1" }']
      : []),
  ];
  const isOwnEvent = /^event a/m.test(example);
  const placed = [...statements, ...others, ...(isOwnEvent ? [] : events)];
  const rankOf = (statement: string) => PLACES.findIndex(({ starts }) => starts.test(statement));
  const isClauseOrder = /^alert[\s\S]*\nwhen/.test(example);
  const missing = PLACES.flatMap(({ starts, otherwise }) =>
    otherwise !== undefined && !placed.some((one) => starts.test(one)) ? [otherwise] : [],
  );
  const all = [...missing, ...placed];
  const ordered = isClauseOrder
    ? all
    : all
        .map((one, at) => ({ one, at }))
        .sort((a, b) => rankOf(a.one) - rankOf(b.one) || a.at - b.at)
        .map(({ one }) => one);
  return `rule A.Sample {\n${ordered.map((one) => `  ${one}`).join("\n")}\n}\n`;
}

/** The example as a whole file, where it shows one. */
function sampleFile(example: string): string {
  const body = (id: string) =>
    `rule ${id} {\n  title = "The title of ${id}"\n  description = "D."\n  severity = low\n  author = "A"\n  created = 2026-01-02\n  source aws.cloudtrail\n  when userAgent contains scanners and eventName == "A" and eventSource == "${id.toLowerCase().replace(/[^a-z]/g, "")}.example"\n}\n`;
  return example
    .split("\n")
    .map((line) => {
      const [, id] = /^rule ([\w.-]+) \{\s*…\s*\}$/.exec(line) ?? [];
      return id === undefined
        ? line
        : body(id).replace(
            "userAgent contains scanners and ",
            /import/.test(example) ? "userAgent contains scanners and " : "",
          );
    })
    .join("\n");
}

/** The rules that the examples of tuning files are about. */
const TUNED = ["A.B", "AWS.IAM.UserCreated"].map((id) => {
  const rule = sampleRule("severity = low\nalert { key = [sourceIPAddress]  suppress = 1h }").replace("A.Sample", id);
  return rule.replace('"A sample"', `"The title of ${id}"`);
});

/** What a platform can't say is no part of the language's own examples: those are for one that says everything. */
export function sampleProject(example: string, isOfPlatforms: boolean): Files {
  if (example.startsWith("tune "))
    return {
      "rules/a.tocsin": TUNED[0] as string,
      "rules/b.tocsin": TUNED[1] as string,
      "rules/tuning.tocsin": `${example}\n`,
    };
  const isFile = /^(?:rule|import)\b/.test(example);
  return {
    ...OTHERS,
    "rules/sample.tocsin": isFile
      ? sampleFile(example)
      : sampleRule(example, isOfPlatforms || /^targets\b/m.test(example) ? [] : ["targets = [panther]"]),
  };
}
