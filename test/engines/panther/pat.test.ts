import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { PYTHON_VARIABLE } from "../../../src/targets/panther/engine/find-python.ts";
import { type PatReport, runPat } from "../../../src/targets/panther/engine/pat.ts";
import type { PackFile } from "../../../src/targets/target.ts";
import { filesOf } from "./support.ts";

const FOLDER = "rules/aws_cloudtrail_rules/";
const pack = fileURLToPath(new URL(`../../../dist-rules/panther/${FOLDER}`, import.meta.url));

/** A rule with tests that says yes to `x: 1`. */
function ruleFiles(
  name: string,
  module = 'def rule(event):\n    return event.get("x") == 1\n',
  extra = {},
): readonly PackFile[] {
  const Tests = [
    { Name: "yes", ExpectedResult: true, Log: { x: 1 } },
    { Name: "no", ExpectedResult: false, Log: { x: 2 } },
  ];
  return filesOf(module, { Filename: `${name}.py`, RuleID: `AWS.${name}`, Tests, ...extra }).map(
    ({ path, content }) => ({
      path: path.replace("/x.", `/${name}.`),
      content,
    }),
  );
}

const empty = await runPat([]);
if ("missing" in empty)
  console.log(`not run: panther_analysis_tool on packs (${empty.missing}; npm run validators:install)`);

describe.skipIf("missing" in empty)("panther_analysis_tool", () => {
  const report = async (files: readonly PackFile[]) => (await runPat(files)) as PatReport;

  test("passes the committed pack, every test of it", async () => {
    const files = readdirSync(pack).map((name) => ({
      path: FOLDER + name,
      content: readFileSync(pack + name, "utf8"),
    }));
    const written = files.map(({ content }) => content.match(/^ {2}- Name: /gm)?.length ?? 0);
    const { tests, failures } = await report(files);
    expect(failures).toEqual([]);
    expect(tests).toBe(written.reduce((sum, one) => sum + one));
    expect(tests).toBeGreaterThan(300);
  });

  describe("of a pack with mistakes in it", () => {
    let found: PatReport;
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("tocsin-panther-"));

    beforeAll(async () => {
      found = await report([
        ...ruleFiles("good"),
        ...ruleFiles("wrong", "def rule(event):\n    return True\n"),
        ...ruleFiles("number", "def rule(event):\n    return 1\n"),
        ...ruleFiles("raises", 'def rule(event):\n    return event["y"]\n'),
        ...ruleFiles("broken", "def rule(event)\n"),
        ...ruleFiles("keyed", undefined, { Nonsense: 1 }),
        ...ruleFiles("lonely").slice(1),
        { path: "elsewhere/far.yml", content: ruleFiles("far")[1]?.content ?? "" },
      ]);
    });

    const of = (rule: string) => found.failures.filter((one) => one.rule === rule);

    test("counts the tests, and names none that passed", () => {
      expect(found.tests).toBe(8);
      expect(of("AWS.good")).toEqual([]);
      expect(found.version).toMatch(/^\d+\.\d+/);
    });

    test("names each failed test, and why it failed", () => {
      expect(of("AWS.wrong")).toEqual([{ rule: "AWS.wrong", test: "no", why: expect.stringContaining("[rule]") }]);
      expect(of("AWS.number").map((one) => one.test)).toEqual(["yes", "no"]);
      expect(of("AWS.number")[0]?.why).toContain("returned [int]");
      expect(of("AWS.raises")[1]).toEqual({ rule: "AWS.raises", test: "no", why: "[rule] KeyError: 'y'" });
    });

    test("names each file that was refused", () => {
      expect(of("rules/broken.yml")[0]?.why).toContain("expected ':'");
      expect(of("rules/keyed.yml")[0]?.why).toContain("Nonsense");
      expect(of("rules/lonely.yml")[0]?.why).toContain("lonely.py");
    });

    test("names a rule that was passed over in silence", () => {
      expect(of("AWS.far")).toEqual([{ rule: "AWS.far", why: "the tool did not mention it" }]);
    });

    test("leaves no file behind", () => {
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith("tocsin-panther-"))).toEqual(before);
    });
  });
});

describe("without the tool", () => {
  const before = process.env[PYTHON_VARIABLE];
  afterEach(() => {
    if (before === undefined) delete process.env[PYTHON_VARIABLE];
    else process.env[PYTHON_VARIABLE] = before;
  });

  test("says that it is missing, and how to install it", async () => {
    process.env[PYTHON_VARIABLE] = "/no/such/python";
    expect(await runPat([])).toEqual({ missing: expect.stringContaining("pip install panther-analysis-tool==") });
  });
});
