/** What grammar/ holds is what the parser says, and the page of diagrams is a safe one. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { getParser } from "../../src/syntax/parser.ts";
import { vocabulary } from "../../src/syntax/tokens.ts";

const committed = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../grammar/${name}`, import.meta.url)), "utf8");

const folder = mkdtempSync(join(tmpdir(), "tocsin-grammar-"));
execFileSync(process.execPath, [fileURLToPath(new URL("../../scripts/grammar.mjs", import.meta.url)), folder]);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["tocsin.ebnf", "railroad.html", "tocsin.tmLanguage.json"])("%s is what `npm run grammar` writes", (name) => {
  expect(
    committed(name) === readFileSync(join(folder, name), "utf8"),
    `grammar/${name} is stale: run \`npm run grammar\``,
  ).toBe(true);
});

test("every rule of the parser stands in the EBNF and on the page", () => {
  const rules = Object.keys(getParser().getGAstProductions());
  expect(rules.length).toBeGreaterThan(40);
  for (const rule of rules) {
    expect(committed("tocsin.ebnf")).toContain(`\n${rule} ::= `);
    expect(committed("railroad.html")).toContain(`<h2 id="${rule}">`);
  }
});

test("every name in the EBNF is defined there", () => {
  const text = committed("tocsin.ebnf").replace(/\/\*[\s\S]*?\*\//g, "");
  const defined = new Set([...text.matchAll(/^(\w+) ::=/gm)].map(([, name]) => name));
  const used = text
    .replace(/^(\w+) ::=\s*\/.*$/gm, "")
    .replace(/"[^"]*"/g, "")
    .matchAll(/[A-Za-z]\w*/g);
  expect([...used].map(([name]) => name).filter((name) => !defined.has(name))).toEqual([]);
});

test("every fixed word of the language is coloured", () => {
  const text = committed("tocsin.tmLanguage.json");
  const words = vocabulary.flatMap(({ LABEL = "" }) => /^`([a-z]+)`$/.exec(LABEL)?.[1] ?? []);
  expect(words.length).toBeGreaterThan(30);
  expect(words.filter((word) => !new RegExp(`[(|b:]${word}[)|\\\\]`).test(text))).toEqual([]);
});

test("the page loads nothing and runs nothing", () => {
  const page = committed("railroad.html");
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|use|image)\b/i);
  expect(page).not.toMatch(/\b(?:src|xlink:href|srcset|action)\s*=|\bon\w+\s*=|url\(|@import/i);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
  expect(links.filter((link) => !link?.startsWith("#"))).toEqual([]);
});

test("signs of HTML in the grammar's texts are escaped", () => {
  const page = committed("railroad.html");
  expect(page).toMatch(/<code>&#60;=<\/code>/);
  // What is left are tags of the page's own.
  const tags = new Set([...page.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, name]) => name));
  const own =
    "!doctype !  html head meta title style body h1 h2 p nav a figure svg g path rect text table tr th td code";
  expect([...tags].filter((tag) => !own.split(" ").includes(tag as string))).toEqual([]);
});
