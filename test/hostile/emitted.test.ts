/** What is emitted, of this repository's rules and of hostile ones, does nothing but what rules do: by lists of what is allowed. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { makeFolder, tocsin } from "../cli/support.ts";
import { classes } from "./classes/index.ts";
import { hostileRule } from "./input.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The hostile rules of which packs are written, in one project: each under an id and a title of its own. */
const hostileRules = classes
  .flatMap(({ inputs }) => inputs)
  .flatMap((input) =>
    input.kind === "project" && input.codes === "" && !input.links ? Object.values(input.files) : [],
  )
  .filter((content): content is string => typeof content === "string" && content.length < 20_000)
  .filter((content) => /\nrule A\.Rule|^rule A\.Rule/.test(content) && !content.includes("splunk {"))
  .map((content, index) =>
    content.replace("rule A.Rule", `rule Hostile.R${index}`).replace('"A title"', `"Title ${index}"`),
  );

let folders: readonly string[] = [];
beforeAll(async () => {
  const files = Object.fromEntries(hostileRules.map((text, index) => [`rules/r${index}.tocsin`, text]));
  const project = makeFolder({ ...files, "tocsin.config.yaml": "pack: { name: hostile, author: Somebody }\n" });
  const { exitCode, out } = await tocsin(project, ["build", "--quiet"]);
  expect(exitCode, out).toBe(0);
  folders = [join(project, "dist-rules"), join(root, "dist-rules")];
});

const filesBelow = (folder: string, ending: RegExp) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => ending.test(path))
    .map((path) => join(folder, path));
const emitted = (target: string, ending: RegExp) =>
  folders
    .flatMap((folder) => filesBelow(join(folder, target), ending))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));

const pythons = ["panther", "elastic"].map((name) => join(root, `.venvs/${name}/bin/python`));
const python = [...pythons.filter((path) => existsSync(path)), "python3"].find(
  (path) => spawnSync(path, ["-c", "import ast"]).status === 0,
);
if (!python) console.log("not run: the allow-list for emitted Python (no Python)");

describe("Panther's modules", () => {
  test.skipIf(!python)(
    "have only nodes, names and calls that are allowed, and do nothing when they are imported",
    () => {
      const modules = emitted("panther", /\.py$/);
      expect(modules.length).toBeGreaterThan(hostileRules.length / 2);
      const script = join(root, "test/hostile/allowed-python.py");
      const { status, stdout, stderr } = spawnSync(python as string, [script, ...modules.map((one) => one.path)], {
        encoding: "utf8",
        maxBuffer: 1 << 26,
      });
      expect(stderr).toBe("");
      expect(stdout).toBe("");
      expect(status).toBe(0);
    },
  );

  test.skipIf(!python)("the list refuses what does more", () => {
    for (const text of [
      "import os\n",
      "print(1)\n",
      "def rule(event):\n    return eval('1')\n",
      "def rule(event):\n    return event.__class__\n",
      "def rule(event):\n    return open('x').read()\n",
      "def rule(event):\n    return [x for x in (lambda: 1)()]\n",
      "X = __import__('os')\n",
      "def rule(event):\n    return getattr(event, '__class__')\n",
      "@event\ndef rule(event):\n    return True\n",
      "def rule(event, x=print('a')):\n    return True\n",
    ]) {
      const path = join(makeFolder({ "a.py": text }), "a.py");
      const { status } = spawnSync(python as string, [join(root, "test/hostile/allowed-python.py"), path]);
      expect(status, text).toBe(1);
    }
  });
});

const COMMANDS = new Set([
  "search",
  "where",
  "eval",
  "rename",
  "stats",
  "convert",
  "spath",
  "fillnull",
  "fields",
  "table",
]);
const OUR_MACRO =
  /^`(?:cloudtrail|[a-z0-9_]{1,120}_filter|security_content_ctime\([A-Za-z]+\)|security_content_summariesonly)`$/;

/** A search's commands, and its macros: a reader that knows of quotes, brackets and pipes, and nothing else. */
function outlineOf(search: string): {
  readonly commands: readonly string[];
  readonly macros: readonly string[];
  readonly strange: string;
} {
  const commands: string[] = [];
  const macros: string[] = [];
  let strange = "";
  let piece = "";
  const end = () => {
    const [word = ""] = piece.trim().split(/[\s(]/);
    if (commands.length === 0) commands.push("search");
    else if (!piece.trim().startsWith("`")) commands.push(word);
    piece = "";
  };
  for (const [token] of search.matchAll(/"(?:[^"\\]|\\[\s\S])*"|'[^'\n]*'|`[^`]*`|[\s\S]/g)) {
    if (token === "|") end();
    else if (token.length > 1 && token.startsWith("`")) {
      macros.push(token);
      piece += token;
    } else if (token.length > 1) piece += '""';
    else {
      if ("\"'`[]{}\\;#".includes(token)) strange += token;
      piece += token;
    }
  }
  end();
  return { commands, macros, strange };
}

function expectAllowed(search: string, where: string): void {
  const { commands, macros, strange } = outlineOf(search);
  for (const command of commands) expect(COMMANDS, `${where}: ${command}\n${search}`).toContain(command);
  for (const macro of macros) expect(macro, where).toMatch(OUR_MACRO);
  expect(strange, `${where}\n${search}`).toBe("");
  expect(commands.length, `${where}\n${search}`).toBeLessThanOrEqual(10);
}

/** Where a value goes on in the next line. */
const JOINED = "\u0001";

describe("Splunk's searches", () => {
  test("of the app have only commands and macros that are allowed", () => {
    const files = emitted("splunk", /savedsearches\.conf$/);
    let searches = 0;
    for (const { path, text } of files) {
      for (const [, search] of text.replaceAll("\\\n", JOINED).matchAll(/^search = (.*)$/gm)) {
        expectAllowed((search as string).replaceAll(JOINED, "\n"), path);
        searches++;
      }
      // Every line is a stanza, a setting, or goes on with the one before.
      const rest = text.replace(/^[A-Za-z_.0-9]+ = (?:.*\\\n)*.*$/gm, "").split("\n");
      for (const line of rest) expect(line).toMatch(/^$|^#|^\[[^[\]]+\]$/);
    }
    expect(searches).toBeGreaterThan(50);
  });

  test("of the detections have the same", () => {
    const detections = emitted("splunk", /detections\/.*\.yml$/);
    expect(detections.length).toBeGreaterThan(50);
    for (const { path, text } of detections) expectAllowed((parseYaml(text) as { search: string }).search, path);
  });

  test.each([
    ['`cloudtrail` eventName="x" | delete', "delete"],
    ["`cloudtrail` | eval a=1 | outputlookup x", "outputlookup"],
    ['`cloudtrail` | where a="\\"" | map search="x"', "map"],
  ])("%s is read as it is", (search, command) => {
    expect(outlineOf(search).commands).toContain(command);
  });
});

test("hostile rules that are emitted give the same verdict as emitted", { timeout: 300_000 }, async () => {
  const project = join(folders[0] as string, "..");
  const { out } = await tocsin(project, ["verify", "--format", "json"]);
  const document = JSON.parse(out) as {
    readonly diagnostics: readonly { readonly severity: string }[];
    readonly ok: boolean;
  };
  expect(document.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  expect(document.ok).toBe(true);
});

test("packs' READMEs show markup as what it is", async () => {
  const rule = hostileRule({ title: "A <img src=x onerror=y> [a](javascript:x) | title" });
  const project = makeFolder({ "rules/a.tocsin": rule.replace("  source", "  targets = [elastic]\n\n  source") });
  const { exitCode, out } = await tocsin(project, ["build", "--quiet"]);
  expect(exitCode, out).toBe(0);
  const readmes = filesBelow(join(project, "dist-rules"), /\.md$/).map((path) => readFileSync(path, "utf8"));
  expect(readmes.join("\n")).toContain("onerror");
  for (const text of readmes) expect(text).not.toMatch(/(?<!\\)<(?:img|script)|(?<!\\)\]\(javascript/);
});
