/** `tocsin coverage`: what counts, what is printed, and the layer that ATT&CK Navigator reads. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { coverageOf } from "../../src/cli/attack-coverage.ts";
import { coverageLines } from "../../src/cli/coverage-table.ts";
import { plain } from "../../src/diagnostics/paint.ts";
import { attackTactics, attackTechniques, isValid } from "../../src/schema/attack.ts";
import { equals, rule as makeRule } from "../targets/elastic/build.ts";
import { type Files, makeFolder, ruleText, tocsin } from "./support.ts";

const rule = (id: string, attack: string, more = "") =>
  ruleText({ id }).replace("attack      = [TA0003:T1136.003]", `attack = [${attack}]\n${more}`);

const FILES: Files = {
  "rules/a.tocsin": rule("A.One", "TA0003:T1098.003, TA0004:T1098.003"),
  "rules/b.tocsin": rule("A.Two", "TA0003:T1098.003, TA0005:T1562.008, TA0003:T1037"),
  "rules/c.tocsin": rule("A.Off", "TA0040:T1485", "  enabled = false"),
  "rules/d.tocsin": rule("A.Signal", "TA0040:T1485", "  signal = true"),
  "rules/e.tocsin": rule("A.Old", "TA0040:T1485", "  status = deprecated"),
  "rules/f.tocsin": rule("A.Tactic", "TA0010"),
  "rules/g.tocsin": rule("A.Odd", "TA0001:T1485"),
};

interface Tactic {
  readonly id: string;
  readonly cloud: { readonly techniques: number; readonly covered: number };
  readonly rules: readonly string[];
  readonly techniques: readonly {
    readonly id: string;
    readonly cloud: boolean;
    readonly covered: boolean;
    readonly rules: readonly string[];
  }[];
}

async function json(folder: string) {
  const { out, exitCode } = await tocsin(folder, ["coverage", "--format", "json"]);
  expect(exitCode).toBe(0);
  return JSON.parse(out) as {
    cloud: { techniques: number; covered: number };
    rules: { counted: number; placeless: string[]; notCounted: { rule: string; reason: string }[] };
    tactics: Tactic[];
  };
}

describe("what counts", () => {
  test("tactics come in ATT&CK's order, each with every technique of a cloud and every one that a rule names", async () => {
    const { tactics, cloud } = await json(makeFolder(FILES));
    expect(tactics.map(({ id }) => id)).toEqual([...attackTactics().keys()]);
    const clouds = new Set(tactics.flatMap((one) => one.techniques.filter((cell) => cell.cloud).map(({ id }) => id)));
    expect(cloud).toEqual({ techniques: clouds.size, covered: 4 });
    expect(clouds.size).toBeGreaterThan(90);
  });

  test("a rule counts under the tactic that it names, for its technique and for the one above", async () => {
    const { tactics } = await json(makeFolder(FILES));
    const persistence = tactics.find(({ id }) => id === "TA0003");
    const cell = (id: string) => persistence?.techniques.find((one) => one.id === id);
    expect(persistence?.rules).toEqual(["A.One", "A.Two"]);
    expect(cell("T1098.003")).toMatchObject({ cloud: true, covered: true, rules: ["A.One", "A.Two"] });
    expect(cell("T1098")).toMatchObject({ cloud: true, covered: true, rules: [] });
    expect(cell("T1098.001")).toMatchObject({ cloud: true, covered: false, rules: [] });
    expect(cell("T1037")).toMatchObject({ cloud: false, covered: true, rules: ["A.Two"] });
    const escalation = tactics.find(({ id }) => id === "TA0004");
    expect(escalation?.techniques.find(({ id }) => id === "T1098.003")?.rules).toEqual(["A.One"]);
  });

  test("an id of version 18 counts for what took its place", async () => {
    const { tactics } = await json(makeFolder(FILES));
    const impairment = tactics.find(({ id }) => id === "TA0112");
    expect(impairment?.techniques.filter(({ rules }) => rules.length > 0).map(({ id }) => id)).toEqual(["T1685.002"]);
  });

  test("rules by which nobody is alerted don't count, and are named; nor do pairs that ATT&CK hasn't got", async () => {
    const { rules, tactics } = await json(makeFolder(FILES));
    expect(rules).toEqual({
      counted: 4,
      placeless: ["A.Odd"],
      notCounted: [
        { rule: "A.Off", reason: "disabled" },
        { rule: "A.Old", reason: "deprecated" },
        { rule: "A.Signal", reason: "signal" },
      ],
    });
    expect(tactics.find(({ id }) => id === "TA0040")?.rules).toEqual([]);
    expect(tactics.find(({ id }) => id === "TA0010")?.rules).toEqual(["A.Tactic"]);
  });
});

describe("the table", () => {
  test("names rules, what has none, and what isn't counted", async () => {
    const { out, exitCode } = await tocsin(makeFolder(FILES), ["coverage"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ {2}T1098\.003 {2}Additional Cloud Roles +2 rules\n {13}A\.One, A\.Two$/m);
    expect(out).toMatch(/^ {2}T1037 +Boot or Logon Initialization Scripts \(not IaaS\) +1 rule$/m);
    expect(out).toMatch(/^ +the tactic alone +1 rule\n {13}A\.Tactic$/m);
    expect(out).toMatch(/^Persistence +TA0003 +2 +2 of 15 {2}##\.+$/m);
    expect(out).toMatch(/^Reconnaissance +TA0043 +0 {2}none in a cloud$/m);
    expect(out).toMatch(/^No rule yet: Initial Access, Execution, .*Impact$/ms);
    expect(out).toContain("Without a place in ATT&CK: A.Odd\n");
    expect(out).toContain("Not counted: A.Off (disabled), A.Old (deprecated),");
    expect(out).toMatch(/ATT&CK v19: 4 rules, 4 of \d+ cloud techniques covered \(3 %\)\.\n$/);
  });

  test("fits in 80 columns, whichever technique a rule names and however many name it", () => {
    const span = { source: { path: "", text: "" }, start: 0, end: 0 };
    const attack = [...attackTechniques().values()]
      .filter(isValid)
      .flatMap((technique) => technique.tactics.map((id) => ({ tactic: { id, name: "" }, technique, span })));
    const rules = Array.from({ length: 1200 }, (_, index) =>
      makeRule(equals("eventName", "A"), { id: `AWS.A.RuleWithALongerName${index}`, metadata: { attack } }),
    );
    const lines = coverageLines(coverageOf(rules), plain);
    expect(lines.join("\n")).toContain("and 1,195 more");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  test("has colours only where they are wanted, and is the same each time", async () => {
    const folder = makeFolder(FILES);
    const bare = await tocsin(folder, ["coverage"], { isTerminal: true, environment: { NO_COLOR: "1" } });
    const coloured = await tocsin(folder, ["coverage"], { isTerminal: true });
    expect(bare.out).not.toContain("\u001b");
    expect(coloured.out).toContain("\u001b[");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours are made of
    expect(coloured.out.replace(/\u001b\[\d+m/g, "")).toBe(bare.out);
  });

  test("a rule with an error gives problems and no coverage", async () => {
    const folder = makeFolder({ ...FILES, "rules/x.tocsin": rule("A.Bad", "TA0003:T9999") });
    const { out, exitCode } = await tocsin(folder, ["coverage", "--navigator", "layer.json"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("D2018");
    expect(out).not.toContain("covered");
    expect(existsSync(join(folder, "layer.json"))).toBe(false);
  });
});

/** The layer format 4.5 as its specification has it, as far as a layer here uses it; nothing else may occur. */
const text = { type: "string" };
const pairs = (first: string, second: string) => ({
  type: "array",
  items: {
    type: "object",
    properties: { [first]: { ...text, minLength: 1 }, [second]: text },
    required: [first, second],
    additionalProperties: false,
  },
});
const colour = { type: "string", pattern: "^#[0-9a-f]{6}$" };
const flag = { type: "boolean" };
const LAYER = {
  type: "object",
  required: ["name", "domain", "versions", "techniques"],
  additionalProperties: false,
  properties: {
    name: text,
    versions: {
      type: "object",
      required: ["attack", "navigator", "layer"],
      additionalProperties: false,
      properties: { attack: text, navigator: { type: "string", pattern: "^(4\\.9|5)\\." }, layer: { const: "4.5" } },
    },
    domain: { const: "enterprise-attack" },
    description: text,
    layout: {
      type: "object",
      additionalProperties: false,
      properties: {
        layout: { enum: ["side", "flat", "mini"] },
        showID: flag,
        showName: flag,
        expandedSubtechniques: { enum: ["none", "all", "annotated"] },
      },
    },
    techniques: {
      type: "array",
      items: {
        type: "object",
        required: ["techniqueID"],
        additionalProperties: false,
        properties: {
          techniqueID: { type: "string", pattern: "^T\\d{4}(\\.\\d{3})?$" },
          tactic: { enum: [...attackTactics().values()].map((one) => one.shortName) },
          comment: text,
          score: { type: "number" },
          color: colour,
          metadata: pairs("name", "value"),
          showSubtechniques: flag,
        },
      },
    },
    gradient: {
      type: "object",
      required: ["colors", "minValue", "maxValue"],
      additionalProperties: false,
      properties: {
        colors: { type: "array", items: colour, minItems: 2 },
        minValue: { type: "number" },
        maxValue: { type: "number" },
      },
    },
    legendItems: pairs("label", "color"),
    metadata: pairs("name", "value"),
  },
};

interface Layer {
  readonly techniques: readonly {
    readonly techniqueID: string;
    readonly tactic: string;
    readonly score?: number;
    readonly comment?: string;
    readonly metadata?: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly gradient: { readonly minValue: number; readonly maxValue: number };
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
}

describe("the layer", () => {
  const write = (folder: string, file: string) => tocsin(folder, ["coverage", "--navigator", file]);
  const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

  test("is what the format's specification says", async () => {
    const folder = makeFolder(FILES);
    expect((await write(folder, "layer.json")).out).toMatch(/Wrote the layer layer\.json\.\n$/);
    const layer = JSON.parse(read(folder, "layer.json")) as Layer;
    const validate = new Ajv({ allErrors: true }).compile(LAYER);
    validate(layer);
    expect(validate.errors ?? []).toEqual([]);
    expect(layer.gradient.maxValue).toBeGreaterThan(layer.gradient.minValue);
    const cells = layer.techniques.map((one) => `${one.tactic} ${one.techniqueID}`);
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("scores each cell by its rules and names them, and marks a cloud's cells without any", async () => {
    const folder = makeFolder(FILES);
    await write(folder, "layer.json");
    const layer = JSON.parse(read(folder, "layer.json")) as Layer;
    const cell = (tactic: string, id: string) =>
      layer.techniques.find((one) => one.tactic === tactic && one.techniqueID === id);
    expect(cell("persistence", "T1098.003")).toMatchObject({
      score: 2,
      comment: "A.One, A.Two",
      metadata: [
        { name: "A.One", value: "A title" },
        { name: "A.Two", value: "A title" },
      ],
    });
    expect(cell("privilege-escalation", "T1098.003")?.score).toBe(1);
    expect(cell("defense-impairment", "T1685.002")?.comment).toBe("A.Two");
    expect(cell("impact", "T1485")).toMatchObject({ score: 0, color: "#f8d7da" });
    expect(cell("persistence", "T1098")).toEqual({
      techniqueID: "T1098",
      tactic: "persistence",
      showSubtechniques: true,
    });
    expect(layer.metadata).toContainEqual({ name: "not counted, disabled", value: "A.Off" });
  });

  test("is the same bytes again, takes the place of an earlier one, and leaves nothing beside it", async () => {
    const folder = makeFolder(FILES);
    await write(folder, "new/layer.json");
    const first = read(folder, "new/layer.json");
    expect((await write(folder, "new/layer.json")).exitCode).toBe(0);
    expect(read(folder, "new/layer.json")).toBe(first);
    expect(readdirSync(join(folder, "new"))).toEqual(["layer.json"]);
  });

  test("takes the place of nothing else", async () => {
    const folder = makeFolder({ ...FILES, "package.json": '{"name": "x"}', "list.json": "[null]", "no.json": "{" });
    mkdirSync(join(folder, "folder.json"));
    writeFileSync(join(folder, "target.json"), "{}");
    symlinkSync(join(folder, "target.json"), join(folder, "link.json"));
    const before = readdirSync(folder).sort();
    for (const file of [
      "package.json",
      "list.json",
      "no.json",
      "folder.json",
      "link.json",
      "rules/a.tocsin",
      "layer",
      "dist-rules/layer.json",
      "dist-rules/panther/layer.json",
    ]) {
      const { out, exitCode } = await write(folder, file);
      expect([file, exitCode]).toEqual([file, 2]);
      expect(out).toContain("D6014");
    }
    expect(read(folder, "package.json")).toBe('{"name": "x"}');
    expect(read(folder, "target.json")).toBe("{}");
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test("where writing fails the reason is reported", async () => {
    const folder = makeFolder({ ...FILES, file: "" });
    const { out, exitCode } = await write(folder, "file/layer.json");
    expect(exitCode).toBe(2);
    expect(out).toContain("D6011");
  });
});
