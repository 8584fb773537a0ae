/** The order of the folders in src: a file imports only from those above it, and what is pure stays pure. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { targets } from "../src/targets/index.ts";

const root = fileURLToPath(new URL("../src/", import.meta.url));

/** Which folders each may import from, beside itself. */
const MAY_IMPORT: { readonly [layer: string]: readonly string[] } = {
  source: [],
  diagnostics: ["source"],
  ir: ["source"],
  syntax: ["source", "diagnostics", "ir"],
  schema: ["source", "diagnostics", "ir"],
  semantics: ["source", "ir"],
  check: ["source", "diagnostics", "ir", "syntax", "schema"],
  complete: ["source", "diagnostics", "ir", "syntax", "schema", "check"],
  reason: ["source", "ir", "schema", "semantics"],
  targets: ["source", "diagnostics", "ir", "schema"],
  cases: ["source", "diagnostics", "ir", "semantics", "reason", "targets"],
  project: [
    "source",
    "diagnostics",
    "ir",
    "syntax",
    "schema",
    "semantics",
    "check",
    "complete",
    "reason",
    "targets",
    "cases",
  ],
  library: ["diagnostics", "ir", "syntax", "semantics", "targets", "project"],
  cli: [
    "source",
    "diagnostics",
    "ir",
    "syntax",
    "schema",
    "semantics",
    "check",
    "complete",
    "reason",
    "targets",
    "cases",
    "project",
  ],
};

/** Of `ir`, what `syntax` builds: trees of patterns and regexes, and what JSON and addresses are. Rules and conditions are the checker's. */
const CHECKED_RULE = [
  "ir/rule.ts",
  "ir/predicate.ts",
  "ir/simplify.ts",
  "ir/expand-derived.ts",
  "ir/show.ts",
  "ir/walk.ts",
];

interface Import {
  /** Relative to src, or a package's name. */
  readonly to: string;
}

interface File {
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

function importsOf(path: string, code: string): readonly Import[] {
  const statements = code.matchAll(/^(?:import|export)\s+(?:type\s+)?(?:[^'"();]*?\sfrom\s+)?["']([^"']+)["']/gm);
  const calls = code.matchAll(/\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g);
  const resolved = (written: string) =>
    written.startsWith(".") ? relative(root, join(root, dirname(path), written)) : written;
  return [
    ...[...statements].map(([, written]) => ({ to: resolved(written as string) })),
    ...[...calls].map(([, written]) => ({ to: resolved(written as string) })),
  ];
}

/** Strings stay; comments go. */
const withoutComments = (text: string) =>
  text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<![:\\/[])\/\/.*$/gm,
    (_, kept: string | undefined) => kept ?? "",
  );

const files: readonly File[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".generated.ts"))
  .map((entry) => {
    const path = relative(root, join(entry.parentPath, entry.name));
    const text = readFileSync(join(root, path), "utf8");
    const code = withoutComments(text);
    return { path, text, code, imports: importsOf(path, code) };
  });

const layerOf = (path: string) => path.split("/")[0] as string;
const isInside = (path: string) => Object.hasOwn(MAY_IMPORT, layerOf(path)) && path.includes("/");

/** `from -> to` for each import that breaks a rule. */
function offences(breaks: (file: File, to: Import) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((one) => breaks(file, one)).map((one) => `${file.path} -> ${one.to}`),
  );
}

test("the files are found, and so are their imports", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(new Set(files.map((file) => layerOf(file.path)))).toEqual(
    new Set(Object.keys(MAY_IMPORT).filter((layer) => files.some((file) => layerOf(file.path) === layer))),
  );
  expect(files.find((file) => file.path === "cli/run.ts")?.imports.map((one) => one.to)).toContain("cli/program.ts");
  expect(files.find((file) => file.path === "cli/program.ts")?.imports.map((one) => one.to)).toContain("cli/hunt.ts");
});

test("every folder of src is a layer", () => {
  expect(files.map((file) => layerOf(file.path)).filter((layer) => !Object.hasOwn(MAY_IMPORT, layer))).toEqual([]);
});

test("a file imports from its own folder and those above it", () => {
  expect(
    offences(
      (file, { to }) =>
        isInside(to) && layerOf(to) !== layerOf(file.path) && !MAY_IMPORT[layerOf(file.path)]?.includes(layerOf(to)),
    ),
  ).toEqual([]);
});

test("nothing in src imports from outside of it but packages", () => {
  expect(offences((_file, { to }) => to.startsWith(".."))).toEqual([]);
});

test("syntax takes of ir no checked rule", () => {
  const takesHelperOnly = (file: File, to: string) =>
    to === "ir/predicate.ts" && /import \{ unreachable \} from "[^"]*ir\/predicate\.ts"/.test(file.code);
  expect(
    offences(
      (file, { to }) => layerOf(file.path) === "syntax" && CHECKED_RULE.includes(to) && !takesHelperOnly(file, to),
    ),
  ).toEqual([]);
});

describe("targets", () => {
  const folderOf = (path: string) => /^targets\/([^/]+)\//.exec(path)?.[1];
  const ids = targets.map((target) => target.id);

  test("none imports from another", () => {
    expect(
      offences((file, { to }) => {
        const [from, other] = [folderOf(file.path), folderOf(to)];
        return from !== undefined && other !== undefined && from !== other && other !== "kit";
      }),
    ).toEqual([]);
  });

  test("the kit knows none of them", () => {
    expect(offences((file, { to }) => folderOf(file.path) === "kit" && ids.includes(folderOf(to) ?? ""))).toEqual([]);
  });

  test("outside of their folders only the registry is imported", () => {
    expect(
      offences((file, { to }) => {
        const other = folderOf(to);
        return layerOf(file.path) !== "targets" && other !== undefined && other !== "kit";
      }),
    ).toEqual([]);
    expect(offences((file, { to }) => file.path === "targets/target.ts" && folderOf(to) !== undefined)).toEqual([]);
  });

  test("their ids stand in quotes only in their own folders and in the registry", () => {
    const naming = files.flatMap((file) =>
      ids
        .filter((id) => folderOf(file.path) !== id && file.path !== "targets/index.ts")
        .filter((id) => new RegExp(`["'\`]${id}["'\`]`).test(file.code))
        .map((id) => `${file.path}: "${id}"`),
    );
    expect(naming).toEqual([]);
  });

  test("an engine uses nothing of what made the text that it reads", () => {
    const maker = /\/(?:fields|capabilities|lower|print)(?:\.ts$|\/)/;
    expect(
      offences(
        (file, { to }) =>
          /\/engine\//.test(file.path) &&
          (maker.test(to) || folderOf(to) === "kit" || ["ir/predicate.ts", "ir/rule.ts"].includes(to)),
      ),
    ).toEqual([]);
  });
});

describe("what is pure", () => {
  const pure = files.filter(
    (file) => !["project", "cli"].includes(layerOf(file.path)) && !/\/engine\//.test(file.path),
  );

  test("imports nothing of Node", () => {
    const offending = pure.flatMap((file) =>
      file.imports
        .filter(
          ({ to }) => to.startsWith("node:") || ["fs", "path", "process", "os", "crypto", "child_process"].includes(to),
        )
        .map(({ to }) => `${file.path} -> ${to}`),
    );
    expect(offending).toEqual([]);
  });

  test("asks no clock, no chance, no environment", () => {
    const impure =
      /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|crypto\.random|randomUUID|setTimeout|globalThis\.process)/;
    expect(
      pure.filter((file) => impure.test(file.code)).map((file) => `${file.path}: ${impure.exec(file.code)?.[0]}`),
    ).toEqual([]);
  });
});

test("the type checker is nowhere silenced", () => {
  const silenced = /@ts-(?:ignore|expect-error|nocheck)/;
  expect(files.filter((file) => silenced.test(file.text)).map((file) => file.path)).toEqual([]);
});
