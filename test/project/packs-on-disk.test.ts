import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listAll } from "../../src/project/compare-packs.ts";
import type { Manifest } from "../../src/project/manifest.ts";
import { makeFolder, ruleText, tocsin } from "../cli/support.ts";

const build = (folder: string, ...words: string[]) => tocsin(folder, ["build", ...words]);
const project = () => makeFolder({ "rules/a.tocsin": ruleText() });

function bytesBelow(folder: string): Record<string, string> {
  return Object.fromEntries(listAll(folder).map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}

describe("a build", () => {
  test("writes packs and a manifest, and the next one nothing", async () => {
    const folder = project();
    const first = await build(folder);
    expect(first.out).toMatch(/Wrote dist-rules: \d+ files \(\d+ new\)/);
    expect(first.exitCode).toBe(0);
    expect(readdirSync(join(folder, "dist-rules")).sort()).toEqual(["elastic", "manifest.json", "panther", "splunk"]);
    expect((await build(folder)).out).toMatch(/dist-rules is up to date/);
    expect(readdirSync(folder).sort()).toEqual(["dist-rules", "rules"]);
  });

  test("gives the same bytes from any folder, at any time", async () => {
    const files = { "rules/a.tocsin": ruleText(), "tocsin.config.yaml": "rules: rules\n" };
    const [one, other] = [makeFolder(files), makeFolder(files)];
    await build(one);
    await build(join(other, "rules"), "--out", join(other, "packs"));
    expect(bytesBelow(join(other, "packs"))).toEqual(bytesBelow(join(one, "dist-rules")));
  });

  test("the manifest names every file that is there, with its hash", async () => {
    const folder = project();
    await build(folder);
    const manifest = JSON.parse(readFileSync(join(folder, "dist-rules/manifest.json"), "utf8")) as Manifest;
    const named = manifest.targets.flatMap((target) => [
      ...Object.keys(manifest.shared[target] ?? {}).map((path) => `${target}/${path}`),
      ...manifest.rules.flatMap((rule) =>
        Object.keys(rule.targets[target]?.files ?? {}).map((path) => `${target}/${path}`),
      ),
    ]);
    expect([...named, "manifest.json"].sort()).toEqual([...listAll(join(folder, "dist-rules"))].sort());
    expect(manifest.rules).toMatchObject([
      { id: "A.Rule", source: "rules/a.tocsin", targets: { panther: { fidelity: "exact", findings: [] } } },
    ]);
    expect(JSON.stringify(manifest)).not.toContain(folder);
  });

  test("takes the files of a rule that is gone out of the packs", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText(),
      "rules/b.tocsin": ruleText({ id: "B.Rule", title: "Another title" }),
    });
    await build(folder);
    const both = listAll(join(folder, "dist-rules")).length;
    renameSync(join(folder, "rules/b.tocsin"), join(folder, "rules/b.txt"));
    expect((await build(folder)).out).toMatch(/removed/);
    expect(listAll(join(folder, "dist-rules")).length).toBeLessThan(both);
    expect(listAll(join(folder, "dist-rules")).join()).not.toMatch(/b_rule/i);
  });

  test.each([
    ["an error in a rule", ruleText({ when: 'eventNme == "x"' })],
    ["a failing test", ruleText({ more: 'test "wrong" alerts { "eventSource": "a", "eventName": "Other" }' })],
    ["a rule that a target refuses", ruleText({ when: "userIdentity.userName == requestParameters.userName" })],
  ])("with %s leaves the old packs as they were", async (_name, broken) => {
    const folder = project();
    await build(folder);
    const before = bytesBelow(join(folder, "dist-rules"));
    writeFileSync(join(folder, "rules/a.tocsin"), broken);
    const { exitCode, out } = await build(folder);
    expect(exitCode).toBe(1);
    expect(out).toContain("Nothing was written");
    expect(bytesBelow(join(folder, "dist-rules"))).toEqual(before);
  });

  test("keeps files beside the packs", async () => {
    const folder = project();
    await build(folder);
    writeFileSync(join(folder, "dist-rules/README.md"), "ours");
    writeFileSync(join(folder, "rules/a.tocsin"), ruleText({ title: "Another title" }));
    expect((await build(folder)).exitCode).toBe(0);
    expect(readFileSync(join(folder, "dist-rules/README.md"), "utf8")).toBe("ours");
    expect((await build(folder, "--check")).exitCode).toBe(0);
  });
});

describe("a build that was killed", () => {
  const dead = 2 ** 22 + 12_345;

  test("while it wrote: what it left goes", async () => {
    const folder = project();
    await build(folder);
    mkdirSync(join(folder, `.dist-rules.new-${dead}/panther`), { recursive: true });
    expect((await build(folder)).out).toContain("up to date");
    expect(readdirSync(folder).sort()).toEqual(["dist-rules", "rules"]);
  });

  test("between its two renames: the old packs come back", async () => {
    const folder = project();
    await build(folder);
    const before = bytesBelow(join(folder, "dist-rules"));
    renameSync(join(folder, "dist-rules"), join(folder, `.dist-rules.old-${dead}`));
    writeFileSync(join(folder, "rules/a.tocsin"), ruleText({ title: "Another title" }));
    const { out } = await build(folder);
    expect(out).toMatch(/changed/);
    expect(readdirSync(folder).sort()).toEqual(["dist-rules", "rules"]);
    expect(Object.keys(bytesBelow(join(folder, "dist-rules"))).sort()).not.toEqual([]);
    expect(before).not.toEqual(bytesBelow(join(folder, "dist-rules")));
  });

  test("the new folder of a build that still runs is left alone", async () => {
    const folder = project();
    const running = join(folder, `.dist-rules.new-${process.ppid}`);
    mkdirSync(running);
    expect((await build(folder)).exitCode).toBe(0);
    expect(existsSync(running)).toBe(true);
  });
});

describe("the folder of a build is refused, and nothing is touched,", () => {
  test.each([
    ["the project itself", ["--out", "."], "the folder of the rules lies in"],
    ["the folder of the rules", ["--out", "rules"], "the folder of the rules"],
    ["a folder in it", ["--out", "rules/packs"], "the folder of the rules"],
    ["a folder above", ["--out", ".."], "lies in"],
    ["the root", ["--out", "/"], "lies in"],
    ["a file", ["--out", "notes.txt"], "is no folder"],
    ["below a file", ["--out", "notes.txt/packs"], "is a file, not a folder"],
    ["a folder of something else", ["--out", "photos"], "no `manifest.json` says that a build wrote them"],
  ])("where it is %s", async (_name, words, message) => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText(), "notes.txt": "mine", "photos/cat.jpg": "cat" });
    const before = bytesBelow(folder);
    const { exitCode, out } = await build(folder, ...words);
    expect(out).toContain(message);
    expect(exitCode).toBe(2);
    expect(bytesBelow(folder)).toEqual(before);
  });

  test("where another program's `manifest.json` is", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText(),
      "web/manifest.json": '{"name":"x"}',
      "web/index.html": "",
    });
    expect((await build(folder, "--out", "web")).exitCode).toBe(2);
    expect(readdirSync(join(folder, "web"))).toContain("index.html");
  });

  test("where it holds a folder of something else beside the packs", async () => {
    const folder = project();
    await build(folder);
    mkdirSync(join(folder, "dist-rules/photos"));
    writeFileSync(join(folder, "rules/a.tocsin"), ruleText({ title: "Another title" }));
    const { exitCode, out } = await build(folder);
    expect(exitCode).toBe(2);
    expect(out).toContain("dist-rules/photos");
  });

  test("where `--target` would take another pack away", async () => {
    const folder = project();
    await build(folder);
    const { exitCode, out } = await build(folder, "--target", "splunk");
    expect(exitCode).toBe(2);
    expect(out).toContain("`panther` and `elastic`");
    expect(readdirSync(join(folder, "dist-rules"))).toContain("panther");
  });
});

test("a link in the place of the packs is followed, and stays", async () => {
  const folder = project();
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync("elsewhere", join(folder, "dist-rules"));
  expect((await build(folder)).exitCode).toBe(0);
  expect(readdirSync(join(folder, "elsewhere"))).toContain("manifest.json");
  expect((await build(folder, "--check")).exitCode).toBe(0);
});

describe("build --check", () => {
  test("is clean after a build, and writes nothing before one", async () => {
    const folder = project();
    const { exitCode, out } = await build(folder, "--check");
    expect(exitCode).toBe(1);
    expect(out).toContain("is stale");
    expect(readdirSync(folder)).toEqual(["rules"]);
    await build(folder);
    expect(await build(folder, "--check")).toMatchObject({ exitCode: 0 });
  });

  test("names what is missing, changed and extra", async () => {
    const folder = project();
    await build(folder);
    const [py, yml] = listAll(join(folder, "dist-rules/panther")) as [string, string];
    writeFileSync(join(folder, "dist-rules/panther", py), "changed");
    renameSync(join(folder, "dist-rules/panther", yml), join(folder, "dist-rules/panther/extra.txt"));
    const before = bytesBelow(join(folder, "dist-rules"));
    const { exitCode, out } = await build(folder, "--check");
    expect(exitCode).toBe(1);
    expect(out).toContain(`changed  dist-rules/panther/${py}`);
    expect(out).toContain(`missing  dist-rules/panther/${yml}`);
    expect(out).toContain("extra    dist-rules/panther/extra.txt");
    expect(bytesBelow(join(folder, "dist-rules"))).toEqual(before);
    const github = await build(folder, "--check", "--format", "github");
    expect(github.out).toContain(`::error file=dist-rules/panther/${py},title=D6020 pack-stale::`);
  });

  test("of one target looks at its pack alone", async () => {
    const folder = project();
    await build(folder);
    writeFileSync(
      join(folder, "dist-rules/panther", listAll(join(folder, "dist-rules/panther"))[0] as string),
      "changed",
    );
    expect((await build(folder, "--check", "--target", "splunk")).exitCode).toBe(0);
    expect((await build(folder, "--check", "--target", "panther,splunk")).exitCode).toBe(1);
  });

  test("one byte of any file makes it stale", async () => {
    const folder = project();
    await build(folder);
    for (const path of listAll(join(folder, "dist-rules"))) {
      const file = join(folder, "dist-rules", path);
      const bytes = readFileSync(file);
      writeFileSync(file, Buffer.concat([bytes, Buffer.from(" ")]));
      expect((await build(folder, "--check")).exitCode, path).toBe(1);
      writeFileSync(file, bytes);
    }
  });
});
