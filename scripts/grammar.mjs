// In: the parser's own grammar and its kinds of tokens. Out: what people and editors read of it, in grammar/: EBNF,
// railroad diagrams, and a TextMate grammar. `npm run grammar` writes them; a test says when they are stale.
// Into another folder where one is named.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { printEbnf } from "./grammar/ebnf.mjs";
import { printRailroad } from "./grammar/railroad.mjs";
import { readGrammar } from "./grammar/read-grammar.mjs";
import { printTextMate } from "./grammar/textmate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The files of grammar/ that are generated, by name. */
async function grammarFiles() {
  const grammar = await readGrammar();
  return new Map([
    ["tocsin.ebnf", printEbnf(grammar)],
    ["railroad.html", printRailroad(grammar)],
    ["tocsin.tmLanguage.json", printTextMate(grammar)],
  ]);
}

const folder = process.argv[2] ?? join(root, "grammar");
for (const [name, text] of await grammarFiles()) writeFileSync(join(folder, name), text);
