/** The packs in dist-rules, as they are committed: fresh, the same whenever they are built, and accepted by the platforms' own tools. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { listAll } from "../src/project/compare-packs.ts";
import type { Manifest } from "../src/project/manifest.ts";
import { targets } from "../src/targets/index.ts";
import { makeFolder, tocsin } from "./cli/support.ts";
import { readFinding } from "./targets/splunk/escu-6.ts";
import { missing, runValidator, type Validator } from "./validators/run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const packs = join(root, "dist-rules");
const slow = 300_000;

const bytesBelow = (folder: string) =>
  Object.fromEntries(listAll(folder).map((path) => [path, readFileSync(join(folder, path), "latin1")]));
const manifest = () => JSON.parse(readFileSync(join(packs, "manifest.json"), "utf8")) as Manifest;

describe("the rules of this repository", () => {
  test("have no problem, not even a warning", async () => {
    const { out } = await tocsin(root, ["check", "--format", "json"]);
    const { diagnostics } = JSON.parse(out) as {
      diagnostics: { severity: string; code: string; path: string; message: string }[];
    };
    expect(diagnostics.filter((one) => one.severity !== "hint")).toEqual([]);
  });

  test("pass all of their tests, and are in the one form", { timeout: slow }, async () => {
    const { exitCode, out } = await tocsin(root, ["test"]);
    expect(out).not.toMatch(/failed|not run/);
    expect(exitCode).toBe(0);
    expect(await tocsin(root, ["fmt", "--check"])).toMatchObject({ exitCode: 0 });
  });
});

describe("the packs", () => {
  test("are fresh", async () => {
    const { exitCode, out } = await tocsin(root, ["build", "--check"]);
    expect(out).toMatch(/^dist-rules is fresh/);
    expect(exitCode).toBe(0);
  });

  test("are the same bytes each time", async () => {
    const [one, other] = [makeFolder(), makeFolder()];
    for (const folder of [one, other])
      expect((await tocsin(root, ["build", "--out", join(folder, "packs")])).exitCode).toBe(0);
    expect(bytesBelow(join(one, "packs"))).toEqual(bytesBelow(join(other, "packs")));
    // The certificate is no build's: `tocsin verify --write` puts it beside the packs.
    const { "verification.json": _, ...committed } = bytesBelow(packs);
    expect(bytesBelow(join(one, "packs"))).toEqual(committed);
  });

  test("hold every rule for each target that it is for, and the manifest says how exact it is", () => {
    for (const { id, targets: entries } of manifest().rules) {
      for (const [target, { fidelity, findings, files }] of Object.entries(entries)) {
        expect(Object.keys(files), `${id} for ${target}`).not.toEqual([]);
        if (fidelity !== "exact") expect(findings, `${id} for ${target}`).not.toEqual([]);
      }
    }
    expect(manifest().targets).toEqual(targets.map((target) => target.id));
  });
});

describe("Splunk's format of ESCU 6, whose own tool wants a Python that may not be here,", () => {
  const folder = join(packs, "splunk/contentctl_ng");
  const below = (path: string) => listAll(folder).filter((one) => one.startsWith(path) && one.endsWith(".yml"));
  const named = (path: string) => new Set(below(path).map((one) => nameIn(readFileSync(join(folder, one), "utf8"))));
  const nameIn = (text: string) => (parse(text) as { name: string }).name;

  test("has every detection of the other format, in its own form, and all that they name", () => {
    const detections = below("detections/");
    expect(detections.map((path) => path.split("/").at(-1))).toEqual(
      listAll(join(packs, "splunk/contentctl/detections/cloud")),
    );
    const [stories, sources] = [named("stories/"), named("data_sources/")];
    for (const path of detections) {
      const text = readFileSync(join(folder, path), "utf8");
      const { detection, problems } = readFinding(text, path.split("/").at(-1) as string);
      expect(problems, path).toEqual([]);
      for (const story of detection.analytic_story as string[]) expect(stories, path).toContain(story);
      for (const source of detection.data_source as string[]) expect(sources, path).toContain(source);
      for (const { attack_data } of (detection.tests ?? []) as { attack_data: { data: string }[] }[])
        for (const { data } of attack_data) expect(existsSync(join(folder, data)), data).toBe(true);
    }
  });
});

/** What each tool reads of the packs. */
const PARTS: { readonly [tool in Validator]: readonly string[] } = {
  panther: ["panther"],
  elastic: ["elastic", join(root, "src/targets/elastic/field-types.json")],
  contentctl: ["splunk/contentctl"],
  appinspect: ["splunk/app"],
};

describe.concurrent("the platforms' own tools accept them:", () => {
  for (const [tool, [part, ...more]] of Object.entries(PARTS) as [Validator, [string, ...string[]]][]) {
    const why = missing(tool);
    if (why !== undefined) console.log(why);
    test.skipIf(why !== undefined)(tool, { timeout: slow }, async ({ expect }) => {
      const folder = join(packs, part);
      expect(existsSync(folder), folder).toBe(true);
      const outcome = await runValidator(tool, [tool === "appinspect" ? onlyFolderIn(folder) : folder, ...more]);
      if (outcome.status === "missing") throw new Error(outcome.why);
      expect(outcome.report.problems).toEqual([]);
      expect(outcome.report.checked).toBeGreaterThan(0);
    });
  }
});

/** The app lies in a folder of its own name. */
function onlyFolderIn(folder: string): string {
  const names = new Set(listAll(folder).map((path) => path.split("/")[0] as string));
  expect(names.size).toBe(1);
  return join(folder, [...names][0] as string);
}
