/** All pages of documentation: what is generated is fresh, links lead somewhere, commands that are shown exist. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { makeProgram } from "../../src/cli/program.ts";
import { makeFolder } from "../cli/support.ts";
import { stepsOf } from "./steps.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

test.each(["commands.md", "reference.md"])("%s is what `npm run docs` writes", (name) => {
  const folder = makeFolder();
  execFileSync(process.execPath, [join(root, "scripts/docs.mjs"), folder], { stdio: "pipe" });
  expect(read(`docs/${name}`), `docs/${name} is stale: run \`npm run docs\``).toBe(
    readFileSync(join(folder, name), "utf8"),
  );
});

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (page: string) =>
  [...page.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading as string));

describe.each(pages)("%s", (path) => {
  const page = read(path);

  test("its links lead to files and headings that are there", () => {
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      return !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(read(target)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test("the commands that it shows exist, with their options", () => {
    const output = { write: () => {}, isTerminal: false };
    const program = makeProgram({ out: output, err: output } as never, () => {});
    const text = page.replace(/^```.*$/gm, "");
    const unknown = [...text.matchAll(/(?:^|[`$ ])(?:npx (?:--yes )?)?tocsin(?:@[\d.]+)? ([a-z]+)((?: [^`\n|&;]*)?)/gm)]
      .map(([, name = "", rest = ""]) => ({ command: program.commands.find((one) => one.name() === name), name, rest }))
      .filter(({ command, name, rest }) => {
        if (name === "help") return false;
        const options = rest.replace(/ #.*/, "").match(/--[a-z-]+/g) ?? [];
        return (
          !command || options.some((flag) => flag !== "--help" && !command.options.some((one) => one.long === flag))
        );
      });
    expect(unknown.map(({ name, rest }) => `${name}${rest}`)).toEqual([]);
  });

  test("its YAML can be read", () => {
    for (const { language, words, text } of stepsOf(page))
      if (language === "yaml" && words.length === 0) expect(() => parse(text)).not.toThrow();
  });
});

test("the index names every page", () => {
  const index = read("docs/README.md");
  for (const path of pages.filter((one) => one !== "README.md" && one !== "docs/README.md"))
    expect(index).toContain(`](${path.slice("docs/".length)})`);
});
