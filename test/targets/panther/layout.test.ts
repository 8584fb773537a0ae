import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Path } from "../../../src/ir/path.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { derivedFields } from "../../laws/derived-fields.ts";
import { arbitraryCase, path } from "../../laws/generators.ts";
import { firstOf, makeRule, template } from "./make-rule.ts";
import { pythonWith } from "./python-process.ts";

const goldens = new URL("./cases/", import.meta.url);
const pylintrc = new URL("../../validators/runners/pylintrc", import.meta.url);
const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };

/** Paths and texts of every length, so that lines end on both sides of the limit. */
const paths = [
  "eventName",
  "userAgent",
  "requestParameters.policyArn",
  "requestParameters.ipPermissions.items[].ipRanges.items[].cidrIp",
  "requestParameters.aNameThatGoesOnAndOn.andStillGoesOnForAWhile.untilItEnds",
  "json(requestParameters.policyDocument).Statement[].Principal.AWS[]",
  "requestParameters.oneNameThatIsLongerThanAnyLineCouldEverBeSinceItNeverEndsAndNeverStopsAndStillGoesOnAndOnX",
].flatMap((one) => [
  path(one),
  path(one, { type: "text" }),
  { ...path(one), api: { type: "boolean", isList: false } as const },
]);
const texts = [
  "a",
  "22",
  "true",
  "false",
  "GetCallerIdentity",
  "arn:aws:iam::aws:policy/AdministratorAccess",
  `long ${"text ".repeat(9)}`,
  `${"unbroken".repeat(14)}`,
  'q"',
  "it's",
];

const conditions = fc
  .integer({ min: 0, max: 3 })
  .chain((depth) =>
    arbitraryCase(
      { paths, texts, depth, derived: derivedFields.slice(0, 1), lists: paths.slice(9, 10).concat(path("list[]")) },
      0,
    ),
  );
const templates = fc.array(
  fc.oneof(
    fc.constantFrom(...texts, "{}", "several words and more of them and ever more, "),
    fc.constantFrom(...paths),
    fc.array(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 }),
  ),
  { minLength: 1, maxLength: 6 },
);

const python = pythonWith("black", "the layout of emitted Python, by black, isort and pylint");

/** Every golden module, and generated ones. */
function writeModules(folder: string): void {
  for (const file of readdirSync(goldens, { recursive: true, encoding: "utf8" })) {
    const name = /expected\.(\w+\.py)\.txt$/.exec(file)?.[1];
    if (name) copyFileSync(new URL(file, goldens), join(folder, name));
  }
  const cases = fc.sample(fc.tuple(conditions, conditions, templates), {
    numRuns: Number(process.env.RUNS ?? 120),
    seed: Number(process.env.SEED ?? 42),
  });
  for (const [index, [{ predicate }, { predicate: when }, parts]] of cases.entries()) {
    const values = parts.filter((one) => typeof one !== "string");
    const key = [...values.slice(0, 2), paths[index % paths.length] as Path].map((one) => firstOf(...[one].flat()));
    const rule = makeRule({
      id: `AWS.Layout.${index}`,
      condition: predicate,
      alert: {
        title: [...(index % 2 ? [{ value: template(...parts.slice(0, 2)), when }] : []), { value: template(...parts) }],
        ...(index % 3 ? { key: [{ value: key }] } : {}),
        severity: [...(index % 4 ? [] : [{ value: "high" as const, when }]), { value: "low" }],
        context: values.flat(),
      },
    });
    const [module] = panther.compile(rule, settings).files;
    writeFileSync(join(folder, `layout_${index}.py`), module?.content ?? "");
  }
}

describe.skipIf(!python)("emitted Python", () => {
  test("is what black, isort and pylint want", { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-layout-"));
    try {
      writeModules(folder);
      const complaints = (...command: string[]): string => {
        const run = spawnSync(python as string, ["-m", ...command, folder], { encoding: "utf8", maxBuffer: 1 << 26 });
        return run.stdout + run.stderr;
      };
      expect(complaints("black", "--diff", "-q", "-l", "100")).toBe("");
      expect(complaints("isort", "--profile", "black", "--check", "-q")).toBe("");
      expect(complaints("pylint", "-sn", "-rn", "--rcfile", fileURLToPath(pylintrc))).toBe("");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
