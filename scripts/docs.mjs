// In: the program's own commands, and the schema of a rule's data. Out: what docs/ says of them: docs/commands.md, and the
// table of data in docs/reference.md. `npm run docs` writes them; a test says when they are stale.
// Into another folder where one is named.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "./run-typescript.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const INTRODUCTION = `# Commands

Generated from the program by \`npm run docs\`. \`tocsin help COMMAND\` prints the same.

Every command reads \`tocsin.config.yaml\`, which it looks for in the folder that it is started in and in those above. Without one,
rules stand in \`rules/\` and packs in \`dist-rules/\`. No command uses the network.

## Exit codes

| code | what it says |
|---|---|
| 0 | nothing to complain about; warnings and hints change nothing |
| 1 | problems in rules, tests, packs or logs |
| 2 | arguments, the configuration, or files that can't be read or written |
| 3 | a mistake in Tocsin itself |

## Formats

| format | for |
|---|---|
| \`pretty\` | people; colours on a terminal, none with \`NO_COLOR=1\`, always with \`FORCE_COLOR=1\` |
| \`json\` | programs: one document, on standard output |
| \`github\` | annotations on the lines of a pull request |
| \`sarif\` | SARIF 2.1.0, for code scanning |
| \`junit\` | JUnit's XML, for other build servers |

[continuous-integration.md](continuous-integration.md) shows the last three at work.
`;

const cell = (text) => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;

function table(heads, rows) {
  if (rows.length === 0) return "";
  return `\n| ${heads.join(" | ")} |\n|${"---|".repeat(heads.length)}\n${rows.map((row) => `| ${row.map(cell).join(" | ")} |\n`).join("")}`;
}

function optionRow(option) {
  const values = option.argChoices ? `: ${option.argChoices.map((one) => `\`${one}\``).join(", ")}` : "";
  const rest = option.defaultValue === undefined ? "" : `; default \`${option.defaultValue}\``;
  return [`\`${option.flags}\``, `${option.description}${values}${rest}`];
}

/** What the help prints behind the options: the examples, then sentences. */
function textsBehindHelp(command) {
  let printed = "";
  command.configureOutput({ writeOut: (text) => (printed += text) });
  command.outputHelp();
  const behind = printed.slice(command.helpInformation().length).trim();
  const [, examples = "", notes = ""] = /^(?:Examples:\n((?: {2}.*\n?)*))?([\s\S]*)$/.exec(behind);
  return { examples: examples.replace(/^ {2}/gm, "").trimEnd(), notes: notes.trim() };
}

function commandSection(command) {
  const values = (one) => (one.argChoices ? `: ${one.argChoices.map((each) => `\`${each}\``).join(", ")}` : "");
  const arguments_ = command.registeredArguments.map((one) => [
    `\`${one.required ? `<${one.name()}${one.variadic ? "..." : ""}>` : `[${one.name()}${one.variadic ? "..." : ""}]`}\``,
    `${one.description}${values(one)}`,
  ]);
  const { examples, notes } = textsBehindHelp(command);
  return [
    `\n## \`tocsin ${command.name()}\`\n\n${sentence(command.description())}\n`,
    table(["argument", "what it is"], arguments_),
    table(["option", "what it does"], command.options.map(optionRow)),
    examples && `\n\`\`\`sh\n${examples}\n\`\`\`\n`,
    notes && `\n${notes.replace(/\n+/g, "\n\n")}\n`,
  ].join("");
}

function commandsPage(program) {
  return INTRODUCTION + program.commands.map(commandSection).join("");
}

/** `text` | `list of texts` | `one of a, b` */
function kindOf({ type, enum: words, items, pattern }) {
  if (words) return words.map((one) => `\`${one}\``).join(", ");
  if (type === "string") return pattern?.startsWith("^\\d{4}") ? "day" : "text";
  if (type === "array") return items.type === "string" ? "list of texts or names" : "list";
  return type === "integer" ? "whole number" : "`true` or `false`";
}

function dataTable({ properties, required }) {
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\`${required.includes(name) ? " (required)" : ""}`,
    kindOf(property),
    property.description,
  ]);
  return table(["name", "value", "what it is"], rows);
}

const between = (text, name, inner) => {
  const [begin, end] = [`<!-- ${name}: written by npm run docs -->\n`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reference.md has no place for ${name}`);
  return text.slice(0, from + begin.length) + inner + text.slice(to);
};

const folder = process.argv[2] ?? join(root, "docs");
const { makeProgram } = await importTypeScript("src/cli/program.ts");
const output = { write: () => {}, isTerminal: false };
writeFileSync(join(folder, "commands.md"), commandsPage(makeProgram({ out: output, err: output }, () => {})));
const schema = JSON.parse(readFileSync(join(root, "src/check/metadata.schema.json"), "utf8"));
const reference = readFileSync(join(root, "docs/reference.md"), "utf8");
writeFileSync(join(folder, "reference.md"), between(reference, "data", `${dataTable(schema)}\n`));
