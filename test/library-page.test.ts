/** docs/library.md and what README.md says of the rules: their table, their numbers, and the hunt over the real log. `UPDATE=1` writes the table. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { Report } from "../src/diagnostics/problem.ts";
import type { Rule } from "../src/ir/rule.ts";
import { checkProject, isWanted } from "../src/project/compile-project.ts";
import { loadRules } from "../src/project/load-rules.ts";
import { openProject } from "../src/project/project.ts";
import { attackTactics } from "../src/schema/attack.ts";
import { targets } from "../src/targets/index.ts";
import { tocsin } from "./cli/support.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const pagePath = new URL("../docs/library.md", import.meta.url);
const page = () => readFileSync(pagePath, "utf8");
const readme = () => readFileSync(new URL("../README.md", import.meta.url), "utf8");
const log = "rules/logs/stratus-attack-2023-07-10.json.gz";

let rules: readonly Rule[];
let found: string;

beforeAll(async () => {
  const report = new Report();
  const project = await openProject(root, report);
  if (!project) throw new Error("the project's configuration can't be read");
  rules = checkProject(project, loadRules(project, { folder: root, paths: [] }, report), report);
  found = (await tocsin(root, ["hunt", log])).out;
});

const mappingsOf = (rule: Rule) =>
  [...new Set(rule.metadata.attack.map(({ tactic, technique }) => (technique ?? tactic).id))].join(", ");
const platformsOf = (rule: Rule) =>
  targets.map((target) => (isWanted(rule, target) ? target.id.charAt(0).toUpperCase() : "·")).join(" ");

/** The table of the page: a heading and a table for each tactic that some rule names first. */
function rulesByTactic(): string {
  const sections = [...attackTactics().values()].flatMap((tactic) => {
    const named = rules.filter((rule) => rule.metadata.attack[0]?.tactic.id === tactic.id);
    if (named.length === 0) return [];
    const rows = named
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((rule) => {
        const { title, severity } = rule.metadata;
        return `| \`${rule.id}\` | ${title.value} | ${severity.value} | ${mappingsOf(rule)} | ${platformsOf(rule)} |`;
      });
    const head = ["| rule | what it says | severity | ATT&CK | platforms |", "|---|---|---|---|---|"];
    return [`### ${tactic.name} (${named.length})`, "", ...head, ...rows, ""];
  });
  return sections.join("\n");
}

const opening = /<!-- rules: .* -->\n/;
const closing = "<!-- /rules -->";

test("the table of rules is what the rules say (UPDATE=1 writes it)", () => {
  const text = page();
  const start = opening.exec(text);
  const from = (start?.index ?? 0) + (start?.[0].length ?? 0);
  const to = text.indexOf(closing);
  expect(start !== null && to >= from).toBe(true);
  const wanted = `\n${rulesByTactic()}\n`;
  if (process.env.UPDATE === "1") writeFileSync(pagePath, text.slice(0, from) + wanted + text.slice(to));
  else expect(text.slice(from, to)).toBe(wanted);
});

/** `rule hits alerts` of each line of a text that has the three. */
const countsIn = (text: string, row: RegExp) =>
  [...text.matchAll(row)].map(([, id, hits, alerts]) => `${id} ${hits} ${alerts}`).sort();

test("each rule that finds something in the real log is explained, with its numbers", () => {
  const explained = countsIn(page(), /^\| `([\w.]+)` \| (\d+) \| (\d+) \|/gm);
  const hunted = countsIn(found, /^\w+ +(AWS\.[\w.]+) +(\d+) +(\d+) /gm);
  expect(hunted.length).toBeGreaterThan(20);
  expect(explained).toEqual(hunted);
});

test("README says how many rules there are, and what the hunt finds", () => {
  const totals = /(\d+) hits of (\d+) rules, (\d+) alerts\./.exec(found);
  expect(readme()).toContain(`has ${rules.length} rules with ${rules.flatMap((rule) => rule.tests).length} tests`);
  expect(readme().replaceAll("\n", " ")).toContain(
    `finds ${totals?.[1]} hits of ${totals?.[2]} rules, ${totals?.[3]} alerts`,
  );
  const told = countsIn(readme(), /^\| `(AWS[\w.]+)` \| (\d+) \| (\d+) \|/gm);
  const hunted = new Set(countsIn(found, /^\w+ +(AWS\.[\w.]+) +(\d+) +(\d+) /gm));
  expect(told.filter((line) => !hunted.has(line))).toEqual([]);
});
