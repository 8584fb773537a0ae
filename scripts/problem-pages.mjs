// In: the problems that Tocsin reports. Out: docs/problems/, a page for each and a list of them.
// `npm run problems` writes them, into another folder where one is named; a test says when they are stale.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "./run-typescript.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What a hundred codes are about. */
const GROUPS = [
  ["D1", "The language"],
  ["D2", "Names and clauses"],
  ["D3", "Types and conditions"],
  ["D4", "What a platform can't say or doesn't take"],
  ["D5", "Events, tests and logs"],
  ["D6", "Projects, files and packs"],
];

/** As a file of rules where it is one, else as plain text: a configuration, a log, a command. */
function block(code, text) {
  const language = code < "D51" ? "tocsin" : "text";
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

function page({ code, slug, severity, why, example }) {
  return `# ${code} ${slug}

${severity[0].toUpperCase()}${severity.slice(1)}. ${why}

## Avoid

${block(code, example.avoid)}

## Prefer

${block(code, example.prefer)}
`;
}

/** The first sentence is enough for a list. */
const cell = (text) => text.split(/(?<=\.) (?=[A-Z`])/)[0].replaceAll("|", "\\|");

function list(problems) {
  const groups = GROUPS.map(([start, title]) => {
    const rows = problems
      .filter(({ code }) => code.startsWith(start))
      .map(({ code, slug, severity, why }) => `| [${code}](${code}.md) | ${slug} | ${severity} | ${cell(why)} |`);
    return `## ${title}\n\n| code | name | severity | why |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# Problems

Every problem has a stable code and a name. \`tocsin explain D2001\` prints a page of these. Errors stop a build; warnings and hints don't.
A problem can be waved through where it stands, with a reason: \`// tocsin-ignore D2052: new, and not in the model yet\` (errors only where
they rest on the model of AWS's operations). The pages are made from the code, and their examples are run by the tests.

${groups.join("\n")}`;
}

const { everyProblem } = await importTypeScript("src/cli/every-problem.ts");
const problems = await everyProblem();
const folder = process.argv[2] ?? join(root, "docs/problems");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "README.md"), list(problems));
for (const one of problems) writeFileSync(join(folder, `${one.code}.md`), page(one));
